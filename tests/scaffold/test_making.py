import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.config import Config
from aimslint.loading import load_file
from aimslint.model import Subject
from aimslint.packaged import data_folder
from aimslint.records.shape import Kind
from aimslint.records.table import all_kinds
from aimslint.records.values import is_empty
from aimslint.scaffold.making import CannotMake, Ground, Made, Wish, known_kind, list_of, make
from aimslint.scaffold.needed import needs_of
from aimslint.snapshot import Snapshot
from tests.scaffold.grounds import AS_OF, findings, ground

ROLES = "kind: roles\nid: roles\nroles: [{id: lead, title: Lead, holders: [{person: Kim}]}]\n"
CHAT = "kind: ai_system\nid: chat\nname: Chat\nowner: lead\nlifecycle_stage: deployed\nrisk_tier: high\n"
SMALL = {"governance/roles.yaml": ROLES, "governance/chat.yaml": CHAT}
MISTAKES = ("loading", "records", "link")
RECORDS = [kind for kind in all_kinds().values() if kind.holder is None]
ENTRIES = [kind for kind in all_kinds().values() if kind.holder is not None]


def id_for(kind: Kind) -> str:
    return "A.6.2.4" if kind.name == "soa_row" else "new-one"


def holders(kind: Kind) -> dict[str, str]:
    """What must be there before an entry of the kind can be made."""
    holder = all_kinds()[kind.holder or ""]
    if holder.nature == "register" or holder.one_per_project:
        return {}
    return {"governance/holder.yaml": f"kind: {holder.name}\nid: holder\n"}


def wrong(project: Ground, made: Made) -> list[str]:
    """Findings that are no honest gap: what could not be read, linked or typed."""
    rules = project.rulebook.rules
    return [found.message for found in findings(project, made) if rules[found.rule].raised_by in MISTAKES]


@pytest.mark.parametrize("files", [{}, SMALL], ids=["empty", "small"])
@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.name)
def test_every_kind_of_record_can_be_begun(kind: Kind, files: dict[str, str]) -> None:
    taken = {"roles": "governance/roles.yaml"} if files else {}
    project = ground(files)
    made = make(Wish(kind.name, "new-one"), project)
    assert made.old is None
    assert made.path not in taken.values()
    (document,) = load_file(made.path, made.content).documents
    assert isinstance(document.data, dict)
    assert (document.data["kind"], document.data["id"]) == (kind.name, "new-one")
    assert set(document.data) <= set(kind.shape.fields)
    assert wrong(project, made) == []


@pytest.mark.parametrize("every_field", [False, True])
@pytest.mark.parametrize("kind", ENTRIES, ids=lambda kind: kind.name)
def test_every_kind_of_entry_can_be_begun_and_joined_by_another(kind: Kind, every_field: bool) -> None:
    files = holders(kind)
    project = ground(files)
    made = make(Wish(kind.name, id_for(kind), every_field=every_field), project)
    assert wrong(project, made) == []
    again = ground({**files, made.path: made.content})
    second = make(Wish(kind.name, "A.6.2.5" if kind.name == "soa_row" else "second"), again)
    assert second.old == made.content
    assert wrong(again, second) == []
    listed: Any = load_file(second.path, second.content).documents[0].data
    assert [item[kind.shape.id_field] for item in listed[list_of(kind)]] == [
        id_for(kind),
        "A.6.2.5" if kind.name == "soa_row" else "second",
    ]


@pytest.mark.parametrize("kind", [*RECORDS, *ENTRIES], ids=lambda kind: kind.name)
def test_each_field_whose_absence_a_rule_objects_to_has_a_key(kind: Kind) -> None:
    """The rules are asked once more of what was made: what they miss stands there as an empty key."""
    files = SMALL if kind.holder is None else SMALL | holders(kind)
    about = next(({name: "chat"} for name in ("system",) if name in kind.shape.fields), {})
    made = make(Wish(kind.name, id_for(kind), about), ground(files))
    after = ground({**files, made.path: made.content})
    item = after.aims.find(kind.name, id_for(kind))
    assert item is not None
    text = made.content.decode()
    for need in needs_of(item, Snapshot(after.aims, AS_OF), after.rulebook):
        assert need.names[0] in item.data, (need.rule.name, need.names)
        assert need.rule.name in text


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.name)
def test_editors_object_to_nothing(kind: Kind) -> None:
    """An empty key of ours is no mistake to a schema either, or the first thing a reader sees is red."""
    import jsonschema

    schema = json.loads((data_folder("schemas") / "record.schema.json").read_text("utf-8"))
    made = make(Wish(kind.name, "new-one"), ground(SMALL))
    data = load_file(made.path, made.content).documents[0].data
    assert [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(data)] == []


def asked(project: Ground, **values: Any) -> set[str]:
    made = make(Wish("ai_system", "new-one", values), project)
    data: Any = load_file(made.path, made.content).documents[0].data
    return {name for name, value in data.items() if is_empty(value)}


def test_role_tier_and_stage_decide_what_is_asked() -> None:
    idea = asked(ground(), lifecycle_stage="idea")
    live = asked(ground(), lifecycle_stage="deployed", risk_tier="high", organisation_role=["provider"])
    used = asked(ground(), lifecycle_stage="deployed", risk_tier="low", organisation_role=["user"])
    retired = asked(ground(), lifecycle_stage="retired")
    assert "intended_use" in live - idea
    assert {"tooling", "models"} <= live - used
    assert "purpose" not in retired
    assert "owner" in live


