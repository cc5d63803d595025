"""Which subjects of which rules can have another answer, after some files of a project changed.

From all that lies in changed files, the ways of each rule (`rulebook/footprint.py`) are walked backwards to its
subjects, in the graphs before and after. Nobody else's answer can differ.
"""

from aimslint.affected.affected import Affected
from aimslint.affected.keys import Key, key_of

__all__ = ["Affected", "Key", "key_of"]
