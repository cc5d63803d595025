"""What left its file with a commit: where a record that came with it may have been before."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import field
from functools import cached_property
from typing import Any

from aimslint.dataclass import dataclass
from aimslint.history import Change
from aimslint.witness.beginning import RECORD_ENDINGS
from aimslint.witness.contents import Contents, Documents
from aimslint.witness.likeness import Words, words_of
from aimslint.witness.written import Identity

Data = Mapping[str, Any]


@dataclass
class Departures:
    """The files that one commit removed, and the records that left a file with it.

    `changes` are all of the commit; `left` tells what one of them took out of its file, None where that has to be read.
    """

    changes: Sequence[Change]
    contents: Contents
    left: Callable[[Change], Documents | None]
    _of_kinds: dict[str, "Left"] = field(default_factory=dict)
    _gone: dict[str, Documents] = field(default_factory=dict)

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The paths of removed files by what they held."""
        gone = (change for change in reversed(self.changes) if change.after is None)
        return {change.before: change.path for change in gone if change.before is not None}

    def of_kind(self, kind: str) -> "Left":
        """The records of a kind that left a file."""
        if kind not in self._of_kinds:
            self._of_kinds[kind] = self._find(kind)
        return self._of_kinds[kind]

    def _find(self, kind: str) -> "Left":
        left: dict[Identity, tuple[str, Data]] = {}
        for change in self._stood:
            for one, data in self._gone_from(change, kind).items():
                if one[0] == kind:
                    left[one] = change.path, data
        return Left(left, self._arrived() if left else frozenset())  # nearly never: then it is not asked what came

    def _gone_from(self, change: Change, kind: str) -> Documents:
        """What a change took out of its file; nothing of other kinds is looked for where that would cost parsing."""
        known = self._gone.get(change.path)
        if known is None:
            known = self.left(change)
        if known is None:
            raw = self._raw.get(change.path)
            if raw is None or (kind.encode() not in raw and b"\\" not in raw):  # a backslash may spell it otherwise
                return {}  # without parsing it, which would be half of the cost of following records
            before = self.contents.documents(change.path, change.before)
            gone = before.keys() - self.contents.identities(change.path, change.after)
            known = {one: data for one, data in before.items() if one in gone}
        self._gone[change.path] = known
        return known

    def _arrived(self) -> Set[Identity]:
        files = [change for change in self.changes if change.path.endswith(RECORD_ENDINGS)]
        self.contents.gather(change.after for change in files)
        held = self.contents.identities
        return {one for file in files for one in held(file.path, file.after) - held(file.path, file.before)}

    @cached_property
    def _stood(self) -> Sequence[Change]:
        """The changes of files that stood before and may hold records."""
        return [change for change in self.changes if change.before is not None and change.path.endswith(RECORD_ENDINGS)]

    @cached_property
    def _raw(self) -> Mapping[str, bytes | None]:
        """What those of these files held that have to be read, by path: all at once."""
        unread = [change for change in self._stood if self.left(change) is None]
        self.contents.gather(blob for change in unread for blob in (change.before, change.after))
        return {change.path: self.contents.raw(change.before) for change in unread if change.before is not None}


@dataclass(frozen=True, slots=True)
class Left:
    """The records of a kind that one commit took out of files, each with its path and data, and all that it brought."""

    records: Mapping[Identity, tuple[str, Data]]
    arrived: Set[Identity]
    _words: list[tuple[Identity, Words]] = field(default_factory=list)

    def renamed(self) -> Sequence[tuple[Identity, Words]]:
        """Those that may stand under another id now, each with its words."""
        if not self._words:
            said = ((former, data) for former, (_, data) in self.records.items() if former not in self.arrived)
            self._words.extend((former, words_of(data)) for former, data in said)
        return self._words
