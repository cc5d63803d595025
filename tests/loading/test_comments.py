"""Comments are found where YAML has comments, and nowhere else."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from aimslint.loading.comments import Comment, read_comments
from aimslint.loading.events import libyaml_events, python_events

TEXTS = [
    ("a: 1  # aimslint: x", [("x", 1)]),
    ("#aimslint:x\na: 1", [("x", 2)]),
    ("#  aimslint:  x   \n\n# other\n\na: 1", [("x", 5)]),
    ("# aimslint: x\n# aimslint: y\na: 1", [("x", 3), ("y", 3)]),
    ("# aimslint: x\na: 1  # aimslint: y", [("x", 2), ("y", 2)]),
    ("a: 1  # aimslint: x  # noqa", [("x", 1)]),
    ("a: 1  # noqa  # aimslint: x", []),
    ("a: 1  # write '# aimslint: x'", []),
    ("# owner: x  # aimslint: x\na: 1", []),
    ("a: x#y # aimslint: x", [("x", 1)]),
    ("a: 1# aimslint: x", []),
    ('a: "# aimslint: x"', []),
    ('a: "b" # aimslint: x', [("x", 1)]),
    ('a: "# aimslint: x" # aimslint: y', [("y", 1)]),
    ("a: 'b\n  # aimslint: x\n  c'  # aimslint: y", [("y", 3)]),
    ('"# aimslint: x": 1', []),
    ("a: |\n  b\n  # aimslint: x\n", []),
    ("a: |\n  b\n# aimslint: x\nc: 1", [("x", 4)]),
    ("a: >-  # aimslint: x\n  # aimslint: y\n", [("x", 1)]),
    ("a: b\n  # aimslint: x\nc: 1", [("x", 3)]),
    ("- # aimslint: x\n  a: 1", [("x", 2)]),
    ("- a: 1\n  # aimslint: x\n- a: 2", [("x", 3)]),
    ("a: [b, # aimslint: x\n  c]", [("x", 1)]),
    ("a:  # aimslint: x\n  b: 1", [("x", 1)]),
    ("a: 1\n# aimslint: x", [("x", 0)]),
    ("# aimslint: x\n---\na: 1", [("x", 3)]),
    ("--- # aimslint: x\na: 1", [("x", 2)]),
    ("%YAML 1.2\n# aimslint: x\n---\na: 1", [("x", 4)]),
    ("a: 1\r\n# aimslint: x\r\nb: 1", [("x", 3)]),
    ("a: 1\r# aimslint: x\rb: 1", [("x", 3)]),
    ("a: &b # aimslint: x\n  c: 1", [("x", 1)]),
    ("a: 1 # aimslint: x\nb: 'open\n  # aimslint: y\n", [("x", 1)]),
    ("a: 1 # aimslint: x\nb: ]", [("x", 1)]),
    ("# aimslint: x", [("x", 0)]),
    ("", []),
]


def found(path: str, text: str) -> list[tuple[str, int]]:
    return [(comment.text, comment.line) for comment in read_comments(path, text)]


@pytest.mark.parametrize(("text", "expected"), TEXTS, ids=[repr(text) for text, _ in TEXTS])
def test_what_it_says_and_the_line_it_is_about(text: str, expected: list[tuple[str, int]]) -> None:
    assert found("a.yaml", text) == expected


@pytest.mark.parametrize("text", [text for text, _ in TEXTS], ids=repr)
def test_it_is_the_same_without_libyaml(text: str) -> None:
    by_c = read_comments("a.yaml", text, events=libyaml_events)
    by_python = read_comments("a.yaml", text, events=python_events)
    assert by_python == by_c


def test_documents_are_counted_as_records_are() -> None:
    text = "a: 1 # aimslint: x\n---\n---\n# aimslint: y\nb: 1\n---\n# aimslint: z\n- c\n"
    assert [(each.text, each.document) for each in read_comments("a.yaml", text)] == [("x", 0), ("y", 1), ("z", 2)]


def test_of_markdown_only_the_front_matter_has_comments() -> None:
    text = "---\n# aimslint: x\nkind: a\n---\n\n# aimslint: y\n"
    assert found("a.md", text) == [("x", 3)]
    assert found("a.md", "# aimslint: y\n") == []


def test_where_it_stands() -> None:
    (comment,) = read_comments("a.yaml", "a: 1   # aimslint: some words  # more\n")
    assert isinstance(comment, Comment)
    assert (comment.span.line, comment.span.column, comment.span.end_column) == (1, 8, 30)


PIECES = [*"# \nab:'\"\\|>-", "# aimslint: x", "\n# aimslint: x\n"]
SCALARS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)


@given(st.dictionaries(SCALARS, SCALARS | st.lists(SCALARS), max_size=3), st.sampled_from(["|", ">", '"', "'", None]))
def test_texts_hold_no_comments(data: object, style: str | None) -> None:
    """What a library writes as data is data, however it quotes it."""
    written = yaml.safe_dump(data, default_style=style, allow_unicode=True)
    assert read_comments("a.yaml", written) == []


@given(st.lists(SCALARS, min_size=1, max_size=4), st.integers(0, 3), st.sampled_from(['"', "'"]))
def test_a_comment_is_found_between_any_texts(texts: list[str], where: int, style: str) -> None:
    where = min(where, len(texts) - 1)
    lines = [yaml.safe_dump([text], default_style=style, width=10**9) for text in texts]
    before, after = "".join(lines[:where]), "".join(lines[where:])
    text = before + "# aimslint: here\n" + after
    assert found("a.yaml", text) == [("here", before.count("\n") + 2)]


def test_many_comments_take_no_longer_than_they_are() -> None:
    """Every comment here is about the last line; each must not walk there on its own."""
    text = "# aimslint: x\n" * 20_000 + "a: 1\n"
    assert {comment.line for comment in read_comments("a.yaml", text)} == {20_001}
