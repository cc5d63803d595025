"""Makes tables of commits, and adds commits to them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from aimslint.history.days import NO_CLOCK, Settled, settle
from aimslint.history.log_reading import RawCommit
from aimslint.history.table import NONE, Table


def tabulate(tip: str, commits: Iterable[RawCommit], limit: int | None) -> Table:
    """The table of these commits, given in any order; every parent must be among them.

    `limit` is the last second that can be, None when nobody knows (see `aimslint.history.days`).
    """
    table = Table(tip, [], [], [], [], "", [], {}, 0, None)
    batch = _Batch(table, commits)
    times = [commit.committed for commit in batch.commits]
    table.highest = max((time for time in times if limit is None or time <= limit), default=0)
    table.doubted = min((time for time in times if limit is not None and time > limit), default=None)
    settled = batch.settle(limit)
    batch.append(settled)
    for position, place in enumerate(reversed(settled.order)):
        if settled.times[place] != times[place]:
            table.mended[position] = settled.times[place]
    return table


def extend(table: Table, tip: str, commits: Sequence[RawCommit], limit: int | None) -> bool:
    """Add the commits that lead to a new tip, where they simply follow those that are there.

    They do when all of them are believed, and are later than the old tip, which is believed as well: then the outcome
    is that of making the table anew. Otherwise this gives False, and the table is of no more use than before.
    """
    old_tip = len(table.rows) - 1
    if old_tip in table.mended or not table.holds_for(limit):
        return False
    newest = table.time(old_tip)
    if newest < NO_CLOCK or any(
        commit.committed <= newest or (limit is not None and commit.committed > limit) for commit in commits
    ):
        return False
    batch = _Batch(table, commits)
    settled = batch.settle(limit)
    if any(time != commit.committed for time, commit in zip(settled.times, commits, strict=True)):
        return False
    table.tip = tip
    table.highest = max(table.highest, *settled.times)
    batch.append(settled)
    return True


class _Told(NamedTuple):
    """A commit on its way into a table."""

    id: str
    parents: tuple[str, ...]
    committed: int
    rest: str
    changes: str
    paths: Sequence[int]


class _Batch:
    """Commits to be added to a table, encoded one by one as they come, and put in order at the end."""

    def __init__(self, table: Table, commits: Iterable[RawCommit]) -> None:
        self._table = table
        self._people = {person: place for place, person in enumerate(table.people)}
        self._blobs: dict[str, int] = {"": 0}
        self._known_blobs = len(table.blobs) // len(table.tip)
        self.commits = [self._encoded(commit) for commit in commits]

    def settle(self, limit: int | None) -> Settled:
        """The order and the times of these commits; parents that are not among them do not count."""
        places = {commit.id: place for place, commit in enumerate(self.commits)}
        return settle(
            [commit.id for commit in self.commits],
            [[places[parent] for parent in commit.parents if parent in places] for commit in self.commits],
            [commit.committed for commit in self.commits],
            limit,
        )

    def append(self, settled: Settled) -> None:
        """Put these commits at the end of the table."""
        table = self._table
        positions = table.positions
        touched: list[list[str]] = [[] for _ in table.paths]
        for position, place in enumerate(reversed(settled.order), len(table.rows)):
            commit = self.commits[place]
            positions[commit.id] = position
            parents = ",".join([str(positions[parent]) for parent in commit.parents]) or NONE
            table.rows.append(f"{commit.id} {parents} {commit.rest}")
            table.changes.append(commit.changes)
            number = str(position)
            for path in commit.paths:
                touched[path].append(number)
        for path, numbers in enumerate(touched):
            if numbers:
                known = table.touched[path]
                table.touched[path] = f"{known} {' '.join(numbers)}" if known else " ".join(numbers)
        table.blobs += "".join(self._blobs)

    def _encoded(self, commit: RawCommit) -> _Told:
        own, parents, people, authored, committed, subject, changes = commit
        paths, entries = [], []
        for path, before, after in changes:
            place = self._path(path)
            paths.append(place)
            entries.append(f"{place}:{self._blob(before)}:{self._blob(after)}")
        persons = ",".join([str(self._person(person)) for person in people])
        return _Told(own, parents, committed, f"{authored} {committed} {persons} {subject}", " ".join(entries), paths)

    def _path(self, path: str) -> int:
        table = self._table
        place = table.places.get(path)
        if place is None:
            place = table.places[path] = len(table.paths)
            table.paths.append(path)
            table.touched.append("")
        return place

    def _person(self, person: str) -> int:
        place = self._people.get(person)
        if place is None:
            place = self._people[person] = len(self._table.people)
            self._table.people.append(person)
        return place

    def _blob(self, blob: str) -> int:
        """The number of a blob. One that the table has already may get a second number: that does no harm."""
        return self._blobs.setdefault(blob, self._known_blobs + len(self._blobs))
