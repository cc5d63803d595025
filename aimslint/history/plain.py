"""Histories as plain data, for another process that is to read the same past."""

from typing import Any

from aimslint.history.git import GitHistory
from aimslint.history.log_reading import Progress
from aimslint.history.none import NoHistory
from aimslint.history.protocol import History, Unknown


def to_plain(history: History | None) -> list[Any] | None:
    """What tells of a history; None for one that another process cannot read, such as a made-up one."""
    if isinstance(history, GitHistory):
        return ["git", history.to_plain()]
    if isinstance(history, NoHistory):
        unknown = history.unknown
        return ["none", None if unknown is None else [unknown.reason, unknown.mend]]
    return None


def from_plain(plain: Any, progress: Progress | None = None) -> History:
    """The history that `to_plain` tells of. One of git is read from now on, in the background.

    Raises ValueError or TypeError for anything else.
    """
    where, told = plain
    if where == "git":
        return GitHistory.from_plain(told, progress)
    return NoHistory(None if told is None else Unknown(*told))
