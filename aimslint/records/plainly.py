"""What plainly is right about a record, or the one thing that plainly is not, said without pydantic's core.

To load that takes a tenth of a check of few files, as long as to look here at half a megabyte of records. What is said
here never is wrong; where it is less plain, or where there are many records, pydantic's core is asked.
"""

import re
from functools import cache
from math import isfinite
from typing import Any

from aimslint.records.patterns import PATTERNS
from aimslint.records.shape import Field, ListOf, Object, OwnStep, Reference, Scalar, ScalarName, Shape, Type, Words


def is_right(shape: Shape, data: Any) -> bool:
    """Whether there certainly is no fault in the data of a record of this shape."""
    if data.__class__ is not dict or not _needed(shape) <= data.keys():
        return False
    fields = shape.fields
    return all(name in fields and _field(fields[name], value) for name, value in data.items())


def plain_faults(shape: Shape, data: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The faults in the data of a record of this shape, as pydantic's core tells them; None if that has to be asked.

    Said is that there is none, or only one, at a field of the record itself.
    """
    fields = shape.fields
    wrong = [name for name, value in data.items() if name not in fields or not _field(fields[name], value)]
    missing = [name for name in _needed(shape) if name not in data]
    match wrong, missing:
        case [], []:
            return []
        case [name], []:
            sort = _sort_of_fault(fields[name].type, data[name]) if name in fields else "extra_forbidden"
        case [], [name]:
            sort = "missing"
        case _:
            sort = None
    return None if sort is None else [{"type": sort, "loc": (name,)}]


def _sort_of_fault(type_: Type, value: Any) -> str | None:
    """How pydantic's core calls what is wrong with a value; None where it may tell more of it."""
    if value.__class__ is not str or not value.isascii():
        return None
    match type_:
        case Words():
            return "literal_error"
        case Scalar(name) if name in PATTERNS:
            return "string_pattern_mismatch"
    return None


@cache
def _needed(shape: Shape) -> frozenset[str]:
    return frozenset(name for name, declared in shape.fields.items() if declared.required)


def _field(declared: Field, value: Any) -> bool:
    return (value is None and not declared.required) or _value(declared.type, value)


def _value(type_: Type, value: Any) -> bool:
    match type_:
        case Scalar(name):
            return _scalar(name, value)
        case Words(words):
            return value.__class__ is str and value in words
        case Reference():
            return _text(value)
        case OwnStep():
            return _text(value) or _number(value)
        case ListOf(item):
            return value.__class__ is list and all(_value(item, one) for one in value)
        case Object(shape):
            return is_right(shape, value)
    return False


def _scalar(name: ScalarName, value: Any) -> bool:
    match name:
        case "text":
            return _text(value)
        case "flag":
            return value.__class__ is bool
        case "number":
            return _number(value)
        case "text or number":
            return _text(value) or _number(value)
    # Of letters beyond ASCII, what counts as a space is not the same here and there.
    return value.__class__ is str and value.isascii() and _pattern(name).fullmatch(value) is not None


@cache
def _pattern(name: ScalarName) -> re.Pattern[str]:
    return re.compile(PATTERNS[name])


def _text(value: Any) -> bool:
    return value.__class__ is str and (value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value))


def _number(value: Any) -> bool:
    return value.__class__ is int or (value.__class__ is float and isfinite(value))


__all__ = ["is_right", "plain_faults"]
