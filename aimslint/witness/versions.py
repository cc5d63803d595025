"""What became of one record or entry over time: the commits that changed it, with its data before and after."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from aimslint.dataclass import dataclass
from aimslint.history import Commit

Data = Mapping[str, Any]

BROKEN = "an earlier version of the record cannot be read"


@dataclass(frozen=True, slots=True)
class Version:
    """One commit that changed a record or entry. Data are as written; None before it was there.

    With `old`, the commit is where the known past begins: it only shows what stood then, not since when or by whom.
    `unclear` says why others may have had a part in the change: versions in between cannot be read. Else it is empty.
    """

    commit: Commit
    before: Data | None
    after: Data
    old: bool = False
    unclear: str = ""


class Versions:
    """The versions of one record or entry, newest first. The first is what stands today.

    They are looked for only as far as somebody goes through them: long histories are seldom asked to their end.
    """

    def __init__(self, found: Iterator[Version]) -> None:
        self._rest = found
        self._known: list[Version] = []

    def __iter__(self) -> Iterator[Version]:
        known = self._known
        position = 0
        while True:
            if position == len(known):
                found = next(self._rest, None)
                if found is None:
                    return
                known.append(found)
            yield known[position]
            position += 1

    @cached_property
    def steps(self) -> Sequence[Version]:
        """All of them."""
        return tuple(self)

    @property
    def gap(self) -> str:
        """Why some of them cannot be read; empty when all that are at hand can."""
        return next((step.unclear for step in self if step.unclear), "") if self.steps else BROKEN

    @property
    def whole(self) -> bool:
        """Whether its whole life is known, from the commit that brought it."""
        return not self.gap and not self.steps[-1].old