def test_what_later_phases_ask_for_stands_below_what_this_one_does() -> None:
    wish = Wish("ai_system", "new-one", {"lifecycle_stage": "deployed"})
    early = make(wish, ground()).text
    late = make(wish, ground(config=Config(phase="surveillance"))).text
    assert early.index("\npurpose:") < early.index("Asked for later") < early.index("\naffected_persons:")
    assert "Asked for later" not in late
    assert "\naffected_persons:" in late


def test_the_system_that_a_record_is_about_decides_too() -> None:
    chat = {"governance/chat.yaml": CHAT}
    low = {"governance/chat.yaml": CHAT.replace("high", "low") + "organisation_role: [user]\n"}
    about = {"system": "chat"}
    assert "\nmisuse:" in make(Wish("impact_assessment", "a", about), ground(chat)).text
    assert "\nmisuse:" not in make(Wish("impact_assessment", "a", about), ground(low)).text


def test_a_record_goes_where_those_of_its_kind_lie() -> None:
    files = {
        "governance/inventory/a.yaml": "kind: ai_system\nid: a\n",
        "governance/inventory/b.yaml": "kind: ai_system\nid: b\n",
        "governance/c.yaml": "kind: ai_system\nid: c\n",
    }
    assert make(Wish("ai_system", "d"), ground(files)).path == "governance/inventory/d.yaml"
    assert make(Wish("ai_system", "d"), ground()).path == "governance/systems/d.yaml"
    assert make(Wish("policy", "p"), ground()).path == "governance/p.yaml"


def test_a_record_goes_only_where_it_will_be_read() -> None:
    assert make(Wish("ai_system", "d"), ground(config=Config(include=["aims/**"]))).path == "aims/systems/d.yaml"
    assert make(Wish("ai_system", "d"), ground(config=Config(include=["**/*.aims.yaml"]))).path == "d.aims.yaml"
    excluding = Config(include=["governance/**", "aims/**"], exclude=["governance/systems/**"])
    assert make(Wish("ai_system", "d"), ground(config=excluding)).path == "aims/systems/d.yaml"
    with pytest.raises(CannotMake, match="--into"):
        make(Wish("ai_system", "d"), ground(config=Config(include=["src/*/aims/*.yaml"])))


def test_in_a_folder_of_a_repository_all_of_it_stays_there() -> None:
    files = {"product/aimslint.yaml": "version: 1\n", "product/.aimslint/record.schema.json": "{}"}
    made = make(Wish("ai_system", "d"), ground(files, root="product"))
    assert made.path == "product/governance/systems/d.yaml"
    assert made.text.startswith("# yaml-language-server: $schema=../../.aimslint/record.schema.json\n")


def test_a_kind_that_is_not_is_answered_with_the_one_that_was_meant() -> None:
    with pytest.raises(CannotMake, match="did you mean `impact_assessment`"):
        known_kind("impact_asessment")


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish("ai_system", "chat"), r"`ai_system/chat` is there already: governance/chat.yaml:1"),
        (Wish("role", "lead"), r"`role/lead` is there already: governance/roles.yaml:3"),
        (Wish("impact", "x"), "none; make one first: `aimslint new impact_assessment ID`"),
        (Wish("role", "x", into="other"), "no roles `other`; there is roles"),
    ],
)
def test_what_cannot_be_is_told_with_its_place(wish: Wish, said: str) -> None:
    with pytest.raises(CannotMake, match=said):
        make(wish, ground(SMALL))


def test_there_is_one_policy_unless_the_new_one_replaces_it() -> None:
    project = ground({"governance/p.yaml": "kind: policy\nid: p\nstatus: approved\n"})
    with pytest.raises(CannotMake, match="--set supersedes=p"):
        make(Wish("policy", "q"), project)
    assert wrong(project, make(Wish("policy", "q", {"supersedes": "p"}), project)) == []


def test_of_several_registers_one_must_be_named() -> None:
    files = {
        "governance/a.yaml": "kind: risk_register\nid: a\nrisks: []\n",
        "governance/b.yaml": "kind: risk_register\nid: b\n",
    }
    with pytest.raises(CannotMake, match="--into"):
        make(Wish("risk", "r"), ground(files))
    assert make(Wish("risk", "r", into="b"), ground(files)).path == "governance/b.yaml"
    assert make(Wish("risk", "r", into="governance/a.yaml"), ground(files)).path == "governance/a.yaml"


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(texts, texts)
def test_whatever_is_told_is_what_the_record_says(name: str, owner: str) -> None:
    made = make(Wish("ai_system", "new-one", {"name": name, "foreseeable_misuse": [owner, name]}), GROUND)
    loaded = load_file(made.path, made.content)
    data: Any = loaded.documents[0].data
    assert loaded.problems == ()
    assert (data["name"] or "") == ("" if is_empty(name) else name)
    if not is_empty([owner, name]):
        assert data["foreseeable_misuse"] == [owner, name]


GROUND = ground()


def test_the_subject_is_named_once() -> None:
    made = make(Wish("risk", "r", {"systems": ["chat"]}), ground(SMALL))
    again = ground({**SMALL, made.path: made.content})
    assert [item.subject for item in again.aims.of_kind(("risk",))] == [Subject("risk", "r")]
