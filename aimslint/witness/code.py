"""What became of the code that a system's record governs: which commits changed it, and what is left of that."""

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from aimslint import globs
from aimslint.dataclass import dataclass
from aimslint.history import Change, Commit
from aimslint.roots import inner, is_inside

Changes = Sequence[tuple[Commit, Change]]


@dataclass(frozen=True, slots=True)
class CodeFiles:
    """Which files belong to a system's code: patterns relative to the tree's top."""

    paths: tuple[str, ...]
    ignore: tuple[str, ...]
    watch: tuple[str, ...]

    def among(self, known: Sequence[str]) -> list[str]:
        """Those of the sorted paths that belong to the code, in order."""
        found = {
            path
            for pattern in (*self.paths, *self.watch)
            for path in _with_prefix(known, globs_prefix(pattern))
            if globs.matches(path, (pattern,))
        }
        return sorted(path for path in found if self.watched(path) or not globs.matches(path, self.ignore))

    def watched(self, path: str) -> bool:
        """Whether every change of the file matters."""
        return globs.matches(path, self.watch)


@dataclass(frozen=True, slots=True)
class CodeChange:
    """What differs between the code as it was assessed and as it is now.

    `commits` are those after the assessment, newest first, that changed a file which differs now; `paths` the files
    that differ, `watched` those of them of which every change matters, `lines` how many lines were added and removed
    (moved ones not counted). `gap` says why earlier changes cannot be ruled out; empty when they can.
    """

    commits: tuple[Commit, ...] = ()
    paths: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()
    lines: int = 0
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """From when changes count. Those of the commits `covered` do not: they came together with the assessment.

    `arrived` is the rank in the log of the commit that brought the assessment, newer ones having lower ranks. Of older
    ones, what was written no later than `day` was there to be assessed, even if it was committed anew later.
    """

    day: date
    covered: frozenset[str] = frozenset()
    arrived: int | None = None

    def counts(self, commit: Commit, rank: int) -> bool:
        """Whether a commit came after the assessment."""
        if commit.id in self.covered:
            return False
        older = self.arrived is not None and rank > self.arrived
        return commit.committed > self.day and not (older and commit.authored <= self.day)


def digest(state: Mapping[str, str], root: str) -> str:
    """One short text for the contents of many files: it differs when a file is added, removed, renamed or changed.

    It stays the same when the whole AIMS, with the code below its `root`, moves elsewhere.
    """
    inside = {inner(path, root) if is_inside(path, root) else f"/{path}": blob for path, blob in state.items()}
    text = "".join(f"{path}\0{blob}\n" for path, blob in sorted(inside.items()))
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def net_change(
    files: CodeFiles,
    changes: Mapping[str, Changes],
    state: Mapping[str, str],
    since: Since,
    old: Callable[[Commit], bool],
    rank: Callable[[Commit], int],
    reviewed: Callable[[Mapping[str, str]], bool],
) -> tuple[list[tuple[Commit, Change]], dict[str, str | None]]:
    """The changes that count, newest first, and for each file that differs now what it was before them.

    `changes` are those of each file of the code, newest first; `state` is the code now. A state in between that was
    `reviewed` is the one to start from. `old` tells commits that show only what stood when the
    known past begins, `rank` where a commit stands in the log.
    """
    counted = sorted(_counted(changes, since, old, rank), key=lambda pair: rank(pair[0]))
    counted = _after_review(counted, dict(state), reviewed)
    first: dict[str, str | None] = {}
    for _, change in counted:
        first[change.path] = change.before  # the last one written is the oldest
    differing = {path: before for path, before in first.items() if before != state.get(path)}
    for path in _moved(differing, state):
        del differing[path]
    return [pair for pair in counted if pair[1].path in differing], differing


def _counted(
    changes: Mapping[str, Changes], since: Since, old: Callable[[Commit], bool], rank: Callable[[Commit], int]
) -> Iterator[tuple[Commit, Change]]:
    for path in changes:
        yield from (pair for pair in changes[path] if not old(pair[0]) and since.counts(pair[0], rank(pair[0])))


