"""Reads the shapes of all kinds off the pydantic models."""

import types
import typing
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from aimslint.records import envelope, fields, kinds
from aimslint.records.patterns import PATTERNS
from aimslint.records.shape import (
    Field,
    Free,
    Kind,
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

_NAMES: dict[str, ScalarName] = {pattern: name for name, pattern in PATTERNS.items() if name != "glob"}


@cache
def models() -> dict[str, type[envelope.Record]]:
    """The model of every record kind, by name. A module in `records/kinds/` is all that a new one takes."""
    found = {}
    for module in sorted(iter_modules(kinds.__path__), key=lambda module: module.name):
        names = vars(import_module(f"{kinds.__name__}.{module.name}"))
        for value in names.values():
            if isinstance(value, type) and issubclass(value, envelope.Record) and "kind" in value.model_fields:
                found[_kind_name(value)] = value
    return found


@cache
def all_kinds() -> dict[str, Kind]:
    """Every record kind and entry kind, by name."""
    found: dict[str, Kind] = {}
    for name, model in models().items():
        shape = shape_of(model)
        found[name] = Kind(
            name,
            model.plural,
            shape,
            nature=model.nature,
            one_per_project=model.one_per_project,
            act_date=getattr(model, "act_date", None),
            subject=getattr(model, "subject", None),
        )
        for entry in _entries(shape):
            plural = _entry_plurals()[entry.entry_kind or ""]
            found[entry.entry_kind or ""] = Kind(entry.entry_kind or "", plural, entry, holder=name)
    return found


@cache
def shape_of(model: type[envelope.Part]) -> Shape:
    """The shape of one model."""
    entry_kind = model.entry_kind if issubclass(model, envelope.BareEntry) else None
    id_field = model.id_field if issubclass(model, envelope.BareEntry) else "id"
    declared = {}
    for attribute, info in model.model_fields.items():
        name = info.alias or attribute
        declared[name] = _field(name, info)
    return Shape(entry_kind or model.__name__, _first_line(model), declared, entry_kind, id_field)


def _field(name: str, info: FieldInfo) -> Field:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    requirements = extra.get("requirements", [])
    assumed = extra.get("assumed")
    return Field(
        name,
        _type(info.annotation, tuple(info.metadata)),
        required=info.is_required(),
        description=info.description or ("What sort of record this is." if name == "kind" else ""),
        requirements=tuple(str(item) for item in requirements) if isinstance(requirements, list) else (),
        progress=bool(extra.get("progress", False)),
        explainable=not info.is_required() and name not in _never_explained(),
        assumed=assumed if isinstance(assumed, str) else None,
    )


def _type(annotation: Any, metadata: tuple[Any, ...]) -> Type:
    while typing.get_origin(annotation) is typing.Annotated:
        annotation, *more = typing.get_args(annotation)
        metadata = (*metadata, *more)
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        parts = [part for part in typing.get_args(annotation) if part is not type(None)]
        return _type(parts[0], metadata) if len(parts) == 1 else _mixed(parts, metadata)
    if origin is typing.Literal:
        return _words(typing.get_args(annotation), metadata)
    if origin is list:
        return ListOf(_type(typing.get_args(annotation)[0], ()))
    if origin is dict:
        return Free()
    if isinstance(annotation, type) and issubclass(annotation, envelope.Part):
        return Object(shape_of(annotation))
    return _scalar(annotation, metadata)


def _mixed(parts: list[Any], metadata: tuple[Any, ...]) -> Type:
    for mark in metadata:
        if isinstance(mark, fields.Own):
            return OwnStep(mark.scale)
    has_text = any(part is str for part in parts)
    return Scalar("text or number") if has_text else Scalar("number")


def _words(words: tuple[str, ...], metadata: tuple[Any, ...]) -> Words:
    ordered = any(isinstance(mark, fields.Scale) for mark in metadata)
    other = next((mark.words for mark in metadata if isinstance(mark, fields.Aliases)), ())
    return Words(tuple(words), ordered, other)


def _scalar(annotation: Any, metadata: tuple[Any, ...]) -> Type:
    if annotation is bool:
        return Scalar("flag")
    name: ScalarName = "text"
    past = False
    for mark in metadata:
        if isinstance(mark, fields.Ref):
            return Reference(mark.kinds, mark.back)
        if isinstance(mark, fields.Past):
            past = True
        if isinstance(mark, StringConstraints) and isinstance(mark.pattern, str):
            name = _NAMES.get(mark.pattern, "text")
    if any(isinstance(mark, fields.Pattern) for mark in metadata):
        name = "glob"
    return Scalar(name, past)


def _entries(shape: Shape) -> Iterator[Shape]:
    for declared in shape.fields.values():
        if isinstance(declared.type, ListOf) and isinstance(declared.type.item, Object):
            inner = declared.type.item.shape
            if inner.entry_kind:
                yield inner


@cache
def _entry_plurals() -> dict[str, str]:
    found = _subclasses(envelope.BareEntry)
    return {entry.entry_kind: entry.plural for entry in found if "entry_kind" in vars(entry)}


def _subclasses(model: type[envelope.BareEntry]) -> Iterator[type[envelope.BareEntry]]:
    for child in model.__subclasses__():
        yield child
        yield from _subclasses(child)


@cache
def _never_explained() -> frozenset[str]:
    """Fields of the envelope: a record cannot do without them by declaring them not applicable."""
    bases = (envelope.DocumentRecord, envelope.ResultRecord, envelope.LivingRecord, envelope.Entry)
    return frozenset(name for base in bases for name in base.model_fields) | {"kind"}


def _kind_name(model: type[envelope.Record]) -> str:
    return str(typing.get_args(model.model_fields["kind"].annotation)[0])


def _first_line(model: type[envelope.Part]) -> str:
    return (model.__doc__ or "").strip()
