"""Follows records through the changes of files, also from file to file and from id to id."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import field, replace
from itertools import islice

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.history import Change, Commit
from aimslint.records.table import all_kinds
from aimslint.witness.contents import Contents, Documents
from aimslint.witness.departures import Departures
from aimslint.witness.likeness import alike, words_of
from aimslint.witness.trails import Trail
from aimslint.witness.versions import BROKEN, Data, Version, Versions
from aimslint.witness.written import Identity


@dataclass(slots=True)
class Tracer:
    """Follows records through the changes of files, also from file to file and from id to id.

    `changes_of` gives the changes of a path, newest first, with the one that is not committed yet; `changes_in` those
    of a commit. `offer` is told of paths that will be read as they stand today; `read` are those of which all contents
    are at hand.
    """

    contents: Contents
    old: frozenset[str]
    changes_of: Callable[[str], Sequence[tuple[Commit, Change]]]
    changes_in: Callable[[Commit], Sequence[Change]]
    offer: Callable[[Iterable[str]], None]
    read: Set[str] = frozenset()
    _trails: dict[str, Trail | None] = field(default_factory=dict)
    _steps: dict[tuple[str, str | None, str | None], "_Step"] = field(default_factory=dict)
    _departures: dict[str, Departures] = field(default_factory=dict)
    _leaving: dict[tuple[str, str], bool] = field(default_factory=dict)

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
        identity = (item.record.kind, item.record.id)
        whole = unless_same is None
        steps = self._at_once(item.path, identity) if whole else self._of_record(item.path, identity, unless_same)
        for step in steps:
            if step.before is step.after:  # as when another record of the file changed
                continue
            after, before = _part(step.after, item), _part(step.before, item)
            if after is None:
                return
            if step.old or before != after:
                yield step if after is step.after else replace(step, before=before, after=after)
            if before is None:
                return

    def _at_once(self, path: str, identity: Identity) -> Iterator[Version]:
        """As `_of_record`, where all records of the file can be followed at once, as nearly always."""
        trail = self._trail(path)
        events = trail.events(identity) if trail is not None else None
        read = self.contents.written(path)
        if events is None or trail is None or not trail.sound(read):
            yield from self._of_record(path, identity, None)
            return
        for position, (commit, change, before, after) in enumerate(events):
            old = commit.id in self.old
            now, was = read(after), None if before is None or old else read(before)
            assert now is not None
            if was is None and not old and self._origin(commit, path, change, identity, now) is not None:
                yield from islice(self._of_record(path, identity, None), position, None)
                return
            yield Version(commit, was, now, old)
            if old:
                return

    def texts(self, item: Item) -> Sequence[tuple[Commit, bytes | None]] | None:
        """The commits that touched the text of a record, from the newest to the one that brought it, with what it was.

        None where more than the texts must be looked at to tell: where it may have come from elsewhere, or is older
        than what is known. Whether what it was can be read is not asked.
        """
        identity = (item.kind, item.id)
        trail = self._trail(item.path)
        events = trail.events(identity) if trail is not None else None
        if events is None or (self.old and any(commit.id in self.old for commit, _, _, _ in events)):
            return None
        if self._may_have_left(item.kind, events[-1][0]):
            return None
        return [(commit, before) for commit, _, before, _ in events]

    def leaves_alone(self, change: Change, kinds: Set[str], holders: Set[str]) -> bool:
        """Whether texts that were looked at already tell that a change took no record of these kinds out of its file.

        Nor any entry: the file never had a record of the kinds `holders`, in which such entries stand.
        """
        trail = self._trails.get(change.path)
        left = trail.left(change) if trail is not None else None
        if trail is None or left is None or any(kind in kinds for kind, _ in left):
            return False
        return holders.isdisjoint(trail.kinds)

    def _may_have_left(self, kind: str, commit: Commit) -> bool:
        """Whether a commit may have taken a record of a kind out of a file."""
        key = commit.id, kind
        known = self._leaving.get(key)
        if known is None:
            known = self._leaving[key] = self._departures_with(commit).may_hold(kind)
        return known

    def _trail(self, path: str) -> Trail | None:
        if path not in self._trails:
            changes = self.changes_of(path)
            if path not in self.read:  # at once: one by one would take longer
                self.contents.gather(blob for _, change in changes for blob in (change.before, change.after))
            self._trails[path] = self.contents.trail(changes, self.old)
        return self._trails[path]

    def _left(self, change: Change) -> Mapping[Identity, bytes] | None:
        """The records that a change took out of its file, if that can be told by their texts."""
        trail = self._trail(change.path) if change.path in self.read else self._trails.get(change.path)
        return trail.left(change) if trail is not None else None

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
            changes = self.changes_of(here.path)
            for commit, change in changes[here.position :] if here.position else changes:
                if waiting is None and self._is_kept(here, commit, change, unless_same):
                    continue
                step = self._step(here.path, change)
                after = step.after.get(here.identity)
                if after is None:
                    continue
                if waiting is not None:
                    yield replace(waiting, before=after)
                    waiting = None
                if commit.id in self.old:
                    yield Version(commit, None, after, old=True)
                    return
                before, fault = step.before.get(here.identity), step.fault
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

    def _is_kept(self, spot: "_Spot", commit: Commit, change: Change, unless_same: re.Pattern[bytes] | None) -> bool:
        """Whether a change of its file left a record, or what is asked of it, as it was."""
        if unless_same is not None and self._reads_alike(change, unless_same):
            return True
        return commit.id not in self.old and spot.identity in self._step(spot.path, change).kept

    def _step(self, path: str, change: Change) -> "_Step":
        """What a change did to the records of its file."""
        key = (path, change.before, change.after)
        known = self._steps.get(key)
        if known is None:
            before = self.contents.records(path, change.before) if change.before is not None else {}
            after = self.contents.documents(path, change.after)
            known = self._steps[key] = _Step(before or {}, after, "" if before is not None else BROKEN)
        return known

    def _reads_alike(self, change: Change, pattern: re.Pattern[bytes]) -> bool:
        before = self.contents.raw(change.before) if change.before is not None else None
        after = self.contents.raw(change.after) if change.after is not None else None
        return before is not None and after is not None and pattern.findall(before) == pattern.findall(after)

    def _origin(self, commit: Commit, path: str, change: Change, identity: Identity, after: Data) -> "_Spot | None":
        """Where the record came from that this commit brought to a file; None where it is new."""
        departures = self._departures_with(commit)
        moved = departures.files.get(change.after) if change.after is not None else None
        if moved is not None:
            return self._behind(moved, identity, commit)
        left = departures.of_kind(identity[0])
        if identity in left.records and left.records[identity][0] != path:
            return self._behind(left.records[identity][0], identity, commit)
        if not left.records:  # nearly always
            return None
        said = words_of(after)
        found = (former for former, words in left.renamed() if alike(words, said))
        former = next(found, None)
        return self._behind(left.records[former][0], former, commit) if former is not None else None

    def _behind(self, path: str, identity: Identity, commit: Commit) -> "_Spot | None":
        """The changes of a path before a commit."""
        at = next((at for at, (other, _) in enumerate(self.changes_of(path)) if other.id == commit.id), None)
        return _Spot(path, identity, at + 1) if at is not None else None

    def _at_origin(self, commit: Commit, origin: "_Spot | None") -> tuple[Data | None, str]:
        """The record as it stood where it came from, before the commit that moved it."""
        if origin is None:
            return None, ""
        _, change = self.changes_of(origin.path)[origin.position - 1]
        step = self._step(origin.path, change)
        return step.before.get(origin.identity), step.fault

    def _departures_with(self, commit: Commit) -> Departures:
        """What left its file with a commit."""
        known = self._departures.get(commit.id)
        if known is None:
            known = self._departures[commit.id] = Departures(
                self.changes_in(commit), self.contents, self.offer, self._left
            )
        return known


class _Step:
    """The records of a file before a change of it and after; `kept` are those that it left as they were, nearly all.

    `fault` says why it cannot be told what was before.
    """

    __slots__ = ("after", "before", "fault", "kept")

    def __init__(self, before: Documents, after: Documents, fault: str) -> None:
        self.before, self.after, self.fault = before, after, fault
        self.kept = {identity for identity, data in after.items() if before.get(identity) is data}


@dataclass(frozen=True, slots=True)
class _Spot:
    """A record in a file, and from which of the file's changes on."""

    path: str
    identity: Identity
    position: int


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
