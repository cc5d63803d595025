"""Starts a second process for a check of many files, and the reading of the past, in that process or in this one."""

from datetime import date
from typing import TYPE_CHECKING

from aimslint.cli.past import past_of, progress
from aimslint.cli.project import Project

if TYPE_CHECKING:
    from aimslint.history import History
    from aimslint.second.asking import Second
    from aimslint.trees import Tree

WORTH_HALVING = 1_000
"""How many files there must be that can hold a record: with fewer, a second process takes longer than it saves."""


class Halving:
    """The second process of one check, if one is worth it, and the past, which is then read there.

    It starts before anything is loaded that reads records: the second process loads the same meanwhile. `end` it when
    the command ends.
    """

    def __init__(
        self,
        project: Project,
        as_of: date,
        jobs: int,
        *,
        use_cache: bool = True,
        ahead: bool = True,
        alone: bool = False,
    ) -> None:
        """Begin the check of a project with up to `jobs` processes, or `alone`; the rest is as in `past_of`."""
        pays = not alone and jobs > 1 and _is_large(project)
        self.past: History = past_of(project, as_of, use_cache=use_cache, ahead=ahead, later=pays)
        self._tree: Tree | None = project.tree
        self._second = _start(project, self.past, as_of) if pays else None

    def take(self, tree: "Tree") -> "Second | None":
        """The second process, for whoever first checks the tree that it was started for."""
        if tree is not self._tree:
            return None
        self._tree = None
        return self._second

    def end(self) -> None:
        """Wait until the process is gone."""
        if self._second is not None:
            self._second.end()


def _is_large(project: Project) -> bool:
    """Whether there are so many files. Several AIMS roots share one reading of the past, and stay in one process."""
    from aimslint.trees.listing import RECORD_SUFFIXES

    if len(project.configs) != 1:
        return False
    return sum(path.endswith(RECORD_SUFFIXES) for path in project.tree.paths()) >= WORTH_HALVING


def _start(project: Project, past: "History", as_of: date) -> "Second | None":
    """The process; None where it could not see the same tree."""
    from aimslint.second.asking import Second
    from aimslint.second.job import Job

    ((root, config),) = project.configs.items()
    job = Job(project.tree, past, config, root, as_of).to_plain()
    return None if job is None else Second(job, progress())
