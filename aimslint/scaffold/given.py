"""Values given on a command line, read as the field they are for takes them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from aimslint.loading import load_file
from aimslint.records.shape import Field, Kind, ListOf, Object, OwnStep, Scalar, Shape, Type, Words, describe
from aimslint.records.table import all_kinds
from aimslint.suggest import hint

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class WrongValue(Exception):  # noqa: N818 - a refusal, not a mistake
    """Why a value cannot be taken, for people."""


def values_of(kind: Kind, given: Iterable[str]) -> dict[str, Any]:
    """The values that words such as `field=value` and `field.inner=value` give. Raises WrongValue.

    Several items of a list stand between commas, or the list or map is written as in YAML: `[a, b]`, `{x: 1}`.
    """
    values: dict[str, Any] = {}
    for word in given:
        name, sign, text = word.partition("=")
        if not sign:
            raise WrongValue(f"`{word}`: expected field=value, such as owner=head-of-data")
        *outer, last = name.strip().split(".")
        target, shape = values, kind.shape
        for part in outer:
            declared = field_of(shape, part, kind)
            if not isinstance(declared.type, Object):
                raise WrongValue(f"`{name}`: `{part}` is {describe(declared.type)}, and has no fields of its own")
            inner = target.setdefault(part, {})
            if not isinstance(inner, dict):
                raise WrongValue(f"`{name}`: `{part}` is given as a whole already")
            target, shape = inner, declared.type.shape
        target[last] = value_of(field_of(shape, last, kind), text.strip())
    return values


def field_of(shape: Shape, name: str, kind: Kind) -> Field:
    """The field of that name. Raises WrongValue with what was likely meant, also for those the command line names."""
    if name in ("kind", kind.shape.id_field) or name not in shape.fields:
        taken = "is given already" if name in shape.fields else f"is no field of {kind.name}"
        raise WrongValue(f"`{name}` {taken}{hint(name, shape.fields)}; there is {', '.join(shape.fields)}")
    return shape.fields[name]


def value_of(declared: Field, text: str) -> Any:
    """What a text means for a field; None for an empty one. Raises WrongValue."""
    if not text:
        return None
    return _value(declared.type, text, declared.name)


def _value(type_: Type, text: str, name: str) -> Any:
    match type_:
        case ListOf(item) if not text.startswith("["):
            return [_value(item, part.strip(), name) for part in text.split(",") if part.strip()]
        case Words(words, _, aliases):
            return _word(text, words, dict(aliases), name)
        case Scalar("flag"):
            if text not in ("true", "false"):
                raise WrongValue(f"`{name}={text}`: expected true or false")
            return text == "true"
        case Scalar("number" | "text or number") | OwnStep() if _NUMBER.fullmatch(text):
            return float(text) if "." in text else int(text)
        case Scalar("number"):
            raise WrongValue(f"`{name}={text}`: expected a number")
        case ListOf() | Object() if text.startswith(("[", "{")):
            return _from_yaml(text, name)
        case Object():
            raise WrongValue(f"`{name}={text}`: expected {describe(type_)}, written `{{field: value}}`")
    return text


def _word(text: str, words: tuple[str, ...], aliases: Mapping[str, str], name: str) -> str:
    meant = aliases.get(text, text)
    if meant not in words:
        raise WrongValue(f"`{name}={text}`: expected one of {', '.join(words)}{hint(text, words)}")
    return meant


def _from_yaml(text: str, name: str) -> Any:
    loaded = load_file("value.yaml", text.encode("utf-8", "replace"))
    if loaded.problems or len(loaded.documents) != 1:
        raise WrongValue(f"`{name}={text}`: this is no YAML list or map")
    return loaded.documents[0].data


def about_system(kind: Kind, system: str) -> dict[str, Any]:
    """The value that says which system a record or entry is about. Raises WrongValue when its kind says no such."""
    fields = kind.shape.fields
    if "system" in fields:
        return {"system": system}
    if "systems" in fields and isinstance(fields["systems"].type, ListOf):
        return {"systems": [system]}
    able = ", ".join(name for name, other in all_kinds().items() if {"system", "systems"} & set(other.shape.fields))
    raise WrongValue(f"a {kind.name} names no system, so --system says nothing here; kinds that do: {able}")
