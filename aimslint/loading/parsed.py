"""What reading a text gives, however it is read."""

from dataclasses import field, replace
from typing import Any

from aimslint.dataclass import dataclass
from aimslint.loading.fault import Fault

Value = Any
"""dict[str, Value] | list[Value] | str | int | float | bool | None"""

MOST_FAULTS = 1_000
"""Faults told of one file; who has mended a thousand may run again."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document: its data, the line it begins on, the offset it ends at (0 in texts where nobody need know)."""

    data: Value
    line: int
    end: int


@dataclass(slots=True)
class Parsed:
    """The documents of a text and what is wrong with it, both in the order of the text.

    It is `plain` if it was read by lines.
    """

    documents: list[RawDocument] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    plain: bool = False

    @property
    def full(self) -> bool:
        """Whether there are so many faults that no more are told."""
        return len(self.faults) >= MOST_FAULTS

    def add(self, fault: Fault) -> None:
        """Remember a fault, unless there are too many already."""
        if not self.full:
            self.faults.append(fault)

    def give_up(self, fault: Fault) -> None:
        """Remember the fault that ends the reading, in the document that was being read."""
        self.faults.append(replace(fault, document=len(self.documents)))
