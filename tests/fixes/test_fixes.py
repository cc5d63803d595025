"""What each fix writes, and what it leaves to people."""

import pytest

from tests.fixes.mending import PATH, after, mended

SYSTEM = "kind: ai_system\nid: chat\n"

SAFE = [
    ("enum-alias", "lifecycle_stage: Deployed", "lifecycle_stage: deployed"),
    ("enum-alias", "oversight: {level: 'HITL'}   # who?", "oversight: {level: 'in_the_loop'}   # who?"),
    ("enum-alias", 'organisation_role: [developer, "deployer"]', 'organisation_role: [developer, "user"]'),
    ("unquoted-scalar", "version: 1.10", 'version: "1.10"'),
    ("unquoted-scalar", "name:   true # so it is called", 'name:   "true" # so it is called'),
    ("special-number", "name: .inf", 'name: ".inf"'),
    ("bad-date", "created: 2026-3-1", "created: 2026-03-01"),
    ("bad-date", "created: 2026/03/01", "created: 2026-03-01"),
    ("bad-date", "created: '2026.3.1'", "created: '2026-03-01'"),
    ("bad-date", "created: 20260301", "created: 2026-03-01"),
    ("bad-date", "created: 2026-03-01T23:59:00+02:00", "created: 2026-03-01"),
    ("bad-date", "created: 2026-03-01 10:00", "created: 2026-03-01"),
    ("bad-date", "created: 1 March 2026", "created: 2026-03-01"),
    ("bad-date", "created: March 1st, 2026", "created: 2026-03-01"),
    ("bad-date", "created: 01-Sept-2025", "created: 2025-09-01"),
    ("bad-duration", "retention: 12 Months", "retention: 12 months"),
    ("bad-duration", "retention: 1months", "retention: 1 month"),
    ("bad-duration", "retention: P6M", "retention: 6 months"),
    ("wrong-type", "event_logging: {enabled: 'true'}", "event_logging: {enabled: true}"),
]

UNSAFE = [
    ("bad-date", "created: 25/04/2026", "created: 2026-04-25"),
    ("bad-date", "created: 04/25/2026", "created: 2026-04-25"),
    ("bad-duration", "retention: yearly", "retention: 12 months"),
    ("bad-enum-value", "lifecycle_stage: deploied", "lifecycle_stage: deployed"),
    ("wrong-type", "event_logging: {enabled: yes}", "event_logging: {enabled: true}"),
    ("wrong-type", "organisation_role: developer # only that", "organisation_role: [developer] # only that"),
    ("unknown-field", "lifecyle_stage: deployed", "lifecycle_stage: deployed"),
    ("unknown-field", '"lifecyle_stage" : deployed', "lifecycle_stage : deployed"),
    ("owner-not-a-role", "owner: laed", "owner: lead"),
    ("owner-not-a-role", "owner: Kim", "owner: lead"),
    ("bad-path", r"evidence: [{path: docs\minutes.pdf}]", "evidence: [{path: docs/minutes.pdf}]"),
    ("bad-link", "links: [{url: www.example.org/a}]", 'links: [{url: "https://www.example.org/a"}]'),
    ("missing-evidence-file", "evidence: [{path: docs/minutes.PDF}]", "evidence: [{path: docs/minutes.pdf}]"),
]

NOBODY_KNOWS = [
    ("bad-date", "created: 03/04/2026"),
    ("bad-date", "created: 2026-02-30"),
    ("bad-date", "created: 2026-13-01"),
    ("bad-date", "created: 2026-03"),
    ("bad-duration", "retention: 12"),
    ("bad-duration", "retention: regularly"),
    ("bad-enum-value", "lifecycle_stage: somewhere"),
    ("unknown-field", "colour: red"),
    ("owner-not-a-role", "owner: somebody-else"),
    ("bad-path", r"evidence: [{path: 'C:\docs\minutes.pdf'}]"),
    ("bad-link", "links: [{url: see the wiki}]"),
    ("unquoted-scalar", "links: [{url: 42}]"),
    # Written in a way that cannot be changed without changing something else:
    ("enum-alias", "lifecycle_stage: &stage Deployed"),
    ("enum-alias", "lifecycle_stage: !!str Deployed"),
    ("enum-alias", "lifecycle_stage: |\n  Deployed"),
    ("enum-alias", 'lifecycle_stage: "Deploy\\\n  ed"'),
]

DOCS = {"docs/minutes.pdf": "Minutes."}


