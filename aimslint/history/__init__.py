"""What git knows of the past: commits, the files they changed, and old contents, behind one small protocol."""

from aimslint.history.commit import Change, Commit, Log, Person
from aimslint.history.git import GitHistory
from aimslint.history.none import NoHistory
from aimslint.history.protocol import History, Unknown

__all__ = ["Change", "Commit", "GitHistory", "History", "Log", "NoHistory", "Person", "Unknown"]
