"""What left its file with a commit: where a record that came with it may have been before."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import field
from functools import cached_property
from typing import Any

from aimslint.dataclass import dataclass
from aimslint.history import Change
from aimslint.pattern import pattern
from aimslint.witness.beginning import RECORD_ENDINGS
from aimslint.witness.contents import Contents, Documents
from aimslint.witness.likeness import Words, words_of
from aimslint.witness.written import Identity

Data = Mapping[str, Any]

_KIND = pattern(rb"kind[\"']?(?:\s|#[^\n]*+)*+:\s*+[\"']?([^\s\"',}]*+)")


@dataclass
class Departures:
    """The files that one commit removed, and the records that left a file with it.

    `changes` are all of the commit; `offer` is told of paths that will be read as they stand today; `left` tells which
    texts a change took out of its file, None where that has to be read.
    """

    changes: Sequence[Change]
    contents: Contents
    offer: Callable[[Iterable[str]], None]
    left: Callable[[Change], Mapping[Identity, bytes] | None]
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
        doubtful = [change for change, texts in self._texts if texts is None or any(one[0] == kind for one in texts)]
        for change in self._read(doubtful):
            for one, data in self._gone_from(change, kind).items():
                if one[0] == kind:
                    left[one] = change.path, data
        return Left(left, self._arrived() if left else frozenset())  # nearly never: then it is not asked what came

    def may_hold(self, kind: str) -> bool:
        """Whether some of a kind may have left a file, as far as texts tell."""
        gone = (one for _, left in self._texts if left for one in left)
        return any(one[0] == kind for one in gone) or any(self._speaks(change, kind) for change in self._untold)

    def _gone_from(self, change: Change, kind: str) -> Documents:
        """What a change took out of its file; nothing of other kinds is looked for where that would cost parsing."""
        known = self._gone.get(change.path)
        if known is None:
            if not self._speaks(change, kind):
                return {}  # without parsing it, which would be half of the cost of following records
            before = self.contents.documents(change.path, change.before)
            gone = before.keys() - self.contents.identities(change.path, change.after)
            known = self._gone[change.path] = {one: data for one, data in before.items() if one in gone}
        return known

    def _speaks(self, change: Change, kind: str) -> bool:
        """Whether a file spoke of a kind before a change; a backslash may spell it otherwise."""
        raw = self.contents.raw(change.before) if change.before is not None else None
        return raw is not None and (b"\\" in raw or (kind.encode() in raw and _tells(raw, kind.encode())))

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
    def _texts(self) -> Sequence[tuple[Change, Mapping[Identity, bytes] | None]]:
        """These changes, each with the texts that it took out of its file."""
        return [(change, self.left(change)) for change in self._stood]

    @cached_property
    def _untold(self) -> Sequence[Change]:
        """Those of them that have to be read."""
        return self._read([change for change, left in self._texts if left is None])

    def _read(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Read what these files held, at once."""
        self.offer(change.path for change in changes)
        self.contents.gather(blob for change in changes for blob in (change.before, change.after))
        return changes


def _tells(raw: bytes, kind: bytes) -> bool:
    """Whether a text may give a word as a kind, and not only use it: it may where what it gives is no plain word."""
    return any(word == kind or not word.replace(b"_", b"").isalpha() for word in _KIND.findall(raw))


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
