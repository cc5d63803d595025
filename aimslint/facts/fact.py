"""What a fact is: a derived property that rules read as if it were a field."""

from collections.abc import Callable
from typing import Any

from aimslint.aims import Item
from aimslint.aims.item import Names
from aimslint.dataclass import dataclass
from aimslint.records.shape import Type
from aimslint.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Leads:
    """The type of a fact that is another record: of one of these kinds."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One derived property. `about` is the field a finding points to, `says` what it means in a sentence.

    With `many` it gathers several values, and only words about lists may ask of it. `instead` names the field to point
    to in kinds where another one than `about` decides.

    `reads` are the paths, as rule files write them, along which it looks into other records, in the kinds that have
    them; () where it rests on the item's own record alone. `reads_more` are those of one kind only. What is
    undeclared (None) may rest on anything. `fields` are those that it reads itself, of its item and of what these paths
    lead to, by the first of their names; what the paths themselves go along is known.
    """

    name: str
    kinds: tuple[str, ...]
    type: Type | Leads
    value: Callable[[Item, Snapshot], Any]
    says: str
    about: Names = ()
    many: bool = False
    instead: tuple[tuple[str, Names], ...] = ()
    reads: tuple[str, ...] | None = None
    reads_more: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fields: tuple[str, ...] | None = None

    def place_in(self, kind: str) -> Names:
        """The field that a finding about an item of that kind points to."""
        return dict(self.instead).get(kind, self.about)

    def reads_in(self, kind: str) -> tuple[str, ...] | None:
        """The paths along which it looks into other records from an item of that kind; None if they are not known."""
        return None if self.reads is None else (*self.reads, *dict(self.reads_more).get(kind, ()))
