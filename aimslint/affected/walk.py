"""Walks backwards in one graph: from what differs to whoever reads it."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from aimslint.aims import Aims, Item, inside
from aimslint.aims.item import Names
from aimslint.aims.lazy import PartItem
from aimslint.aims.plan import kinds_named_by, kinds_naming
from aimslint.rulebook.footprint import Hop, Linked, Often, Only, Trail
from aimslint.rulebook.steps import Back, Children, Follow, Holder, Project
from aimslint.snapshot import project_relations

Reached = set[Item] | None
"""Items; None where it may be any."""


class Walk:
    """Finds, in one graph, the starts of trails that pass or reach one of the `sources`."""

    def __init__(self, aims: Aims, sources: set[Item]) -> None:
        self._aims = aims
        self._sources = sources
        self._known: dict[Trail, Reached] = {(): sources}
        self._naming: dict[Item, dict[str, set[Item]]] = {}

    def starts(self, trail: Trail) -> Reached:
        """Whoever comes by one of the sources on this trail, those among them that begin there."""
        if not self._sources:
            return self._sources
        if trail not in self._known:
            behind = self._back(trail[0], self.starts(trail[1:]))
            self._known[trail] = None if behind is None else behind | self._sources
        return self._known[trail]

    def _back(self, hop: Hop, reached: Reached) -> Reached:
        """Those from whom a hop leads to one of the reached."""
        match hop:
            case Only(kinds):
                if reached is None:
                    return {item for kind in kinds for item in self._aims.items.get(kind, ())}
                return {item for item in reached if item.kind in kinds}
            case Project(name):
                kind = project_relations()[name]
                return None if reached is None or any(item.kind == kind for item in reached) else set()
        if reached is None:
            return None
        match hop:
            case Children():
                return {item.holder for item in reached if item.holder is not None}
            case Holder(kind):
                return {held for item in reached if item.kind == kind for held in inside(item)}
            case Follow(names):
                return self._following(names, reached)
            case Often(step):
                return self._often(step, reached)
            case Linked():
                return {one for item in reached for one in item.back.get("referrers", ()) if isinstance(one, Item)}
            case Back(name):
                return self._named(name, reached)

    def _often(self, step: Follow, reached: set[Item]) -> set[Item]:
        found: set[Item] = set()
        new = reached
        while new:
            new = self._following(step.names, new) - found
            found |= new
        return found

    def _following(self, names: Names, targets: set[Item]) -> set[Item]:
        """Whose reference in that field leads to one of the targets."""
        known = targets >= self._sources
        found = set(self._to_sources.get(names, ())) if known else set[Item]()
        kinds = kinds_named_by(names)
        for target in targets - self._sources if known else targets:
            if target.kind not in kinds:
                continue
            for item in self._speaking_of(target, names):
                if _leads(item.links.get(names), target):
                    found.add(item)
        return found

    def _named(self, name: str, items: set[Item]) -> set[Item]:
        """Whom one of the items names, so that it lies on the way back of that name."""
        known = items >= self._sources
        found = set(self._from_sources.get(name, ())) if known else set[Item]()
        for referrer in {item.named for item in (items - self._sources if known else items)}:
            found |= self._named_by(referrer).get(name, set())
        return found

    def _named_by(self, referrer: Item) -> dict[str, set[Item]]:
        """Whom a record or entry names, by the ways back."""
        if referrer not in self._naming:
            found: dict[str, set[Item]] = {}
            for target in self._spoken_of(referrer):
                for name in _ways_to(referrer, target):
                    found.setdefault(name, set()).add(target)
            self._naming[referrer] = found
        return self._naming[referrer]

    @cached_property
    def _to_sources(self) -> dict[Names, set[Item]]:
        """Whose references lead to the sources, by field: nearly every trail asks for it."""
        found: dict[Names, set[Item]] = {}
        for source in self._sources:
            for item in self._speaking_of(source):
                for names, value in item.links.items():
                    if _leads(value, source):
                        found.setdefault(names, set()).add(item)
        return found

    @cached_property
    def _from_sources(self) -> dict[str, set[Item]]:
        """Whom the sources name, by the ways back."""
        found: dict[str, set[Item]] = {}
        for referrer in {item.named for item in self._sources}:
            for name, targets in self._named_by(referrer).items():
                found.setdefault(name, set()).update(targets)
        return found

    def _speaking_of(self, target: Item, names: Names | None = None) -> Iterator[Item]:
        """What may refer to the target itself, of all that refers to it in the name of a record or entry.

        With `names` at most what may do so by that field: thousands may name a role in some way, and few in that.
        """
        part = self._aims.part
        if part is not None and names is not None:
            referrers: Iterable[Any] = part.referrers(target, kinds_naming(names))
        else:
            referrers = dict.fromkeys(target.back.get("referrers", ()))
        for referrer in referrers:
            if isinstance(referrer, Item):
                yield from self._speaking(referrer)

    def _spoken_of(self, named: Item) -> set[Item]:
        """All that a record or entry refers to."""
        values = [value for item in self._speaking(named) for value in item.links.values()]
        one_by_one = (one for value in values for one in (value if isinstance(value, list) else (value,)))
        return {one for one in one_by_one if isinstance(one, Item)}

    def _speaking(self, named: Item) -> list[Item]:
        """A record or entry, and the items in it that refer to others in its name."""
        part = self._aims.part
        found = [named, *(part.explained(named) if part is not None else self._explained.get(named, ()))]
        for item in found:  # which grows meanwhile
            for children in item.children.values():
                found += [child for child in children if isinstance(child, Item) and child.named is named]
        return found

    @cached_property
    def _explained(self) -> dict[Item, list[Item]]:
        found: dict[Item, list[Item]] = {}
        for item in self._aims.items.get("not_applicable", ()):
            found.setdefault(item.named, []).append(item)
        return found


def _ways_to(referrer: Item, target: Item) -> list[str]:
    """The names of the ways back from a target that lead to a referrer."""
    if isinstance(target, PartItem):
        key = target.part.key(target)
        return target.part.ways.names(key, target.part.key(referrer)) if key is not None else []
    return [name for name, back in target.back.items() if referrer in back]


def _leads(value: Any, target: Item) -> bool:
    return value is target or (value.__class__ is list and target in value)
