"""What the records show for each requirement, from records and dates alone (knows no findings).

How a requirement is shown stands in the catalogue, in the words of rules. A record counts when it has the content
the requirement asks for; it is documented when approved, operating when something dated shows it in use within its
interval, stale when that has lapsed. A requirement over several subjects is as good as the worst of them.
"""

from aimslint.evidence.gaps import Gap, Shortfall, Way, shortfall
from aimslint.evidence.judging import NOT_DONE, UNSAID, evidence_for, requirement_item, standing_of
from aimslint.evidence.showing import Showing, Shown, showings
from aimslint.evidence.state import Evidence, Standing, State

__all__ = [
    "NOT_DONE",
    "UNSAID",
    "Evidence",
    "Gap",
    "Shortfall",
    "Showing",
    "Shown",
    "Standing",
    "State",
    "Way",
    "evidence_for",
    "requirement_item",
    "shortfall",
    "showings",
    "standing_of",
]
