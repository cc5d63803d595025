"""Coverage: what the records show for each requirement, lowered by what rules found. Never a percentage.

A requirement whose records the catalogue does not name is shown by crosswalk: as far as those of other packs help.
"""

from aimslint.coverage.changing import stood_after
from aimslint.coverage.judging import CODE_CHANGED, STALENESS_TOPIC, coverage_of, rows_of
from aimslint.coverage.row import Coverage, Help, Row, Status
from aimslint.coverage.stood import Stood, stood

__all__ = [
    "CODE_CHANGED",
    "STALENESS_TOPIC",
    "Coverage",
    "Help",
    "Row",
    "Status",
    "Stood",
    "coverage_of",
    "rows_of",
    "stood",
    "stood_after",
]
