"""Mending: fixes carried out on texts, in rounds, each proven harmless before the next."""

from aimslint.mending.edits import edited, encoded, taken
from aimslint.mending.rounds import Left, Look, Mended, Outcome, Seen, mend

__all__ = ["Left", "Look", "Mended", "Outcome", "Seen", "edited", "encoded", "mend", "taken"]
