"""What records show, from records and dates alone: templates show nothing, each step is reached by what it asks."""

from datetime import date

import pytest

from aimslint import MemoryTree
from aimslint.aims import Aims
from aimslint.config import Config
from aimslint.engine import read
from aimslint.evidence import Evidence, State, evidence_for, showings
from aimslint.evidence.showing import showing_of
from aimslint.packs import Pack, Requirement, load_pack, packs_folder
from aimslint.rulebook.fault import RuleFaultError
from aimslint.snapshot import Snapshot
from tests.templates import empty, filled_with_placeholders

DAY = date(2026, 11, 20)
PACK: Pack = load_pack(packs_folder() / "iso42001")
SHOWN = [requirement for requirement in PACK.requirements.values() if requirement.shown_by]

CONTEXT = """\
kind: context
id: context
status: approved
approved_by: lead
approved_on: 2026-01-10
last_reviewed: 2026-10-01
organisation_role: [user]
issues: [{type: external, description: New law on AI, effect: More to show}]
"""
ROLES = "kind: roles\nid: roles\nroles: [{id: lead, title: Lead, holders: [{person: Kim}]}]\n"
SYSTEM = "kind: ai_system\nid: {id}\nlifecycle_stage: deployed\norganisation_role: [developer]\nversion: '2'\n"
TEST = """\
kind: evaluation
id: {id}
system: chat
system_version: '2'
type: validation
evaluated_on: 2026-09-01
status: approved
approved_by: lead
approved_on: 2026-09-02
result: passed
criteria: [{{name: accuracy, criterion: at least 0.9, value: 0.93}}]
"""


def aims(**files: str) -> Aims:
    named = {f"governance/{name}.yaml": text for name, text in files.items()}
    return read(MemoryTree({"governance/roles.yaml": ROLES, **named}), Config())


def evidence(id_: str, of: Aims | None = None, as_of: date = DAY, /, **files: str) -> Evidence:
    return evidence_for(PACK.requirements[id_], Snapshot(of if of is not None else aims(**files), as_of))


def state(id_: str, of: Aims | None = None, as_of: date = DAY, /, **files: str) -> State:
    return evidence(id_, of, as_of, **files).state


def why(found: Evidence) -> str:
    return found.subjects[0].why


def chat(test: str, **more: str) -> Evidence:
    return evidence("A.6.2.4", None, DAY, chat=SYSTEM.format(id="chat"), test=test, **more)


def test_every_requirement_says_how_it_is_shown() -> None:
    assert len(SHOWN) == len(PACK.requirements) == 70
    assert set(showings(PACK)) == set(PACK.requirements)


@pytest.mark.parametrize(
    "files",
    [
        {},
        empty(),
        filled_with_placeholders(),
        filled_with_placeholders(day="2026-11-01"),
    ],
    ids=["nothing", "ids alone", "placeholders", "placeholders with real days"],
)
def test_templates_show_nothing(files: dict[str, str]) -> None:
    read_as = Snapshot(read(MemoryTree(files), Config()), DAY)
    found = {requirement.id: evidence_for(requirement, read_as).state for requirement in SHOWN}
    assert {id_: state for id_, state in found.items() if state is not State.MISSING} == {}


def test_templates_hold_what_is_asked_of() -> None:
    """Else the test above would pass for want of systems, data and suppliers to look at."""
    snapshot = Snapshot(read(MemoryTree(filled_with_placeholders(day="2026-11-01")), Config()), DAY)
    assert all(evidence_for(requirement, snapshot).subjects for requirement in SHOWN)


