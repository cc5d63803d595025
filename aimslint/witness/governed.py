"""What history says about the code that records govern: which files it is, and what became of it since a day."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

from aimslint.aims import Aims, Item
from aimslint.history import Commit
from aimslint.witness.beginning import Beginning
from aimslint.witness.code import (
    Changes,
    CodeChange,
    CodeFiles,
    Since,
    code_files,
    digest,
    fits_any,
    line_changes,
    net_change,
)
from aimslint.witness.moves import followed


class Past(Protocol):
    """What is asked of the witness."""

    @property
    def beginnings(self) -> Sequence[Beginning]: ...

    def paths(self) -> Collection[str]:
        """Every path that some commit changed."""
        ...

    def blob(self, path: str) -> str | None:
        """What stands at a path today, by its id."""
        ...

    def contents(self, blobs: Iterable[str | None]) -> Callable[[str | None], bytes | None]:
        """Read these in one go. What this gives tells what each holds."""
        ...

    def changes_of(self, path: str) -> Changes: ...
    def is_old(self, commit: Commit) -> bool: ...
    def rank(self, commit: Commit) -> int: ...
    def arrival(self, item: Item, field_: str) -> Commit | None: ...
    def together_with(self, commit: Commit) -> frozenset[str]: ...


class GovernedCode:
    """The code of the systems of a graph. All is worked out when it is first asked for, and kept."""

    def __init__(self, aims: Aims, past: Past) -> None:
        self._aims = aims
        self._past = past
        self._changes: dict[int, Mapping[str, Changes]] = {}

    def files(self, system: Item) -> CodeFiles | None:
        """Which files belong to a system's code; None when the record names none in this repository."""
        code = system.data.get("code")
        if not isinstance(code, Mapping) or not isinstance(code.get("paths"), list):
            return None
        return code_files(code, self._aims.root)

    def fits_a_file(self, pattern: str) -> bool:
        """Whether a pattern of a record, or a folder it names, fits a file of the tree."""
        return fits_any(pattern, self._tree_paths, self._aims.root)

    def state(self, system: Item) -> dict[str, str]:
        """The files of a system's code as they stand, each with its blob id."""
        files = self.files(system)
        blobs = {path: self._past.blob(path) for path in files.among(self._tree_paths)} if files else {}
        return {path: blob for path, blob in blobs.items() if blob is not None}

    def digest(self, system: Item) -> str:
        """One text for all that: two states of the code with the same digest are the same."""
        return digest(self.state(system), self._aims.root)

    def change(self, system: Item, record: Item, field_: str, *, lines: bool = True) -> CodeChange:
        """What became of a system's code since the day in a field of a record that speaks of it.

        `lines` says whether to count them, which reads old contents. Notes of the system that a change has no bearing
        count (`code_reviews`).
        """
        past, files = self._past, self.files(system)
        day = record.data.get(field_)
        if files is None or not isinstance(day, str):
            return CodeChange()
        changes = self._changes_of(system, files)
        since = Since(date.fromisoformat(day))
        state: Mapping[str, str] = {}
        counted: Changes = ()
        before: Mapping[str, str | None] = {}
        if any(commit.committed > since.day for path in changes for commit, _ in changes[path]):  # else nothing counts
            since = self._since(since.day, past.arrival(record, field_))
            state = self.state(system)
            counted, before = net_change(files, changes, state, since, past.is_old, past.rank, self._reviewed(system))
        count = self._lines(before, state) if lines and before else 0
        return CodeChange(
            tuple({commit.id: commit for commit, _ in counted}.values()),
            tuple(sorted(before)),
            tuple(sorted(path for path in before if files.watched(path))),
            count,
            next((one.sentence for one in past.beginnings if one.cut and one.day > since.day), ""),
        )

    def _changes_of(self, system: Item, files: CodeFiles) -> Mapping[str, Changes]:
        """The changes of each file that belongs to a system's code, or once did."""
        if id(system) not in self._changes:
            paths = dict.fromkeys(files.among(self._all_paths))
            found = {path: tuple(followed(path, self._past.changes_of, paths.keys())) for path in paths}
            self._changes[id(system)] = found
        return self._changes[id(system)]

    def _reviewed(self, system: Item) -> Callable[[Mapping[str, str]], bool]:
        """Whether a note of a system says of a state of its code that what led there has no bearing."""
        noted = _digests(system)
        return lambda state: bool(noted) and digest(state, self._aims.root) in noted

    def _since(self, day: date, arrival: Commit | None) -> Since:
        if arrival is None:
            return Since(day)
        return Since(day, self._past.together_with(arrival), self._past.rank(arrival))

    def _lines(self, before: Mapping[str, str | None], state: Mapping[str, str]) -> int:
        raw = self._past.contents(blob for path, old in before.items() for blob in (old, state.get(path)))
        return line_changes((raw(old), raw(state.get(path))) for path, old in before.items())

    @cached_property
    def _tree_paths(self) -> list[str]:
        return sorted(self._aims.tree.paths())

    @cached_property
    def _all_paths(self) -> list[str]:
        return sorted({*self._past.paths(), *self._tree_paths})


def _digests(system: Item) -> frozenset[str]:
    notes = system.data.get("code_reviews")
    found = (note.get("digest") for note in notes if isinstance(note, Mapping)) if isinstance(notes, list) else ()
    return frozenset(text for text in found if isinstance(text, str))
