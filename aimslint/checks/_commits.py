"""Commits in words."""

from collections.abc import Sequence

from aimslint.history import Commit
from aimslint.rulebook import Unsure
from aimslint.snapshot import Snapshot

MOST = 3


def told(commits: Sequence[Commit]) -> str:
    """The newest of these commits, each by short id, day, author and subject, and how many more there are."""
    named = ", ".join(map(one, commits[:MOST]))
    more = len(commits) - MOST
    return f"{named} and {more} more" if more > 0 else named


def before_history(commit: Commit, snapshot: Snapshot) -> Unsure:
    """What to say where a commit only shows what stood when the known past begins."""
    beginning = snapshot.witness.beginning_of(commit)
    if beginning is None:
        return Unsure("it is not known what was before", "untold")
    return Unsure(beginning.sentence, "history" if beginning.cut else "untold")


def one(commit: Commit) -> str:
    """One commit: `3f2a1b9 (2026-03-01, Ada: Retrain the model)`."""
    if commit.pending:
        return "a change that is not committed yet"
    author = commit.authors[0].name if commit.authors else "somebody"
    return f"{commit.id[:7]} ({commit.committed}, {author}: {commit.subject})"
