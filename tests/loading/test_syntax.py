"""What people get wrong in YAML, where it is told, and in which words."""

import pytest

from tests.loading.reading import load, only, told


@pytest.mark.parametrize(
    ("text", "line", "column", "found"),
    [
        ('a: 1\nb: "x\nc: 2\n', 2, 4, "quote that is never closed"),
        ("a: 1\nb: 'it''s\nc: 2\n", 2, 4, "quote that is never closed"),
        ("a:\n\tb: 1\n", 2, 1, "tab character"),
        ("a:\n  \t- b\n", 2, 3, "tab character"),
        ("a: b: c\n", 1, 5, "': ' where no key can stand"),
        ("a: 1\n  b: 2\n", 2, 4, "': ' where no key can stand"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "does not line up with the keys"),
        ("a:\n  - b\n - c\n", 3, 2, "does not line up"),
        ("a: [1, 2\nb: 3\n", 2, 2, "list in brackets that is not closed"),
        ("a: {b: 1\nc: 3\n", 2, 2, "map in braces that is not closed"),
        ("a: [1, 2", 1, 8, "list in brackets that is not closed"),
        ("a: @b\n", 1, 4, "text that begins with @"),
        ("a: `b`\n", 1, 4, "text that begins with `"),
        ("a: %b\n", 1, 4, "text that begins with %"),
        ("a: *\n", 1, 4, "'*' or '&' without a name"),
        ("a: !x!y z\n", 1, 4, "tag that cannot be read"),
        ('a: "b" c\n', 1, 8, "after a value that is already complete"),
        ('a: "C:\\data"\n', 1, 7, "backslash in double quotes"),
        ('a: "\\ud800"\n', 1, 5, "backslash in double quotes"),
        ("a: - b\n", 1, 4, "'- ' where no list item can stand"),
        ("a: |x\n  b\n", 1, 5, "text block"),
        ("a: 1\n...\nb: 2\n", 3, 1, "after the end of the document"),
        ("%YAML 3.0\n---\na: 1\n", 1, 1, "'%'"),
        ("a: 1\nb\nc: 2\n", 2, 1, "neither 'key: value' nor a list item"),
        ("a: [b, ]]\n", 1, 9, ""),
    ],
)
def test_place_and_words(text: str, line: int, column: int, found: str) -> None:
    loaded = load(text)
    assert told(loaded.problems) == [("not-yaml", line, column)]
    problem = only(loaded)
    assert found in problem.values["found"]
    assert set(problem.values) == {"found", "expected", "next"}
    assert all(problem.values.values())


def test_a_list_that_is_not_closed_names_its_beginning_too() -> None:
    problem = only(load("a: 1\nb: [1,\n  2\nc: 3\n"))
    (related,) = problem.related
    assert related.span is not None
    assert (related.span.line, related.span.column) == (2, 4)
