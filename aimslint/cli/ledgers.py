"""Finds what an earlier check of nearly the same files found, and keeps what this one does.

The newest ledgers are kept for each AIMS root, day, configuration and set of rules. Each goes with the state that it
is true of: every file with its content id, and the past up to some commit. Only what git holds is followed, the index
and commits: a file on disk may change while it is read.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from threading import Thread
from typing import TYPE_CHECKING

from aimslint.cli.kept_footprints import KeptFootprints
from aimslint.cli.known import Known, Near, from_plain, nearest, to_plain
from aimslint.cli.options import today
from aimslint.cli.parts import Parts
from aimslint.cli.states import State, is_link, record_links
from aimslint.dataclass import dataclass
from aimslint.records.filed import Shelf

if TYPE_CHECKING:
    from aimslint.aims import Aims
    from aimslint.cache import Cache
    from aimslint.cli.checking import Checking
    from aimslint.coverage import Stood
    from aimslint.history import History
    from aimslint.ledger import Earlier, Ledger, TakenOver
    from aimslint.model import Phase
    from aimslint.report import Report
    from aimslint.rulebook import Rulebook
    from aimslint.rulebook.footprint import Footprint
    from aimslint.trees import Tree
    from aimslint.witness import Notes

NAME = "ledger"
KEPT = 2
"""How many ledgers are kept of what is judged alike: of a change, and of what it is compared with."""
MOST = 4
"""Of how many roots, days and settings a repository keeps ledgers, where it has no more roots than that."""
STANDING = "standing"
MOST_STANDING = 16
"""How often a repository keeps how requirements stand: a file each, and small."""
RENEW_AFTER = 6
"""From what is kept at most so much may differ: to keep another takes as long as to look at some more files."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """A check: its report, what is told of commits, and how much differs from what was kept before (None: all)."""

    report: "Report"
    told: str
    distance: int | None


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be checked, and how."""

    state: State
    checking: "Checking"
    rules: "Rulebook"
    notes: "Notes | None"
    key_of_rules: str


