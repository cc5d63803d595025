import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.editor.index import Index
from aimslint.editor.navigation import Target, definition, references
from aimslint.editor.rename import CannotRename, Replacement, renamable, rename
from tests.editor.marked import place, project_of, sample_files, sample_project

SYSTEM = "governance/systems/credit-scoring.yaml"
ROLES = "kind: roles\nid: r\nroles:\n- id: boss\n- id: lead\n  reports_to: boss\n"
FILES = {
    "aimslint.yaml": "version: 1\n",
    "governance/roles.yaml": ROLES,
    "governance/chat.yaml": "kind: ai_system\nid: chat\nowner: 'boss'\nnotes: the boss and chat\n",
    "governance/soa.yaml": (
        'kind: soa\nid: s\ncontrols:\n- control: A.6.2.4\n  owner: "boss"\n- {control: X-1, own: true}\n'
    ),
    "governance/risks.yaml": (
        "kind: risk_register\nid: k\nrisks:\n- id: R1\n  controls: [X-1, A.6.2.4]\n  systems: [chat]\n"
    ),
    "governance/waivers.yaml": (
        "kind: waivers\nid: w\nwaivers:\n- id: w1\n  rule: review-overdue\n  record: {kind: ai_system, id: chat}\n"
        "- id: w2\n  rule: review-overdue\n  record: {kind: role, id: chat}\n"
    ),
    "governance/note.md": "---\nkind: procedure\nid: p\nowner: boss\n---\nAsk the boss.\n",
    "governance/two.yaml": (
        "kind: evaluation\nid: e1\nsystem: chat\n---\nkind: evaluation\nid: e2\nsystem: chat # chat\n"
    ),
    "docs/chat.txt": "chat\n",
}


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(project_of(FILES))


def at(index: Index, path: str, word: str, number: int = 0) -> tuple[str, str, int]:
    """Path, text and the offset of a word in a file."""
    text = index.project.loaded[path]
    return path, text, [found.start() for found in re.finditer(re.escape(word), text)][number] + 1


def shown(index: Index, targets: list[Target]) -> list[str]:
    return [f"{one.path}: {index.project.loaded[one.path][one.start : one.end]}" for one in targets]


def applied(index: Index, edits: list[Replacement]) -> dict[str, str]:
    """The texts after a rename; only files that it changes."""
    texts = {edit.path: index.project.loaded[edit.path] for edit in edits}
    for edit in sorted(edits, key=lambda edit: -edit.start):
        texts[edit.path] = texts[edit.path][: edit.start] + edit.text + texts[edit.path][edit.end :]
    return texts


def test_from_a_reference_to_what_it_names(index: Index) -> None:
    (target,) = definition(index, *at(index, "governance/chat.yaml", "boss"))

    assert target == Target("governance/roles.yaml", ROLES.index("boss"), ROLES.index("boss") + 4)


def test_it_works_while_the_text_does_not_parse(index: Index) -> None:
    text = "kind: ai_system\nowner: bo‸ss\nmodels: [{\nx"

    assert shown(index, definition(index, "governance/chat.yaml", *place(text))) == ["governance/roles.yaml: boss"]


def test_from_a_control_to_its_row_and_from_evidence_to_the_file(index: Index) -> None:
    row = ["governance/soa.yaml: A.6.2.4"]
    assert shown(index, definition(index, *at(index, "governance/risks.yaml", "A.6.2.4"))) == row
    text = "kind: policy\nid: p\nevidence: [{path: docs/ch‸at.txt}]\n"
    assert definition(index, "governance/p.yaml", *place(text)) == [Target("docs/chat.txt", 0, 0)]
    assert definition(index, "governance/p.yaml", *place(text.replace("docs/", "docs/../docs/"))) == []
    assert definition(index, "governance/p.yaml", *place(text.replace("ch‸at.txt", "‸"))) == [], "a folder"


def test_words_in_prose_name_nothing(index: Index) -> None:
    assert definition(index, *at(index, "governance/chat.yaml", "boss", 1)) == []
    assert references(index, *at(index, "governance/note.md", "boss", 1)) == []


def test_all_that_name_a_record_by_their_type(index: Index) -> None:
    expected = [
        "governance/chat.yaml: chat",
        "governance/risks.yaml: chat",
        "governance/two.yaml: chat",
        "governance/two.yaml: chat",
        "governance/waivers.yaml: chat",
    ]
    assert shown(index, references(index, *at(index, "governance/chat.yaml", "chat"))) == expected
    assert shown(index, references(index, *at(index, "governance/two.yaml", "chat", 1))) == expected
    assert shown(index, references(index, *at(index, "governance/chat.yaml", "chat"), itself=False)) == expected[1:]


