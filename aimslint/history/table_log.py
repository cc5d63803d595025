"""A log that takes commits out of a table when somebody looks at them."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import overload

from aimslint.history.commit import Change, Commit, Log, Person
from aimslint.history.days import NO_CLOCK, day_of
from aimslint.history.table import Table, at


class TableLog(Log):
    """The log of a table. Its commits are made by `shelf`, each once."""

    shelf: "Shelf"

    def __init__(self, commits: Sequence[Commit], boundaries: frozenset[str], shelf: "Shelf") -> None:
        super().__init__(commits, boundaries)
        self.__dict__["shelf"] = shelf  # as the rest, it stays what it is

    @cached_property
    def ids(self) -> Sequence[str]:
        return self.shelf.table.ids[::-1]

    @cached_property
    def days(self) -> Sequence[date]:
        return self.shelf.days()

    @cached_property
    def authors(self) -> Sequence[tuple[Person, ...]]:
        return self.shelf.authors()

    @cached_property
    def disbelieved(self) -> Sequence[str]:
        ids = self.shelf.table.ids
        return [ids[position] for position in sorted(self.shelf.table.mended, reverse=True) if position < len(ids)]

    @cached_property
    def sizes(self) -> Sequence[int]:
        return [changes.count(" ") + 1 for changes in reversed(self.shelf.table.changes)]

    def of_path(self, path: str) -> Sequence[tuple[Commit, Change]]:
        return self.shelf.of_path(path)

    def paths(self) -> Collection[str]:
        return self.shelf.table.places.keys()


def log_of(
    table: Table,
    boundaries: frozenset[str],
    people: Callable[[Sequence[str]], Mapping[str, Person]],
    latest: date | None,
) -> Log:
    """The log of a table. `people` says who the people in it are; it is asked once, when an author is looked at."""
    shelf = Shelf(table, people, latest)
    ids = boundaries.intersection(table.ids) if boundaries else boundaries
    return TableLog(_Commits(shelf), ids, shelf)


class Shelf:
    """Commits of a table that were looked at."""

    def __init__(
        self, table: Table, people: Callable[[Sequence[str]], Mapping[str, Person]], latest: date | None
    ) -> None:
        self.table = table
        self._people = people
        self._latest = latest
        self._commits: dict[int, Commit] = {}
        self._paths: dict[str, Sequence[tuple[Commit, Change]]] = {}
        self._changes: dict[int, dict[str, Change]] = {}

    def commit(self, position: int) -> Commit:
        """The commit at a position of the table."""
        known = self._commits.get(position)
        if known is None:
            known = self._commits[position] = self._make(position)
        return known

    def of_path(self, path: str) -> Sequence[tuple[Commit, Change]]:
        """What happened to a path, newest first."""
        known = self._paths.get(path)
        if known is None:
            found = [(position, self.changes(position).get(path)) for position in self.table.positions_of(path)]
            known = self._paths[path] = tuple(
                (self.commit(position), change) for position, change in found if change is not None
            )
        return known

    def changes(self, position: int) -> Mapping[str, Change]:
        """What the commit at a position changed, by path."""
        known = self._changes.get(position)
        if known is None:
            known = self._changes[position] = {
                path: Change(path, before or None, after or None)
                for path, before, after in self.table.changes_of(position)
            }
        return known

    def _make(self, position: int) -> Commit:
        table = self.table
        own, parents, authored, _, people, subject = table.row(position)
        committed = day_of(table.time(position), self._latest)
        return Commit(
            own,
            tuple(row[: len(own)] for row in at(table.rows, parents)),
            self._authors(people),
            self._authored(int(authored), committed),
            committed,
            subject,
            _Changes(self, position),
            believed=position not in table.mended,
        )

    def days(self) -> list[date]:
        """When each commit was committed, newest first."""
        mended = self.table.mended
        known: dict[int, date] = {}
        found = []
        for position, (seconds, _) in enumerate(self._brief):
            time = mended[position] if position in mended else int(seconds)
            if time not in known:
                known[time] = day_of(time, self._latest)
            found.append(known[time])
        return found[::-1]

    def authors(self) -> list[tuple[Person, ...]]:
        """Whom each commit is of, newest first."""
        known: dict[str, tuple[Person, ...]] = {}
        found = []
        for _, people in self._brief:
            if people not in known:
                known[people] = self._authors(people)
            found.append(known[people])
        return found[::-1]

    @cached_property
    def _brief(self) -> Sequence[Sequence[str]]:
        return self.table.brief()

    def _authors(self, people: str) -> tuple[Person, ...]:
        """The people at these places of the table, each once."""
        return tuple(dict.fromkeys(self._persons[person] for person in at(self.table.people, people)))

    def _authored(self, seconds: int, committed: date) -> date:
        """Nothing was written after it was committed; a clock that was not set tells nothing."""
        return committed if seconds < NO_CLOCK else min(day_of(seconds), committed)

    @cached_property
    def _persons(self) -> Mapping[str, Person]:
        return self._people(self.table.people)


class _Commits(Sequence[Commit]):
    """The commits of a shelf, newest first."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def __len__(self) -> int:
        return len(self._shelf.table.rows)

    @overload
    def __getitem__(self, place: int) -> Commit: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Commit]: ...
    def __getitem__(self, place: int | slice) -> Commit | Sequence[Commit]:
        newest_first = range(len(self) - 1, -1, -1)
        if isinstance(place, slice):
            return tuple(map(self._shelf.commit, newest_first[place]))
        return self._shelf.commit(newest_first[place])

    def __iter__(self) -> Iterator[Commit]:
        return map(self._shelf.commit, range(len(self) - 1, -1, -1))


class _Changes(Sequence[Change]):
    """What one commit changed, by path; equal to a tuple of the same changes."""

    __slots__ = ("_changes", "_position", "_shelf")

    def __init__(self, shelf: Shelf, position: int) -> None:
        self._shelf, self._position = shelf, position
        self._changes: tuple[Change, ...] | None = None

    def _all(self) -> tuple[Change, ...]:
        if self._changes is None:
            self._changes = tuple(self._shelf.changes(self._position).values())
        return self._changes

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, place: int) -> Change: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Change]: ...
    def __getitem__(self, place: int | slice) -> Change | Sequence[Change]:
        return self._all()[place]

    def __iter__(self) -> Iterator[Change]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, _Changes) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())
