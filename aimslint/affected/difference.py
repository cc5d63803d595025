"""How two graphs of the same project differ: in which files, items, fields and ids, and whom that reaches."""

from collections.abc import Sequence
from functools import cached_property

from aimslint.affected.differing import Differing
from aimslint.affected.keys import Counterparts, key_of
from aimslint.affected.sources import bearers, doubles, ids_that_differ, in_files, left_open, opened_otherwise
from aimslint.affected.walk import Walk
from aimslint.aims import Aims, Item, inside
from aimslint.rulebook.footprint import Footprint
from aimslint.witness.code import files_among


class Difference:
    """Of the graph `before` and the one `now`: `changed` are the paths whose content differs, or that came or went,
    `touched` these and those of which history may say something else.
    """

    def __init__(self, before: Aims, now: Aims, changed: frozenset[str], touched: frozenset[str]) -> None:
        self._graphs = (before, now)
        self._changed = changed
        self._touched = touched
        self._walks_by_fields: dict[frozenset[str], tuple[Walk, Walk]] = {}

    def reached(self, footprint: Footprint, at: int) -> set[Item]:
        """Whom a footprint reaches in one of the graphs (0: before), with all that share an id with one of them."""
        found: set[Item] = set()
        walk = self.walks(footprint)[at]
        for trail in ((), *footprint.trails):
            found |= walk.starts(trail) or set()
        if "code" in footprint.worlds:
            found.update(self._systems if at else ())  # what differs in a system itself is looked at anyway
        for key in {(item.named.kind, item.named.id) for item in found} & self._doubles[at].keys():
            found.update(part for bearer in self._doubles[at][key] for part in inside(bearer))
        return found

    def walks(self, footprint: Footprint) -> tuple[Walk, Walk]:
        """The walks in both graphs from what differs for a footprint: in what it reads, or also in the past."""
        if "past" in footprint.worlds:
            return self.walks_with_past
        if footprint.fields is None:
            return self._walks_without
        fields = footprint.fields & self._differing.fields
        if fields not in self._walks_by_fields:
            self._walks_by_fields[fields] = self._walks_from([self._differing.items(at, fields) for at in (0, 1)])
        return self._walks_by_fields[fields]

    @cached_property
    def _walks_without(self) -> tuple[Walk, Walk]:
        return self._walks_from(self._in_changed)

    @cached_property
    def walks_with_past(self) -> tuple[Walk, Walk]:
        """The walks from all that differs, and from all of which history may say something else."""
        if self._touched == self._changed:
            return self._walks_without
        return self._walks_from([in_files(aims, self._touched) for aims in self._graphs])

    def _walks_from(self, items: Sequence[set[Item]]) -> tuple[Walk, Walk]:
        before, now = (
            Walk(aims, found | bearers(aims, self.ids) | opened)
            for aims, found, opened in zip(self._graphs, items, self.opened, strict=True)
        )
        return before, now

    @cached_property
    def _in_changed(self) -> tuple[set[Item], set[Item]]:
        before, now = (in_files(aims, self._changed) for aims in self._graphs)
        return before, now

    @cached_property
    def _differing(self) -> Differing:
        return Differing(*self._in_changed)

    @cached_property
    def ids(self) -> set[str]:
        """The ids of which there are others, or by which something else is known."""
        return ids_that_differ(*self._in_changed)

    @property
    def in_who_counts(self) -> bool:
        """Whether the records that count are others."""
        before, now = (
            {(key_of(item), item.erased) for item in items if item.record is item} for items in self._in_changed
        )
        return before != now

    @cached_property
    def opened(self) -> tuple[set[Item], set[Item]]:
        """What something unknown may refer to in one of the graphs, and not in the same way in the other."""
        before, now = map(left_open, self._graphs)
        return opened_otherwise(before, now), opened_otherwise(now, before)

    @cached_property
    def _systems(self) -> list[Item]:
        """The systems to whose code a touched file belongs."""
        paths, now = sorted(self._touched), self._graphs[1]
        if now.part is not None:
            return [now.part.node(at) for at, code in now.part.coded() if files_among(code, paths, now.root)]
        systems = now.of_kind(("ai_system",))
        return [item for item in systems if files_among(item.data.get("code"), paths, now.root)]

    @cached_property
    def _doubles(self) -> tuple[dict[tuple[str, str], list[Item]], dict[tuple[str, str], list[Item]]]:
        before, now = map(doubles, self._graphs)
        return before, now

    @cached_property
    def counterparts(self) -> Counterparts:
        """Finds in the graph as it is now what the one before has."""
        return Counterparts(self._graphs[1])
