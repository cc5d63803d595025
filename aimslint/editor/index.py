"""What features look up in a project, worked out once a check and only when somebody asks."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cached_property

from aimslint.aims import Item, inside
from aimslint.aims.item import Edge
from aimslint.coverage import Row
from aimslint.coverage.judging import row_of
from aimslint.dataclass import dataclass
from aimslint.editor.project import Project
from aimslint.loading import Located, locate
from aimslint.model import Keys
from aimslint.packs import Pack, Requirement
from aimslint.rulebook import Rulebook
from aimslint.snapshot import Snapshot
from aimslint.views.upcoming import Due, title_of, upcoming


@dataclass(frozen=True, slots=True)
class Known:
    """Something that may be named: its id, what people call it, and the record or entry, if it is one."""

    id: str
    title: str
    item: Item | None = None
    requirement: Requirement | None = None


@dataclass(repr=False)
class Index:
    """Answers about one project, which does not change."""

    project: Project
    _located: dict[str, Located] = field(default_factory=dict)
    _known: dict[str, Sequence[Known]] = field(default_factory=dict)
    _rows: dict[str, Row] = field(default_factory=dict)
    _ids: dict[str, Mapping[str, Known]] = field(default_factory=dict)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The records on the day of the check. Nobody asks history while somebody types."""
        return Snapshot(self.project.aims, self.project.report.as_of)

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rules that judge records by what they say now, without their past."""
        return Rulebook({rule.name: rule for rule in self.project.rulebook if not rule.needs})

    @cached_property
    def packs(self) -> Mapping[str, Pack]:
        """The packs in use, by name."""
        return self.project.aims.packs

    def of_kinds(self, kinds: Sequence[str]) -> list[Known]:
        """What may be named by a reference to one of these kinds, by kind and in the order of ids."""
        return [one for kind in kinds for one in self._known_of(kind)]

    def find(self, kinds: Sequence[str], id_: str) -> Known | None:
        """What a reference to one of these kinds means by an id."""
        for kind in kinds:
            if kind not in self._ids:
                self._ids[kind] = {one.id: one for one in reversed(self._known_of(kind))}
            if id_ in self._ids[kind]:
                return self._ids[kind][id_]
        return None

    def item_at(self, path: str, document: int, keys: Keys) -> Item | None:
        """The innermost record, entry or item of a list that a data path leads into."""
        item = self._records.get((path, document))
        while item is not None:
            inner = _child(item, keys)
            if inner is None:
                return item
            item = inner
        return None

    def references_to(self, item: Item) -> Sequence[Edge]:
        """Every reference to an item, in the order of files."""
        return self._edges_to.get(item, ())

    def requirement_item(self, requirement: Requirement) -> Item | None:
        """The row of a control in the SoA; where there is none, the requirement itself, which stands in no file."""
        row = self.find(("soa_row",), requirement.id) if requirement.pack == self.project.config.primary else None
        return row.item if row is not None else self._nodes.get((requirement.pack, requirement.id))

    def nodes_of(self, item: Item) -> tuple[Item, ...]:
        """What references to an item lead to: a row of the SoA stands for its control."""
        if item.kind != "soa_row":
            return (item,)
        pack = "own" if item.data.get("own") is True else self.project.config.primary
        node = self._nodes.get((pack, item.id))
        return (item, node) if node is not None else (item,)

    def due(self, item: Item) -> list[Due]:
        """What falls due of a record or entry and of what it holds, the earliest first."""
        by_kind = {"audit": list(self.project.aims.of_kind(("audit",)))}  # a planned one waits until one was held
        for one in inside(item):
            if one.kind != "audit":
                by_kind.setdefault(one.kind, []).append(one)
        report = self.project.report
        agenda = upcoming([replace(report, aims=replace(report.aims, items=by_kind))], date(9999, 12, 31))
        return [due for due in agenda.entries if due.item is item or item in due.item.holders()]

    def row(self, requirement: Requirement) -> Row:
        """How a requirement stands in the project."""
        if requirement.qualified not in self._rows:
            self._rows[requirement.qualified] = row_of(self.project.report, requirement)
        return self._rows[requirement.qualified]

    def located(self, path: str) -> Located:
        """Where things stand in a file as it was checked. It is parsed for that once."""
        if path not in self._located:
            text = self.project.loaded.get(path, "")
            self._located[path] = locate(path, text, self.project.config.loading_limits())
        return self._located[path]

    def files_below(self, folder: str) -> list[str]:
        """The names in a folder of the tree, those of folders with a slash behind them. A few hundred at most."""
        paths = self.project.tree.paths()
        start = f"{folder}/" if folder else ""
        found: list[str] = []
        position = bisect_left(paths, start)
        while position < len(paths) and paths[position].startswith(start) and len(found) < 500:
            name, slash, _ = paths[position][len(start) :].partition("/")
            found.append(name + slash)
            # behind all that lies in the folder: "0" comes right after "/"
            position = bisect_left(paths, f"{start}{name}0", position + 1) if slash else position + 1
        return list(dict.fromkeys(found))

    @cached_property
    def _records(self) -> Mapping[tuple[str, int], Item]:
        return {(record.path, record.document): record for record in self.project.aims.records}

    @cached_property
    def _edges_to(self) -> Mapping[Item, Sequence[Edge]]:
        found: dict[Item, list[Edge]] = {}
        for edge in self.project.aims.edges:
            found.setdefault(edge.target, []).append(edge)
        return found

    @cached_property
    def _nodes(self) -> Mapping[tuple[str, str], Item]:
        """The nodes of requirements, by pack and bare id."""
        return {(item.data["pack"], item.id): item for item in self.project.aims.items.get("requirement", ())}

    def _known_of(self, kind: str) -> Sequence[Known]:
        if kind not in self._known:
            if kind == "requirement":
                self._known[kind] = self._requirements()
            else:
                items = {item.id: item for item in reversed(self.project.aims.of_kind((kind,))) if item.id}
                self._known[kind] = [Known(id_, title_of(item), item) for id_, item in sorted(items.items())]
        return self._known[kind]

    def _requirements(self) -> list[Known]:
        """Those of the primary pack by their bare ids and by whole ones, all others by whole ones; own controls."""
        primary = self.project.config.primary
        bare, whole = [], []
        for pack in self.packs.values():
            for one in pack.requirements.values():
                whole.append(Known(one.qualified, one.title, None, one))
                if pack.name == primary:
                    bare.append(Known(one.id, one.title, None, one))
        rows = self.project.aims.of_kind(("soa_row",))
        own = [Known(row.id, title_of(row), row) for row in rows if row.id and row.data.get("own") is True]
        return [*bare, *own, *whole]


def _child(item: Item, keys: Keys) -> Item | None:
    """The item of a list inside of this one that a data path leads into."""
    for names, children in item.children.items():
        start = (*item.keys, *names)
        if len(keys) > len(start) and keys[: len(start)] == start:
            number = keys[len(start)]
            child = children[number] if isinstance(number, int) and number < len(children) else None
            return child if isinstance(child, Item) else None
    return None
