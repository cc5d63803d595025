"""What lies around files that are grafted into a graph, as copies: seen from the new nodes, it must name the new nodes.

The graph itself belongs to others too and stays as it is. But rules ask whether two nodes are the same, as a row of the
Statement of Applicability in use; so what the new nodes name, and what names them, has to be of the new graph as well.
"""

from collections.abc import Collection, Iterable
from typing import Any

from aimslint.aims.item import Item
from aimslint.records.values import UNKNOWN

MOST = 400
"""How many records are copied. What lies around beyond that is seen as it was."""


class Ring:
    """Copies of nodes that lie outside of the files `inside`."""

    def __init__(self, inside: Collection[str]) -> None:
        self._inside = inside
        self._copies: dict[Item, Item] = {}
        self._made: set[Item] = set()
        self._instead: dict[Item, Item] = {}
        self._records = 0

    def put_instead(self, old: Item, new: Item) -> None:
        """Note that a node inside has a new one in its place, and what it holds too."""
        self._instead.setdefault(old, new)
        for names, children in old.children.items():
            there = {child.id: child for child in new.children.get(names, ()) if isinstance(child, Item) and child.id}
            for child in children:
                if isinstance(child, Item) and child.id in there:
                    self.put_instead(child, there[child.id])

    def add(self, new: Iterable[Item]) -> None:
        """Note what is new inside."""
        self._made.update(new)

    def owns(self, item: Item) -> bool:
        """Whether a node is of the new graph alone, and may be changed."""
        return item in self._made

    def of(self, item: Item) -> Item:
        """What to see in the place of a node: its copy, with all of its record; itself where there are too many."""
        if item in self._made:
            return item
        if item not in self._copies and self._records < MOST:
            self._records += 1
            self._copy(item.record, None)
        return self._copies.get(item, item)

    def paths(self) -> set[str]:
        """Where copied nodes lie."""
        return {item.path for item in self._copies}

    def among(self, items: Iterable[Item]) -> list[Item]:
        """These nodes, with copies in the place of what was copied."""
        return [self._copies.get(item, item) for item in items]

    def close(self, new: Iterable[Item]) -> None:
        """Have all that is of the new graph alone see it. To be called when there is nothing more to copy."""
        for copy in self._copies.values():
            copy.links = {names: self._seen(link) for names, link in copy.links.items()}
        seen: Any = self._copies.get
        for item in (*self._copies.values(), *new):
            item.back = {name: list(map(seen, back, back)) for name, back in item.back.items()}

    def _copy(self, item: Item, holder: Item | None) -> Item:
        copy = Item(
            item.kind, item.id, item.data, holder=holder, path=item.path, document=item.document, keys=item.keys
        )
        self._copies[item] = copy
        self._made.add(copy)
        copy.links = item.links
        copy.back = {name: self.outside(back) for name, back in item.back.items()}
        copy.children = {
            names: [self._copy(child, copy) if isinstance(child, Item) else child for child in children]
            for names, children in item.children.items()
        }
        return copy

    def outside(self, back: Iterable[Any]) -> list[Any]:
        """Ways back without those from inside, which are found anew."""
        return [one for one in back if not isinstance(one, Item) or one.path not in self._inside]

    def _seen(self, link: Any) -> Any:
        if isinstance(link, list):
            return [self._seen(one) for one in link]
        if not isinstance(link, Item):
            return link
        if link.path in self._inside:
            return self._instead.get(link, UNKNOWN)
        return self._copies.get(link, link)
