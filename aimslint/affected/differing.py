"""In which of their fields the items of changed files differ: who reads nothing of that is not reached by them."""

from collections.abc import Collection, Mapping
from typing import Any

from aimslint.affected.keys import Key, key_of
from aimslint.aims import Item
from aimslint.rulebook.footprint import Fields

PLAIN = (str, int, float, bool, type(None))


class Differing:
    """What differs in the items of changed files, in a graph before and in one now."""

    def __init__(self, before: Collection[Item], now: Collection[Item]) -> None:
        was, is_ = _by_key(before), _by_key(now)
        self._sides = tuple(
            {item: fields_that_differ(item, others[key]) if key in others else None for key, item in items.items()}
            for items, others in ((was, is_), (is_, was))
        )
        # What shares its key with another one is told apart by nothing.
        self._strange = tuple(
            set(items) - known.keys() for items, known in zip((before, now), self._sides, strict=True)
        )
        known = [fields for side in self._sides for fields in side.values() if fields is not None]
        self.fields = frozenset[str]().union(*known)

    def items(self, at: int, fields: frozenset[str]) -> set[Item]:
        """The items of one graph that differ in one of these fields, or beyond fields."""
        found = {item for item, own in self._sides[at].items() if own is None or not own.isdisjoint(fields)}
        return found | self._strange[at]


def fields_that_differ(one: Item, other: Item) -> Fields:
    """The fields of two items that stand at the same place; None where they differ in more than in fields.

    What was bent counts as differing: nothing tells what stood there.
    """
    if one.id != other.id or one.erased is not other.erased:
        return None
    was, is_ = one.data, other.data
    return frozenset(name for name in {*was, *is_} if not _same(was.get(name), is_.get(name)))


def _same(one: Any, other: Any) -> bool:
    if one.__class__ is not other.__class__:
        return False
    if one.__class__ is dict:
        return list(one) == list(other) and all(map(_same, one.values(), other.values()))
    if one.__class__ is list:
        return len(one) == len(other) and all(map(_same, one, other))
    return one.__class__ in PLAIN and bool(one == other)


def _by_key(items: Collection[Item]) -> Mapping[Key, Item]:
    return {key_of(item): item for item in items}