@pytest.mark.parametrize(("rule", "bent", "right"), SAFE)
def test_a_safe_fix_is_made_without_asking(rule: str, bent: str, right: str) -> None:
    assert after(f"{SYSTEM}{bent}\n", rules=[rule]) == f"{SYSTEM}{right}\n"


@pytest.mark.parametrize(("rule", "bent", "right"), UNSAFE)
def test_an_unsafe_fix_waits_to_be_asked_for(rule: str, bent: str, right: str) -> None:
    assert after(f"{SYSTEM}{bent}\n", rules=[rule], others=DOCS) == f"{SYSTEM}{bent}\n"
    assert after(f"{SYSTEM}{bent}\n", rules=[rule], others=DOCS, unsafe=True) == f"{SYSTEM}{right}\n"


@pytest.mark.parametrize(("rule", "bent"), NOBODY_KNOWS)
def test_what_nobody_can_know_is_left_to_people(rule: str, bent: str) -> None:
    outcome = mended({PATH: f"{SYSTEM}{bent}\n"}, unsafe=True, rules=[rule])
    assert (outcome.mended, outcome.left) == ((), ())


def test_an_alias_in_a_value_that_others_share_is_left() -> None:
    text = f"{SYSTEM}purpose: &level HITL\noversight: {{level: *level}}\n"
    assert after(text, unsafe=True, rules=["enum-alias"]) == text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("A.3.4", "A.3.3"), ("B.6.2.4", "A.6.2.4"), ("iso42001:6.1.5", '"iso42001:6.1.3"'), ("a.6.2.4", "A.6.2.4")],
)
def test_a_known_wrong_requirement_gets_the_right_one(wrong: str, right: str) -> None:
    text = "kind: procedure\nid: p\ncovers:\n  - {}   # asked for\n"
    assert after(text.format(wrong), unsafe=True, rules=["unknown-control-id"]) == text.format(right)


@pytest.mark.parametrize("wrong", ["8.5", "A.6", "A.6.2.10", "X.9"])
def test_a_requirement_that_several_may_be_meant_by_is_left(wrong: str) -> None:
    text = f"kind: procedure\nid: p\ncovers:\n  - {wrong}\n"
    assert after(text, unsafe=True, rules=["unknown-control-id"]) == text


def test_a_number_apart_is_another_thing_and_no_slip() -> None:
    register = "kind: risk_register\nid: r\nrisks: [{id: risk-1}, {id: risk-2}]\n"
    plan = "kind: treatment_plan\nid: t\nactions:\n  - id: a\n    risks: [rsk-1, risk-3, rsik-2]\n"
    assert after(plan, unsafe=True, rules=["broken-ref"], others={"governance/r.yaml": register}) == plan.replace(
        "rsk-1", "risk-1"
    ).replace("rsik-2", "risk-2")


def test_of_two_ids_that_are_about_as_near_none_is_taken() -> None:
    systems = "kind: ai_system\nid: scoring-a\n---\nkind: ai_system\nid: scoring-b\n"
    text = "kind: monitoring\nid: m\nsystem: scoring-c\n"
    assert after(text, unsafe=True, others={"governance/s.yaml": systems}, rules=["broken-ref"]) == text


def test_a_misspelt_kind_is_mended_and_then_what_it_hid() -> None:
    text = "kind: ai_sytem\nid: chat\nlifecycle_stage: Deployed\n"
    assert after(text, unsafe=True) == "kind: ai_system\nid: chat\nlifecycle_stage: deployed\n"


def test_a_list_that_other_records_keep_goes_when_they_say_the_same() -> None:
    assessment = "kind: impact_assessment\nid: ia\nsystem: chat\nstatus: draft\n"
    text = f"{SYSTEM}impact_assessments:\n  - ia\nname: Chat\n"
    others = {"governance/ia.yaml": assessment}
    assert after(text, unsafe=True, rules=["unknown-field"], others=others) == f"{SYSTEM}name: Chat\n"
    more = text.replace("- ia\n", "- ia\n  - other\n")
    assert after(more, unsafe=True, rules=["unknown-field"], others=others) == more
    told = text.replace("- ia\n", "- ia   # the first one\n")
    assert after(told, unsafe=True, rules=["unknown-field"], others=others) == told


def test_a_field_that_is_there_already_is_not_made_twice() -> None:
    text = f"{SYSTEM}lifecycle_stage: deployed\nlifecyle_stage: idea\n"
    assert after(text, unsafe=True, rules=["unknown-field"]) == text
