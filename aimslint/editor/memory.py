"""What is kept from one check to the next: what was read from disk and from git, and what files hold."""

import os
from collections.abc import Iterable, Mapping, Set
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from lsprotocol import types as lsp

from aimslint.cache import Cache
from aimslint.config import Config
from aimslint.dataclass import dataclass
from aimslint.editor.buffers import Buffer
from aimslint.editor.diagnostics import diagnostics
from aimslint.editor.kept import StateOf, no_state
from aimslint.editor.positions import Text
from aimslint.editor.project import Project
from aimslint.editor.steady import SteadyTree
from aimslint.engine import record_paths
from aimslint.git_command import GitError, run_git
from aimslint.history import History, NoHistory, Unknown
from aimslint.history.git import GitHistory
from aimslint.loading import load_file
from aimslint.model import Problem
from aimslint.placing import Placer
from aimslint.records.filed import Filed, Shelf, filed
from aimslint.roots import files_of
from aimslint.trees import NoRepository, Tree, Unreadable, WorkingTree, find_repository, is_own_repository
from aimslint.trees.repository import cache_of

BREAKS = frozenset(
    {
        "alias-bomb",
        "conflict-markers",
        "control-character",
        "not-utf-8",
        "not-yaml",
        "too-deep",
        "too-large",
        "too-many-nodes",
    }
)
"""What keeps a file from being read at all: while somebody types, that is no reason to forget what stood in it."""


class Repository:
    """A folder on disk, and its past where it is a repository. Looks at the disk once, until it is told to again.

    `state` tells a digest of all that a check can see of it.
    """

    def __init__(self, top: Path, state: StateOf = no_state) -> None:
        self.top = top
        self._state_of = state
        self._state: tuple[str | None] | None = None
        self._found = find_repository(top)
        self._tree: SteadyTree | None = None
        self._paths: tuple[Tree, Set[str]] | None = None
        self._aside: set[str] = set()
        self._past: tuple[str, date, GitHistory] | None = None

    def refresh(self) -> None:
        """Forget what the disk held, and whether that is a repository."""
        self._found = find_repository(self.top)
        self._tree = self._state = None
        self._aside.clear()

    def tree(self) -> Tree:
        """The files on disk. Raises GitError."""
        if self._tree is None:
            self.state()
            self._tree = SteadyTree(WorkingTree.at(self.top))
        return self._tree

    def state(self) -> str | None:
        """The state that it was in before anything was read for `tree`; None where it is not known."""
        if self._state is None:
            self._state = (self._state_now(),)
        return self._state[0]

    def is_as_it_was(self) -> bool:
        """Whether it is known to be in that state still."""
        return self.state() is not None and self._state_now() == self.state()

    def _state_now(self) -> str | None:
        return None if isinstance(self._found, NoRepository) else self._state_of(self.top)

    def counts(self, path: str) -> bool:
        """Whether a file is one of the tree, or will be once it is written: what git ignores lies beside it.

        One that is on disk and not known yet may have come just now: then the disk is looked at again, once.
        """
        if path in self._listed():
            return True
        if path not in self._aside and os.path.lexists(self.top / path):
            self._tree = self._state = None
            if path not in self._listed():
                self._aside.add(path)
            return path not in self._aside
        return path not in self._aside

    def _listed(self) -> Set[str]:
        tree = self.tree()
        if self._paths is None or self._paths[0] is not tree:
            self._paths = (tree, frozenset(tree.paths()))
        return self._paths[1]

    def history(self, today: date) -> History:
        """The past up to what is checked out; read again only when that is another commit, or on another day."""
        if isinstance(self._found, NoRepository):
            return NoHistory(Unknown("there is no git repository"))
        head = self._head()
        if self._past is None or self._past[:2] != (head, today):
            own = is_own_repository(self.top)
            self._past = (head, today, GitHistory.at(self.top, own_repository=own, latest=today))
        return self._past[2]

    def rest(self) -> None:
        """Leave no git running: the next question may be an hour away."""
        if self._past is not None:
            self._past[2].rest()

    def cache(self) -> Cache | None:
        """Where earlier checks kept what they parsed."""
        return cache_of(self._found)

    def _head(self) -> str:
        try:
            return run_git(self.top, "rev-parse", "HEAD", own_repository=False).decode()
        except GitError:  # before the first commit
            return ""


