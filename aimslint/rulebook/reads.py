"""What a Python check is declared to look at. A rule without one says it itself (`footprint`)."""

from collections.abc import Iterable
from typing import Literal

from aimslint.dataclass import dataclass

World = Literal["tree", "code", "past", "names", "births", "requirements"]
"""What lies outside of the graph, or of any path in it: which files there are; the code of a system and its past; the
past of the records that are read; which ids there are at all; which files there are, and when they came to be; what
shows the requirements that are asked of the project as a whole."""

REFERENCE = "*"


@dataclass(frozen=True, slots=True)
class Reads:
    """What a Python check looks at beyond the record of its subject, as `reads` takes it."""

    paths: tuple[str, ...]
    worlds: frozenset[World]
    fields: tuple[str, ...] | None = None


def reads(*paths: str, worlds: Iterable[World] = (), fields: tuple[str, ...] | None = None) -> Reads:
    """Declare what a check looks at: paths from its subject, as rule files write them, in the kinds that have them.

    `*` in front stands for every reference of a record or entry, and a reference that ends in `*` for one after the
    other: `supersedes*`. `fields` are those that it reads, of its subject and of what the paths lead to, by the first
    of their names and beside those that the paths themselves go along; None where it may be any. What it only quotes of
    its subject when it has something to say need not be among them.
    """
    return Reads(paths, frozenset(worlds), fields)
