"""What history tells, as plain data: people, commits, and the files that each commit changed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property

from aimslint.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote a commit, as `.mailmap` calls them."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a commit did to one file: blob ids before and after, None where there was no file, or no longer is."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit. Days are in UTC.

    `id` is empty for the change that is not committed yet, whose author nobody knows. `authored` is when it was
    written, `committed` when it came to stand where it stands: a rebase moves only that. Impossible days are mended
    (see `aimslint.history.days`), and then not `believed`: when it was written nobody can say. `authors` are the author
    and those whom `Co-authored-by` names. A merge lists only files that differ from all of its parents.
    """

    id: str
    parents: tuple[str, ...]
    authors: tuple[Person, ...]
    authored: date
    committed: date
    subject: str
    changes: Sequence[Change]
    believed: bool = True

    @property
    def pending(self) -> bool:
        """Whether this is the change that is not committed yet."""
        return not self.id


@dataclass(frozen=True)
class Log:
    """The commits that lead to a tip, newest first, no parent before its child.

    `boundaries` are ids of commits whose parents are not at hand, as in a shallow clone: what they are said to add may
    be older. What most commits are passed over by is told without making them, in the same order.
    """

    commits: Sequence[Commit]
    boundaries: frozenset[str] = frozenset()

    @cached_property
    def ids(self) -> Sequence[str]:
        """The ids of all commits."""
        return [commit.id for commit in self.commits]

    @cached_property
    def days(self) -> Sequence[date]:
        """When each was committed."""
        return [commit.committed for commit in self.commits]

    @cached_property
    def authors(self) -> Sequence[tuple[Person, ...]]:
        """Whom each is of."""
        return [commit.authors for commit in self.commits]

    @cached_property
    def sizes(self) -> Sequence[int]:
        """How many files each changed at most."""
        return [len(commit.changes) for commit in self.commits]

    @cached_property
    def disbelieved(self) -> Sequence[str]:
        """The ids of those that are not believed."""
        return [commit.id for commit in self.commits if not commit.believed]

    def of_path(self, path: str) -> Sequence[tuple[Commit, Change]]:
        """What happened to one file, newest first; nothing for a path that no commit knows."""
        return self._by_path.get(path, ())

    def paths(self) -> Collection[str]:
        """Every path that some commit changed."""
        return self._by_path.keys()

    @cached_property
    def _by_path(self) -> Mapping[str, Sequence[tuple[Commit, Change]]]:
        by_path: dict[str, list[tuple[Commit, Change]]] = {}
        for commit in self.commits:
            for change in commit.changes:
                by_path.setdefault(change.path, []).append((commit, change))
        return by_path
