"""What may stand at a data path: of a record, of `aimslint.yaml`, of a rule file."""

import types
import typing
from collections.abc import Iterable
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel

from aimslint.config import FILE_NAME
from aimslint.config_form import Config, RuleSettings
from aimslint.dataclass import dataclass
from aimslint.editor.project import Project
from aimslint.engine import record_paths
from aimslint.model import Keys
from aimslint.records.shape import Field, Free, ListOf, Object, Scalar, Shape, Type, Words, type_at
from aimslint.records.table import all_kinds, part
from aimslint.rulebook.registry import is_rule
from aimslint.rulebook.rule_file import RuleFile

EXPLAINED = "not_applicable"
Sort = Literal["record", "settings", "rule", "other"]


@dataclass(frozen=True, slots=True)
class Declared:
    """What is declared at a data path: the type, and the field that it is the value of or an item of.

    `within` is the kind of the nearest record or entry.
    """

    type: Type
    field: Field | None
    within: str = ""

    @property
    def shape(self) -> Shape | None:
        """The fields of a map that may stand there, by itself or as an item of a list."""
        element = self.element
        return element.shape if isinstance(element, Object) else None

    @property
    def element(self) -> Type:
        """The type; of a list that of its items."""
        return self.type.item if isinstance(self.type, ListOf) else self.type


def sort_of(path: str, project: Project) -> Sort:
    """What aimslint takes a file for."""
    root = f"{project.root}/" if project.root else ""
    if path == root + FILE_NAME:
        return "settings"
    folders = [f"{root}{folder.strip('/')}/" for folder in project.config.rule_folders]
    if is_rule(path) and path.startswith(tuple(folders)):
        return "rule"
    return "record" if path.startswith(root) and record_paths([path], project.config, project.root) else "other"


def in_record(kind: str, keys: Keys) -> Declared | None:
    """What a record of a kind may hold at a data path; None where nothing is known of that."""
    if kind not in all_kinds():
        return None
    if EXPLAINED in keys:
        inner = keys[keys.index(EXPLAINED) + 1 :]
        return _in_shape(part("NotApplicable"), inner, kind)
    return _in_shape(all_kinds()[kind].shape, keys, kind)


def in_settings(keys: Keys) -> Declared | None:
    """What `aimslint.yaml` may hold at a data path."""
    if len(keys) > 1 and keys[0] == "rules":
        return _in_shape(form_of(RuleSettings), keys[2:], "")
    return _in_shape(form_of(Config), keys, "")


def in_rule(keys: Keys) -> Declared | None:
    """What a rule file may hold at a data path."""
    return _in_shape(form_of(RuleFile), keys, "")


def _in_shape(shape: Shape, keys: Keys, kind: str) -> Declared | None:
    type_ = type_at(shape, keys)
    if type_ is None:
        return None
    field: Field | None = None
    within = kind
    for length in range(1, len(keys) + 1):
        key, before = keys[length - 1], type_at(shape, keys[: length - 1])
        if isinstance(before, Object) and isinstance(key, str):
            field = before.shape.fields.get(key)
        here = type_at(shape, keys[:length])
        if isinstance(here, Object) and here.shape.entry_kind:
            within = here.shape.entry_kind
    return Declared(type_, field, within)


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