@pytest.mark.parametrize(
    ("old", "new", "expected", "reason"),
    [
        ("", "", State.OPERATING, ""),
        ("last_reviewed: 2026-10-01", "last_reviewed: 2025-10-01", State.STALE, "due again since 2026-10-01"),
        ("last_reviewed: 2026-10-01\n", "", State.DOCUMENTED, "last_reviewed is missing"),
        ("last_reviewed: 2026-10-01", "last_reviewed: 2027-10-01", State.DOCUMENTED, "lies ahead"),
        ("status: approved", "status: draft", State.DRAFT, "status is draft, not approved"),
        ("status: approved\n", "", State.DRAFT, "status is missing, not approved"),
        ("approved_on: 2026-01-10\n", "", State.DRAFT, "approved_on is missing"),
        ("approved_on: 2026-01-10", "approved_on: 2027-01-10", State.DRAFT, "lies ahead"),
        ("approved_on: 2026-01-10", "approved_on: soon", State.DRAFT, "approved_on is not readable"),
        ("approved_by: lead", "approved_by: TBD", State.DRAFT, "not by whom"),
        ("New law on AI", "TBD", State.MISSING, "issues.description cannot be judged"),
        ("organisation_role: [user]\n", "", State.MISSING, "organisation_role is missing"),
        ("status: approved", "status: retired", State.MISSING, "there is no context"),
        ("id: context", "id: context\nerased: {reason: law, approved_by: lead}", State.MISSING, "there is no context"),
    ],
)
def test_each_step_needs_what_it_asks(old: str, new: str, expected: State, reason: str) -> None:
    assert old in CONTEXT
    found = evidence("4.1", context=CONTEXT.replace(old, new))
    assert (found.state, reason in why(found)) == (expected, True), why(found)


def test_an_explanation_counts_with_a_reason_only() -> None:
    field = "organisation_role: {not_applicable: {reason: REASON, approved_by: lead}}"
    text = CONTEXT.replace("organisation_role: [user]", field)
    assert state("4.1", context=text.replace("REASON", "We only watch")) is State.OPERATING
    assert state("4.1", context=text.replace("REASON", "TBD")) is State.MISSING


def test_a_day_counts_once_it_has_come() -> None:
    of = aims(context=CONTEXT)
    assert state("4.1", of, date(2026, 9, 30)) is State.DOCUMENTED
    assert state("4.1", of, date(2026, 10, 1)) is State.OPERATING
    assert state("4.1", of, date(2027, 10, 1)) is State.OPERATING
    assert state("4.1", of, date(2027, 10, 2)) is State.STALE


def test_a_day_that_shows_use_counts_once_it_has_come() -> None:
    text = "kind: objectives\nid: o\nlast_reviewed: 2026-10-01\nobjectives:\n" + (
        "  - {id: o1, statement: Fewer wrong answers, measure: share, target: 2, due: 2027-01-01, owner: lead,\n"
        "     results: [{date: 2026-11-21, value: 3}]}\n"
    )
    of = aims(objectives=text)
    assert state("6.2", of) is State.DOCUMENTED
    assert state("6.2", of, date(2026, 11, 21)) is State.OPERATING


def test_the_worst_of_several_subjects_counts() -> None:
    found = chat(TEST.format(id="t"), plan=SYSTEM.format(id="plan"))
    assert [(one.subject.id, one.state) for one in found.subjects] == [
        ("chat", State.OPERATING),
        ("plan", State.MISSING),
    ]
    assert found.state is State.MISSING
    assert [record.id for record in found.records] == ["t"]


def test_the_best_of_several_records_counts() -> None:
    draft = TEST.format(id="newer").replace("status: approved", "status: draft").replace("2026-09-01", "2026-10-01")
    found = chat(TEST.format(id="t"), newer=draft)
    assert found.state is State.OPERATING
    assert [(one.subject.id, one.state) for one in found.subjects[0].looked_at] == [
        ("newer", State.DRAFT),
        ("t", State.OPERATING),
    ]


def test_a_result_that_a_later_one_replaced_shows_nothing() -> None:
    failed = TEST.format(id="later").replace("result: passed", "result: failed").replace("2026-09-01", "2026-10-01")
    found = chat(TEST.format(id="t"), later=failed)
    assert found.state is State.DOCUMENTED
    assert "evaluation later" in why(found)
    named = TEST.format(id="later").replace("type:", "supersedes: t\ntype:").replace("result: passed", "result: failed")
    assert chat(TEST.format(id="t"), later=named).state is State.DOCUMENTED
    draft = named.replace("status: approved", "status: draft")
    assert chat(TEST.format(id="t"), later=draft).state is State.OPERATING


def test_a_test_of_an_earlier_version_is_stale() -> None:
    assert chat(TEST.format(id="t").replace("'2'", "'1'")).state is State.STALE


