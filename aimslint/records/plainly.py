"""Whether a record plainly is as its shape has it, said without pydantic's core.

To load that takes a tenth of a check of few files, as long as to look here at half a megabyte of records. A yes never
is wrong; after a no, or where there are many records, pydantic's core is asked.
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


__all__ = ["is_right"]
