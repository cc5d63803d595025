"""From the wish for a record or an entry to the text of the file it will stand in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from typing import Any

from aimslint.aims import Aims, Item
from aimslint.config import Config
from aimslint.dataclass import dataclass
from aimslint.loading import locate
from aimslint.model import Phase, Subject
from aimslint.records.shape import Kind, ListOf, Object
from aimslint.records.table import all_kinds
from aimslint.records.values import is_empty
from aimslint.rulebook import Rulebook
from aimslint.scaffold.needed import Need, needs_of
from aimslint.scaffold.page import Draft, entry_text, record_text
from aimslint.scaffold.places import new_path, schema_from
from aimslint.scaffold.register import CannotInsert, insert
from aimslint.snapshot import Snapshot
from aimslint.suggest import hint
from aimslint.trees import Tree, overlaid

Reading = Callable[[Tree], Aims]
"""Reads and links the records of a tree, as the project at hand is configured."""


class CannotMake(Exception):  # noqa: N818 - a refusal, not a mistake
    """What keeps a record from being made, for people."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The project that something new is made for."""

    tree: Tree
    aims: Aims
    config: Config
    rulebook: Rulebook
    as_of: date
    read: Reading

    @property
    def phase(self) -> Phase:
        return Phase(self.config.phase)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be made. `values` are fields given; `into` is the file, or for an entry the record, to put it in."""

    kind: str
    id: str
    values: Mapping[str, Any] = field(default_factory=dict)
    into: str | None = None
    every_field: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """The file to write: new where `old` is None, else it held `old`. `text` is what is new in it."""

    path: str
    content: bytes
    old: bytes | None
    text: str


def make(wish: Wish, ground: Ground) -> Made:
    """The file that holds the new record or entry. Raises CannotMake."""
    kind = known_kind(wish.kind)
    _refuse_second(kind, wish, ground.aims)
    if kind.holder is None:
        draft = Draft(wish.kind, wish.id, begun(kind, wish.values), every_field=wish.every_field)
        return _file(draft, kind, wish, ground)
    holder = _holder(all_kinds()[kind.holder], wish, ground.aims)
    if holder is not None:
        return _into(holder, kind, wish, ground)
    values = {list_of(kind): [_as_item(kind, wish)]}
    outer = all_kinds()[kind.holder]
    id_ = _free_id(outer, ground.aims)
    draft = Draft(outer.name, id_, begun(outer, values), every_field=wish.every_field)
    return _file(draft, outer, replace(wish, id=id_), ground)


def known_kind(name: str) -> Kind:
    """The kind of that name, of records or entries. Raises CannotMake with what was likely meant."""
    kinds = all_kinds()
    if name in kinds:
        return kinds[name]
    meant = hint(name, kinds)
    records = ", ".join(kind.name for kind in kinds.values() if kind.holder is None)
    entries = ", ".join(kind.name for kind in kinds.values() if kind.holder is not None)
    raise CannotMake(f"there is no kind `{name}`{meant}\nrecords: {records}\nentries of records: {entries}")


def begun(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a new record or entry, with those that every one of its kind begins with."""
    fields = kind.shape.fields
    first: dict[str, Any] = {name: None for name in ("name", "title") if name in fields and _is_named(kind, name)}
    first |= {name: None for name in ("owner", kind.subject, kind.act_date) if name and name in fields}
    if kind.nature in ("document", "result"):
        first["status"] = "draft"
    if kind.nature == "register":
        first |= {list_of(entry): None for entry in all_kinds().values() if entry.holder == kind.name}
    return first | dict(values)


def needs(drafts: Mapping[str, Draft], ground: Ground) -> dict[Subject, list[Need]]:
    """What the drafts, by path, and the entries in them lack: as drafts, and once they are approved."""
    found: dict[Subject, dict[tuple[tuple[str, ...], str], Need]] = {}
    for approved in (False, True):
        files = {path: record_text(_probe(draft, approved), {}, ground.phase) for path, draft in drafts.items()}
        aims = ground.read(overlaid(ground.tree, {path: text.encode() for path, text in files.items()}))
        _collect(found, [item for item in _all(aims) if item.path in drafts], aims, ground)
    return {subject: list(by_name.values()) for subject, by_name in found.items()}


def _collect(
    found: dict[Subject, dict[tuple[tuple[str, ...], str], Need]], items: Sequence[Item], aims: Aims, ground: Ground
) -> None:
    snapshot = Snapshot(aims, ground.as_of)
    for item in items:
        for need in needs_of(item, snapshot, ground.rulebook):
            found.setdefault(item.subject, {}).setdefault((need.names, need.rule.name), need)


def _all(aims: Aims) -> list[Item]:
    return [item for items in aims.items.values() for item in items if item.named is item]


def _probe(draft: Draft, approved: bool) -> Draft:
    """The draft as it is, or as it will be once somebody approved it: then more is asked of it."""
    kind = all_kinds()[draft.kind]
    if not approved or kind.nature not in ("document", "result"):
        return draft
    return replace(draft, values={**draft.values, "status": "approved"})


