"""The history of the project that a command looks at."""

import sys
from datetime import date
from typing import TYPE_CHECKING

from aimslint.cli.options import today
from aimslint.cli.project import Project

if TYPE_CHECKING:
    from aimslint.history import History
    from aimslint.history.log_reading import Progress

LONG = 20_000
"""After how many commits their reading is worth a word."""


def past_of(
    project: Project, as_of: date, *, use_cache: bool = True, ahead: bool = True, later: bool = False
) -> "History":
    """The history up to the commit that the project's tree stands on. Begins to read it; waits for nothing.

    Old contents of records are read `ahead`, which pays where rules are judged for most of them. With `later` it is
    read when it is asked for, where a second process likely reads it.
    """
    from aimslint.history import NoHistory, Unknown
    from aimslint.trees import NoRepository

    top = project.top_of_repository
    if all(config.history.use == "none" for config in project.configs.values()):
        return NoHistory(Unknown("the configuration says not to use it"))
    if isinstance(top, NoRepository):
        mend = "" if top.reason == "no-repository" else "see the note"
        reason = "there is no git repository" if top.reason == "no-repository" else "git does not answer"
        return NoHistory(Unknown(reason, mend))

    from aimslint.history.git import GitHistory
    from aimslint.trees.listing import RECORD_SUFFIXES
    from aimslint.trees.repository import is_own_repository

    latest = max(as_of, today())  # what claims to be later comes from a clock that was wrong
    return GitHistory.at(
        top,
        project.tip,
        own_repository=is_own_repository(top),
        latest=latest,
        use_cache=use_cache,
        ahead=RECORD_SUFFIXES if ahead else (),
        later=later,
        progress=progress(),
    )


def progress() -> "Progress | None":
    """Who says on a terminal how far the reading of a long history has come; None where nobody looks."""
    return _show_progress if sys.stderr is not None and sys.stderr.isatty() else None


def _show_progress(commits: int) -> None:
    """Say on a terminal how far the reading of a long history has come."""
    if commits % LONG == 0:
        sys.stderr.write(f"reading the history: {commits} commits so far\n")
        sys.stderr.flush()
