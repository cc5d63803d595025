"""Builds the graph: nodes first, then references resolved both ways. What does not resolve is a problem."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from aimslint.aims.edges import Edges
from aimslint.aims.graph import Aims
from aimslint.aims.index import Index, index_of
from aimslint.aims.item import Item, Names
from aimslint.aims.plan import Plan, TypedList, plan_of, plan_of_explanation
from aimslint.aims.resolve import Resolver
from aimslint.aims.spoilt import leave_all_open, leave_open, lost_entries, lost_names
from aimslint.model import Keys, Problem
from aimslint.packs import Pack, Requirement
from aimslint.records.reading import RawRecord
from aimslint.records.table import all_kinds
from aimslint.records.values import UNKNOWN, Explained, Unknown, is_empty
from aimslint.trees import MemoryTree, Tree


def link(
    raw: Iterable[RawRecord],
    packs: Mapping[str, Pack],
    primary: str,
    *,
    root: str = "",
    settings_path: str | None = None,
    problems: Iterable[Problem] = (),
    lost: Mapping[str, Sequence[str]] | None = None,
    texts: Mapping[str, str] | None = None,
    plain: Collection[str] = (),
    tree: Tree | None = None,
) -> Aims:
    """Link records into one graph.

    `lost` are the kinds of documents that could not be read, as far as text or path betrays them, each with the texts
    they lie in; what refers to such is unknown, not broken. `plain` are the files whose texts are known to be.
    `problems` are those met before; duplicates and bad references are added.
    """
    builder = Builder()
    spoilt = []
    unsound = set()
    for record in raw:
        builder.add_record(record)
        if not record.sound:
            unsound.add(record.path)
        if record.spoilt:
            spoilt.append(record)
    builder.add_requirements(packs, primary)
    names = [name for record in spoilt for name in lost_names(record)]
    resolver = Resolver(index_of(builder.items, primary), primary, packs, all_lost(lost or {}, spoilt), names)
    for item, plan in builder.planned:
        follow(item, plan, resolver)
    resolver.tell_of_no_roles()
    for record in spoilt:
        leave_open(record, resolver)
    leave_all_open(builder.unsure({kind for kind, _ in names}), builder.items)
    return Aims(
        root,
        settings_path,
        tuple(builder.records),
        builder.items,
        Item("project", "project", {}),
        Edges(builder.planned),
        (*problems, *builder.problems, *resolver.problems),
        resolver.lost,
        texts or {},
        tree if tree is not None else MemoryTree({}),
        packs,
        primary,
        names,
        resolver.tired,
        unsound,
        plain,
    )


def all_lost(lost: Mapping[str, Sequence[str]], spoilt: Iterable[RawRecord]) -> dict[str, list[str]]:
    """The kinds that could not all be read: of documents, of the entries in these, and of entries in bent lists."""
    found: dict[str, list[str]] = {}
    for kind in all_kinds().values():
        for name in (kind.name, kind.holder or ""):
            if name in lost:
                found.setdefault(kind.name, []).extend(lost[name])
    for record in spoilt:
        for name, text in lost_entries(record):
            found.setdefault(name, []).append(text)
    return found


class Builder:
    """Makes the nodes, in file order. `others` are nodes that are there already, whose ids are taken.

    `make` makes one, `Item` unless somebody else has to know of it.
    """

    def __init__(self, others: Index | None = None, make: Callable[..., Item] = Item) -> None:
        self._make = make
        self.records: list[Item] = []
        self.items: dict[str, list[Item]] = {}
        self.planned: list[tuple[Item, Plan]] = []
        self.problems: list[Problem] = []
        self._doubles: list[Item] = []
        self._others = others or {}
        self._seen: dict[tuple[str, str], Item] = {}

    def add_record(self, raw: RawRecord) -> None:
        item = self._make(raw.kind.name, raw.id, raw.data, path=raw.path, document=raw.document)
        self.records.append(item)
        self._add(item, plan_of(raw.kind.name), ("id",))
        for keys, block in raw.explained:
            holder = _innermost(item, keys)
            explained = self._make(
                "not_applicable", "", block.data, holder=holder, path=raw.path, document=raw.document, keys=keys
            )
            self._add(explained, plan_of_explanation(), None)

    def unsure(self, nameless: Iterable[str]) -> Iterator[Item]:
        """What others may mean without naming it: its id is another's too, or, of these kinds, cannot be read."""
        yield from self._doubles
        for kind in nameless:
            yield from (item for item in self.items.get(kind, ()) if not item.id)

    def add_requirements(self, packs: Mapping[str, Pack], primary: str) -> None:
        """Requirements of all packs, and the organisation's own controls as the SoA declares them."""
        known = self.items.setdefault("requirement", [])
        for pack in packs.values():
            for requirement in pack.requirements.values():
                known.append(self._make("requirement", *_requirement(requirement, primary)))
        for row in self.items.get("soa_row", ()):
            # A bent `own` is told already: nothing that names the row is wrong because of it.
            if row.data.get("own") in (True, UNKNOWN) and row.id not in packs[primary].requirements:
                title = str(row.data.get("title") or row.id)
                data = {"id": row.id, "pack": "own", "kind": "own_control", "group": "own", "title": title}
                known.append(self._make("requirement", row.id, data))

    def _add(self, item: Item, plan: Plan, id_keys: Keys | None) -> None:
        self._note(item.kind, plan, (item,))
        if item.id and id_keys is not None:
            self._check_id(item, id_keys)
        if plan.links:
            self.planned.append((item, plan))
        for inner in plan.lists:
            value = item.data.get(inner.first)
            if value is not None and inner.rest:
                value = _at(value, inner.rest)
            if value.__class__ is list:
                item.children[inner.names] = self._add_children(item, inner, value)

    def _note(self, kind: str, plan: Plan, items: Iterable[Item]) -> None:
        self.items.setdefault(kind, []).extend(items)
        if plan.of != kind and "." in kind:
            self.items.setdefault(plan.of, []).extend(items)  # `Evidence`, wherever it stands

    def _add_children(self, holder: Item, inner: TypedList, values: list[Any]) -> list[Item | Unknown]:
        kind, id_field, above = inner.kind, inner.id_field, (*holder.keys, *inner.names)
        children = self._listed(holder, kind, id_field, above, values)
        made = [child for child in children if isinstance(child, Item)]
        id_keys = None if "." in kind else (id_field,)
        if id_keys is None and not inner.plan.links and not inner.plan.lists:  # as half of all nodes
            self._note(kind, inner.plan, made)
        else:
            for child in made:
                self._add(child, inner.plan, id_keys)
        if inner.named_inside:
            self._check_inside(inner, children)
        return children

    def _listed(self, holder: Item, kind: str, id_field: str, above: Keys, values: list[Any]) -> list[Item | Unknown]:
        if self._make is Item:
            return Item.listed(holder, kind, id_field, above, values)
        made: list[Item | Unknown] = []
        for position, value in enumerate(values):
            if value.__class__ is dict:
                id_ = value.get(id_field) if isinstance(value.get(id_field), str) else ""
                where = {"path": holder.path, "document": holder.document, "keys": (*above, position)}
                made.append(self._make(kind, id_, value, holder=holder, **where))
            else:
                made.append(UNKNOWN)
        return made

    def _check_inside(self, inner: TypedList, children: Iterable[Item | Unknown]) -> None:
        """Items that only their list knows by name, such as issues of the context, bear names of their own in it."""
        seen: dict[str, Item] = {}
        for child in children:
            if isinstance(child, Item) and not is_empty(child.id) and seen.setdefault(child.id, child) is not child:
                first = seen[child.id].place((inner.id_field,))
                kind = f"item of {inner.names[-1]}"
                values = {"kind": kind, "id": child.id, "first": "further up in this list"}
                self.problems.append(Problem("duplicate-id", child.place((inner.id_field,)), values, (first,)))

    def _check_id(self, item: Item, id_keys: Keys) -> None:
        if item.kind == "soa_row":  # a control with two rows is told by soa-control-duplicate
            return
        first = self._others.get(item.kind, {}).get(item.id) or self._seen.setdefault((item.kind, item.id), item)
        if first is not item:
            self._doubles.append(item)
            where = f"in {first.path}" if first.path != item.path else "further up in this file"
            values = {"kind": item.kind, "id": item.id, "first": where}
            self.problems.append(Problem("duplicate-id", item.place(id_keys), values, (first.place(id_keys),)))


