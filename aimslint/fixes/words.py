"""Words and texts: spelled as the field knows them, in quotes where YAML would read something else."""

from aimslint.fixes._spot import Spot, is_text, quoted
from aimslint.loading.scalars import typed
from aimslint.model import Edit, Fix
from aimslint.records.shape import ListOf, Object, Reference, Scalar, Type, Words
from aimslint.suggest import is_slip_of


def enum_alias(spot: Spot) -> Fix | None:
    """Another spelling of a word becomes the word: it is read as that already."""
    return spot.instead(spot.meant, safe=True)


def bad_enum_value(spot: Spot) -> Fix | None:
    """A misspelt word becomes the one word that it can be a slip of."""
    scalar, type_ = spot.scalar(), spot.type
    if scalar is None or not isinstance(type_, Words):
        return None
    meant = is_slip_of(scalar.text, type_.words)
    return spot.instead(meant) if meant else None


def unquoted_scalar(spot: Spot) -> Fix | None:
    """A number or the like in a text field gets quotes, so that its characters count."""
    return _in_quotes(spot) if _takes(spot, spot.type) else None


def special_number(spot: Spot) -> Fix | None:
    """A text that YAML takes for an odd number gets quotes, where a text belongs."""
    return _in_quotes(spot) if spot.type == Scalar("text") else None


def wrong_type(spot: Spot) -> Fix | None:
    """A number or truth value leaves its quotes; `yes` becomes true; a single value becomes a list of one."""
    scalar = spot.scalar()
    if scalar is None:
        return None
    match spot.type:
        case Scalar("number") if scalar.quote and _is_number(scalar.text):
            return _bare(spot, scalar.start, scalar.end, scalar.text)
        case Scalar("flag") if scalar.quote and scalar.text in ("true", "false"):
            return _bare(spot, scalar.start, scalar.end, scalar.text)
        case Scalar("flag") if scalar.text.casefold() in _FLAGS:
            word = _FLAGS[scalar.text.casefold()]
            return spot.fix(f"write `{word}`", Edit(scalar.start, scalar.end, word))
        case ListOf(item) if not isinstance(item, Object):
            only = quoted(scalar.text, scalar.quote) if scalar.quote or is_text(scalar.text) else scalar.text
            return spot.fix("write a list", Edit(scalar.start, scalar.end, f"[{only}]"))
    return None


_FLAGS = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


def _in_quotes(spot: Spot) -> Fix | None:
    scalar = spot.scalar()
    if scalar is None or scalar.quote or is_text(scalar.text):
        return None
    return spot.fix("write it in quotes", Edit(scalar.start, scalar.end, quoted(scalar.text, '"')), safe=True)


def _bare(spot: Spot, start: int, end: int, text: str) -> Fix:
    return spot.fix("write it without quotes", Edit(start, end, text), safe=True)


def _is_number(text: str) -> bool:
    return not is_text(text) and text != "" and isinstance(typed(text), int | float) and text[0] not in "tTfF"


def _takes(spot: Spot, type_: Type | None) -> bool:
    """Whether the field takes the characters that are written there as a text."""
    scalar = spot.scalar()
    if isinstance(type_, Reference):
        return scalar is not None and any(spot.aims.find(kind, scalar.text) for kind in type_.kinds)
    return isinstance(type_, Scalar) and type_.name in ("text", "id", "glob")