def _after_review(
    counted: list[tuple[Commit, Change]], state: dict[str, str], reviewed: Callable[[Mapping[str, str]], bool]
) -> list[tuple[Commit, Change]]:
    """What came after the latest state that somebody looked at and found to have no bearing."""
    if reviewed(state):
        return []
    by_commit: dict[str, list[tuple[Commit, Change]]] = {}
    for pair in counted:
        by_commit.setdefault(pair[0].id, []).append(pair)
    newer: list[tuple[Commit, Change]] = []
    for pairs in by_commit.values():
        newer += pairs
        for _, change in pairs:
            if change.before is None:
                state.pop(change.path, None)
            else:
                state[change.path] = change.before
        if reviewed(state):
            return newer
    return counted


def _moved(differing: Mapping[str, str | None], state: Mapping[str, str]) -> Iterator[str]:
    """The files that were only moved: what went at one path came at another."""
    gone = Counter(blob for path, blob in differing.items() if blob is not None and path not in state)
    came = Counter(state[path] for path, blob in differing.items() if blob is None and path in state)
    both = gone & came
    left, arrived = both.copy(), both.copy()
    for path, blob in list(differing.items()):
        if blob is not None and path not in state and left[blob] > 0:
            left[blob] -= 1
            yield path
        elif blob is None and path in state and arrived[state[path]] > 0:
            arrived[state[path]] -= 1
            yield path


def line_changes(pairs: Iterable[tuple[bytes | None, bytes | None]]) -> int:
    """How many lines these files gained and lost together.

    A line that moved, or only its indentation or blank lines around it, counts nothing; a binary file counts as one.
    """
    gained: Counter[bytes] = Counter()
    lost: Counter[bytes] = Counter()
    binary = 0
    for before, after in pairs:
        if b"\0" in (before or b"")[:_PROBE] or b"\0" in (after or b"")[:_PROBE]:
            binary += 1
            continue
        lost.update(filter(None, map(bytes.strip, (before or b"").splitlines())))
        gained.update(filter(None, map(bytes.strip, (after or b"").splitlines())))
    return (gained - lost).total() + (lost - gained).total() + binary


_PROBE = 8000  # as git does: a file with a NUL among its first bytes is no text


def globs_prefix(pattern: str) -> str:
    """The beginning that every path has that fits the pattern."""
    return pattern.partition("*")[0].partition("?")[0]


def _with_prefix(known: Sequence[str], prefix: str) -> Iterator[str]:
    for at in range(bisect_left(known, prefix), len(known)):
        if not known[at].startswith(prefix):
            return
        yield known[at]


def code_files(code: Mapping[str, Any], root: str) -> CodeFiles:
    """The patterns of an `ai_system.code`; those without a leading `/` count from the AIMS root."""

    def patterns(name: str) -> tuple[str, ...]:
        listed = code.get(name)
        texts = [text for text in listed if isinstance(text, str)] if isinstance(listed, list) else []
        return tuple(pattern for text in texts for pattern in _from_top(text, root))

    return CodeFiles(patterns("paths"), patterns("ignore"), patterns("watch"))


def files_among(code: Any, paths: Sequence[str], root: str) -> list[str]:
    """Those of the sorted paths that belong to what a system says of its code. For most, where patterns begin tells."""
    if not isinstance(code, Mapping):
        return []
    for listed in (code.get("paths"), code.get("watch")):
        for pattern in listed if isinstance(listed, list) else ():
            if isinstance(pattern, str):
                whole = pattern.removeprefix("/") if pattern.startswith("/") or not root else f"{root}/{pattern}"
                start = globs_prefix(whole).rstrip("/")
                at = bisect_left(paths, start)
                if at < len(paths) and paths[at].startswith(start):
                    return code_files(code, root).among(paths)
    return []


def fits_any(text: str, known: Sequence[str], root: str) -> bool:
    """Whether a pattern of a record, or a folder it names, fits one of the sorted paths."""
    for pattern in _from_top(text, root):
        if any(globs.matches(path, (pattern,)) for path in _with_prefix(known, globs_prefix(pattern))):
            return True
    return False


def _from_top(text: str, root: str) -> tuple[str, ...]:
    """A pattern relative to the tree's top; one that names a folder means all that lies below it, too."""
    whole = text.removeprefix("/") if text.startswith("/") or not root else f"{root}/{text}"
    whole = whole.rstrip("/")
    return (whole,) if whole.endswith("**") else (whole, f"{whole}/**")