def _file(draft: Draft, kind: Kind, wish: Wish, ground: Ground) -> Made:
    path = wish.into or new_path(kind, wish.id, ground.aims, ground.config)
    if path is None:
        raise CannotMake("`include` in aimslint.yaml names no folder for records; say where with --into FILE")
    draft = replace(draft, schema=schema_from(path, ground.aims.root, ground.tree))
    text = record_text(draft, needs({path: draft}, ground), ground.phase)
    return Made(path, text.encode(), None, text)


def _into(holder: Item, kind: Kind, wish: Wish, ground: Ground) -> Made:
    """The file of a record with the entry added to its list."""
    old = ground.tree.read(holder.path)
    draft = Draft(kind.name, wish.id, begun(kind, wish.values), every_field=wish.every_field)

    def text(lacking: Mapping[Subject, Sequence[Need]], indent: int) -> str:
        return entry_text(draft, lacking, ground.phase, indent)

    def added(lacking: Mapping[Subject, Sequence[Need]]) -> tuple[bytes, str]:
        plain = {kind.shape.id_field: wish.id, **{k: v for k, v in draft.values.items() if not is_empty(v)}}
        return insert(old, holder.path, holder.document, list_of(kind), plain, lambda at: text(lacking, at))

    try:
        first, _ = added({})
        aims = ground.read(overlaid(ground.tree, {holder.path: first}))
        found: dict[Subject, dict[tuple[tuple[str, ...], str], Need]] = {}
        _collect(found, [item for item in aims.items.get(kind.name, ()) if item.id == wish.id], aims, ground)
        content, new = added({subject: list(by_name.values()) for subject, by_name in found.items()})
    except CannotInsert as error:
        shown = text({}, 2)
        raise CannotMake(f"{holder.path}: {error}; put this there yourself:\n{shown}") from None
    return Made(holder.path, content, old, new)


def _as_item(kind: Kind, wish: Wish) -> dict[str, Any]:
    return {kind.shape.id_field: wish.id, **begun(kind, wish.values)}


def list_of(kind: Kind) -> str:
    """The field of its holder that lists an entry kind."""
    assert kind.holder is not None
    for name, declared in all_kinds()[kind.holder].shape.fields.items():
        type_ = declared.type
        if isinstance(type_, ListOf) and isinstance(type_.item, Object) and type_.item.shape.entry_kind == kind.name:
            return name
    raise AssertionError(f"{kind.holder} lists no {kind.name}")


def _is_named(kind: Kind, name: str) -> bool:
    """Whether `name` is the kind's own word for what people call it, and not merely the envelope's title."""
    return name == "name" or kind.holder is not None


def _refuse_second(kind: Kind, wish: Wish, aims: Aims) -> None:
    """Raise CannotMake when there is one of that id, or one already of a kind that there is one of."""
    same = aims.find(kind.name, wish.id)
    if same is not None:
        spot = f"{same.path}:{_line(same, aims)}"
        raise CannotMake(f"`{kind.name}/{wish.id}` is there already: {spot}; choose another id, or go on there")
    if kind.one_per_project and not wish.values.get("supersedes"):
        others = [item for item in aims.of_kind((kind.name,)) if item.data.get("status") != "retired"]
        if others:
            raise CannotMake(
                f"a project has one {kind.name}, and it is there: {others[0].path}:{_line(others[0], aims)}; go on "
                f"there, or say that the new one replaces it: --set supersedes={others[0].id}"
            )


def _line(item: Item, aims: Aims) -> int:
    """The line at which a record or entry stands."""
    return locate(item.path, aims.texts[item.path]).find(item.keys, "key", document=item.document).line


def _holder(kind: Kind, wish: Wish, aims: Aims) -> Item | None:
    """The record to put an entry in; None when there is none and one can be made. Raises CannotMake."""
    there = aims.of_kind((kind.name,))
    chosen = [item for item in there if wish.into in (None, item.path, item.id, f"{kind.name}/{item.id}")]
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        several = ", ".join(f"{item.id} ({item.path})" for item in chosen)
        raise CannotMake(f"there are several records of kind {kind.name}: {several}; choose one with --into ID")
    if wish.into is not None and there:
        ids = ", ".join(f"{item.id} ({item.path})" for item in there)
        raise CannotMake(f"there is no {kind.name} `{wish.into}`; there is {ids}")
    if kind.nature == "register" or kind.one_per_project:
        return None
    raise CannotMake(
        f"a {wish.kind} stands in a record of kind {kind.name}, and there is none; make one first: "
        f"`aimslint new {kind.name} ID`"
    )


def _free_id(kind: Kind, aims: Aims) -> str:
    """An id for a register that is made along the way: the name of its kind."""
    plain = kind.name.replace("_", "-")
    taken = {item.id for item in aims.items.get(kind.name, ())}
    return next(id_ for id_ in (plain, *(f"{plain}-{n}" for n in range(2, len(taken) + 3))) if id_ not in taken)