def test_a_rename_writes_every_reference_and_nothing_else(index: Index) -> None:
    after = applied(index, rename(index, *at(index, "governance/chat.yaml", "chat"), "talk"))

    assert after == {
        "governance/chat.yaml": "kind: ai_system\nid: talk\nowner: 'boss'\nnotes: the boss and chat\n",
        "governance/risks.yaml": FILES["governance/risks.yaml"].replace("[chat]", "[talk]"),
        "governance/two.yaml": FILES["governance/two.yaml"].replace("system: chat", "system: talk"),
        "governance/waivers.yaml": FILES["governance/waivers.yaml"].replace(
            "ai_system, id: chat", "ai_system, id: talk"
        ),
    }


def test_a_rename_keeps_quotes_and_adds_them_where_they_are_needed(index: Index) -> None:
    after = applied(index, rename(index, *at(index, "governance/roles.yaml", "boss"), "8.4"))

    assert 'id: "8.4"\n- id: lead\n  reports_to: "8.4"\n' in after["governance/roles.yaml"]
    assert "owner: '8.4'" in after["governance/chat.yaml"]
    assert 'owner: "8.4"' in after["governance/soa.yaml"]
    assert 'owner: "8.4"\n---\nAsk the boss.' in after["governance/note.md"]


def test_an_own_control_is_renamed_with_the_risks_that_name_it(index: Index) -> None:
    after = applied(index, rename(index, *at(index, "governance/risks.yaml", "X-1"), "X-2"))

    assert "{control: X-2, own: true}" in after["governance/soa.yaml"]
    assert "[X-2, A.6.2.4]" in after["governance/risks.yaml"]


@pytest.mark.parametrize(
    ("path", "word", "new", "why"),
    [
        ("governance/roles.yaml", "boss", "lead", "the role `lead` is there already (governance/roles.yaml)"),
        ("governance/roles.yaml", "boss", "the boss", "no id"),
        ("governance/roles.yaml", "boss", "a/b", "no id"),
        ("governance/roles.yaml", "boss", "", "no id"),
        ("governance/roles.yaml", "boss", "TODO", "no id"),
        ("governance/roles.yaml", "boss", "[x]", "no id"),
        ("governance/soa.yaml", "A.6.2.4", "mine", "control of the standard"),
        ("governance/soa.yaml", "X-1", "A.6.2.4", "already"),
        ("governance/chat.yaml", "notes", "x", "no id of a record"),
        ("governance/chat.yaml", "chat", "talk\n- x", "no id"),
    ],
)
def test_a_rename_is_refused_with_the_reason(index: Index, path: str, word: str, new: str, why: str) -> None:
    with pytest.raises(CannotRename, match=re.escape(why)):
        rename(index, *at(index, path, word), new)


def test_where_two_bear_an_id_neither_is_renamed() -> None:
    files = {"governance/a.yaml": "kind: ai_system\nid: x\n", "governance/b.yaml": "kind: ai_system\nid: x\n"}
    index = Index(project_of(files))

    with pytest.raises(CannotRename, match="2 records bear the id `x`"):
        rename(index, *at(index, "governance/a.yaml", "x"), "y")


def test_a_file_that_does_not_parse_and_may_name_it_stops_a_rename() -> None:
    files = FILES | {"governance/bad.yaml": "kind: evaluation\nid: e9\nsystem: chat\n - : ["}
    index = Index(project_of(files))

    with pytest.raises(CannotRename, match=r"bad\.yaml` does not parse and may name `chat`"):
        rename(index, *at(index, "governance/chat.yaml", "chat"), "talk")
    assert rename(index, *at(index, "governance/roles.yaml", "lead"), "captain")


def test_what_can_be_renamed_is_shown_first(index: Index) -> None:
    path, text, offset = at(index, "governance/chat.yaml", "boss")
    target = renamable(index, path, text, offset)

    assert text[target.start : target.end] == "boss"
    with pytest.raises(CannotRename):
        renamable(index, *at(index, "governance/chat.yaml", "owner"))


def test_the_same_name_changes_nothing(index: Index) -> None:
    assert rename(index, *at(index, "governance/chat.yaml", "chat"), " chat ") == []


@pytest.mark.parametrize("kind", ["ai_system", "metric"])
def test_in_the_sample_a_rename_finds_what_it_found_before(kind: str) -> None:
    before = sample_project()
    index = Index(before)
    item = next(iter(before.aims.of_kind((kind,))))
    mark = index.located(item.path).mark((*item.keys, "id"), document=item.document)
    assert mark is not None

    edits = rename(index, item.path, before.loaded[item.path], mark.start, "another-name")

    after = project_of(sample_files() | applied(index, edits))
    codes = [(finding.rule, finding.location.path) for finding in after.report.findings]
    assert codes == [(finding.rule, finding.location.path) for finding in before.report.findings]
    assert after.aims.find(kind, "another-name") is not None
    assert after.aims.find(kind, item.id) is None


@given(st.text(max_size=30), st.integers(0, 40))
def test_there_is_an_answer_whatever_the_text(text: str, offset: int) -> None:
    index = _SMALL
    whole = "kind: ai_system\nowner: " + text
    definition(index, "governance/chat.yaml", whole, offset)
    references(index, "governance/chat.yaml", whole, offset)


_SMALL = Index(project_of(FILES))
