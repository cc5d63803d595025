"""A new entry in the register of waivers, and that register where there is none."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from aimslint.aims import Aims, Item
from aimslint.config import Config
from aimslint.dataclass import dataclass
from aimslint.model import Subject
from aimslint.records.table import all_kinds
from aimslint.scaffold.places import new_path, schema_from
from aimslint.scaffold.register import CannotInsert, insert
from aimslint.scaffold.yaml_text import flow, inline
from aimslint.trees import Tree

_REGISTER = "waivers"
_LIST = "waivers"


class CannotWaive(Exception):  # noqa: N818 - a refusal, not a mistake
    """Why the waiver cannot be written, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """What a waiver says. Without `subject` it is for all records and for the project as a whole."""

    rule: str
    subject: Subject | None
    reason: str
    approved_by: str
    approved_on: date
    until: date


def with_waiver(waiver: Waiver, aims: Aims, tree: Tree, config: Config) -> tuple[str, bytes, bytes | None]:
    """The path, the new and the old content of the file that will hold the waiver; no old one where it is new.

    The first register that there is takes it. Raises CannotWaive.
    """
    entry = _entry(waiver, {item.id for item in aims.items.get("waiver", ())})
    registers = aims.of_kind((_REGISTER,))
    if not registers:
        path = new_path(all_kinds()[_REGISTER], _REGISTER, aims, config)
        if path is None:
            raise CannotWaive("`include` in aimslint.yaml names no folder for records; make a register by hand first")
        return path, _register(waiver, entry, schema_from(path, aims.root, tree)).encode("utf-8"), None
    return _added(registers[0], entry, tree)


def _added(register: Item, entry: Mapping[str, Any], tree: Tree) -> tuple[str, bytes, bytes]:
    old = tree.read(register.path)
    try:
        content, _ = insert(old, register.path, register.document, _LIST, entry, lambda dash: _block(entry, dash))
    except CannotInsert as error:
        raise CannotWaive(f"{register.path}: {error}; add this to `{_LIST}` yourself: {flow(entry)}") from None
    return register.path, content, old


def _entry(waiver: Waiver, taken: set[str]) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": _free_id(waiver, taken), "rule": waiver.rule}
    if waiver.subject is not None:
        entry["record"] = {"kind": waiver.subject.kind, "id": waiver.subject.id}
    entry |= {"reason": waiver.reason, "approved_by": waiver.approved_by}
    return entry | {"approved_on": waiver.approved_on.isoformat(), "until": waiver.until.isoformat()}


def _free_id(waiver: Waiver, taken: set[str]) -> str:
    """Rule and record, with a number where that is taken; for ids may neither hold spaces nor be long."""
    words = [waiver.rule.replace("/", "-")] + ([waiver.subject.id] if waiver.subject is not None else [])
    plain = "-".join(words)
    plain = "".join(sign if sign.isprintable() and not (sign.isspace() or sign in "/#[]") else "-" for sign in plain)
    numbered = (f"{plain[:90]}-{number}" for number in range(2, len(taken) + 3))
    return next(id_ for id_ in (plain[:96], *numbered) if id_ not in taken)


def _register(waiver: Waiver, entry: Mapping[str, Any], schema: str | None) -> str:
    """A whole file. Whoever approves exceptions answers for their list, until somebody else is named."""
    modeline = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    head = {"kind": _REGISTER, "id": _REGISTER, "title": "Accepted exceptions", "owner": waiver.approved_by}
    lines = [f"{key}: {inline(value)}\n" for key, value in head.items()]
    return modeline + "".join(lines) + f"{_LIST}:\n{_block(entry, 2)}"


def _block(entry: Mapping[str, Any], dash: int) -> str:
    first, *rest = (f"{key}: {inline(value)}\n" for key, value in entry.items())
    return " " * dash + "- " + first + "".join(" " * (dash + 2) + line for line in rest)
