"""Writes a record or an entry as text: what is known, and an explained empty key for each field that is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from textwrap import wrap
from typing import Any

from aimslint.dataclass import dataclass
from aimslint.model import Phase, Subject
from aimslint.records.shape import Field, Kind, ListOf, Object, Scalar, Shape, describe
from aimslint.records.table import all_kinds
from aimslint.records.values import is_empty
from aimslint.rulebook import Rule
from aimslint.scaffold.needed import Need
from aimslint.scaffold.yaml_text import inline

WIDTH = 110

Needs = Mapping[Subject, Sequence[Need]]
"""What each record and entry lacks."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to be made: its values by field, in which None is a field known to be empty yet.

    Entries stand as maps in the list that holds them. `asks` puts a question above a field in place of its description,
    by subject and field. `schema` is the path from the file to the schema that editors use.
    """

    kind: str
    id: str
    values: Mapping[str, Any]
    asks: Mapping[tuple[str, str], str] = field(default_factory=dict)
    schema: str | None = None
    every_field: bool = False


@dataclass(slots=True)
class _Page:
    """Collects lines. Each rule says what to do once, however many fields it asks for."""

    draft: Draft
    needs: Needs
    phase: Phase
    lines: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def comment(self, text: str, indent: int) -> None:
        text = "".join(sign if sign.isprintable() else " " for sign in text)
        start = " " * indent + "# "
        self.lines += [
            start + line
            for line in wrap(" ".join(text.split()), WIDTH - len(start), break_on_hyphens=False, break_long_words=False)
        ]


def record_text(draft: Draft, needs: Needs, phase: Phase) -> str:
    """The text of a whole file with one record. Fields that a phase after `phase` asks for stand last."""
    page = _Page(draft, needs, phase)
    kind = all_kinds()[draft.kind]
    if draft.schema is not None:
        page.lines.append(f"# yaml-language-server: $schema={draft.schema}")
    page.comment(kind.shape.description, 0)
    page.lines += [f"kind: {draft.kind}", f"id: {inline(draft.id)}"]
    _body(page, kind, draft.id, draft.values, 0)
    return "\n".join(page.lines) + "\n"


def entry_text(draft: Draft, needs: Needs, phase: Phase, indent: int = 0) -> str:
    """The text of one entry as an item of a list whose dashes stand at column `indent`."""
    page = _Page(draft, needs, phase)
    kind = all_kinds()[draft.kind]
    _entry(page, kind, {**draft.values, kind.shape.id_field: draft.id}, indent)
    return "\n".join(page.lines) + "\n"


def _entry(page: _Page, kind: Kind, values: Mapping[str, Any], indent: int) -> None:
    id_field = kind.shape.id_field
    page.lines.append(f"{' ' * indent}- {id_field}: {inline(values[id_field])}")
    _body(page, kind, values[id_field], values, indent + 2)


def _body(page: _Page, kind: Kind, id_: str, values: Mapping[str, Any], indent: int) -> None:
    """All fields but the names: known, needed now, needed later, if asked for the others, and the entries last."""
    needs = [need for need in page.needs.get(Subject(kind.name, id_), ()) if need.names[0] in kind.shape.fields]
    now = {need.names[0] for need in needs if need.rule.phase.rank <= page.phase.rank} | set(values)
    later = {need.names[0] for need in needs} - now
    names = [name for name in kind.shape.fields if name not in ("kind", kind.shape.id_field)]
    lists = [name for name in names if _entry_shape(kind.shape.fields[name]) is not None and values.get(name)]
    plain = [name for name in names if name in now and name not in lists]
    for name in sorted(plain, key=lambda name: is_empty(values.get(name))):
        _field(page, kind, id_, name, values.get(name), needs, indent)
    if any(name in later for name in names):
        page.lines.append("")
        page.comment("--- Asked for later, as the management system grows ---", indent)
    for name in names:
        if name in later:
            _field(page, kind, id_, name, None, needs, indent)
    if kind.name == page.draft.kind and (page.draft.every_field or not needs):
        _others(page, kind, [name for name in names if name not in now | later], indent)
    for name in lists:
        _field(page, kind, id_, name, values[name], needs, indent)


def _others(page: _Page, kind: Kind, names: Sequence[str], indent: int) -> None:
    page.lines.append("")
    page.comment("--- What else it may say ---", indent)
    for name in names:
        declared = kind.shape.fields[name]
        page.lines.append(f"{' ' * indent}# {name}:   # {_about(declared)}")


def _field(page: _Page, kind: Kind, id_: str, name: str, value: Any, needs: Sequence[Need], indent: int) -> None:
    declared = kind.shape.fields[name]
    asked = page.draft.asks.get((id_, name))
    mine = [need for need in needs if need.names[0] == name]
    entry = _entry_shape(declared)
    if is_empty(value) or asked:
        page.lines.append("")
        page.comment(asked or _about(declared), indent)
    for need in mine:
        _tell(page, need.rule, indent)
    start = f"{' ' * indent}{name}:"
    if entry is not None and value and all(isinstance(item, Mapping) and entry.id_field in item for item in value):
        page.lines.append(start)
        for item in value:
            _entry(page, all_kinds()[entry.entry_kind or ""], item, indent + 2)
    elif isinstance(value, Mapping) and value:
        page.lines.append(start)
        for inner, given in value.items():
            page.lines.append(f"{' ' * indent}  {inner}: {inline(given)}".rstrip())
    else:
        page.lines.append(start if is_empty(value) else f"{start} {inline(value)}")
        if is_empty(value):
            _inner(page, declared, mine, indent + 2)


def _tell(page: _Page, rule: Rule, indent: int) -> None:
    """The help of a rule, the first time that one of its fields comes up."""
    when = "" if rule.phase.rank <= page.phase.rank else f", from {rule.phase}"
    if rule.name not in page.told:
        page.told.add(rule.name)
        page.comment(f"[{rule.name}{when}] {rule.help}", indent)


def _inner(page: _Page, declared: Field, needs: Sequence[Need], indent: int) -> None:
    """The fields within an empty map, where rules ask for just those.

    Not where a rule asks for the map itself, or the map cannot do without some field: keys in it, though empty, would
    then be taken for an answer, or be a mistake.
    """
    shape = _object_shape(declared)
    if shape is None or any(inner.required for inner in shape.fields.values()):
        return
    if any(len(need.names) == 1 for need in needs):
        return
    wanted = {need.names[1] for need in needs if len(need.names) == 2}
    for name, inner in shape.fields.items():
        if name in wanted:
            page.comment(_about(inner), indent)
            page.lines.append(f"{' ' * indent}{name}:")


def _about(declared: Field) -> str:
    """What a field says, and what it looks like where that is not plain text."""
    form = "" if declared.type == Scalar("text") else f" ({_form(declared)})"
    return f"{declared.description}{form}"


def _form(declared: Field) -> str:
    entry = _entry_shape(declared)
    if entry is not None:
        return f"`aimslint new {entry.entry_kind} ID` adds one"
    if isinstance(declared.type, ListOf) and isinstance(declared.type.item, Object):
        return f"a list of maps with {', '.join(declared.type.item.shape.fields)}"
    return describe(declared.type)


def _entry_shape(declared: Field) -> Shape | None:
    type_ = declared.type
    if isinstance(type_, ListOf) and isinstance(type_.item, Object) and type_.item.shape.entry_kind:
        return type_.item.shape
    return None


def _object_shape(declared: Field) -> Shape | None:
    return declared.type.shape if isinstance(declared.type, Object) else None
