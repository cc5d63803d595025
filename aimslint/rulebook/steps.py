"""The steps that a path is made of. Each takes one item further; UNKNOWN and explanations stay what they are."""

from typing import Any

from aimslint.aims import Item
from aimslint.aims.item import Names
from aimslint.dataclass import dataclass
from aimslint.facts import Fact
from aimslint.model import Keys
from aimslint.records.values import UNKNOWN, Explained, is_empty
from aimslint.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Own:
    """A field of the item itself, inner objects included. `many` for a list of plain values."""

    names: Names
    many: bool = False

    def take(self, item: Item, _: Snapshot) -> Any:
        return read(item, self.names)

    def keys(self, item: Item) -> Keys | None:
        return (*item.keys, *self.names)


@dataclass(frozen=True, slots=True)
class Follow:
    """A reference, to the item it names; `many` for a list of references."""

    names: Names
    many: bool = False

    def take(self, item: Item, _: Snapshot) -> Any:
        found = item.links.get(self.names)
        if not found:  # nothing is named: a placeholder is handed on, so that a finding can quote it
            value = read(item, self.names)
            return value if is_empty(value) else _blocked(value)
        if found.__class__ is list:
            return [UNKNOWN if _erased(target) else target for target in found]
        return (
            UNKNOWN if isinstance(found, Item) and found.erased else found
        )  # what stood there cannot be judged any more

    def keys(self, item: Item) -> Keys | None:
        return (*item.keys, *self.names)


@dataclass(frozen=True, slots=True)
class Children:
    """The items of a typed list."""

    names: Names
    many: bool = True

    def take(self, item: Item, _: Snapshot) -> Any:
        found = item.children.get(self.names)
        if found is None:
            return _blocked(read(item, self.names))
        return [None if _erased(child) else child for child in found]  # None keeps the positions of the others

    def keys(self, item: Item) -> Keys | None:
        return (*item.keys, *self.names)


@dataclass(frozen=True, slots=True)
class Back:
    """A derived way back: the items that refer to this one."""

    name: str
    sources: tuple[str, ...]
    many: bool = True

    def take(self, item: Item, snapshot: Snapshot) -> Any:
        found = [other for other in item.back.get(self.name, ()) if not isinstance(other, Item) or not other.erased]
        return [*found, UNKNOWN] if snapshot.aims.may_have_lost(self.sources, item.id) else found

    def keys(self, item: Item) -> Keys | None:
        return None


@dataclass(frozen=True, slots=True)
class Holder:
    """From an entry or list item to what holds it."""

    kind: str
    many: bool = False

    def take(self, item: Item, _: Snapshot) -> Any:
        return next((holder for holder in item.holders() if holder.kind == self.kind), None)

    def keys(self, item: Item) -> Keys | None:
        holder = next((holder for holder in item.holders() if holder.kind == self.kind), None)
        return holder.keys if holder is not None else None


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact."""

    fact: Fact

    @property
    def many(self) -> bool:
        return self.fact.many

    def take(self, item: Item, snapshot: Snapshot) -> Any:
        return snapshot.once(self.fact.name, item, self.fact.value)

    def keys(self, item: Item) -> Keys | None:
        return (*item.keys, *self.fact.place_in(item.kind))


@dataclass(frozen=True, slots=True)
class Project:
    """From anywhere to the project: all items of a kind, or the one record of a kind."""

    name: str
    many: bool

    def take(self, _: Item, snapshot: Snapshot) -> Any:
        return snapshot.project(self.name)

    def keys(self, item: Item) -> Keys | None:
        return None


Step = Own | Follow | Children | Back | Holder | Derived | Project


def read(item: Item, names: Names) -> Any:
    """The value of a field of the item, through inner objects. What blocks the way is the answer."""
    value: Any = item.data
    for name in names:
        if value.__class__ is not dict:
            return _blocked(value)
        value = value.get(name)
    return value


def _erased(value: Any) -> bool:
    return isinstance(value, Item) and value.erased


def _blocked(value: Any) -> Any:
    return value if value is UNKNOWN or value.__class__ is Explained else None
