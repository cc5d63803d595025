"""What keeps a finding from counting: comments beside it, waivers, and the baseline. And what is wrong with them.

`set_aside` parts the findings of a check into those that count and those that do not; nothing is dropped.
"""

from aimslint.suppress.baseline import BASELINE_NAME, Baseline, BaselineEntry, read_baseline
from aimslint.suppress.complete import RanFully
from aimslint.suppress.set_aside import Outcome, set_aside
from aimslint.suppress.terms import Terms, no_suppressing

__all__ = [
    "BASELINE_NAME",
    "Baseline",
    "BaselineEntry",
    "Outcome",
    "RanFully",
    "Terms",
    "no_suppressing",
    "read_baseline",
    "set_aside",
]