class Ledgers:
    """The ledgers of the repository that a cache lies beside; `past` is all of its history that is known."""

    def __init__(self, cache: "Cache", as_of: date, past: "History") -> None:
        self._cache, self._as_of, self._past = cache, as_of, past
        self._known: dict[str, list[Known]] = {}
        self._shelf = Shelf()
        self._shelved: dict[str, str] = {}
        self._graphs: list[tuple[State, Aims]] = []
        self._parts = Parts(cache, past)
        self._footprints = KeptFootprints(cache)
        self._made: list[tuple[Report, State, str]] = []
        self._new: dict[str, Ledger] = {}
        self._worth_keeping: set[str] = set()

    def follow(self, tree: "Tree") -> bool:
        """Whether git holds what stands in a tree."""
        from aimslint.trees import CommitTree, IndexTree, OverlayTree

        below = tree.below if isinstance(tree, OverlayTree) else tree
        return isinstance(below, CommitTree | IndexTree) and not tree.unmerged() and not record_links(tree)

    def check(
        self, state: State, checking: "Checking", rulebook: "Rulebook | None" = None, notes: "Notes | None" = None
    ) -> "Report":
        """As `engine.check`, with the help of the nearest ledger. Raises what that does."""
        from aimslint.engine import rulebook_of

        rules = rulebook or rulebook_of(state.tree, state.config, state.root)
        key = self._key(state)
        if key not in self._known:
            self._known[key] = self._kept(key)
        known = self._known[key]
        digest = hashlib.sha256(f"{key} {state.digest}".encode()).hexdigest()
        task = _Task(state, checking, rules, notes, self._key_of_rules(state))
        found = self._in_part(task, known) or self._as_a_whole(task, known)
        report = found.report
        assert report.ledger is not None
        known.append(Known(None, state.blobs, state.tip, state.boundaries, state.pending, found.told, digest))
        self._new[digest] = report.ledger
        self._made.append((report, state, key))
        self._parts.add(digest, report.aims)
        if found.distance is None or found.distance > RENEW_AFTER:
            self._worth_keeping.add(key)
        return report

    def _in_part(self, task: "_Task", known: Sequence[Known]) -> "_Checked | None":
        """The check, where little has to be read for it; None where that is not so."""
        from aimslint.aims.beyond import Beyond
        from aimslint.ledger import taken_over

        state = task.state
        before_this_run = [one for one in reversed(known) if not self._parts.is_new(one.digest)]
        near = nearest(before_this_run, state, self._past)
        earlier = self._earlier(near, state)
        if near is None or earlier is None or state.config.extensions:
            return None
        one = near.known
        try:
            before, now = self._parts.of(one.digest, one.blobs, state, task.rules, earlier)
            same_past = one.tip == state.tip != "" and one.boundaries == state.boundaries
            told = one.told if same_past and not earlier.came_or_went else state.told(now, self._as_of)
            if told != one.told:
                return None
            over = taken_over(earlier, before, now, task.rules, self._as_of, self._footprints.of(task.key_of_rules))
            report = self._judged(now, task, over)
        except Beyond:
            return None
        self._parts.read_on(before, now)
        return _Checked(report, told, near.distance)

    def _as_a_whole(self, task: "_Task", known: Sequence[Known]) -> "_Checked":
        """The check, for which all is read and linked."""
        from aimslint.ledger import TakenOver, taken_over

        state = task.state
        now = self._graph(state, task.checking, task.rules)
        told = state.told(now, self._as_of)
        like = [one for one in reversed(known) if one.told == told]
        earlier = self._earlier(nearest(like, state, self._past), state)
        over = TakenOver()
        if earlier is not None:
            before = self._graph(replace(state, tree=earlier.tree), task.checking, task.rules)
            over = taken_over(earlier, before, now, task.rules, self._as_of, self._footprints.of(task.key_of_rules))
        return _Checked(self._judged(now, task, over), told, None)

    def _judged(self, aims: "Aims", task: "_Task", over: "TakenOver") -> "Report":
        from aimslint.engine import judged

        return judged(
            aims,
            self._as_of,
            task.state.config,
            task.rules,
            history=task.state.past,
            disregard=task.checking.disregard,
            over=over,
            notes=task.notes,
        )

    def keep(self) -> None:
        """Keep the ledgers that were made, for the next run. In the background, yet before Python ends.

        Where hardly anything differs from one that is kept already, that one helps the next run as much.
        """
        from aimslint.ledger import to_plain as plain_of

        digests = set()
        most = max(MOST, len(self._known))
        for key in self._worth_keeping:
            known = self._known[key][-KEPT:]
            digests |= {one.digest for one in known}
            new = [
                one if one.plain is not None else replace(one, plain=plain_of(self._new[one.digest])) for one in known
            ]
            Thread(target=self._cache.put, args=(NAME, key, to_plain(new)), kwargs={"most": most}).start()
        Thread(target=self._parts.keep, args=(digests, KEPT * most)).start()
        self._footprints.keep()

    def footprints(self, report: "Report") -> "dict[str, Footprint] | None":
        """What the rules read that a report was made with, and the requirements of its packs, as far as it is known."""
        states = (state for made, state, _ in self._made if made is report)
        return next((self._footprints.of(self._key_of_rules(state)) for state in states), None)

    def standing(self, report: "Report", pack: str, phase: "Phase") -> "Mapping[str, Stood] | None":
        """How the requirements of a pack stood, by their bare ids, when the same was read and found before."""
        from aimslint.coverage.stood import from_plain as stood_from

        key = self._key_of_standing(report, pack, phase)
        return stood_from(self._cache.get(STANDING, key)) if key is not None else None

    def keep_standing(self, report: "Report", pack: str, phase: "Phase", known: "Mapping[str, Stood]") -> None:
        """Keep how the requirements of a pack stand by a report."""
        from aimslint.coverage.stood import to_plain as stood_plain

        key = self._key_of_standing(report, pack, phase)
        if key is not None:
            self._cache.put(STANDING, key, stood_plain(known), most=MOST_STANDING)

    def _key_of_standing(self, report: "Report", pack: str, phase: "Phase") -> str | None:
        """All that coverage is worked out from: what was read, and what was found and could not be judged."""
        from aimslint.ledger import plain_finding

        state, key = next(((state, key) for made, state, key in self._made if made is report), (None, ""))
        if state is None:
            return None
        found = json.dumps([plain_finding(finding) for finding in report.all_findings])
        parts = (key, pack, phase, repr(report.skipped), state.digest, found)
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def _graph(self, state: State, checking: "Checking", rules: "Rulebook") -> "Aims":
        """The records of a state, linked; those of the last two states are at hand."""
        from aimslint.engine import read

        for known, aims in self._graphs:
            if known.root == state.root and known.blobs == state.blobs:
                return aims
        aims = read(
            state.tree,
            state.config,
            state.root,
            jobs=checking.jobs,
            cache=checking.cache,
            shelf=self._shelf,
            packs=rules.packs,
            same={path for path, blob in state.blobs.items() if self._shelved.get(path) == blob},
        )
        self._graphs = [*self._graphs[-1:], (state, aims)]
        self._shelved.update(state.blobs)
        return aims

    def _earlier(self, near: Near | None, state: State) -> "Earlier | None":
        """What is known as an earlier check of a state; None where it does not help."""
        from aimslint.engine import record_paths
        from aimslint.ledger import Earlier
        from aimslint.ledger import from_plain as ledger_from
        from aimslint.trees import MemoryTree, OverlayTree

        if near is None:
            return None
        ledger = self._new.get(near.known.digest) or ledger_from(near.known.plain)
        if ledger is None:
            return None
        was, changed = near.known.blobs, {*near.changed}
        records = record_paths([path for path in changed if path in was], state.config, state.root)
        contents = self._past.read(was[path] for path in records)
        if any(was[path] not in contents for path in records):
            return None
        before = MemoryTree({path: contents[was[path]] for path in records}, state.tree.top)
        tree = OverlayTree(state.tree, before, changed) if changed else state.tree
        other_kind = {path for path in changed if any(map(is_link, (was.get(path, ""), state.blobs.get(path, ""))))}
        came_or_went = other_kind | (changed & (was.keys() ^ state.blobs.keys()))
        return Earlier(ledger, tree, changed, near.touched, came_or_went, near.moved, same=near.same)

    def _kept(self, key: str) -> list[Known]:
        return from_plain(self._cache.get(NAME, key))

    def _key(self, state: State) -> str:
        """All else that decides what rules find: this installation, the days, the root, its settings and rules."""
        parts = [self._key_of_rules(state), str(self._as_of), str(today()), state.root]
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def _key_of_rules(self, state: State) -> str:
        """All that decides what rules read: this installation, the settings, the organisation's own rules."""
        from aimslint.cli.remembered import installed

        parts = [installed(), repr(state.config), *state.own_rules]
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
