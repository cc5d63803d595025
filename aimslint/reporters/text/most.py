"""How many findings are listed for people: the worst, in their order, and how many more there are.

Nobody reads a hundred thousand findings, and a terminal or a log that scrolls for minutes hides the few that matter.
Outputs for programs are complete.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from aimslint.model import Finding
from aimslint.reporters.text.words import count

FULL = 1_000
"""How many findings are explained; about half a megabyte."""
LINES = 10_000
"""How many findings get a line each; about a megabyte."""
PLACES = 20
"""How many related places one finding names."""

Shown = TypeVar("Shown")


def worst(findings: Sequence[Shown], most: int, finding: Callable[[Shown], Finding]) -> Sequence[Shown]:
    """The findings, or, where there are more than `most`, the worst of them; in their order. `finding` tells one."""
    if len(findings) <= most:
        return findings
    ranked = sorted(range(len(findings)), key=lambda number: -finding(findings[number]).severity.rank)
    return [findings[number] for number in sorted(ranked[:most])]


def left_out(number: int) -> str:
    """The line that says how many are not listed, and how to see them."""
    return (
        f"… and {count(number, 'more finding')}, no worse than these: `--statistics` counts them by rule, PATHS and "
        "`--select` choose some of them, `--output-format json` has all."
    )
