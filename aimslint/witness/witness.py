"""What history says about records, entries and systems. A record's claim and this testimony stand side by side."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import cached_property
from itertools import count
from operator import attrgetter
from typing import Any

from aimslint.aims import Aims, Item
from aimslint.history import Change, Commit, History, Person, Unknown
from aimslint.trees import Unreadable
from aimslint.trees.blobs import blobs_at_hand
from aimslint.witness.beginning import RECORD_ENDINGS, Beginning, beginnings
from aimslint.witness.code import Changes
from aimslint.witness.contents import Contents, Standing
from aimslint.witness.glance import Glance, differs_beside, glance
from aimslint.witness.gone import Gone, gone, holders_of, leaves, strange_ids
from aimslint.witness.governed import GovernedCode
from aimslint.witness.landing import Landing
from aimslint.witness.notes import Notes, state_of
from aimslint.witness.tracing import Tracer
from aimslint.witness.versions import Version, Versions


class Witness:
    """Facts from the history of the tree that a graph was read from, as of a day.

    Everything is worked out when it is first asked for, and kept. What is not committed yet is one pending commit of
    the as-of day, whose author nobody knows.
    """

    def __init__(self, history: History, aims: Aims, as_of: date, notes: Notes | None = None) -> None:
        """Of `notes` it believes what was found out about commits before, and adds to them."""
        self.notes = notes or Notes()
        self._history = history
        self._aims = aims
        self._as_of = as_of
        self._blobs: dict[str, str | None] = {}
        self._changes: dict[str, Changes] = {}
        self._versions: dict[int, Versions] = {}
        self._named: set[str] = set()
        self._gathered: set[str] = set()
        self._whole: set[str] = set()  # the paths of which all versions were read
        self._contents = Contents(history, self._read, self._standing)

    @property
    def unknown(self) -> Unknown | None:
        """Why nothing is known of the past; None when it can be asked."""
        return self._history.unknown

    @property
    def commits(self) -> Sequence[Commit]:
        """Every commit that is known, newest first, without the pending one."""
        return self._history.log.commits

    @cached_property
    def beginnings(self) -> Sequence[Beginning]:
        """Where the known past begins, other than with the first commit: at an import, at the end of the clone."""
        paths = self._aims.paths()
        return beginnings(self._history.log, paths, paths - self._history.tip.keys(), self._as_of)

    @cached_property
    def _old(self) -> frozenset[str]:
        return frozenset(id_ for beginning in self.beginnings for id_ in beginning.commits)

    def since(self, first: date) -> list[tuple[int, str, Sequence[Person]]]:
        """Of the commits from a day on that are not old: places among all, ids, and whom they are of.

        Most commits are passed over by these: to make them takes ten times as long.
        """
        log, old = self._history.log, self._old
        told = zip(count(), log.ids, log.days, log.authors, strict=False)
        return [(place, id_, authors) for place, id_, day, authors in told if day >= first and id_ not in old]

    def is_old(self, commit: Commit) -> bool:
        """Whether a commit only shows what stood when the known past begins: its day and author mean nothing."""
        return commit.id in self._old

    def why_old(self, commit: Commit) -> str:
        """The sentence that explains an old commit."""
        beginning = self.beginning_of(commit)
        return beginning.sentence if beginning is not None else ""

    def beginning_of(self, commit: Commit) -> Beginning | None:
        """The beginning of the known past that a commit belongs to; None for a commit after it."""
        return next((one for one in self.beginnings if commit.id in one.commits), None)

    def changes_of(self, path: str) -> Changes:
        """Every change of a file, newest first, with the pending one."""
        if path not in self._changes:
            known = self._history.log.of_path(path)
            before, now = self._history.tip.get(path), self.blob(path)
            if before != now:
                known = ((self._pending, Change(path, before, now)), *known)
            self._offer((path,))
            self._changes[path] = known
        return self._changes[path]

    def _offer(self, paths: Iterable[str]) -> None:
        """Name what stands at these paths today to whoever reads contents: git need not be asked for that."""
        for path in set(paths).difference(self._named):
            self._named.add(path)
            now = self.blob(path)
            if now is not None:
                self._contents.offer(now, path)

    def versions(self, item: Item) -> Versions:
        """What became of a record or entry over time."""
        if id(item) not in self._versions:
            self._gather(item.record.kind)
            self._versions[id(item)] = self._tracer.versions(item)
        return self._versions[id(item)]

    def texts(self, item: Item) -> Sequence[tuple[Commit, bytes | None]] | None:
        """The commits that touched the text of a record, newest first, each with what it was before: None once it came.

        None instead where only `versions` can tell. What was before may be broken: nobody looked.
        """
        self._gather(item.kind)
        return self._tracer.texts(item)

    def arrival(self, item: Item, field_: str) -> Commit | None:
        """The commit that gave a field of a record or entry the value it has; None when that is older than known."""
        step = next(iter(self.changes_of_field(item, field_)), None)
        return step.commit if step is not None and not step.old else None

    def changes_of_field(self, item: Item, field_: str) -> Iterator[Version]:
        """The versions of a record or entry that changed a field of it, newest first, and the one it began with."""
        self._gather(item.record.kind)
        return self._tracer.of_field(item, field_)

    def together_with(self, commit: Commit) -> frozenset[str]:
        """The ids of the commits that came into the main line with this one, as those of one branch do."""
        return frozenset(("",)) if commit.pending else self._landing.together_with(commit)

    @cached_property
    def code(self) -> GovernedCode:
        """What it says about the code of systems."""
        return GovernedCode(self._aims, self)

    def paths(self) -> Collection[str]:
        """Every path that some commit changed."""
        return self._history.log.paths()

    def blob(self, path: str) -> str | None:
        """What stands at a path today, by its id."""
        if path not in self._blobs:
            self._blobs[path] = self._aims.tree.blob(path)
        return self._blobs[path]

    def contents(self, blobs: Iterable[str | None]) -> Callable[[str | None], bytes | None]:
        """Read these in one go. What this gives tells what each holds."""
        self._contents.gather(blobs)
        return self._raw

    def rank(self, commit: Commit) -> int:
        """Where a commit stands in the log; newer ones have lower ranks."""
        return -1 if commit.pending else self._ranks[commit.id]

    def gone(self, kinds: Set[str]) -> list[Gone]:
        """Records and entries of these kinds that were removed, and that nothing bears the id of today."""
        today = self._aims.named(kinds)
        ids = {id_ for _, id_ in today}
        # Nearly every commit leaves all that is there today where it is, and need not be looked at again.
        quiet = self.notes.about(f"leaves {' '.join(sorted(kinds))}", state_of(ids))
        looked_at = self._young(quiet)
        loud = self._may_leave(looked_at, kinds)
        strange = strange_ids(kinds, ids, loud, self._contents)
        left = {commit.id for commit, change in loud if leaves(strange, change)}
        whole = len(quiet) == 0
        self.note(quiet, {commit.id for commit in looked_at} - left - {""})
        if not left:
            return []
        if not whole:
            loud = self._may_leave(self._young(), kinds)
            strange = strange_ids(kinds, ids, loud, self._contents)
        return gone(kinds, today, loud, strange, self._changes_in, self._contents)

    def _young(self, passed_over: Set[str] = frozenset()) -> list[Commit]:
        """The commits that are not old, with the pending one, but for those of these ids."""
        ids = self._history.log.ids
        places = [place for place, id_ in enumerate(ids) if id_ not in passed_over and id_ not in self._old]
        commits = [self.commits[place] for place in places]
        pending = [] if self.pending is None or self.is_old(self.pending) else [self.pending]
        return [*pending, *commits]

    def _may_leave(self, commits: Iterable[Commit], kinds: Set[str]) -> list[tuple[Commit, Change]]:
        """The changes of commits that may have taken records or entries of these kinds out of files, by path."""
        held, settled = holders_of(kinds), self._tracer.leaves_alone
        return [pair for pair in self._record_pairs(commits) if not settled(pair[1], kinds, held)]

    def note(self, known: set[str], found: Iterable[str]) -> None:
        """Add to notes what was found out about commits, unless some contents were not at hand: they may come yet."""
        if not self._contents.lacking:
            known.update(found)

    def _record_pairs(self, commits: Iterable[Commit]) -> list[tuple[Commit, Change]]:
        """The changes of commits to files that may hold records, by path."""
        pairs = [
            (commit, change)
            for commit in commits
            for change in sorted(self.record_changes(commit), key=attrgetter("path"))
        ]
        self._offer(change.path for _, change in pairs)
        return pairs

    def record_changes(self, commit: Commit) -> list[Change]:
        """The changes of a commit to files that may hold records."""
        return [change for change in commit.changes if change.path.endswith(RECORD_ENDINGS)]

    def gather(self, changes: Sequence[Change]) -> None:
        """Read what files held before and after these changes, at once: one by one would take longer."""
        self._offer(change.path for change in changes)
        self._contents.gather(blob for change in changes for blob in (change.before, change.after))

    def differs_beside(self, change: Change, lines: re.Pattern[bytes]) -> bool:
        """Whether a change of a file touched lines in which the pattern is not found, but for blanks and comments."""
        before, after = self._raw(change.before), self._raw(change.after)
        return before is not None and after is not None and differs_beside(before, after, lines)

    def glance(self, change: Change, lines: re.Pattern[bytes]) -> Glance | None:
        """What the lines of a change of a YAML file tell of its records, those aside in which the pattern is found."""
        before, after = self._raw(change.before), self._raw(change.after)
        yaml = change.path.endswith((".yaml", ".yml"))
        return glance(before, after, lines) if yaml and before is not None and after is not None else None

    def records_in(self, path: str, blob: str | None) -> Mapping[tuple[str, str], Mapping[str, Any]]:
        """The records that a version of a file held, by kind and id; empty when there were none, or none readable."""
        return self._contents.documents(path, blob)

    @cached_property
    def pending(self) -> Commit | None:
        """What is not committed yet in files that hold records, as one commit; None when nothing is."""
        changed = sorted(path for path in self._doubtful() if self._is_changed(path))
        changes = [self.changes_of(path)[0][1] for path in changed]
        return self._made(changes) if changes else None

    def _changes_in(self, commit: Commit) -> Sequence[Change]:
        known = self.pending if commit.pending else commit
        return known.changes if known is not None else ()

    def _doubtful(self) -> Set[str]:
        """The files that may have changed since the last commit: those of today's records, and all that it had."""
        paths, tip = self._aims.paths(), self._history.tip
        now = blobs_at_hand(self._aims.tree)
        if now is None:
            return paths | tip.keys()
        return {path for path, _ in now.items() ^ tip.items() if path in tip or path in paths}

    def _is_changed(self, path: str) -> bool:
        return path.endswith(RECORD_ENDINGS) and self._history.tip.get(path) != self.blob(path)

    @cached_property
    def _pending(self) -> Commit:
        return self._made(())

    def _made(self, changes: Iterable[Change]) -> Commit:
        return Commit(
            "", tuple(self._history.log.ids[:1]), (), self._as_of, self._as_of, "not committed yet", tuple(changes)
        )

    def _read(self, path: str) -> bytes | None:
        """What stands at a path today: git need not be asked for it, nor the disk for what was read already."""
        text = self._aims.texts.get(path)
        if text is not None:
            return text.encode()
        try:
            return self._aims.tree.read(path)
        except Unreadable:
            return None

    def _gather(self, kind: str) -> None:
        """Read the versions of all files with records of a kind at once."""
        if kind in self._gathered or self._aims.part is not None:  # where few are asked about
            return
        self._gathered.add(kind)
        paths = [path for path in self._paths.get(kind, ()) if path not in self._whole]
        self._whole.update(paths)
        changes = [change for path in paths for _, change in self.changes_of(path)]
        self._contents.gather(blob for change in changes for blob in (change.before, change.after))

    def _standing(self, path: str) -> Standing | None:
        """What stands at a path today, if each of its documents is a record that can be named."""
        part, blob = self._aims.part, self.blob(path)
        records = self._records.get(path, ()) if part is None else part.records_in(path)
        named = [record.document for record in records if record.id]
        if blob is None or not records or named != list(range(len(records))):
            return None
        names = frozenset((record.kind, record.id) for record in records)
        if part is not None and not part.has_read(path):  # to read it would take longer than it saves
            return Standing(blob, "", names, ())
        return Standing(blob, self._aims.texts[path], names, [tuple(record.data) for record in records])

    @cached_property
    def _records(self) -> Mapping[str, Sequence[Item]]:
        """Today's records by the path of their file."""
        found: dict[str, list[Item]] = {}
        for record in self._aims.records:
            found.setdefault(record.path, []).append(record)
        return found

    @cached_property
    def _paths(self) -> Mapping[str, Collection[str]]:
        """The files that hold records of a kind today."""
        found: dict[str, dict[str, None]] = {}
        for record in self._aims.records:
            found.setdefault(record.kind, {})[record.path] = None
        return found

    @cached_property
    def _tracer(self) -> Tracer:
        return Tracer(self._contents, self._old, self.changes_of, self._changes_in, self._offer, self._whole)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {id_: position for position, id_ in enumerate(self._history.log.ids)}

    @cached_property
    def _landing(self) -> Landing:
        return Landing.of(self.commits)

    def _raw(self, blob: str | None) -> bytes | None:
        return self._contents.raw(blob) if blob is not None else None
