"""How facts read fields: what says nothing is None, what is bent stays UNKNOWN."""

from typing import Any, TypeGuard

from aimslint.aims import Item
from aimslint.records.values import UNKNOWN, Explained, is_empty


def text(item: Item, name: str | None) -> Any:
    """The value of a field, or None when it says nothing or is explained away."""
    value = item.data.get(name) if name else None
    return None if value is not UNKNOWN and (is_empty(value) or value.__class__ is Explained) else value


def inner(item: Item, outer: str, name: str) -> Any:
    """The value of a field in an inner object."""
    value = item.data.get(outer)
    if isinstance(value, dict):
        return value.get(name)
    return UNKNOWN if value is UNKNOWN else None


def opposite(value: Any) -> Any:
    """The other answer; UNKNOWN has none."""
    return value if value is UNKNOWN else not value


def is_number(value: Any) -> TypeGuard[float]:
    """Whether a value is a number; true and false are none."""
    return value.__class__ in (int, float)