@dataclass(frozen=True, slots=True)
class Broken:
    """What is wrong with buffers that cannot be read as they are now, by path."""

    texts: Mapping[str, Text] = field(default_factory=dict)
    found: Mapping[str, Filed] = field(default_factory=dict)

    def diagnostics(self, project: Project) -> dict[str, list[lsp.Diagnostic]]:
        """These problems, in the words of their rules."""
        texts = {path: one.text for path, one in self.found.items()}
        placer = Placer(replace(project.aims, texts=texts, records=()), project.config.loading_limits())
        shown: dict[str, list[lsp.Diagnostic]] = {}
        for path, one in self.found.items():
            problems: Iterable[Problem] = (problem for problem in one.problems if problem.rule in BREAKS)
            found = placer.findings(placer.drafts_of(problems, project.rulebook))
            report = replace(project.report, aims=replace(project.aims, texts=texts))
            shown[path] = diagnostics(found, replace(project, report=report, _memory={}), self.texts)
        return shown


@dataclass(frozen=True, slots=True)
class Served:
    """How open files are read: other bytes `instead` of those that are `broken`; `sound` is what the rest holds."""

    instead: Mapping[str, bytes]
    broken: Broken
    sound: Mapping[str, Filed]


class Records:
    """What the files of one AIMS root hold, under one configuration."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.shelf = Shelf()
        self.is_new = True
        self._good: dict[str, bytes] = {}
        self._bad: dict[str, tuple[bytes, Filed]] = {}

    def served(self, tree: Tree, disk: Tree, buffers: Mapping[str, Buffer], root: str) -> Served:
        """What is read of buffers: of those that do not parse, the last bytes that did."""
        self._good = {path: raw for path, raw in self._good.items() if path in buffers}
        inside = set(files_of(tree.paths(), root))
        own = record_paths([path for path in buffers if path in inside], self.config, root)
        instead: dict[str, bytes] = {}
        bad: dict[str, Filed] = {}
        sound: dict[str, Filed] = {}
        for path in own:
            raw = buffers[path].raw
            found = self._read(path, raw)
            if not is_broken(found):
                self._good[path] = raw
                sound[path] = found
                continue
            good = self._last_good(path, disk)
            if good is not None:
                instead[path] = good
                bad[path] = found
        return Served(instead, Broken({path: buffers[path].text for path in bad}, bad), sound)

    def read(self, path: str, raw: bytes) -> Filed | None:
        """What a file holds; None when it cannot be read as it is."""
        found = self._read(path, raw)
        return None if is_broken(found) else found

    def _read(self, path: str, raw: bytes) -> Filed:
        known = self._bad.get(path)
        if known is not None and known[0] == raw:
            return known[1]
        found = self.shelf.find(path, raw)
        if found is None:
            found = filed(load_file(path, raw, self.config.loading_limits()))
            if is_broken(found):
                self._bad[path] = (raw, found)
            else:
                self.shelf.put(path, raw, found)
        return found

    def _last_good(self, path: str, disk: Tree) -> bytes | None:
        """The last bytes that parsed: of a buffer, else those on disk."""
        if path not in self._good:
            try:
                raw = disk.read(path, self.config.loading_limits().file_bytes)
            except Unreadable:
                return None
            found = self.shelf.find(path, raw) or filed(load_file(path, raw, self.config.loading_limits()))
            if is_broken(found):
                return None
            self._good[path] = raw
        return self._good[path]


def is_broken(found: Filed) -> bool:
    """Whether something keeps a file from being read as a whole."""
    return any(problem.rule in BREAKS for problem in found.problems)
