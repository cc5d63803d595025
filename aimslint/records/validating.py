"""What checks records of a shape: pydantic's core, told the shape in its own words.

The models could do it too, and a test holds both to the same answers, but pydantic needs them all at hand to build what
checks one: that takes longer than to check a thousand records.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from aimslint.records import core
from aimslint.records.needs import unmet
from aimslint.records.patterns import PATTERNS
from aimslint.records.plainly import is_right, plain_faults
from aimslint.records.shape import (
    Field,
    Free,
    ListOf,
    Object,
    OwnStep,
    Reference,
    Scalar,
    ScalarName,
    Shape,
    Type,
    Words,
)
from aimslint.records.values import SAYS_SOMETHING

Schema = dict[str, Any]

_STRICT = {"strict": True, "extra_fields_behavior": "forbid"}
_TEXT: Schema = {"type": "str"}
_SAID: Schema = {"type": "str", "pattern": SAYS_SOMETHING}
_NUMBERS: list[Schema] = [{"type": "int"}, {"type": "float", "allow_inf_nan": False}]
_DATA: Schema = {"type": "definition-ref", "schema_ref": "data"}
_ANY_DATA: Schema = {
    "type": "union",
    "ref": "data",
    "choices": [
        {"type": "none"},
        {"type": "bool"},
        {"type": "int"},
        {"type": "float"},
        _TEXT,
        {"type": "list", "items_schema": _DATA},
        {"type": "dict", "keys_schema": _TEXT, "values_schema": _DATA},
    ],
}
_SCALARS: Mapping[ScalarName, Schema] = {
    "text": _TEXT,
    "flag": {"type": "bool"},
    "number": {"type": "union", "choices": _NUMBERS},
    "text or number": {"type": "union", "choices": [_TEXT, *_NUMBERS]},
    **{name: {"type": "str", "pattern": pattern} for name, pattern in PATTERNS.items()},
}


def is_sound(shape: Shape, data: Mapping[str, Any]) -> bool:
    """Whether there certainly is no fault in the data of a record, nor a required text in it that says nothing.

    Found out in two thirds of the time that it takes to ask for each by itself.
    """
    if are_few():
        return is_right(shape, data) and not any(unmet(shape, data))
    return bool(_validator(shape, filled=True).isinstance_python(data))


def faults_of(shape: Shape, data: Mapping[str, Any]) -> list[Any]:
    """What of the data of a record is not as its shape has it: of each fault its `type`, and its place as `loc`."""
    known = plain_faults(shape, data) if are_few() and data.__class__ is dict else None
    if known is not None:
        return known
    try:
        _validator(shape).validate_python(data)
    except core.load().ValidationError as error:
        return list(error.errors(include_url=False, include_context=False, include_input=False))
    return []


def are_few() -> bool:
    """Whether so few records were met that pydantic's core was not needed yet."""
    return not core.is_loaded()


def expect_many() -> None:
    """Be ready for so many records that to load pydantic's core takes no longer than to do without."""
    core.load()


@cache
def _validator(shape: Shape, *, filled: bool = False) -> Any:
    """What checks records of a shape; and, where it is to be `filled`, whether each required text says something."""
    schema = {"type": "definitions", "schema": _object(shape, filled), "definitions": [_ANY_DATA]}
    return core.load().SchemaValidator(schema, _STRICT)


def _object(shape: Shape, filled: bool = False) -> Schema:
    fields = {name: _field(one, filled) for name, one in shape.fields.items()}
    return {"type": "typed-dict", "fields": fields, "extra_behavior": "forbid", "strict": True, "config": _STRICT}


def _field(declared: Field, filled: bool = False) -> Schema:
    schema = _value(declared.type, filled)
    if not declared.required:  # null is as good as nothing
        schema = {"type": "nullable", "schema": schema}
    elif filled:
        schema = _filled(schema)
    return {"type": "typed-dict-field", "schema": schema, "required": declared.required}


def _filled(schema: Schema) -> Schema:
    """The same, of texts those alone that surely say something."""
    match schema["type"]:
        case "str" if "pattern" not in schema:
            return _SAID
        case "str" | "literal":
            return {"type": "chain", "steps": [schema, _SAID]}
        case "union":
            return {"type": "union", "choices": [_filled(choice) for choice in schema["choices"]]}
    return schema


def _value(type_: Type, filled: bool = False) -> Schema:
    match type_:
        case Scalar(name):
            return _SCALARS[name]
        case Words(words):
            return {"type": "literal", "expected": list(words)}
        case OwnStep():
            return _SCALARS["text or number"]
        case Reference():
            return _TEXT
        case Object(shape):
            return _object(shape, filled)
        case ListOf(item):
            return {"type": "list", "items_schema": _value(item, filled)}
        case Free():
            return {"type": "dict", "keys_schema": _TEXT, "values_schema": _DATA}


__all__ = ["are_few", "expect_many", "faults_of", "is_sound"]
