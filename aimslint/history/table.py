"""All commits of a history in a few long columns: cheap to keep, to store and to extend, taken apart on demand.

A position counts commits from the oldest, so that new ones are simply added.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from aimslint.dataclass import dataclass
from aimslint.history.log_reading import RawChange, RawCommit

T = TypeVar("T")

_NUMBERS = r"[0-9]{1,9}(?:,[0-9]{1,9})*+"
_ROW = re.compile(rf"[0-9a-f]{{40,64}} (?:-|{_NUMBERS}) [0-9]{{1,16}} [0-9]{{1,16}} {_NUMBERS} [^\n]*+")

_BRIEF = re.compile(
    rf"^[0-9a-f]{{40,64}} (?:-|{_NUMBERS}) [0-9]{{1,16}} ([0-9]{{1,16}}) ({_NUMBERS}) [^\n]*+$", re.MULTILINE
)

_CHANGES = re.compile(r"(?:[0-9]{1,9}+:[0-9]{1,9}+:[0-9]{1,9}+(?: |$))*+")

NONE = "-"
"""Stands for no parents."""


@dataclass
class Table:
    """The commits that lead to `tip`, oldest first, in the order that `aimslint.history.days` gives them.

    `rows`: `id parents authored committed people subject`; parents are positions, people are places in `people`, with
    commas between them, NONE for none.
    `changes`: what each did, `path:before:after` with spaces between them; a place in `paths`, numbers of blobs from 1,
    0 for none.
    `touched`: the positions of the commits that changed each of `paths`.
    `blobs`: their ids without anything between them.
    `mended`: the times of the commits that are not believed, by position.
    `highest`: the latest time that was not ruled out by a limit, `doubted`: the earliest that was.
    """

    tip: str
    rows: list[str]
    changes: list[str]
    paths: list[str]
    touched: list[str]
    blobs: str
    people: list[str]
    mended: dict[int, int]
    highest: int
    doubted: int | None

    def holds_for(self, limit: int | None) -> bool:
        """Whether this limit rules out the same times as the one that this table was made with."""
        if limit is None:
            return self.doubted is None
        return self.highest <= limit and (self.doubted is None or self.doubted > limit)

    def commits(self, wanted: Iterable[int] | None = None) -> list[RawCommit]:
        """The commits as they were read: those at these positions, or all."""
        ids = self.ids
        found = []
        for position in range(len(self.rows)) if wanted is None else wanted:
            _, parents, authored, committed, people, subject = self.row(position)
            found.append(
                RawCommit(
                    ids[position],
                    tuple(at(ids, parents)),
                    tuple(at(self.people, people)),
                    int(authored),
                    int(committed),
                    subject,
                    tuple(self.changes_of(position)),
                )
            )
        return found

    @property
    def ids(self) -> list[str]:
        """The ids of all commits."""
        length = len(self.tip)
        return [row[:length] for row in self.rows]

    def row(self, position: int) -> list[str]:
        """The six texts of a commit; of one that somebody else wrote, those of a commit that tells nothing."""
        row = self.rows[position]
        if _ROW.fullmatch(row):
            return row.split(" ", 5)
        return [row[: len(self.tip)], NONE, "0", "0", NONE, ""]

    def brief(self) -> Sequence[Sequence[str]]:
        """Of each commit when it is said to be committed, and the people: in a third of the time that rows take."""
        found = _BRIEF.findall("\n".join(self.rows))
        return found if len(found) == len(self.rows) else [self.row(place)[3:5] for place in range(len(self.rows))]

    def time(self, position: int) -> int:
        """The time that a commit counts as."""
        mended = self.mended.get(position)
        return int(self.row(position)[3]) if mended is None else mended

    def changes_of(self, position: int) -> Iterator[RawChange]:
        """What a commit changed."""
        paths, blobs, length = self.paths, self.blobs, len(self.tip)
        for path, before, after in _entries(self.changes[position]):
            if path < len(paths):
                yield RawChange(
                    paths[path],
                    blobs[(before - 1) * length : before * length] if before else "",
                    blobs[(after - 1) * length : after * length] if after else "",
                )

    def replaced(self, endings: tuple[str, ...]) -> Iterator[str]:
        """The blobs that commits took from paths with these endings, the latest first."""
        wanted = {place for place, path in enumerate(self.paths) if path.endswith(endings)}
        length = len(self.tip)
        for changes in reversed(self.changes):
            for path, before, _ in _entries(changes):
                if before and path in wanted:
                    yield self.blobs[(before - 1) * length : before * length]

    def positions_of(self, path: str) -> Iterator[int]:
        """The commits that changed a path, newest first."""
        place = self.places.get(path)
        if place is not None:
            yield from reversed(at(range(len(self.rows)), self.touched[place], " "))

    def reachable(self, starts: Iterable[int]) -> set[int]:
        """The positions of these commits and of all that lead to them."""
        found: set[int] = set()
        waiting = list(starts)
        while waiting:
            position = waiting.pop()
            if position not in found:
                found.add(position)
                waiting += at(range(len(self.rows)), self.row(position)[1])
        return found

    @cached_property
    def positions(self) -> dict[str, int]:
        """The position of each commit, by id."""
        return {own: position for position, own in enumerate(self.ids)}

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each path."""
        return {path: place for place, path in enumerate(self.paths)}


def at(column: Sequence[T], places: str, between: str = ",") -> list[T]:
    """What stands at these places of a column. A place that it does not have is passed over."""
    if places == NONE:
        return []
    try:
        return [column[number] for number in map(int, places.split(between)) if number < len(column)]
    except ValueError:  # written by somebody else, or for a path that nobody touched
        return []


def _entries(text: str) -> Iterable[tuple[int, int, int]]:
    """The three numbers of each change of a commit."""
    if not _CHANGES.fullmatch(text):
        return map(_entry, text.split())
    numbers = map(int, text.replace(":", " ").split())
    return zip(numbers, numbers, numbers, strict=True)


def _entry(text: str) -> tuple[int, int, int]:
    """The three numbers of a change; of one that somebody else wrote, those of a place that there is not."""
    try:
        path, before, after = map(int, text.split(":"))
    except ValueError:
        return sys.maxsize, 0, 0
    return path, before, after
