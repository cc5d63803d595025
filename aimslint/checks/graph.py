"""Checks of the graph: what takes walking along references."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from aimslint.aims import Item
from aimslint.aims.item import Names
from aimslint.aims.plan import Plan, plan_of
from aimslint.facts import is_retired
from aimslint.model import Keys
from aimslint.records.table import all_kinds
from aimslint.rulebook import Objection, reads
from aimslint.snapshot import Snapshot, in_use

# `several_in_use` looks at all records of a kind that there is one of: these are few, and not worth a declaration.
READS = {
    "relies_on_retired": reads("*.retired"),
    "supersede_cycle": reads("supersedes*.superseded_by", fields=()),
}

SUPERSEDES = ("supersedes",)


def relies_on_retired(source: Item, snapshot: Snapshot, settings: Mapping[str, Any]) -> Iterator[Objection]:
    """References of a record or entry to what is out of use, but for `settings["except"]` (7.5.3)."""
    once, known = snapshot.once, snapshot.known("retired")
    for item in _with_parts(source):
        for names, found in item.links.items():
            for position, target in enumerate(found if found.__class__ is list else (found,)):
                if known.get(target) is False:  # as of nearly all
                    continue
                if not isinstance(target, Item) or target.kind == "requirement":
                    continue
                if once("retired", target, is_retired) is True:
                    keys = (*item.keys, *names, position) if isinstance(found, list) else (*item.keys, *names)
                    field = ".".join(key for key in keys[len(source.keys) :] if isinstance(key, str))
                    if field not in settings["except"]:
                        yield _obsolete(source, keys, names[-1], target)


def _with_parts(source: Item) -> list[Item]:
    """An item and the items of typed lists that belong to it, as far as these may refer to anything.

    Entries are left out: they speak for themselves.
    """
    found = [source]
    for item in found:  # which grows meanwhile
        if item.children:
            leading = _leading().get(item.kind)
            for names, children in item.children.items():
                if leading is None or names in leading:
                    found += [child for child in children if isinstance(child, Item) and "." in child.kind]
    return found


@cache
def _leading() -> Mapping[str, Collection[Names]]:
    """Of each kind the typed lists in whose items, or further in, references may stand."""
    found: dict[str, set[Names]] = {}

    def leads(kind: str, plan: Plan) -> bool:
        inside = {one.names for one in plan.lists if "." in one.kind and leads(one.kind, one.plan)}
        found.setdefault(kind, set()).update(inside)
        return bool(plan.links or inside)

    for kind in all_kinds():
        leads(kind, plan_of(kind))
    return found


def _obsolete(source: Item, keys: Keys, field: str, target: Item) -> Objection:
    newer = [other for item in (target, target.record) for other in _replacements(item)]
    if newer:
        state = f"is replaced by `{newer[0].id}`"
    elif target.record is not target and target.record.data.get("status") == "retired":
        state = f"belongs to the retired {target.record.kind} `{target.record.id}`"
    else:
        state = "is retired"
    return Objection(
        keys,
        f"{source.kind} `{source.id}` relies on the {target.kind} `{target.id}` ({field}), which {state}",
        target.id,
        "a record in use",
        related=(newer[0].place() if newer else target.place(),),
    )


def supersede_cycle(record: Item, _: Snapshot, __: Mapping[str, Any]) -> Iterator[Objection]:
    """Of the versions of a record exactly one is the newest: `supersedes` neither loops nor branches (7.5.3).

    A loop is told once, at its first record; a branch at each record but the first that replaces the same one.
    """
    older = record.links.get(SUPERSEDES)
    if not isinstance(older, Item):
        return
    loop = _loop(record)
    if loop and record is min(loop, key=_order):
        chain = " -> ".join(f"`{item.id}`" for item in (*loop, record))
        yield Objection(
            SUPERSEDES,
            f"supersedes leads in a circle: {chain}",
            older.id,
            "the record that came before",
            related=tuple(item.place(SUPERSEDES) for item in loop[1:]),
        )
    rivals = sorted(_replacements(older), key=_order)
    if record in rivals[1:]:
        yield Objection(
            SUPERSEDES,
            f"`{record.id}` and `{rivals[0].id}` both replace `{older.id}`; only one can be the next version",
            older.id,
            f"`{rivals[0].id}`, or another record that nothing replaces yet",
            related=(rivals[0].place(SUPERSEDES),),
        )


def several_in_use(record: Item, snapshot: Snapshot, _: Mapping[str, Any]) -> Iterator[Objection]:
    """Of a kind that there is one of, only one record is in use: told at each but the first (7.5.3)."""
    others = [item for item in snapshot.aims.of_kind((record.kind,)) if item.id != record.id or item is record]
    standing = in_use(others)
    if record in standing[1:]:
        first = standing[0]
        yield Objection(
            ("id",),
            f"`{record.id}` and `{first.id}` are both in use, and there is one {record.kind} a project",
            record.id,
            "one record in use",
            related=(first.place(("id",)),),
        )


def _replacements(item: Item) -> list[Item]:
    return [other for other in item.back.get("superseded_by", ()) if isinstance(other, Item) and not other.erased]


def _loop(record: Item) -> Sequence[Item]:
    """The records on the way back to this one, itself first; empty when no way leads back to it."""
    trail: list[Item] = []
    item: Any = record
    while isinstance(item, Item) and item not in trail:
        trail.append(item)
        item = item.links.get(SUPERSEDES)
    return trail if item is record else ()


def _order(item: Item) -> tuple[str, int]:
    return item.path, item.document
