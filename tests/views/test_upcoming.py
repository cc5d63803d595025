"""What falls due: everything that waits and nothing that is done, by day, with owner and a name that stays."""

from datetime import date

import pytest

from aimslint import MemoryTree, check
from aimslint.report import Report
from aimslint.views.deadlines import DEADLINES
from aimslint.views.upcoming import Due, upcoming, within

DAY = date(2026, 11, 20)
SOON = date(2027, 2, 18)
ROLES = "kind: roles\nid: roles\nroles: [{id: lead, title: Lead}, {id: chief, title: Chief}]\n"
ALL = """\
{kind: risk_register, id: rr, owner: chief, last_reviewed: 2026-11-01, risks: [
  {id: R1, title: Bias, owner: lead, acceptance: {by: lead, until: 2026-12-01}},
  {id: R2, title: Old, status: closed, acceptance: {by: lead, until: 2026-12-01}}]}
---
{kind: treatment_plan, id: tp, status: approved, approved_on: 2026-11-01, last_reviewed: 2026-11-01, actions: [
  {id: T1, action: Build, owner: lead, due: 2026-11-01}, {id: T2, action: Built, due: 2026-11-01, status: done},
  {id: T3, action: Made, due: 2026-11-01, completed_on: 2026-10-30}]}
---
{kind: impact_assessment, id: ia, status: approved, assessed_on: 2026-11-01, conditions: [
  {id: c1, text: Ask them, owner: lead, due: 2026-12-03}, {id: c2, due: 2026-12-03, done_on: 2026-11-02}]}
---
{kind: nonconformities, id: n, last_reviewed: 2026-11-01, nonconformities: [
  {id: N1, title: Gap, owner: chief, corrective_actions: [
    {action: Fill it, owner: lead, due: 2026-12-04}, {action: Done, due: 2026-12-04, done_on: 2026-11-01}]},
  {id: N2, status: closed, corrective_actions: [{action: Left, due: 2026-12-04}]}]}
---
{kind: management_review, id: mr, date: 2026-11-01, status: approved, chair: lead, actions: [
  {id: A1, action: Hire, owner: lead, due: 2026-12-05}, {id: A2, due: 2026-12-05, status: cancelled}]}
---
{kind: improvements, id: im, last_reviewed: 2026-11-01, improvements: [
  {id: I1, title: Faster, owner: lead, due: 2026-12-06}, {id: I2, due: 2026-12-06, done_on: 2026-11-05}]}
---
{kind: objectives, id: ob, last_reviewed: 2026-11-01, objectives: [
  {id: O1, statement: Fewer errors, owner: lead, due: 2026-12-07}, {id: O2, due: 2026-12-07, status: reached}]}
---
{kind: changes, id: ch, last_reviewed: 2026-11-01, changes: [
  {id: C1, title: New model, owner: lead, planned_for: 2026-12-08},
  {id: C2, planned_for: 2026-12-08, implemented_on: 2026-11-05}]}
---
{kind: soa, id: soa, status: approved, last_reviewed: 2026-11-01, controls: [
  {control: A.4.5, title: Machines, applicable: true, owner: lead, target_date: 2026-12-09},
  {control: A.4.6, applicable: true, target_date: 2026-12-09, implementation_status: implemented},
  {control: A.4.4, applicable: false, target_date: 2026-12-09}]}
---
{kind: audit_programme, id: ap, status: approved, last_reviewed: 2026-11-01, audits: [
  {id: P1, planned: 2026-12-10, auditors: [lead]}, {id: P2, planned: 2026-06-10}]}
---
{kind: audit, id: au, type: internal, status: approved, date: 2026-06-20, review_interval: 2 years}
---
{kind: certification, id: ce, status: approved, issued_on: 2025-01-01,
 expires: 2026-12-11, next_surveillance: 2026-12-12}
---
{kind: suppliers, id: su, last_reviewed: 2026-11-01, suppliers: [
  {id: S1, name: Lumen, owner: lead, contract: {ref: K1, end: 2026-12-13},
   due_diligence: {date: 2025-12-14}, monitoring: {interval: 6 months, last_review: 2026-06-15},
   certificates: [{name: ISO, expires: 2026-12-16}]},
  {id: S2, status: ended, contract: {ref: K2, end: 2026-12-13}, certificates: [{name: ISO, expires: 2026-12-16}]}]}
---
{kind: competence, id: co, last_reviewed: 2026-11-01, competence_needs: [
  {id: K1, role: lead, evidence: [
    {type: training, person: kim, description: New, date: 2026-01-01, expires: 2026-12-17},
    {type: training, person: kim, description: Old, date: 2025-01-01, expires: 2026-11-01}]}]}
---
{kind: incidents, id: inc, last_reviewed: 2026-11-01, incidents: [
  {id: X1, title: Leak, owner: lead, authority_report: {required: true, due: 2026-12-18}},
  {id: X2, authority_report: {required: true, due: 2026-12-18, sent_on: 2026-11-01}},
  {id: X3, authority_report: {required: false, due: 2026-12-18}}]}
---
{kind: waivers, id: w, last_reviewed: 2026-11-01, waivers: [{id: W1, rule: no-soa, until: 2026-12-19}]}
---
{kind: obligations, id: obl, last_reviewed: 2026-11-01, obligations: [
  {id: L1, source: New law, owner: lead, applies_from: 2026-12-20},
  {id: L2, source: Law in force, applies_from: 2026-01-01}]}
"""
EXPECTED = {
    "risk acceptance ends": ("R1", "2026-12-01"),
    "risk treatment due": ("T1", "2026-11-01"),
    "condition due": ("c1", "2026-12-03"),
    "corrective action due": ("N1", "2026-12-04"),
    "review action due": ("A1", "2026-12-05"),
    "improvement due": ("I1", "2026-12-06"),
    "objective due": ("O1", "2026-12-07"),
    "change planned": ("C1", "2026-12-08"),
    "control to be in place": ("A.4.5", "2026-12-09"),
    "internal audit planned": ("P1", "2026-12-10"),
    "certificate ends": ("ce", "2026-12-11"),
    "surveillance audit due": ("ce", "2026-12-12"),
    "contract ends": ("S1", "2026-12-13"),
    "due diligence due": ("S1", "2026-12-14"),
    "supplier review due": ("S1", "2026-12-15"),
    "supplier certificate ends": ("S1", "2026-12-16"),
    "training runs out": ("K1", "2026-12-17"),
    "report to authority due": ("X1", "2026-12-18"),
    "waiver ends": ("W1", "2026-12-19"),
    "obligation applies": ("L1", "2026-12-20"),
}


