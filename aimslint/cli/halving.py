"""Starts a second process for a check of many files, and the reading of the past, in that process or in this one."""

import os
import sys
from datetime import date
from typing import TYPE_CHECKING

from aimslint.pattern import pattern
from aimslint.second import MODULE
from aimslint.worker.process import Worker
from aimslint.worker.talking import TURN

if TYPE_CHECKING:
    from aimslint.cli.project import Project
    from aimslint.history import History
    from aimslint.second.asking import Second
    from aimslint.trees import Tree

WORTH_HALVING = 1_000
"""How many files there must be that can hold a record: with fewer, a second process takes longer than it saves."""

_RECORD_FILE = pattern(rb"\.(?:yaml|yml|md)\0")
_MOST_BYTES = 16 << 20


class Halving:
    """The second process of one check, if one is worth it, and the past, which is then read there.

    It starts before anything is loaded that reads records, the second process loads the same meanwhile; and where the
    index of git names many files, even before they are listed. `end` it when the command ends.
    """

    def __init__(self, jobs: int, start: str = ".") -> None:
        """For a check with up to `jobs` processes, likely of the project that `start` lies in."""
        self._jobs = jobs
        self._worker = Worker(MODULE) if jobs > 1 and _seems_large(start) else None
        self._tree: Tree | None = None
        self._second: Second | None = None

    def begin(self, project: "Project", as_of: date, *, use_cache: bool = True, ahead: bool = True) -> "History":
        """Begin the check of a project; gives its past, of which the rest is as in `past_of`."""
        from aimslint.cli.past import past_of, progress

        pays = self._jobs > 1 and _is_large(project)
        past = past_of(project, as_of, use_cache=use_cache, ahead=ahead, later=pays)
        job = _job(project, past, as_of) if pays else None
        if job is not None:
            from aimslint.second.asking import Second

            sys.setswitchinterval(TURN)
            self._worker = self._worker or Worker(MODULE)
            self._tree, self._second = project.tree, Second(self._worker, job, progress())
        else:
            self.stop()
        return past

    def take(self, tree: "Tree") -> "Second | None":
        """The second process, for whoever first checks the tree that it was started for."""
        if tree is not self._tree:
            return None
        self._tree = None
        return self._second

    def stop(self) -> None:
        """Nothing more is wanted of the process."""
        if self._worker is not None:
            self._worker.stop()

    def end(self) -> None:
        """Wait until the process is gone."""
        if self._worker is not None:
            self._worker.end()


def _seems_large(start: str) -> bool:
    """Whether the index of git, if there is one, names so many files: a guess that costs little where it is wrong."""
    try:
        folder = os.path.realpath(start)
        while not os.path.isfile(index := os.path.join(folder, ".git", "index")):
            folder, inner = os.path.dirname(folder), folder
            if folder == inner:
                return False
        with open(index, "rb") as file:
            return len(_RECORD_FILE.findall(file.read(_MOST_BYTES))) >= WORTH_HALVING
    except (OSError, ValueError):
        return False


def _is_large(project: "Project") -> bool:
    """Whether there are so many files. Several AIMS roots share one reading of the past, and stay in one process."""
    from aimslint.trees.listing import RECORD_SUFFIXES

    if len(project.configs) != 1:
        return False
    return sum(path.endswith(RECORD_SUFFIXES) for path in project.tree.paths()) >= WORTH_HALVING


def _job(project: "Project", past: "History", as_of: date) -> "list[object] | None":
    """What the second process is to do; None where it could not see the same tree."""
    from aimslint.second.job import Job

    ((root, config),) = project.configs.items()
    return Job(project.tree, past, config, root, as_of).to_plain()
