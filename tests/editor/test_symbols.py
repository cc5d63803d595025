import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.editor.index import Index
from aimslint.editor.symbols import folds, links, outline, search
from tests.editor.marked import project_of

TEXT = """\
kind: ai_system
id: chat
name: Chat desk
---
kind: risk_register
id: r
risks:
  - id: R1
    title: It is wrong
  - id: R2
    notes: |
      long
      text
"""
FILES = {
    "aimslint.yaml": "version: 1\n",
    "governance/a.yaml": TEXT,
    "governance/card.md": "---\nkind: model_card\nid: chat-card\n---\nText\n",
    "docs/proof.md": "proof\n",
}


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(project_of(FILES))


def test_an_outline_has_records_and_their_entries(index: Index) -> None:
    chat, register = outline(index, "governance/a.yaml", TEXT)

    assert (chat.name, chat.detail, chat.kind) == ("chat", "Chat desk", "ai_system")
    assert [(one.name, one.detail) for one in register.inside] == [("R1", "It is wrong"), ("R2", "risk")]
    assert TEXT[slice(*register.inside[1].at)] == "R2"
    assert TEXT[register.inside[1].start : register.inside[1].end].endswith("text")
    assert register.start <= register.inside[0].start <= register.inside[0].end <= register.end


def test_an_outline_is_there_while_the_text_does_not_parse(index: Index) -> None:
    names = [one.name for one in outline(index, "governance/a.yaml", TEXT.replace("title: It", "title: [It {"))]

    assert names == ["chat", "r"]


def test_other_files_have_no_outline(index: Index) -> None:
    assert outline(index, "docs/a.yaml", TEXT) == []
    assert outline(index, "governance/a.md", "# Heading\n") == []
    assert outline(index, "governance/a.yaml", "kind: unheard_of\nid: x\n") == []


def test_records_are_found_by_id_title_and_kind(index: Index) -> None:
    assert [one.name for one in search(index, "chat")] == ["chat", "chat-card"]
    assert [one.name for one in search(index, "WRONG risk")] == ["R1"]
    assert search(index, "nothing of that name") == []
    (found,) = search(index, "R2")
    assert TEXT[found.start : found.end] == "R2"


def test_what_goes_over_several_lines_can_be_folded() -> None:
    text = "# one\n# two\n\n# three\nkind: a\nx:\n  y: 1\n  z: [1,\n    2]\nn: |\n  t\nend: 1\n"

    lines = [(text.count("\n", 0, one.start), text.count("\n", 0, one.end), one.what) for one in folds("a.yaml", text)]

    assert lines == [(0, 1, "comment"), (5, 8, "region"), (7, 8, "region"), (9, 10, "region")]


def test_each_of_several_documents_can_be_folded() -> None:
    assert (TEXT.index("kind: risk"), len(TEXT) - 1) in [(one.start, one.end) for one in folds("a.yaml", TEXT)]


def test_links_lead_to_files_of_the_tree_alone(index: Index) -> None:
    text = (
        "kind: ai_system\nid: x\nevidence:\n- path: docs/proof.md\n- path: /docs/proof.md\n- path: docs\n"
        "- path: ../../etc/passwd\n- path: docs/../docs/proof.md\n- path: C:/x\n- url: https://example.org\n"
        "models:\n- {name: m, card: chat-card}\n- {name: n, card: nothing}\n"
    )

    found = [(text[one.start : one.end], one.path) for one in links(index, "governance/x.yaml", text)]

    assert found == [
        ("docs/proof.md", "docs/proof.md"),
        ("/docs/proof.md", "docs/proof.md"),
        ("chat-card", "governance/card.md"),
    ]


@given(st.text("kind: risk_register\n-[]{}#'\"|>x", max_size=60))
def test_there_is_an_answer_whatever_the_text(text: str) -> None:
    index = _INDEX
    for path in ("governance/a.yaml", "governance/a.md"):
        for whole in (text, "kind: risk_register\nrisks:\n" + text):
            for one in outline(index, path, whole):
                assert 0 <= one.start <= one.end <= len(whole)
            assert all(fold.start < fold.end <= len(whole) for fold in folds(path, whole))
            links(index, path, whole)


_INDEX = Index(project_of(FILES))
