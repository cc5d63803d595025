"""Targets show only so many findings, so the worst come first."""

from collections.abc import Sequence

from aimslint.model import Suppressed
from aimslint.views import Listed, Listing


def worst_first(findings: Sequence[Listed]) -> list[Listed]:
    """Errors, then warnings, then infos; each in the order of files and lines that they came in."""
    return sorted(findings, key=lambda listed: -listed.finding.severity.rank)


def suppressed_worst_first(listing: Listing) -> list[Suppressed]:
    """What does not count, the worst first."""
    return sorted(listing.suppressed, key=lambda one: -one.finding.severity.rank)
