"""Files made to break a reader. The CPU limits are ten times and more what is needed."""

import time

import pytest

from aimslint.loading import Limits, load_file, locate
from tests.loading.reading import told

_LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
_STACKED = "a0: &a0 " + "[" * 50 + "]" * 50 + "\na1: " + "[" * 30 + "*a0" + "]" * 30 + "\n"


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("[" * 200_000, "too-deep", 1, 65),
        ("\n".join(" " * depth + "a:" for depth in range(1500)), "too-deep", 65, 65),
        ("- " * 1500, "too-deep", 1, 129),
        ("[" * 65 + "]" * 65, "too-deep", 1, 65),
        (_STACKED, "too-deep", 2, 35),
        (_LAUGHS, "alias-bomb", 5, 20),
        ("a: 1\nb: &b [1, *b]\n", "alias-bomb", 2, 11),
        ("b: &b {c: {d: *b}}\n", "alias-bomb", 1, 15),
        ("a: &a " + "x" * 100_000 + "\nb: [" + "*a," * 50 + "]\n", "alias-bomb", 2, 38),
        ("a: " + "9" * 5_000, "special-number", 1, 4),
        ("a: " + "1" * 4_000_000, "special-number", 1, 4),
        ("a: " + "1." * 2_000_000 + '\nb: "', "not-yaml", 2, 4),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_is_refused_at_its_line(text: str, rule: str, line: int, column: int) -> None:
    started = time.process_time()
    loaded = load_file("a.yaml", text.encode())
    assert time.process_time() - started < 10
    assert told(loaded.problems) == [(rule, line, column)]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 64 + "]" * 64,
        "a: &a x\nb: [" + ",".join(["*a"] * 20_000) + "]",
        "a: &a [x, y]\nb: [" + ",".join(["*a"] * 20_000) + "]",
        "".join(f"key{number}: value\n" for number in range(100_000)),
        "a: " + "x" * (16 << 20),
        "---\na\n" * 20_000,
        "a: &a " + "[" * 32 + "]" * 32 + "\nb: " + "[" * 30 + "*a" + "]" * 30,
    ],
    ids=["depth 64", "aliases", "aliases of lists", "keys", "16 MiB", "documents", "depth by alias"],
)
def test_is_large_but_lawful(text: str) -> None:
    started = time.process_time()
    loaded = load_file("a.yaml", text.encode())
    assert time.process_time() - started < 10
    assert loaded.problems == ()


def test_limits_of_nodes() -> None:
    limits = Limits(nodes=10)
    assert load_file("a.yaml", b"[1,2,3,4,5,6,7,8,9]", limits).problems == ()
    assert told(load_file("a.yaml", b"[1,2,3,4,5,6,7,8,\n9,10]", limits).problems) == [("too-many-nodes", 2, 3)]
    assert told(load_file("a.yaml", b"[&a [1,2,3],\n*a,\n*a]", limits).problems) == [("too-many-nodes", 3, 1)]
    assert told(load_file("a.yaml", b"[[[[[[[[[[\n[]]]]]]]]]]]", limits).problems) == [("too-many-nodes", 2, 1)]


def test_the_budget_of_aliases_is_that_of_the_file() -> None:
    limits = Limits(expansion_factor=0, expansion_extra=26)
    text = b"a: &a '12345678'\nb: *a\n---\na: &a '12345678'\nb: *a\n"
    loaded = load_file("a.yaml", text, limits)
    assert loaded.documents[0].data == {"a": "12345678", "b": "12345678"}
    assert len(loaded.documents) == 2
    assert told(load_file("a.yaml", text + b"c: *a\n", limits).problems) == [("alias-bomb", 6, 4)]


def test_positions_in_hostile_files_can_be_asked_for() -> None:
    for text in ("[" * 200_000, _LAUGHS, _STACKED, "a: &a [*a]", "a: \0", ""):
        located = locate("a.yaml", text)
        assert located.find(("a", 0, "b")).line == 1
        assert not located.has(("zz",))
