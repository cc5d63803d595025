"""The references of a graph one by one, put together when somebody looks at them: most checks never do."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from aimslint.aims.item import Edge, Item
from aimslint.aims.plan import Plan


class Edges(Sequence[Edge]):
    """The references of linked items, in their order; what names nothing that is there is none."""

    def __init__(self, planned: Iterable[tuple[Item, Plan]]) -> None:
        self._planned = planned

    @cached_property
    def _edges(self) -> list[Edge]:
        return list(_edges(self._planned))

    def __getitem__(self, at: Any) -> Any:
        return self._edges[at]

    def __len__(self) -> int:
        return len(self._edges)

    def __iter__(self) -> Iterator[Edge]:
        return iter(self._edges)


def _edges(planned: Iterable[tuple[Item, Plan]]) -> Iterator[Edge]:
    for item, plan in planned:
        for field in plan.links:
            found = item.links.get(field.names)
            if isinstance(found, Item):
                yield Edge(item, field.names, field.names, found)
            elif found.__class__ is list:
                for position, target in enumerate(found):
                    if isinstance(target, Item):
                        yield Edge(item, field.names, (*field.names, position), target)
