"""What may stand at a data path: of a record, of `aimslint.yaml`, of a rule file."""

from typing import Literal

from aimslint.config import FILE_NAME
from aimslint.dataclass import dataclass
from aimslint.editor.project import Project
from aimslint.engine import record_paths
from aimslint.model import Keys
from aimslint.records.shape import Field, ListOf, Object, Shape, Type, type_at
from aimslint.records.table import all_kinds, part
from aimslint.rulebook.registry import is_rule

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
    from aimslint.config_form import Config, RuleSettings  # loads pydantic, which nobody needs who opens records alone
    from aimslint.editor.forms import form_of

    if len(keys) > 1 and keys[0] == "rules":
        return _in_shape(form_of(RuleSettings), keys[2:], "")
    return _in_shape(form_of(Config), keys, "")


def in_rule(keys: Keys) -> Declared | None:
    """What a rule file may hold at a data path."""
    from aimslint.editor.forms import form_of
    from aimslint.rulebook.rule_file import RuleFile

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
