"""Each finding with its place in the file, why it matters and what to do, and the summary."""

from collections.abc import Iterator

from aimslint.reporters.text.excerpt import Source
from aimslint.reporters.text.finding import explanation, first_line
from aimslint.reporters.text.most import FULL, left_out, worst
from aimslint.reporters.text.screen import Screen
from aimslint.reporters.text.summary import summary
from aimslint.views import Listing


def write(listing: Listing, screen: Screen) -> Iterator[str]:
    """Findings in the order of files; of each file the lines are found once, and forgotten after its last finding.

    Of very many the worst are listed, and the number of the others."""
    path: str | None = None
    source: Source | None = None
    shown = worst(listing.findings, FULL, lambda listed: listed.finding)
    for listed in shown:
        if listed.finding.location.path != path:
            path = listed.finding.location.path
            source = Source(listed.text) if listed.text else None
        yield first_line(listed.finding, screen) + "\n"
        for line in explanation(listed, source, listing, screen):
            yield line + "\n"
        yield "\n"
    if more := len(listing.findings) - len(shown):
        yield f"{left_out(more)}\n\n"
    if not screen.quiet:
        for line in summary(listing, screen):
            yield line + "\n"
