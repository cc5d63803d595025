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
    """

    name: str
    kinds: tuple[str, ...]
    type: Type | Leads
    value: Callable[[Item, Snapshot], Any]
    says: str
    about: Names = ()
    many: bool = False
    instead: tuple[tuple[str, Names], ...] = ()

    def place_in(self, kind: str) -> Names:
        """The field that a finding about an item of that kind points to."""
        return dict(self.instead).get(kind, self.about)
