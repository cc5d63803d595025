"""One line of YAML in plain form: how far it is indented, whether an item begins, the key, and what stands behind it.

Many lines come again and again: in the sample every third, in the corpus that speed is measured on six of seven. So
what a line says is remembered. That halves the time of reading that corpus; where each line is new it adds a sixth.
"""

import re
from functools import lru_cache
from sys import intern
from typing import Any

from aimslint.loading.scalars import TYPED_STARTS, typed

# Blanks, a dash, a key, and what follows: as a bare scalar that is surely one, or anything else.
_LINE = re.compile(
    r"( *+)(- |)(?:([A-Za-z_/][A-Za-z0-9_./-]{0,99}):(?: ++|$)|) *+"
    r"(?:((?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=[0-9]))[^:#]*+)(?<! )$|(.*)$)",
)
_NOT_BARE = frozenset("-?:,[]{}#&*!|>'\"%@`")  # what may begin something else than a bare scalar
_NOT_SIMPLE = re.compile(r"[\[\]{}#&*!|>'\"%@`?]")
_EMPTY = r"\[ *\]|\{ *\}"
# Inside of brackets: the key, if there is one, then a list or map that begins, or a whole value and what follows it.
_PART = re.compile(
    r" *(?:([A-Za-z_/][A-Za-z0-9_./-]{0,99}): |)"
    rf"(?:([\[{{])(?! *[\]}}])|(?:({_EMPTY})|\"([^\"\\]*)\"|'([^']*)'"
    r"|((?:[^\W_]|-(?=[0-9]))(?:[^,\[\]{}:#]|:(?![ ,?\[\]{}])|(?<! )#)*)) *([,\]}]))"
)
_NEXT = re.compile(r" *([,\]}])")
_EMPTY_ALONE = re.compile(rf"({_EMPTY})(?: +#.*| *)")
_TEXTS = frozenset((">", ">-", "|", "|-"))

MOST_REMEMBERED, LONGEST = 16_384, 2_000
"""How many lines are remembered, and how long they may be: 32 MB at most, in an editor that runs all day."""

DEEPEST_FLOW = 8
"""How many lists and maps may stand inside of each other on one line."""

PAIR, SCALAR, FLAT, NESTED, TEXT, NOTHING, BLANK, BETWEEN = range(8)
"""What stands on a line: a key and a scalar without a dash, or behind its dash a scalar, or behind its key or dash a
list or map of scalars, one with others inside, `>` or `|` as the head of a text, or nothing. Or it holds no more than a
comment, or it stands between documents.
"""

Line = tuple[int, str, int, Any]
"""Its place: twice the blanks before it, and one more with a dash. The key, if there is one. What stands behind, and
that itself. A list or map belongs to the line: whoever puts it elsewhere takes a copy.
"""


class NotPlain(Exception):  # noqa: N818 - no fault: somebody else reads it
    """The text is written in another way than this one reads."""


@lru_cache(MOST_REMEMBERED)
def line_of(text: str) -> Line:
    """What a line says. Raises NotPlain, or Refused for a scalar that stands for no value."""
    if len(text) > LONGEST:
        raise NotPlain
    found = _LINE.match(text)
    assert found is not None  # as for any text without line breaks
    blanks, dash, key, bare, rest = found.groups("")
    place = 2 * len(blanks)
    if key:
        key = intern(key)
    elif not dash:
        return 0, "", _no_value(blanks, bare or rest), None
    if dash:
        place += 1
    if bare:
        return place, key, (SCALAR if dash else PAIR), typed(bare) if bare[0] in TYPED_STARTS else bare
    if not rest or rest[0] == "#":
        if not key:
            raise NotPlain
        return place, key, NOTHING, None
    if rest[0] == "[" or rest[0] == "{":
        flat = _simple(rest)
        if flat is not None:
            return place, key, FLAT, flat
        return place, key, NESTED, _in_flow(rest)
    if rest in _TEXTS:
        return place, key, TEXT, rest
    return place, key, (SCALAR if dash else PAIR), _scalar(rest)


def _no_value(blanks: str, rest: str) -> int:
    """What a line without key and dash is."""
    if not rest or rest[0] == "#":
        return BLANK
    if not blanks and rest.rstrip(" ") == "---":
        return BETWEEN
    raise NotPlain


def copied(value: Any) -> Any:
    """A list or map with all that is inside, for somebody else."""
    if value.__class__ is dict:
        return {key: copied(inner) for key, inner in value.items()}
    if value.__class__ is list:
        return [copied(inner) for inner in value]
    return value


def _scalar(text: str) -> Any:
    """A scalar in quotes, or a bare one with a colon or a sharp inside, or with blanks or a comment behind it."""
    first = text[0]
    if first == '"' or first == "'":
        text = text.rstrip(" ")
        value = text[1:-1]
        if len(text) < 2 or text[-1] != first or first in value or "\\" in value:
            raise NotPlain
        return value
    text = text.partition(" #")[0].rstrip(" ")
    if first in _NOT_BARE or ": " in text or text[-1] == ":":
        raise NotPlain
    return typed(text) if first in TYPED_STARTS else text


def _simple(text: str) -> Any:
    """A list or map of bare scalars, the most frequent form; None for any other."""
    inner = text[1:-1]
    if _NOT_SIMPLE.search(inner):
        return None
    if text[0] == "[" and text[-1] == "]" and ":" not in inner:
        items = []
        for part in inner.split(","):
            item = part.strip(" ")
            if item[:1] in "-":
                return None
            items.append(typed(item) if item[0] in TYPED_STARTS else item)
        return items
    if text[0] == "{" and text[-1] == "}":
        found = {}
        for part in inner.split(","):
            written, _, value = part.partition(": ")
            name = _simple_name(written.strip(" "))
            value = value.strip(" ")
            if not name or name in found or value[:1] in "-" or ":" in value:
                return None
            found[name] = typed(value) if value[0] in TYPED_STARTS else value
        return found
    return None


@lru_cache(MOST_REMEMBERED)
def _simple_name(text: str) -> str:
    """A key between braces, if it is a simple one, else nothing."""
    return intern(text) if text.replace("-", "_").isidentifier() and len(text) < 100 else ""


def _in_flow(text: str) -> Any:  # noqa: C901 - what may follow what, in one place
    """A list in brackets or a map in braces that ends on its line."""
    stack: list[Any] = []  # the lists and maps that are open; the innermost by itself
    container: Any = [] if text[0] == "[" else {}
    if _EMPTY_ALONE.fullmatch(text):
        return container
    at = 1
    while True:
        found = _PART.match(text, at)
        if found is None:
            raise NotPlain
        key, opening, empty, double, single, bare, sign = found.groups()
        at = found.end()
        if bare:
            bare = bare.rstrip(" ")
            value: Any = typed(bare) if bare[0] in TYPED_STARTS else bare
        elif opening or empty:
            value = [] if (opening or empty)[0] == "[" else {}
        else:
            value = single if double is None else double
        if (key is None) is not (container.__class__ is list):
            raise NotPlain
        if key is None:
            container.append(value)
        elif key in container:
            raise NotPlain
        else:
            container[intern(key)] = value
        if opening:
            stack.append(container)
            if len(stack) >= DEEPEST_FLOW:
                raise NotPlain
            container = value
            continue
        while sign != ",":
            if (sign == "]") is not (container.__class__ is list):
                raise NotPlain
            if not stack:
                if text[at:].partition(" #")[0].strip(" "):
                    raise NotPlain
                return container
            container = stack.pop()
            following = _NEXT.match(text, at)
            if following is None:
                raise NotPlain
            sign, at = following[1], following.end()
