"""What became of one record or entry over time: the commits that changed it, with its data before and after."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import field, replace
from functools import cached_property
from typing import Any

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.history import Change, Commit
from aimslint.records.table import all_kinds
from aimslint.witness.beginning import RECORD_ENDINGS
from aimslint.witness.contents import Contents, Documents
from aimslint.witness.likeness import Words, alike, words_of
from aimslint.witness.written import Identity

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
        position = 0
        while position < len(self._known) or self._more():
            yield self._known[position]
            position += 1

    def _more(self) -> bool:
        found = next(self._rest, None)
        if found is not None:
            self._known.append(found)
        return found is not None

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


@dataclass(slots=True)
class Tracer:
    """Follows records through the changes of files, also from file to file and from id to id.

    `changes_of` gives the changes of a path, newest first, with the one that is not committed yet; `changes_in` those
    of a commit.
    """

    contents: Contents
    old: frozenset[str]
    changes_of: Callable[[str], Sequence[tuple[Commit, Change]]]
    changes_in: Callable[[Commit], Sequence[Change]]
    _left: dict[tuple[str, str], "_Left"] = field(default_factory=dict)

    def versions(self, item: Item) -> Versions:
        """The versions of a record or entry."""
        return Versions(self._of_part(item, None))

    def of_field(self, item: Item, name: str) -> Iterator[Version]:
        """Those versions of a record or entry in which a field of it changed, and the one that brought it.

        Versions of its file that read alike where they name the field are not parsed.
        """
        for step in self._of_part(item, _naming(name)):
            if step.before is None or step.before.get(name) != step.after.get(name):
                yield step

    def _of_part(self, item: Item, unless_same: re.Pattern[bytes] | None) -> Iterator[Version]:
        for step in self._of_record(item.path, (item.record.kind, item.record.id), unless_same):
            if step.before is step.after:  # as when another record of the file changed
                continue
            after, before = _part(step.after, item), _part(step.before, item)
            if after is None:
                return
            if step.old or before != after:
                yield step if after is step.after else replace(step, before=before, after=after)
            if before is None:
                return

    def _of_record(self, path: str, identity: Identity, unless_same: re.Pattern[bytes] | None) -> Iterator[Version]:
        """The changes of the file that holds a record, newest first, with the record before and after each.

        Where the record came from another file or id, the changes there go on. One that was away for a while, as after
        a revert, or that could not be read, goes on with what it was before that.
        """
        at: _Spot | None = _Spot(path, identity, 0)
        waiting: Version | None = None  # of which the version before is still looked for
        for _ in range(_MOST_MOVES):
            if at is None:
                break
            here, at = at, None
            for commit, change in self.changes_of(here.path)[here.position :]:
                if waiting is None and self._reads_alike(change, unless_same):
                    continue
                after, _fault = self._in(here.path, change.after, here.identity)
                if after is None:
                    continue
                if waiting is not None:
                    yield replace(waiting, before=after)
                    waiting = None
                if commit.id in self.old:
                    yield Version(commit, None, after, old=True)
                    return
                before, fault = self._in(here.path, change.before, here.identity)
                if before is None and not fault:
                    at = self._origin(commit, here.path, change, here.identity, after)
                    before, fault = self._at_origin(commit, at)
                if before is None:
                    waiting = Version(commit, None, after, unclear=fault)
                else:
                    yield Version(commit, before, after)
                if at is not None:
                    break
        if waiting is not None:
            yield waiting

    def _in(self, path: str, blob: str | None, identity: Identity) -> tuple[Data | None, str]:
        """A record in a version of a file, and why it cannot be said whether it is there."""
        if blob is None:
            return None, ""
        found = self.contents.records(path, blob)
        return (None, BROKEN) if found is None else (found.get(identity), "")

    def _reads_alike(self, change: Change, pattern: re.Pattern[bytes] | None) -> bool:
        if pattern is None:
            return False
        before = self.contents.raw(change.before) if change.before is not None else None
        after = self.contents.raw(change.after) if change.after is not None else None
        return before is not None and after is not None and pattern.findall(before) == pattern.findall(after)

    def _origin(self, commit: Commit, path: str, change: Change, identity: Identity, after: Data) -> "_Spot | None":
        """Where the record came from that this commit brought to a file; None where it is new."""
        changes = self.changes_in(commit)
        same = (other for other in changes if other.after is None and other.before == change.after)
        moved = next(same, None)
        if moved is not None:
            return self._behind(moved.path, identity, commit)
        left = self._left_with(commit, identity[0])
        if identity in left.records and left.records[identity][0] != path:
            return self._behind(left.records[identity][0], identity, commit)
        candidates = left.renamed()
        said = words_of(after) if candidates else None
        for former, words in candidates:
            if said is not None and alike(words, said):
                return self._behind(left.records[former][0], former, commit)
        return None

    def _behind(self, path: str, identity: Identity, commit: Commit) -> "_Spot | None":
        """The changes of a path before a commit."""
        at = next((at for at, (other, _) in enumerate(self.changes_of(path)) if other.id == commit.id), None)
        return _Spot(path, identity, at + 1) if at is not None else None

    def _at_origin(self, commit: Commit, origin: "_Spot | None") -> tuple[Data | None, str]:
        """The record as it stood where it came from, before the commit that moved it."""
        if origin is None:
            return None, ""
        _, change = self.changes_of(origin.path)[origin.position - 1]
        return self._in(origin.path, change.before, origin.identity)

    def _left_with(self, commit: Commit, kind: str) -> "_Left":
        """The records of a kind that left a file with a commit, and all that came to one."""
        key = (commit.id, kind)
        if key not in self._left:
            files = [change for change in self.changes_in(commit) if change.path.endswith(RECORD_ENDINGS)]
            self._left[key] = self._left_of(files, kind)
        return self._left[key]

    def _left_of(self, files: Sequence[Change], kind: str) -> "_Left":
        self.contents.gather(change.before for change in files)
        standing = [change for change in files if self._may_hold(change.before, kind)]
        self.contents.gather(change.after for change in standing)
        left: dict[Identity, tuple[str, Data]] = {}
        for change in standing:
            before = self._documents(change.path, change.before)
            gone = before.keys() - self._documents(change.path, change.after).keys()
            left.update((one, (change.path, before[one])) for one in before if one[0] == kind and one in gone)
        if not left:  # as in nearly all: then nothing need be known of what came
            return _Left(left, frozenset())
        self.contents.gather(change.after for change in files)
        arrived: set[Identity] = set()
        for change in files:
            before_ids = self._documents(change.path, change.before).keys()
            arrived |= self._documents(change.path, change.after).keys() - before_ids
        return _Left(left, arrived)

    def _may_hold(self, blob: str | None, kind: str) -> bool:
        """Whether a content names a kind: without parsing it, of which half of the cost of following records was."""
        raw = self.contents.raw(blob) if blob is not None else None
        return raw is not None and (kind.encode() in raw or b"\\" in raw)  # a backslash may spell it otherwise

    def _documents(self, path: str, blob: str | None) -> Documents:
        return (self.contents.records(path, blob) or {}) if blob is not None else {}


@dataclass(frozen=True, slots=True)
class _Spot:
    """A record in a file, and from which of the file's changes on."""

    path: str
    identity: Identity
    position: int


@dataclass(frozen=True, slots=True)
class _Left:
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


_MOST_MOVES = 1_000  # of one record: a bound against histories made to go round in circles


def _naming(name: str) -> re.Pattern[bytes]:
    """Where a text gives a field a value: the name, and the value's first line.

    It begins with letters, so that searching is fast; that longer names fit too does no harm.
    """
    return re.compile(rb"%s[\"']?\s*:\s*[^\n]*" % re.escape(name).encode())


def _part(data: Data | None, item: Item) -> Data | None:
    """The entry inside a record that bears the item's id, wherever in its list it stood then."""
    if data is None or item is item.record:
        return data
    listed = data.get(str(item.keys[0]))
    if not isinstance(listed, list) or len(item.keys) != 2:
        return None
    name = all_kinds()[item.kind].shape.id_field
    return next((entry for entry in listed if isinstance(entry, dict) and entry.get(name) == item.id), None)
