"""The changes of a file that was moved: those under its earlier names go on."""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace

from aimslint.history import Change, Commit

MOST_MOVES = 100  # of one file: a bound against histories made to go round in circles


def followed(
    path: str, changes_of: Callable[[str], Sequence[tuple[Commit, Change]]], others: Set[str]
) -> Iterator[tuple[Commit, Change]]:
    """The changes of a file, newest first, as if it had always had the name it has.

    None for one that moved to one of `others`: its changes are told there. A commit that only moved it changed nothing.
    What came at one path while the same content went at another was moved.
    """
    if _target(changes_of(path)[:1]) in others:
        return
    name = path
    behind: Commit | None = None
    for _ in range(MOST_MOVES):
        changes = changes_of(name)
        start = next((at + 1 for at, (commit, _) in enumerate(changes) if commit is behind), 0)
        origin = None
        for commit, change in changes[start:]:
            origin = _origin(commit, change)
            if origin is not None:
                behind = commit
                break
            yield commit, change if name == path else replace(change, path=path)
        if origin is None:
            return
        name = origin


def _target(newest: Sequence[tuple[Commit, Change]]) -> str | None:
    """The path to which the newest change moved a file; None where it stands, or is gone for good."""
    for commit, change in newest:
        if change.after is None:
            came = (other.path for other in commit.changes if other.before is None and other.after == change.before)
            return next(came, None)
    return None


def _origin(commit: Commit, change: Change) -> str | None:
    """The path whose content a commit moved to this one; None where it did not."""
    if change.before is not None or change.after is None:
        return None
    gone = (other.path for other in commit.changes if other.after is None and other.before == change.after)
    return next(gone, None)