def _innermost(item: Item, keys: Keys) -> Item:
    """The entry or list item inside a record that a data path lies in; the record itself where there is none."""
    inside = (child for children in item.children.values() for child in children if isinstance(child, Item))
    found = next((child for child in inside if keys[: len(child.keys)] == child.keys), None)
    return item if found is None else _innermost(found, keys)


def _requirement(requirement: Requirement, primary: str) -> tuple[str, dict[str, Any]]:
    """What a requirement is called by records, and the data of its node."""
    data = {name: getattr(requirement, name) for name in ("id", "pack", "kind", "group", "title", "phase")}
    return requirement.named(primary), {**data, "asked_of": requirement.for_each or "project"}


def follow(item: Item, plan: Plan, resolver: Resolver) -> None:
    """Link what an item refers to."""
    data = item.data
    for field in plan.links:
        value = data.get(field.first)
        if value is None:  # as most are
            continue
        if field.rest:
            value = _at(value, field.rest)
            if value is None:
                continue
        names, reference = field.names, field.reference
        if value.__class__ is list and field.many:  # None in it keeps the position in the text of each other link
            item.links[names] = resolver.resolve_all(item, names, value, reference)
        elif value.__class__ is str:
            target = resolver.resolve(item, names, None, value, reference)
            if target is not None:
                item.links[names] = target
        elif value is UNKNOWN or value.__class__ is Explained:
            item.links[names] = value


def _at(data: Any, names: Names) -> Any:
    for name in names:
        if data.__class__ is not dict:
            return data if data is UNKNOWN or data.__class__ is Explained else None
        data = data.get(name)
    return data
