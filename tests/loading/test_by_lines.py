"""What is read line by line is what the parser reads, or is left to it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aimslint.loading.by_lines import read_by_lines
from aimslint.loading.limits import Limits
from aimslint.loading.one_line import LONGEST
from aimslint.loading.parse import parse
from aimslint.loading.parsed import Parsed
from aimslint.loading.source import best_events

LIMITS = Limits()
ROOT = Path(__file__).parents[2]


def parsed(text: str) -> Parsed:
    """As the parser reads it."""
    return parse(text, LIMITS, events=lambda text: best_events(text))  # noqa: PLW0108 - not the usual one


def told(parsed: Parsed) -> list[tuple[str, int]]:
    """The documents with types and the order of keys, which `==` of maps does not compare."""
    return [(repr(document.data), document.line) for document in parsed.documents]


def agrees(text: str) -> bool:
    """Whether it was read by lines; then it must have been read as the parser does, and nothing be wrong with it."""
    mine = read_by_lines(text, LIMITS)
    if mine is None:
        return False
    theirs = parsed(text)
    assert theirs.faults == []
    assert told(mine) == told(theirs)
    return True


PLAIN = {
    "a map": "a: 1\nb: two\n",
    "maps in maps": "a:\n  b:\n    c: 1\n  d: 2\ne: 3\n",
    "a list": "a:\n  - one\n  - two\nb: 1\n",
    "a list in the column of its key": "a:\n- one\n- two\nb: 1\n",
    "maps in a list": "a:\n  - b: 1\n    c: 2\n  - b: 3\n    c:\n      - x\n      - y\n",
    "a map whose first value is on the next lines": "a:\n  - b:\n      c: 1\n    d: 2\n",
    "a list in the column of a key in a list": "a:\n- b:\n  - 1\n  c: 2\n",
    "nothing": "a:\nb:\n  c:\nd: ~\n",
    "typed": "a: 1\nb: 1.5\nc: true\nd: null\ne: 2026-11-20\nf: 0x1F\ng: -3\nh: 012\ni: no\nj: 12:30\nk: 1_000\n",
    "quotes": 'a: "x: y # z"\nb: \'it\'\nc: ""\n',
    "a colon inside": "a: b:c\nd: https://x.example/y\n",
    "comments": "# first\na: 1 # one\n\n  # two\nb: # three\n  c: 1\n#last\n",
    "a sharp inside": "a: b#c\n",
    "in brackets": "a: [x, y z, 2026-01-01, 3]\nb: []\nc: [a b,c]\nd: [x , y ]\n",
    "in braces": "a: {b: 1, c: two words}\nd: {}\n",
    "nested": "a: {b: [1, {c: d}], e: \"f, g\"}\nh: [[1, 2], ['x', y]]\n",
    "in brackets with colons": "a: [x:y, 12:30, https://e.example/x]\n",
    "folded": "a: >-\n  one\n  two\nb: >\n  three\n\nc: 1\n",
    "literal": "a: |\n  one\n    two\n\n  three\nb: |-\n  four\n\n",
    "a block in a list": "a:\n  - >-\n    one\n    two\n  - b: |\n      x\n    c: 1\n",
    "documents": "---\na: 1\n---\nb: 2\n---\n---\n# nothing\n---\nc:\n---\nd: 1\n",
    "blanks at the end": 'a: 1  \nb:   \n  c: [1]  \nd: "x"  \n',
    "no line break at the end": "a: 1\nb: 2",
    "comments behind lists": "a: [b, c]   # d\ne: {f: 1} #\n",
    "blanks behind dashes and colons": "a:\n  -  one\n  -   [b]\n  -    'c'\nd:   two\n",
    "paths as keys": "files:\n  docs/a.md: x\n  b.yaml: y\n",
}

OTHER = {
    "a tab": "a:\t1\n",
    "a scalar on two lines": "a: one\n  two\n",
    "a repeated key": "a: 1\na: 2\n",
    "an anchor": "a: &x 1\nb: *x\n",
    "a tag": "a: !!str 1\n",
    "a directive": "%YAML 1.2\n---\na: 1\n",
    "the end of a document": "a: 1\n...\n",
    "a list at the top": "- a\n- b\n",
    "columns that do not fit": "a:\n    b: 1\n  c: 2\n",
    "an item deeper than its list": "a:\n  - b\n    - c\n",
    "an item below a scalar": "a: 1\n- b\n",
    "a colon too many": "a: b: c\n",
    "a colon at the end": "a: b:\n",
    "a text that hangs": "a: >-\n    one\n  two\n",
    "paragraphs": "a: >-\n  one\n\n  two\n",
    "escapes": 'a: "x\\ny"\n',
    "an unclosed quote": 'a: "x\n',
    "an unclosed list": "a: [x, y\n",
    "a key in quotes": '"a": 1\n',
    "a merge key": "<<: {a: 1}\n",
    "a number that is none": "a: .inf\n",
    "a question": "? a\n: b\n",
    "a pair in a list": "a: [b: c]\n",
    "a comma at the end": "a: [b, ]\n",
    "conflict markers": "<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n",
    "too deep for anybody": "a:\n" + "".join("  " * n + "a:\n" for n in range(1, 80)),
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_what_is_plain_is_read(text: str) -> None:
    assert agrees(text)


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_what_is_not_is_left_to_the_parser(text: str) -> None:
    assert read_by_lines(text, LIMITS) is None


def test_a_line_that_is_too_long_to_be_remembered_is_left_to_the_parser() -> None:
    assert read_by_lines(f"a: {'b' * (LONGEST - 3)}\n", LIMITS) is not None
    assert read_by_lines(f"a: {'b' * (LONGEST - 2)}\n", LIMITS) is None


def test_equal_lines_share_nothing_that_can_be_changed() -> None:
    text = "a: [b]\nc: {d: [e, {f: g}]}\n---\na: [b]\nc: {d: [e, {f: g}]}\n"
    one, other = (read_by_lines(text, LIMITS), read_by_lines(text, LIMITS))
    assert one is not None
    assert other is not None
    first, *others = [document.data for parsed in (one, other) for document in parsed.documents]
    first["a"].append("x")
    first["c"]["d"].append("x")
    first["c"]["d"][1]["f"] = "x"
    assert others == [{"a": ["b"], "c": {"d": ["e", {"f": "g"}]}}] * 3


@pytest.mark.parametrize("line", ["a:", "a: # why", "- a:", "- a: # why"])
def test_what_may_be_too_deep_is_left_to_the_parser(line: str) -> None:
    step = " " * (line.index("a") + 2)
    text = "z:\n" + "".join(f"  {step * n}{line}\n" for n in range(40)) + f"  {step * 40}b: 1\n"
    assert read_by_lines(text, Limits(depth=100)) is not None
    assert read_by_lines(text, Limits(depth=42)) is None


def test_what_may_have_too_many_values_is_left_to_the_parser() -> None:
    assert read_by_lines("a: [1, 2, 3]\n", Limits(nodes=5)) is None


def test_all_files_of_the_project_and_most_of_the_sample() -> None:
    texts = [file.read_text("utf-8") for file in sorted((ROOT / "sample-repo").rglob("*.yaml"))]
    assert sum(map(agrees, texts)) * 10 > len(texts) * 8
    for file in (*sorted((ROOT / "rules").rglob("*.yaml")), *sorted((ROOT / "tests").rglob("*.yaml"))):
        agrees(file.read_bytes().decode("utf-8", "ignore"))


PIECES = st.sampled_from(
    [
        *("a", "b", "x1", "é", "😀", "-1", "1.5", "0x1", "true", "null", "~", "2026-01-01", "a:b", ":x", "---", "..."),
        *(
            "'",
            '"',
            "[",
            "]",
            "{",
            "}",
            ",",
            "|",
            ">",
            ">-",
            "|-",
            "&",
            "*",
            "!",
            "%",
            "@",
            "`",
            "?",
            "\\",
            "#",
            ":",
            "-",
        ),
        *(
            " ",
            "  ",
            "\n",
            "\n  ",
            "\n    ",
            "\n- ",
            "\n  - ",
            "\nk: ",
            "\n  k: ",
            "\n    m: ",
            ", ",
            ": ",
            "k: ",
            "- ",
        ),
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=600)
@example("a: [x#y, z]\n")
@example("k: [a ?b]\n")
@example("k: [a:?]\n")
def test_any_text(text: str) -> None:
    agrees(text)


VALUES = st.sampled_from(
    [
        *("x", "two words", "1", "-2", "2026-01-01", "a:b", "it's", '"q: #"', "'s'", "x # c", "", "~"),
        *("[a, b]", "{a: b, c: 1}", "[]", "[[1], {a: 'x, y'}]", ">-\n@one\n@two", "|\n@one\n@ two"),
    ]
)
STRUCTURES = st.recursive(
    VALUES,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from("abcd"), inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


@given(STRUCTURES, st.booleans())
@settings(max_examples=400)
def test_any_structure(data: Any, beside: bool) -> None:
    agrees("".join(f"{line}\n" for line in written({"root": data, "z": "1"}, "", beside)))


def written(data: Any, margin: str, beside: bool) -> list[str]:
    """Data as somebody would write it down, lists in the column of their keys or further in."""
    if isinstance(data, dict):
        lines = []
        for key, value in data.items():
            if isinstance(value, str):
                lines.append(f"{margin}{key}: {value}".replace("@", margin + "  "))
            else:
                further = margin if beside and isinstance(value, list) else margin + "  "
                lines += [f"{margin}{key}:", *written(value, further, beside)]
        return lines
    lines = []
    for item in data:
        if isinstance(item, str):
            lines.append(f"{margin}- {item}".replace("@", margin + "  "))
        elif isinstance(item, dict):
            first, *rest = written(item, margin + "  ", beside)
            lines += [f"{margin}- {first[len(margin) + 2 :]}", *rest]
        else:
            lines += [f"{margin}-", *written(item, margin + "  ", beside)]
    return lines
