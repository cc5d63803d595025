"""Some files of a graph read anew, all else left as it is: what an editor asks while somebody types.

Only what lies in these files is linked again. What other files say about it is taken over from before, and what lies
around it is copied to see it (`ring`). Farther away, what these files no longer bear, or bear for the first time, is
noticed only by linking everything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from aimslint.aims.edges import Edges
from aimslint.aims.graph import Aims
from aimslint.aims.index import by_id, index_of
from aimslint.aims.item import Edge, Item, Names
from aimslint.aims.linking import Builder, all_lost, follow
from aimslint.aims.resolve import Resolver
from aimslint.aims.ring import Ring
from aimslint.aims.spoilt import leave_all_open, lost_names
from aimslint.dataclass import dataclass
from aimslint.model import Problem
from aimslint.records.filed import Filed
from aimslint.records.reading import RawRecord
from aimslint.records.shape import Reference
from aimslint.records.values import Unknown
from aimslint.trees import Tree

_PATH = attrgetter("path")


class Stock:
    """A graph that files are grafted into, with what that takes, worked out once."""

    def __init__(self, aims: Aims) -> None:
        self.aims = aims
        self.index = index_of(aims.items, aims.primary)
        self._kinds: dict[str, set[str]] = {}
        for kind, items in aims.items.items():
            for item in items:
                self._kinds.setdefault(item.path, set()).add(kind)

    def kinds_in(self, paths: Iterable[str]) -> set[str]:
        """The kinds of what lies in some files."""
        return {kind for path in paths for kind in self._kinds.get(path, ())}


@dataclass(frozen=True, slots=True)
class Grafted:
    """The graph with some files as they are now, and of it what lies in these: nodes by kind, and references."""

    aims: Aims
    items: Mapping[str, Sequence[Item]]
    edges: Sequence[Edge]


def graft(stock: Stock, files: Mapping[str, Filed], tree: Tree) -> Grafted:
    """Graft these files. The problems of the new graph are those of these files alone; the stock stays as it is."""
    aims = stock.aims
    outside = {kind: [item for item in aims.items[kind] if item.path not in files] for kind in stock.kinds_in(files)}
    builder = Builder({**stock.index, **{kind: by_id(items) for kind, items in outside.items()}})
    raw = [record for path in sorted(files) for record in files[path].records]
    for record in raw:
        builder.add_record(record)
    changed = {
        kind: _merged(outside.get(kind, aims.items.get(kind, ())), builder.items.get(kind, ()))
        for kind in {**outside, **builder.items}
    }
    spoilt = [record for record in raw if record.spoilt]
    names = [name for record in spoilt for name in lost_names(record)]
    index = {**stock.index, **{kind: by_id(items) for kind, items in changed.items()}}
    lost = _lost(aims, files.values(), spoilt)
    ring = Ring(files)
    new = [item for items in builder.items.values() for item in items]
    ring.add(new)
    resolver = _Grafting(index, aims.primary, aims.packs, lost, names)
    resolver.ring = ring
    _take_over_ways_back(aims, builder.items, files, ring)
    for item, plan in builder.planned:
        follow(item, plan, resolver)
    resolver.tell_of_no_roles()
    edges = Edges(builder.planned)
    ring.close(new)
    changed |= {kind: ring.among(changed.get(kind, aims.items[kind])) for kind in stock.kinds_in(ring.paths())}
    leave_all_open(builder.unsure({kind for kind, _ in names}), changed)
    problems: list[Problem] = [problem for path in sorted(files) for problem in files[path].problems]
    made = replace(
        aims,
        records=ring.among(_merged([item for item in aims.records if item.path not in files], builder.records)),
        items={**aims.items, **changed},
        edges=(*(edge for edge in aims.edges if edge.source.path not in files), *edges),
        problems=(*problems, *filter(_is_told_here, builder.problems), *resolver.problems),
        lost=resolver.lost,
        plain={*(path for path in aims.plain if path not in files), *(path for path in files if files[path].plain)},
        texts={**aims.texts, **{path: file.text for path, file in files.items()}},
        tree=tree,
    )
    return Grafted(made, builder.items, edges)


class _Grafting(Resolver):
    """Finds copies of what is not new, and notes ways back for these: the rest of the graph belongs to others too."""

    ring: Ring

    def resolve(
        self, item: Item, names: Names, position: int | None, text: Any, reference: Reference
    ) -> Item | Unknown | None:
        found = super().resolve(item, names, position, text, reference)
        return self.ring.of(found) if isinstance(found, Item) else found

    def resolve_all(
        self, item: Item, names: Names, texts: Sequence[Any], reference: Reference
    ) -> list[Item | Unknown | None]:
        return [self.resolve(item, names, position, text, reference) for position, text in enumerate(texts)]

    def leave_open(self, texts: Iterable[str], reference: Reference) -> None:
        pass

    def _leave_open(self, ids: Iterable[str], reference: Reference) -> None:
        pass

    def _connect(self, item: Item, target: Item, reference: Reference) -> None:
        target = self.ring.of(target)
        if self.ring.owns(target):
            super()._connect(item, target, reference)

    def _nearest(self, text: str, reference: Reference, source: Item | None = None) -> Item | None:
        found = super()._nearest(text, reference, source)
        if found is None:
            return None
        found = self.ring.of(found)
        if self.ring.owns(found):
            return found
        return Item(found.kind, found.id, found.data, path=found.path, document=found.document, keys=found.keys)


def _take_over_ways_back(aims: Aims, new: Mapping[str, Sequence[Item]], files: Mapping[str, Filed], ring: Ring) -> None:
    """What other files say of an item holds for the one that took its place."""
    for kind, items in new.items():
        before = {item.id: item for item in aims.items.get(kind, ()) if item.id and item.path in files}
        for item in items:
            old = before.get(item.id) if item.id else None
            if old is not None:
                ring.put_instead(old, item)
                item.back = {name: ring.outside(back) for name, back in old.back.items()}
                for one in item.back.get("referrers", ()):
                    if isinstance(one, Item):
                        ring.of(one)


def _is_told_here(problem: Problem) -> bool:
    """Of two files with the same id, the later one is told of it."""
    return problem.rule != "duplicate-id" or problem.related[0].path <= problem.place.path


def _merged(old: Sequence[Item], new: Sequence[Item]) -> list[Item]:
    """Both, in the order of files."""
    return sorted([*old, *new], key=_PATH) if new else list(old)


def _lost(aims: Aims, files: Iterable[Filed], spoilt: Iterable[RawRecord]) -> dict[str, list[str]]:
    unread: dict[str, list[str]] = {}
    for kind, text in (one for file in files for one in file.lost):
        unread.setdefault(kind, []).append(text)
    lost = {kind: list(texts) for kind, texts in aims.lost.items()}
    for kind, texts in all_lost(unread, spoilt).items():
        lost.setdefault(kind, []).extend(texts)
    return lost
