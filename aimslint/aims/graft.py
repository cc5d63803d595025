"""Some files of a graph read anew, all else left as it is: what an editor asks while somebody types.

Only what lies in these files is linked again. What other files say about it is taken over from before, and what these
files no longer bear, or bear for the first time, is noticed elsewhere only by linking everything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from aimslint.aims.graph import Aims
from aimslint.aims.item import Edge, Item, Names
from aimslint.aims.linking import _all_lost as all_lost
from aimslint.aims.linking import _Builder as Builder
from aimslint.aims.linking import _follow as follow
from aimslint.aims.resolve import Resolver
from aimslint.aims.spoilt import leave_all_open, lost_names
from aimslint.model import Keys, Problem
from aimslint.packs import Pack
from aimslint.records.filed import Filed
from aimslint.records.shape import Reference
from aimslint.trees import Tree


def graft(aims: Aims, files: Mapping[str, Filed], tree: Tree, packs: Mapping[str, Pack], primary: str) -> Aims:
    """The graph with these files as they are now, and the problems of these files alone. `aims` stays as it is."""
    outside = {
        kind: [item for item in items if item.path not in files] if kind != "requirement" else list(items)
        for kind, items in aims.items.items()
    }
    builder = Builder()
    builder._seen.update(_ids(outside))
    raw = [record for path in sorted(files) for record in files[path].records]
    for record in raw:
        builder.add_record(record)
    items = {kind: _merged(outside.get(kind, ()), builder.items.get(kind, ())) for kind in {**outside, **builder.items}}
    spoilt = [record for record in raw if record.spoilt]
    names = [name for record in spoilt for name in lost_names(record)]
    resolver = _Grafting(items, primary, packs, _lost(aims, files.values(), all_lost({}, spoilt)), names)
    resolver.new = {id(item) for new in builder.items.values() for item in new}
    _take_over_ways_back(aims, builder.items, files)
    for item, plan in builder.planned:
        follow(item, plan, resolver)
    resolver.tell_of_no_roles()
    leave_all_open(builder.unsure({kind for kind, _ in names}), items)
    problems: list[Problem] = [problem for path in sorted(files) for problem in files[path].problems]
    return replace(
        aims,
        records=_merged([item for item in aims.records if item.path not in files], builder.records),
        items=items,
        edges=(*(edge for edge in aims.edges if edge.source.path not in files), *resolver.edges),
        problems=(*problems, *filter(_is_told_here, builder.problems), *resolver.problems),
        lost=resolver.lost,
        texts={**aims.texts, **{path: file.text for path, file in files.items()}},
        tree=tree,
    )


class _Grafting(Resolver):
    """Notes ways back only for what is new: the rest of the graph belongs to others too."""

    new: set[int]

    def leave_open(self, texts: Iterable[str], reference: Reference) -> None:
        pass

    def _leave_open(self, ids: Iterable[str], reference: Reference) -> None:
        pass

    def _connect(self, item: Item, names: Names, keys: Keys, target: Item, reference: Reference) -> None:
        if id(target) in self.new:
            super()._connect(item, names, keys, target, reference)
        else:
            self.edges.append(Edge(item, names, keys, target))

    def _nearest(self, text: str, reference: Reference, source: Item | None = None) -> Item | None:
        found = super()._nearest(text, reference, source)
        if found is None or id(found) in self.new:
            return found
        return Item(found.kind, found.id, found.data, path=found.path, document=found.document, keys=found.keys)


def _take_over_ways_back(aims: Aims, new: Mapping[str, Sequence[Item]], files: Mapping[str, Filed]) -> None:
    """What other files say of an item holds for the one that took its place."""
    for kind, items in new.items():
        before = {item.id: item for item in aims.items.get(kind, ()) if item.id and item.path in files}
        for item in items:
            old = before.get(item.id) if item.id else None
            if old is not None:
                item.back = {
                    name: [one for one in back if not isinstance(one, Item) or one.path not in files]
                    for name, back in old.back.items()
                }


def _ids(outside: Mapping[str, Sequence[Item]]) -> dict[tuple[str, str], Item]:
    """What has an id that is taken."""
    return {
        (item.kind, item.id): item
        for kind, items in outside.items()
        if "." not in kind
        for item in reversed(items)
        if item.id
    }


def _is_told_here(problem: Problem) -> bool:
    """Of two files with the same id, the later one is told of it."""
    return problem.rule != "duplicate-id" or problem.related[0].path <= problem.place.path


def _merged(old: Sequence[Item], new: Sequence[Item]) -> list[Item]:
    """Both, in the order of files."""
    return sorted([*old, *new], key=lambda item: item.path) if new else list(old)


def _lost(aims: Aims, files: Iterable[Filed], bent: Mapping[str, list[str]]) -> dict[str, list[str]]:
    lost = {kind: list(texts) for kind, texts in aims.lost.items()}
    for file in files:
        for kind, text in file.lost:
            lost.setdefault(kind, []).append(text)
    for kind, texts in bent.items():
        lost.setdefault(kind, []).extend(texts)
    return lost