def test_what_freshness_rests_on_must_be_there() -> None:
    found = chat(TEST.format(id="t").replace("system_version: '2'\n", ""))
    assert found.state is State.DOCUMENTED
    assert found.subjects[0].uncertain


def test_a_system_whose_role_nobody_says_is_asked_everything() -> None:
    silent = SYSTEM.format(id="chat").replace("organisation_role: [developer]\n", "")
    assert len(evidence("A.6.2.4", chat=silent).subjects) == 1
    used = SYSTEM.format(id="chat").replace("developer", "user")
    assert evidence("A.6.2.4", chat=used).subjects == ()


def test_a_bent_field_hides_no_subject() -> None:
    bent = SYSTEM.format(id="chat").replace("deployed", "deployedd")
    (standing,) = evidence("A.6.2.4", chat=bent).subjects
    assert standing.uncertain


def test_a_control_is_not_in_use_that_the_organisation_says_is_not_in_place() -> None:
    soa = "kind: soa\nid: soa\ncontrols: [{control: A.6.2.4, applicable: true, implementation_status: STATUS}]\n"
    assert chat(TEST.format(id="t"), soa=soa.replace("STATUS", "implemented")).state is State.OPERATING
    planned = chat(TEST.format(id="t"), soa=soa.replace("STATUS", "in_progress"))
    assert (planned.state, why(planned)) == (State.DOCUMENTED, "the Statement of Applicability says in progress")


def test_a_procedure_speaks_only_for_what_it_covers() -> None:
    text = CONTEXT.replace(
        "kind: context\nid: context", "kind: procedure\nid: p\ncovers: [A.7.2]\nurl: https://x.example"
    )
    text = text.replace("organisation_role: [user]\n", "").split("issues:")[0]
    assert state("A.7.2", procedure=text) is State.OPERATING
    assert state("A.9.2", procedure=text) is State.MISSING


def test_an_alternative_is_enough() -> None:
    register = "kind: nonconformities\nid: n\nlast_reviewed: 2026-10-01\nnone_so_far: true\n"
    assert state("10.2", register=register) is State.OPERATING
    assert state("10.2", register=register + "nonconformities: [{id: n1, title: One}]\n") is State.MISSING


def test_a_placeholder_register_of_nothing_is_not_enough() -> None:
    assert state("10.2", register="kind: nonconformities\nid: n\n") is State.MISSING


def test_an_unreadable_file_leaves_doubt() -> None:
    found = evidence("4.1", context=CONTEXT.replace("issues: [", "issues: [["))
    assert found.state is State.MISSING
    assert found.subjects[0].uncertain


def made(**changes: object) -> Requirement:
    about = {"for_each": None, "where": None, "shown_by": [{"from": "context", "content": ["issues"]}], **changes}
    given = PACK.requirements["4.1"]
    return Requirement(
        given.pack,
        given.id,
        given.kind,
        given.group,
        given.title,
        given.summary,
        given.phase,
        given.roles,
        given.evidence,
        about["for_each"] if isinstance(about["for_each"], str) else None,
        about["where"],
        about["shown_by"],
    )


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"shown_by": [{"from": "contexts", "content": ["issues"]}]}, "the project has no `contexts`; did you mean"),
        ({"shown_by": [{"from": "context", "content": ["issue"]}]}, "`issue` is nothing that context has"),
        ({"shown_by": [{"from": "context", "contents": ["issues"]}]}, "`contents` says nothing"),
        ({"shown_by": [{"from": "context.created"}]}, "`context.created` leads to no record"),
        ({"shown_by": [{"from": "context", "operating": "last_review"}]}, "`last_review` is nothing that context has"),
        ({"for_each": "ai_systems"}, "`ai_systems` is no kind"),
        (
            {"for_each": "ai_system", "where": {"alive": True}, "shown_by": [{}]},
            "`alive` is nothing that ai_system has",
        ),
    ],
)
def test_a_mistake_in_the_catalogue_is_told(changes: dict[str, object], text: str) -> None:
    with pytest.raises(RuleFaultError, match=text.replace(".", r"\.")):
        showing_of(made(**changes))
