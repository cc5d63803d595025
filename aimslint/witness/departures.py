"""What left its file with a commit: where a record that came with it may have been before."""

from collections.abc import Mapping, Sequence, Set
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
    """The files that one commit removed, and the records that left a file with it. `changes` are all of the commit."""

    changes: Sequence[Change]
    contents: Contents
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
        name = kind.encode()
        for change, raw in self._stood:
            if change.path not in self._gone:
                if name not in raw and b"\\" not in raw:  # a backslash may spell it otherwise
                    continue  # without parsing it, which would be half of the cost of following records
                before = self.contents.documents(change.path, change.before)
                here = self.contents.identities(change.path, change.after)
                self._gone[change.path] = {one: data for one, data in before.items() if one not in here}
            for one, data in self._gone[change.path].items():
                if one[0] == kind:
                    left[one] = change.path, data
        return Left(left, self._arrived() if left else frozenset())  # nearly never: then it is not asked what came

    def _arrived(self) -> Set[Identity]:
        files = [change for change in self.changes if change.path.endswith(RECORD_ENDINGS)]
        self.contents.gather(change.after for change in files)
        held = self.contents.identities
        return {one for file in files for one in held(file.path, file.after) - held(file.path, file.before)}

    @cached_property
    def _stood(self) -> Sequence[tuple[Change, bytes]]:
        """The changes of files that stood before and may hold records, with what they held."""
        stood = [
            change for change in self.changes if change.before is not None and change.path.endswith(RECORD_ENDINGS)
        ]
        self.contents.gather(blob for change in stood for blob in (change.before, change.after))
        found = ((change, self.contents.raw(change.before)) for change in stood if change.before is not None)
        return [(change, raw) for change, raw in found if raw is not None]


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
