"""Entries of the register of waivers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.suppress.terms import UNREADABLE
from tests.suppress.checking import BROKEN, DAY, ROLES, all_rules, check, parted
from tests.test_rule_examples import UNREADABLE as CLOSED_LIST

WAIVER = {
    "id": "W1",
    "rule": "broken-ref",
    "record": "{kind: evaluation, id: ev}",
    "reason": "It comes with the merger.",
    "approved_by": "cto",
    "approved_on": "2026-11-01",
    "until": "2026-12-31",
}


def register(**changes: str | None) -> str:
    """A register with one waiver; None leaves a field out."""
    fields = {name: value for name, value in {**WAIVER, **changes}.items() if value is not None}
    return "kind: waivers\nid: waivers\nwaivers:\n  - " + "\n    ".join(f"{k}: {v}" for k, v in fields.items()) + "\n"


def files(**changes: str | None) -> dict[str, str]:
    return {"e.yaml": BROKEN, "roles.yaml": ROLES, "w.yaml": register(**changes)}


def test_it_covers_its_record() -> None:
    outcome = parted(files())
    assert (outcome.open, outcome.suppressed, outcome.said) == ([], ["broken-ref by waiver"], [])
    (one,) = check(files()).suppressed
    assert (one.by.reason, one.by.until, one.by.approved_by) == ("It comes with the merger.", "2026-12-31", "cto")
    assert one.by.location is not None
    assert (one.by.location.path, one.by.location.line) == ("governance/w.yaml", 4)


def test_it_covers_no_other() -> None:
    other = BROKEN.replace("id: ev", "id: other")
    assert parted({**files(), "f.yaml": other}).open == ["governance/f.yaml:3"]


def test_without_a_record_it_covers_all_and_the_project() -> None:
    other = BROKEN.replace("id: ev", "id: other")
    assert len(parted({**files(record=None), "f.yaml": other}).suppressed) == 2
    project = parted({**files(record=None, rule="no-policy", until="2026-12-31"), "s.yaml": "{kind: ai_system, id: c}"})
    assert "no-policy by waiver" in project.suppressed


@pytest.mark.parametrize("nothing", ["", "TBD", "{not_applicable: {reason: x}}"])
def test_a_record_that_names_nothing_does_not_mean_all(nothing: str) -> None:
    outcome = parted(files(record=nothing))
    assert outcome.suppressed == []
    assert outcome.open


def test_one_for_a_record_covers_what_is_in_it() -> None:
    risks = "kind: risk_register\nid: risks\nrisks: [{id: R1, systems: [nowhere]}, {id: R2, systems: [nowhere]}]\n"
    common = {"e.yaml": risks, "roles.yaml": ROLES}
    whole = register(record="{kind: risk_register, id: risks}")
    single = register(record="{kind: risk, id: R1}")
    assert len(parted({**common, "w.yaml": whole}).suppressed) == 2
    assert len(parted({**common, "w.yaml": single}).suppressed) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rule": None}, "suppression-unknown-rule governance/w.yaml:4"),
        ({"rule": "broken-reff"}, "suppression-unknown-rule governance/w.yaml:5"),
        ({"rule": "not-yaml"}, "suppression-not-allowed governance/w.yaml:5"),
        ({"rule": "suppression-expired"}, "suppression-not-allowed governance/w.yaml:5"),
        ({"reason": None}, "suppression-no-reason governance/w.yaml:4"),
        ({"reason": "TBD"}, "suppression-no-reason governance/w.yaml:7"),
        ({"approved_by": None}, "suppression-no-approver governance/w.yaml:4"),
        ({"until": None}, "suppression-no-end governance/w.yaml:4"),
        ({"until": "2026-11-19"}, "suppression-expired governance/w.yaml:10"),
        ({"until": "2027-02-02"}, "suppression-too-long governance/w.yaml:10"),
        ({"record": "{kind: evaluation, id: evv}"}, "suppression-unused governance/w.yaml:4"),
        ({"record": "{kind: evaluationn, id: ev}"}, "suppression-unused governance/w.yaml:4"),
    ],
)
def test_what_is_not_in_order_has_no_effect_and_is_told(changes: dict[str, str | None], said: str) -> None:
    outcome = parted(files(**changes))
    assert outcome.said == [said]
    assert outcome.open == ["governance/e.yaml:3"]


@pytest.mark.parametrize(
    "changes",
    [{"until": "soon"}, {"reason": "[a]"}, {"approved_by": "nobody"}, {"record": "ev"}, {"rule": "[broken-ref]"}],
)
def test_what_cannot_be_read_has_no_effect_and_is_told_once(changes: dict[str, str | None]) -> None:
    outcome = parted(files(**changes))
    assert "governance/e.yaml:3" in outcome.open
    assert (outcome.suppressed, outcome.said) == ([], [])


def test_an_approver_that_may_be_in_a_broken_file_is_believed() -> None:
    broken = {**files(), "roles.yaml": "kind: roles\nid: roles\nroles: [{id: cto}\n"}
    assert parted(broken).suppressed == ["broken-ref by waiver"]


def test_an_unread_record_makes_no_waiver_unused() -> None:
    lost = {**files(), "e.yaml": "kind: evaluation\nid: ev\nsystem: [\n"}
    assert parted(lost).said == []


def test_an_erased_one_asks_for_nothing() -> None:
    outcome = parted(files(erased="{reason: It is over., approved_by: cto}"))
    assert (outcome.open, outcome.said) == (["governance/e.yaml:3"], [])


@given(st.integers(-200, 30), st.integers(0, 400))
def test_its_term_counts_from_its_approval(approved: int, days: int) -> None:
    """An approval dated ahead begins no later than today."""
    start = DAY + timedelta(approved)
    until = DAY + timedelta(days)
    tree = files(approved_on=str(start), until=str(until))
    assert all_rules().rules["suppression-too-long"].settings["error"] == "3 months"
    begun = min(start, DAY)
    month = begun.month + 3
    limit = (begun.year + (month > 12), (month - 1) % 12 + 1, begun.day)
    fits = (until.year, until.month, until.day) <= limit
    assert parted(tree).said == ([] if fits else ["suppression-too-long governance/w.yaml:10"])


def test_a_comment_comes_first_and_both_are_used() -> None:
    comment = BROKEN.replace("chat", "chat  # aimslint: ignore[broken-ref] it comes, until 2026-12-31")
    outcome = parted({**files(), "e.yaml": comment})
    assert (outcome.suppressed, outcome.said) == (["broken-ref by comment"], [])


def test_later_it_ends() -> None:
    assert parted(files(), date(2026, 12, 31)).open == []
    assert parted(files(), date(2027, 1, 1)).open == ["governance/e.yaml:3"]


def test_what_always_counts_is_the_closed_list() -> None:
    assert UNREADABLE == CLOSED_LIST
    assert all_rules().rules.keys() >= UNREADABLE


def test_coverage_takes_no_notice() -> None:
    """What is waived is still so."""
    from aimslint.coverage import coverage_of
    from aimslint.packs import load_packs

    pack = load_packs(("iso42001",))["iso42001"]
    system = "kind: ai_system\nid: chat\nname: Chat\nlifecycle_stage: deployed\n"
    rule, record = "deployed-without-aiia", "{kind: ai_system, id: chat}"
    common = {"s.yaml": system, "roles.yaml": ROLES}
    waived, plain = {**common, "w.yaml": register(rule=rule, record=record)}, common
    assert [one.finding.rule for one in check(waived).suppressed] == [rule]
    before, after = (
        {row.requirement.id: row.status for row in coverage_of(check(each), pack).rows} for each in (plain, waived)
    )
    assert before == after
