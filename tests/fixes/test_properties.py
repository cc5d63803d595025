"""Whatever is bent in a rich record: mending adds no finding, ends, and touches nothing but what it mends."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from aimslint.mending import Outcome, Seen, mend
from aimslint.model import Keys
from aimslint.records.shape import ListOf, Object, Scalar, Shape, Type, Words
from tests.records.build import Raw, misspelt, record_kinds, rich, written
from tests.records.trouble import findings, told

Spoilt = tuple[Keys, Any]
"""A data path, and what stands there instead; a text that ends in `:` is a misspelt key."""

DAYS = ("2026/02/11", "2026-2-11", "20260211", "11 Feb 2026", "2026-02-11T08:00Z", "13/02/2026", "02/03/2026")
LENGTHS = ("12 Months", "P1Y", "yearly", "12", "'1  years'")
TEXTS = ("42", "1.10", "true", ".nan", "0x1F", "-0")


def ways(type_: Type, value: Any, keys: Keys) -> Iterator[Spoilt]:
    """Ways to write a value so that it, or what is in it, is bent; many of them can be mended."""
    match type_:
        case Scalar("day"):
            yield from ((keys, Raw(day)) for day in DAYS)
        case Scalar("duration"):
            yield from ((keys, Raw(length)) for length in LENGTHS)
        case Scalar("text" | "id" | "path" | "link"):
            yield from ((keys, Raw(text)) for text in TEXTS)
        case Scalar("flag"):
            yield from ((keys, Raw(word)) for word in ("yes", "'true'", "No", "maybe"))
        case Words(words, _, aliases):
            names = (*(name for name, _ in aliases), words[0].upper(), misspelt(words[0]))
            yield from ((keys, written) for name in names for written in (Raw(name), name))
        case ListOf(item):
            yield keys, value[0]
            yield from ways(item, value[0], (*keys, 0))
        case Object(shape):
            yield from ways_of(shape, value, keys)


def ways_of(shape: Shape, value: Mapping[str, Any], keys: Keys = ()) -> Iterator[Spoilt]:
    for name, declared in shape.fields.items():
        if name in value and (keys or name not in ("kind", "id")):
            yield (*keys, name), f"{misspelt(name)}:"
            yield from ways(declared.type, value[name], (*keys, name))


@cache
def all_ways() -> dict[str, list[Spoilt]]:
    return {kind.name: list(ways_of(kind.shape, rich(kind))) for kind in record_kinds()}


@st.composite
def bent_texts(draw: st.DrawFn) -> tuple[str, str]:
    """The path of a rich record and its text, bent in one to five places, with an ending and line ends of some kind."""
    kind = draw(st.sampled_from(record_kinds()))
    chosen = draw(
        st.lists(st.sampled_from(all_ways()[kind.name]), min_size=1, max_size=5, unique_by=lambda way: way[0])
    )
    data = rich(kind)
    for keys, instead in sorted(chosen, key=lambda way: -len(way[0])):
        put(data, keys, instead)
    text = draw(st.sampled_from(["", "# by hand\n"])) + written(data)[0]
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return f"governance/{kind.name}.yaml", text.replace("\n", newline)[: None if draw(st.booleans()) else -len(newline)]


def put(data: Any, keys: Keys, instead: Any) -> None:
    """Bend one spot, unless what holds it is bent already."""
    last: Any = keys[-1]
    key: Any
    for key in keys[:-1]:
        if not isinstance(data, dict | list) or (isinstance(data, dict) and key not in data):
            return
        data = data[key]
    if isinstance(data, dict) and last in data and isinstance(instead, str) and instead.endswith(":"):
        items = [(instead[:-1] if key == last else key, value) for key, value in data.items()]
        data.clear()
        data.update(items)
    elif isinstance(data, list) or (isinstance(data, dict) and last in data):
        data[last] = instead


def mended(path: str, text: str, *, unsafe: bool) -> Outcome:
    def look(contents: Mapping[str, bytes]) -> Seen:
        now = contents.get(path, text.encode()).decode()
        found = findings(path, now)
        return Seen([(one, now) for one in found if one.location.path == path], found)

    return mend(look, lambda _: text.encode(), unsafe=unsafe)


@given(bent_texts())
@settings(max_examples=60, deadline=None)
def test_a_safe_fix_adds_no_finding_and_fixing_twice_changes_nothing(bent: tuple[str, str]) -> None:
    path, text = bent
    outcome = mended(path, text, unsafe=False)
    after = outcome.after.get(path, text.encode()).decode()
    before, now = told(findings(path, text)), told(findings(path, after))
    assert now - before == {}
    assert before.total() - now.total() >= len(outcome.mended)
    assert mended(path, after, unsafe=False).after == {}


@given(bent_texts())
@settings(max_examples=40, deadline=None)
def test_all_fixes_together_come_to_an_end_and_keep_every_other_line(bent: tuple[str, str]) -> None:
    path, text = bent
    outcome = mended(path, text, unsafe=True)
    after = outcome.after.get(path, text.encode()).decode()
    assert mended(path, after, unsafe=True).after == {}
    lines = text.splitlines(keepends=True)
    touched = {one.finding.location.line for one in outcome.mended if one.finding.rule != "soa-control-missing"}
    rest = iter(after.splitlines(keepends=True))
    assert all(line in rest for number, line in enumerate(lines, 1) if number not in touched)
    assert after.endswith("\n") == text.endswith("\n")
    assert after.count("\r\n") in (0, after.count("\n"))