def report(text: str, as_of: date = DAY) -> Report:
    return check(MemoryTree({"governance/roles.yaml": ROLES, "governance/all.yaml": text}), as_of)


def due(text: str, until: date = SOON, as_of: date = DAY) -> list[Due]:
    return list(upcoming([report(text, as_of)], until).entries)


def test_what_waits_is_listed_and_what_is_done_is_not() -> None:
    found = due(ALL)
    assert {one.what: (one.item.id, one.day) for one in found} == EXPECTED
    assert len(found) == len(EXPECTED)
    assert {deadline.what for deadline in DEADLINES} <= set(EXPECTED)


def test_days_stand_in_order_and_overdue_ones_are_marked() -> None:
    found = due(ALL)
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert [(one.item.id, one.overdue) for one in found][:2] == [("T1", True), ("R1", False)]
    assert sum(one.overdue for one in found) == 1


def test_each_has_a_title_an_owner_and_a_file() -> None:
    found = {one.what: one for one in due(ALL)}
    assert (found["corrective action due"].title, found["corrective action due"].owner) == ("Fill it", "lead")
    assert found["internal audit planned"].owner == "lead"
    assert found["waiver ends"].owner == ""
    assert found["contract ends"].title == "Lumen"
    assert {one.path for one in found.values()} == {"governance/all.yaml"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{kind: policy, id: p, status: approved, last_reviewed: 2025-12-01}", ["review due 2026-12-01"]),
        ("{kind: policy, id: p, status: draft, last_reviewed: 2025-12-01}", []),
        ("{kind: policy, id: p, status: approved}", []),
        ("{kind: policy, id: p, status: approved, last_reviewed: soon}", []),
        (
            "{kind: ai_system, id: s, lifecycle_stage: deployed, last_reviewed: 2026-06-01, review_interval: 6 months}",
            ["review due 2026-12-01"],
        ),
        ("{kind: ai_system, id: s, lifecycle_stage: retired, last_reviewed: 2025-12-01}", []),
        ("{kind: objectives, id: o, last_reviewed: 2025-12-01}", ["review due 2026-12-01"]),
        (
            "{kind: impact_assessment, id: ia, status: approved, assessed_on: 2025-12-01}",
            ["impact assessment due 2026-12-01"],
        ),
        ("{kind: evaluation, id: e, status: approved, evaluated_on: 2025-12-01}", []),
        (
            "{kind: evaluation, id: e, status: approved, evaluated_on: 2025-12-01, review_interval: 1 year}",
            ["test due 2026-12-01"],
        ),
        ("{kind: audit, id: a, type: internal, status: approved, date: 2025-12-01}", ["internal audit due 2026-12-01"]),
        ("{kind: audit, id: a, type: external, status: approved, date: 2025-12-01}", []),
        (
            "{kind: risk_register, id: r, risks: [{id: R, assessed_on: 2025-12-01}]}",
            ["risk assessment due 2026-12-01"],
        ),
        ("{kind: risk_register, id: r, risks: [{id: R, assessed_on: 2025-12-01, status: closed}]}", []),
        (
            "{kind: soa, id: p, status: approved, last_reviewed: 2025-12-01, erased: {reason: x, approved_by: a}}",
            [],
        ),
    ],
)
def test_reviews_are_due_of_what_is_in_use(text: str, expected: list[str]) -> None:
    assert [f"{one.what} {one.day}" for one in due(text)] == expected


