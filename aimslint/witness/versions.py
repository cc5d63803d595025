"""What became of one record or entry over time: the commits that changed it, with its data before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aimslint.aims import Item
from aimslint.history import Change, Commit
from aimslint.records.from_models import all_kinds
from aimslint.witness.contents import Contents, Identity

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Version:
    """One commit that changed a record or entry. Data are as written; None before it was there.

    With `old`, the commit is where the known past begins: it only shows what stood then, not since when or by whom.
    """

    commit: Commit
    before: Data | None
    after: Data
    old: bool = False


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of one record or entry, newest first. The first is what stands today.

    `gap` says why some of them, or what came before them, cannot be read; empty when all is known.
    """

    steps: Sequence[Version]
    gap: str = ""

    @property
    def whole(self) -> bool:
        """Whether its whole life is known, from the commit that brought it."""
        return not self.gap and bool(self.steps) and not self.steps[-1].old


@dataclass(slots=True)
class Tracer:
    """Follows records through the changes of files, also from file to file."""

    contents: Contents
    old: frozenset[str]
    changes_of: Any  # path -> its changes, newest first, with the one that is not committed yet
    _before: dict[str, dict[Identity, Change]] = field(default_factory=dict)

    def versions(self, item: Item) -> Versions:
        """The versions of a record or entry."""
        identity = (item.record.kind, item.record.id)
        keys = item.keys if item is not item.record else ()
        steps: list[Version] = []
        gap = ""
        for commit, before, after in self._records(item.path, identity):
            if after is None:
                gap = "an earlier version of the record cannot be read"
                break
            inner_after, inner_before = _part(after, keys, item), _part(before, keys, item)
            if inner_after is None:
                break
            old = commit.id in self.old
            if old or inner_before != inner_after:
                steps.append(Version(commit, None if old else inner_before, inner_after, old))
            if old or inner_before is None:
                break
        return Versions(tuple(steps), gap)

    def _records(self, path: str, identity: Identity) -> Iterator[tuple[Commit, Data | None, Data | None]]:
        """The changes of the file that holds a record, newest first, with the record before and after each.

        Where the record came from another file, its changes go on there. Nothing after stands for what cannot be read.
        """
        position: int | None = 0
        seen = 0
        while position is not None:
            moved: tuple[Commit, Change] | None = None
            for commit, change in self.changes_of(path)[position:]:
                if change.after is None:
                    continue  # it was away for a while, as after a revert
                now = self.contents.records(path, change.after)
                if now is None:
                    yield commit, None, None
                    return
                after = now.get(identity)
                before = self._in(path, change.before, identity)
                if after is None:
                    return
                if before is None:
                    moved = self._origin(commit, path, change, identity)
                    if moved is not None:
                        before = self._in(moved[1].path, moved[1].before, identity)
                yield commit, before, after
                seen += 1
                if moved is not None or before is None:
                    break
            if moved is None or seen > _MOST_VERSIONS:
                return
            path = moved[1].path
            position = _behind(self.changes_of(path), moved[0])

    def _in(self, path: str, blob: str | None, identity: Identity) -> Data | None:
        found = self.contents.records(path, blob) if blob is not None else None
        return found.get(identity) if found is not None else None

    def _origin(self, commit: Commit, path: str, change: Change, identity: Identity) -> tuple[Commit, Change] | None:
        """The change by which the record left another file in the same commit."""
        same = (other for other in commit.changes if other.after is None and other.before == change.after)
        pure = next(same, None)
        if pure is not None:
            return commit, pure
        if commit.id in self.old:
            return None
        if commit.id not in self._before:
            self._before[commit.id] = self._records_before(commit)
        origin = self._before[commit.id].get(identity)
        return (commit, origin) if origin is not None and origin.path != path else None

    def _records_before(self, commit: Commit) -> dict[Identity, Change]:
        """Where the records stood that left a file with this commit."""
        files = [
            change
            for change in commit.changes
            if change.before is not None and change.path.endswith((".yaml", ".yml", ".md"))
        ]
        self.contents.gather(blob for change in files for blob in (change.before, change.after))
        found: dict[Identity, Change] = {}
        for change in files:
            assert change.before is not None
            left = self.contents.records(change.path, change.before) or {}
            kept = (self.contents.records(change.path, change.after) or {}) if change.after is not None else {}
            found.update((identity, change) for identity in left if identity not in kept)
        return found


_MOST_VERSIONS = 10_000  # of one record: a bound against histories made to go round in circles


def _behind(changes: Sequence[tuple[Commit, Change]], commit: Commit) -> int | None:
    """The position after the change that this commit made."""
    return next((at + 1 for at, (other, _) in enumerate(changes) if other is commit), None)


def _part(data: Data | None, keys: tuple[str | int, ...], item: Item) -> Data | None:
    """The entry inside a record that bears the item's id, wherever in its list it stood then."""
    if data is None or not keys:
        return data
    listed = data.get(str(keys[0]))
    if not isinstance(listed, list) or len(keys) != 2:
        return None
    name = all_kinds()[item.kind].shape.id_field
    return next((entry for entry in listed if isinstance(entry, dict) and entry.get(name) == item.id), None)
