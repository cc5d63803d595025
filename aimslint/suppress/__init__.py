"""What keeps a finding from counting: comments beside it, waivers, and the baseline. And what is wrong with them.

`set_aside` parts the findings of a check into those that count and those that do not; nothing is dropped.
"""

from aimslint.suppress.baseline import (
    BASELINE_NAME,
    Baseline,
    BaselineEntry,
    baseline_path,
    baseline_text,
    read_baseline,
)
from aimslint.suppress.complete import RanFully
from aimslint.suppress.set_aside import Outcome, fixed, set_aside
from aimslint.suppress.terms import Terms, no_suppressing
from aimslint.suppress.waivers import inside

__all__ = [
    "BASELINE_NAME",
    "Baseline",
    "BaselineEntry",
    "Outcome",
    "RanFully",
    "Terms",
    "baseline_path",
    "baseline_text",
    "fixed",
    "inside",
    "no_suppressing",
    "read_baseline",
    "set_aside",
]