def test_the_later_of_two_results_is_due() -> None:
    text = "{kind: impact_assessment, id: ia%s, system: s, status: approved, assessed_on: %s}"
    system = "\n---\n{kind: ai_system, id: s}"
    both = text % (1, "2025-01-01") + "\n---\n" + text % (2, "2026-01-01") + system
    assert [one.item.id for one in due(both)] == ["ia2"]


def test_the_last_day_counts_and_the_day_of_the_check_is_not_overdue() -> None:
    text = "{kind: objectives, id: o, objectives: [{id: O1, due: 2026-11-20}, {id: O2, due: 2026-11-21}]}"
    assert [(one.item.id, one.overdue) for one in due(text, until=DAY)] == [("O1", False)]
    assert [(one.item.id, one.overdue) for one in due(text, until=DAY, as_of=date(2026, 11, 21))] == [("O1", True)]


def test_fingerprints_differ_and_stay_when_the_day_moves() -> None:
    before = due(ALL)
    assert len({one.fingerprint for one in before}) == len(before)
    after = due(ALL.replace("due: 2026-12-07", "due: 2026-12-30"))
    assert {one.fingerprint for one in before} == {one.fingerprint for one in after}


def test_equal_things_have_fingerprints_of_their_own() -> None:
    text = "{kind: nonconformities, id: n, nonconformities: [{id: N, corrective_actions: [%s, %s]}]}"
    twin = "{action: Same, due: 2026-12-01}"
    found = due(text % (twin, twin))
    assert len({one.fingerprint for one in found}) == 2


def test_several_projects_share_one_list() -> None:
    files = {
        f"{root}/{name}": content
        for root in ("a", "b")
        for name, content in (("aimslint.yaml", "version: 1\n"), ("governance/all.yaml", ALL))
    }
    reports = [check(MemoryTree(files), DAY, root=root) for root in ("a", "b")]
    found = upcoming(reports, SOON).entries
    assert len(found) == 2 * len(EXPECTED)
    assert len({one.fingerprint for one in found}) == len(found)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("90d", date(2027, 2, 18)),
        ("90 days", date(2027, 2, 18)),
        ("  90   days ", date(2027, 2, 18)),
        ("2w", date(2026, 12, 4)),
        ("3m", date(2027, 2, 20)),
        ("1y", date(2027, 11, 20)),
        ("1 year", date(2027, 11, 20)),
        ("0d", DAY),
        ("9999y", date.max),
    ],
)
def test_lengths_of_time(text: str, day: date) -> None:
    assert within(text, DAY) == day


@pytest.mark.parametrize("text", ["", "d", "90", "-3d", "90 moons", "3.5m", "٣d", "99999d", "3 m 2 d"])
def test_what_is_no_length_of_time(text: str) -> None:
    with pytest.raises(ValueError, match="is no duration"):
        within(text, DAY)
