"""What a plain scalar means: the core schema of YAML 1.2 (10.3.2), and the tags one may write.

Plain scalars become null (`null`, `Null`, `NULL`, `~`, nothing), a boolean (`true`, `True`, `TRUE` and
likewise false), a whole number (decimal, `0o17`, `0x1F`) or a number; all else is text. So `no`, `on`,
`2026-11-20`, `12:30` and `1_000` are text; `012` is twelve. Quoted scalars and block scalars are text.

Records hold finite numbers only: `.inf`, `.nan`, what overflows (`1e999`) and what has more than 400
characters are `special-number`. The tags `!!str !!int !!float !!bool !!null !!map !!seq` are allowed where
the value fits them, and `!`, which makes any scalar text; everything else is `bad-tag`.
"""

import re
from math import isinf

Scalar = str | int | float | bool | None

LONGEST_NUMBER = 400
"""Digits beyond this are no quantity of a record, and Python's int() takes quadratic time over them."""

_NULLS = ("", "~", "null", "Null", "NULL")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(_NULLS),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_STARTS = frozenset("+-.0123456789")
# Possessive (++): most of what begins like a number is a date, and need not be tried in shorter pieces.
_NUMBER = re.compile(
    r"(?P<whole>[-+]?[0-9]++)"
    r"|(?P<real>[-+]?(?:\.[0-9]++|[0-9]++(?:\.[0-9]*+)?)(?:[eE][-+]?[0-9]++)?)"
    r"|(?P<octal>0o[0-7]++)"
    r"|(?P<hex>0x[0-9a-fA-F]++)"
    r"|(?P<special>[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))"
)

TYPED_STARTS = frozenset({word[:1] for word in _WORDS} | _NUMBER_STARTS)
"""First characters (the empty text for none) of plain scalars that may be something else than text."""

_CORE = "tag:yaml.org,2002:"


class Refused(Exception):  # noqa: N818 - a refusal, not a mistake
    """A scalar that stands for no value a record may hold."""

    def __init__(self, rule: str, found: str, expected: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.values = {"found": found, "expected": expected}


def typed(text: str) -> Scalar:
    """The value of a plain scalar without a tag. Raises Refused (`special-number`)."""
    if text[:1] not in _NUMBER_STARTS:
        return _WORDS.get(text, text)
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    if len(text) > LONGEST_NUMBER:
        expected = f"at most {LONGEST_NUMBER} digits, or text in quotes"
        raise Refused("special-number", f"a number of {len(text):,} digits", expected)
    match number.lastgroup:
        case "whole":
            return int(text)
        case "octal":
            return int(text[2:], 8)
        case "hex":
            return int(text[2:], 16)
        case "real":
            value = float(text)
            if not isinf(value):
                return value
    raise Refused("special-number", text, "a finite number, or text in quotes")


def tagged(tag: str, text: str) -> Scalar:
    """The value of a scalar that bears a tag. Raises Refused (`bad-tag`, `special-number`)."""
    if tag == "!" or tag == _CORE + "str":
        return text
    kind = tag.removeprefix(_CORE) if tag.startswith(_CORE) else ""
    value = typed(text) if kind in ("int", "float", "bool", "null") else text
    match kind, value:
        case ("int", bool()) | ("float", bool()):
            pass
        case ("int", int()) | ("bool", bool()) | ("null", None):
            return value
        case ("float", float() | int()):
            return _as_float(text, value)
    if kind in ("int", "float", "bool", "null"):
        raise Refused("bad-tag", f"{_shown(tag)} before {_short(text)}", f"a value that is {_MEANINGS[kind]}")
    raise Refused("bad-tag", f"{_shown(tag)} before {_short(text)}", "no tag, or !!str to make it text")


def collection_tag_fault(tag: str, *, is_map: bool) -> dict[str, str] | None:
    """What is wrong with the tag of a map or list, as the values of a `bad-tag` problem; None when it fits."""
    if tag in ("!", _CORE + ("map" if is_map else "seq")):
        return None
    return {"found": f"{_shown(tag)} before a {'map' if is_map else 'list'}", "expected": "no tag"}


_MEANINGS = {"int": "a whole number", "float": "a number", "bool": "true or false", "null": "null"}


def _as_float(text: str, value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        raise Refused("special-number", f"a number of {len(text):,} digits", "a finite number") from None


def _shown(tag: str) -> str:
    tag = "!!" + tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag
    return _short(tag) if tag.startswith("!") else f"!<{_short(tag)}>"


def _short(text: str) -> str:
    """Text as it may stand in a message: on one line, not longer than a name."""
    text = " ".join(text.split()) or "nothing"
    return text if len(text) <= 40 else text[:39] + "…"
