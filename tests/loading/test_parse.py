import pytest

from aimslint.loading.parsed import MOST_FAULTS
from tests.loading.reading import data, load, only, told


def test_documents_of_a_file_are_counted_without_the_empty_ones() -> None:
    loaded = load("# first\n---\n---\nkind: a\n---\n# nothing\n---\n\nkind: b\n...\n---\n")
    assert loaded.problems == ()
    assert [(each.index, each.line, each.data["kind"]) for each in loaded.documents] == [(0, 4, "a"), (1, 9, "b")]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "---\n---\n...\n", "--- # x\n"])
def test_a_file_without_any_record(text: str) -> None:
    loaded = load(text)
    assert told(loaded.problems) == [("empty-file", 1, 1)]
    assert loaded.documents == ()


@pytest.mark.parametrize("text", ["null", "~", "''", "!!null", "[]", "{}", "0"])
def test_a_document_that_says_nothing_is_still_a_document(text: str) -> None:
    loaded = load(text)
    assert (len(loaded.documents), loaded.problems) == (1, ())


def test_documents_before_a_mistake_are_kept() -> None:
    loaded = load("kind: a\n---\nkind: b\n---\nkind: [c\n---\nkind: d\n")
    assert [each.data for each in loaded.documents] == [{"kind": "a"}, {"kind": "b"}]
    assert told(loaded.problems) == [("not-yaml", 6, 1)]
    assert only(loaded).place.document == 2


def test_a_repeated_key_keeps_its_first_value_and_names_both_places() -> None:
    loaded = load("a: 1\nb:\n  c: x\n  d: y\n  c: {e: 1}\na: 2\n'a': 3\n")
    assert loaded.documents[0].data == {"a": 1, "b": {"c": "x", "d": "y"}}
    assert told(loaded.problems) == [("duplicate-key", 5, 3), ("duplicate-key", 6, 1), ("duplicate-key", 7, 1)]
    assert [problem.place.keys for problem in loaded.problems] == [("b", "c"), ("a",), ("a",)]
    assert [problem.related[0].span.line for problem in loaded.problems if problem.related[0].span] == [3, 1, 1]
    assert loaded.problems[0].values == {"key": "c"}


def test_what_is_wrong_inside_of_a_repeated_value_is_not_told_as_well() -> None:
    loaded = load("a: 1\na: {x: 1, x: .nan, <<: {}}\na: .inf\nb: .nan\n")
    assert loaded.documents[0].data == {"a": 1, "b": None}
    assert told(loaded.problems) == [("duplicate-key", 2, 1), ("duplicate-key", 3, 1), ("special-number", 4, 4)]


def test_repeated_keys_in_the_second_document_point_there() -> None:
    loaded = load("a: 1\n---\nb: 1\nb: 2\n")
    problem = only(loaded)
    assert problem.place.document == 1
    assert problem.related[0].span is not None
    assert problem.related[0].span.line == 3


def test_repeated_keys_before_a_mistake_in_the_same_document() -> None:
    loaded = load("a: 1\na: 2\nb: [\n")
    assert told(loaded.problems)[0] == ("duplicate-key", 2, 1)
    assert loaded.problems[0].related[0].span is not None
    assert loaded.problems[0].related[0].span.line == 1
    assert loaded.documents == ()


def test_merge_keys_are_refused_and_left_out() -> None:
    loaded = load("base: &b {x: 1}\na:\n  <<: *b\n  y: 2\n")
    assert loaded.documents[0].data == {"base": {"x": 1}, "a": {"y": 2}}
    assert told(loaded.problems) == [("merge-key", 3, 3)]
    assert only(loaded).place.keys == ("a",)
    assert data("'<<': x") == {"<<": "x"}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\n? [x, y]\n: z\n", 2, 3),
        ("a: 1\n[x, y]: z\n", 2, 1),
        ("a: 1\n? {x: [y, {z: 1}]}\n: {b: .nan}\n", 2, 3),
        ("a: {{ value }}\n", 1, 5),
        ("a: 1\n?\n: z\n", 2, 2),
        ("a: &x 1\n*x : z\n", 2, 1),
    ],
)
def test_keys_that_are_no_text(text: str, line: int, column: int) -> None:
    loaded = load(text)
    assert told(loaded.problems) == [("bad-key", line, column)]
    assert loaded.documents[0].data in ({"a": 1}, {"a": {}})


def test_keys_are_text_as_written() -> None:
    assert data("1: a\n1.10: b\ntrue: c\nnull: d\n~: e\n2026-11-20: f\n!!str 7: g\n") == {
        "1": "a",
        "1.10": "b",
        "true": "c",
        "null": "d",
        "~": "e",
        "2026-11-20": "f",
        "7": "g",
    }


def test_aliases_give_copies_of_their_own() -> None:
    read = data("a: &x {l: [1, {m: 2}]}\nb: *x\nc: &y text\n*y : &z 1.10\ne: *z\n")
    assert read["b"] == read["a"] == {"l": [1, {"m": 2}]}
    read["b"]["l"][1]["m"] = 3
    assert read["a"]["l"][1]["m"] == 2
    assert (read["text"], read["e"]) == (1.1, 1.1)


def test_the_nearest_anchor_before_an_alias_counts() -> None:
    assert data("[&a 1, *a, &a 2, *a]") == [1, 1, 2, 2]
    assert data("[&a [&a x, *a], *a]") == [["x", "x"], "x"]


@pytest.mark.parametrize("text", ["a: *x\n", "a: &x 1\n---\nb: *x\n"])
def test_an_alias_without_an_anchor_in_its_document(text: str) -> None:
    problem = only(load(text))
    assert problem.rule == "not-yaml"
    assert "*x" in problem.values["found"]
    assert "&x" in problem.values["expected"]


def test_faults_beyond_the_most_are_not_told() -> None:
    loaded = load("".join(f"a{number}: .nan\n" for number in range(MOST_FAULTS + 50)))
    assert len(loaded.problems) == MOST_FAULTS
    assert len(loaded.documents[0].data) == MOST_FAULTS + 50


def test_conflict_markers_are_told_instead_of_what_they_break() -> None:
    text = "kind: z\n---\nkind: a\n<<<<<<< HEAD\nid: b\n=======\nid: c\n>>>>>>> branch\n"
    loaded = load(text)
    assert told(loaded.problems) == [("conflict-markers", 4, 1)]
    assert [each.data for each in loaded.documents] == [{"kind": "z"}]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a:\n- |\n  x\n=======\n  y\n", 4),
        ("a: 1\n>>>>>>> branch\nb: 2\n", 2),
        ("a: 1\r\n<<<<<<< HEAD\r\nb: 2\r\n=======\r\nb: 3\r\n>>>>>>> x\r\n", 2),
    ],
)
def test_single_markers_explain_what_cannot_be_read(text: str, line: int) -> None:
    assert told(load(text).problems) == [("conflict-markers", line, 1)]


def test_a_text_about_conflicts_is_no_conflict() -> None:
    assert data("a: |\n  <<<<<<< HEAD\n  =======\n  >>>>>>> x\n")["a"].startswith("<<<<<<< HEAD")
