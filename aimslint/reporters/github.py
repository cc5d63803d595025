"""GitHub Actions: annotations, then the whole list in the log.

GitHub keeps ten annotations of a kind a step and drops the rest without a word. So the worst nine are annotated, and a
tenth says how many more there are. All of them stand in the log below, which no text of a record can speak from.
"""

from collections.abc import Iterator, Sequence

from aimslint.model import Severity
from aimslint.reporters import concise
from aimslint.reporters.ci.order import worst_first
from aimslint.reporters.ci.places import inside
from aimslint.reporters.ci.runner import command
from aimslint.reporters.text.most import LINES
from aimslint.reporters.text.safe import one_line, printed, prose
from aimslint.reporters.text.screen import Screen
from aimslint.views import Listed, Listing

KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
KEPT = 10


def write(listing: Listing, screen: Screen) -> Iterator[str]:
    """A command for each annotation, an empty line, and the list and summary as in `concise`."""
    worst = worst_first(listing.findings)
    for severity, kind in KINDS.items():
        yield from _annotations(kind, [listed for listed in worst if listed.finding.severity is severity], listing)
    if worst:
        yield "\n"
    yield from concise.write(listing, screen)


def _annotations(kind: str, findings: Sequence[Listed], listing: Listing) -> Iterator[str]:
    shown = findings if len(findings) <= KEPT else findings[: KEPT - 1]
    for each in shown:
        yield _annotation(kind, each, listing)
    if more := len(findings) - len(shown):
        what = "finding" if more == 1 else "findings"
        listed = "all" if len(listing.findings) <= LINES else f"the worst {LINES}"
        words = f"{more} more {what} of this severity: the log of this step has {listed}"
        yield command(kind, {"title": "aimslint"}, words)


def _annotation(kind: str, listed: Listed, listing: Listing) -> str:
    finding, place = listed.finding, listed.finding.location
    where = {"file": printed(inside(place.path, listing)), "line": str(place.line), "endLine": str(place.end_line)}
    if place.line == place.end_line:  # GitHub refuses columns of a stretch of several lines
        where |= {"col": str(place.column), "endColumn": str(place.end_column)}
    message = f"{one_line(finding.message)}\n{prose(listed.rule.help)}"
    return command(kind, where | {"title": one_line(finding.rule)}, message)
