"""Values as YAML text that reads back as exactly the same values."""

import re
from collections.abc import Mapping, Sequence

Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]

# Words, with the signs that mean nothing to YAML where they stand. Everything else is written in quotes.
_PLAIN = re.compile(r"[^\W\d_][\w/.()+-]*(?:,? [\w/.()+-]+)*")
_IN_FLOW = re.compile(r"[^\W\d_][\w/.()+-]*(?: [\w/.()+-]+)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OTHER_MEANING = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n"])


def flow(value: Value) -> str:
    """A value on one line, as it may stand between brackets."""
    match value:
        case str():
            return _text(value, _IN_FLOW)
        case Mapping():
            return "{" + ", ".join(f"{flow(str(key))}: {flow(inner)}" for key, inner in value.items()) + "}"
        case Sequence():
            return "[" + ", ".join(map(flow, value)) + "]"
    return _scalar(value)


def inline(value: Value) -> str:
    """A value as it may stand after `key: `."""
    return _text(value, _PLAIN) if isinstance(value, str) else flow(value)


def _scalar(value: int | float | bool | None) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(text: str, plain: re.Pattern[str]) -> str:
    if _DAY.fullmatch(text) or (plain.fullmatch(text) and text.isprintable() and text.casefold() not in _OTHER_MEANING):
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable():
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
