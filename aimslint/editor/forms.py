"""Our own forms, of settings and of rule files, in the manner of records."""

import types
import typing
from collections.abc import Iterable
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel

from aimslint.records.shape import Field, Free, ListOf, Object, Scalar, Shape, Type, Words


@cache
def form_of(model: type[BaseModel]) -> Shape:
    """The fields of one of our own forms, in the manner of records."""
    fields = {
        name: Field(
            name,
            _type(info.annotation),
            required=info.is_required(),
            description=info.description or "",
            requirements=(),
            progress=False,
            explainable=False,
            assumed=_said(info.get_default(call_default_factory=True)) if not info.is_required() else None,
        )
        for name, info in model.model_fields.items()
    }
    return Shape(model.__name__, (model.__doc__ or "").strip(), fields)


def _type(annotation: Any) -> Type:
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return _alternatives([part for part in arguments if part is not type(None)])
    if origin is Literal:
        return Words(tuple(map(str, arguments)))
    if origin is list:
        return ListOf(_type(arguments[0]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Object(form_of(annotation))
    if annotation is bool:
        return Scalar("flag")
    if annotation is int:
        return Scalar("number")
    return Scalar("text") if annotation is str else Free()


def _alternatives(parts: Iterable[Any]) -> Type:
    """What several types allow; of a text or a list of texts, the text."""
    found = [_type(part) for part in parts]
    return next((type_ for type_ in found if not isinstance(type_, Free)), Free())


def _said(default: Any) -> str | None:
    """A default in words; None where there is none worth telling."""
    if isinstance(default, BaseModel) or default is None or default == {} or default == []:
        return None
    if isinstance(default, list):
        return "[" + ", ".join(map(str, default)) + "]"
    return str(default).lower() if isinstance(default, bool) else str(default)
