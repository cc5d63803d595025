"""One line a finding, and the summary."""

from collections.abc import Iterator

from aimslint.reporters.text.finding import first_line
from aimslint.reporters.text.most import LINES, left_out, worst
from aimslint.reporters.text.screen import Screen
from aimslint.reporters.text.summary import summary
from aimslint.views import Listing


def write(listing: Listing, screen: Screen) -> Iterator[str]:
    """`path:line:column: severity[rule] message` for each finding; of very many the worst."""
    shown = worst(listing.findings, LINES, lambda listed: listed.finding)
    for listed in shown:
        yield first_line(listed.finding, screen) + "\n"
    if more := len(listing.findings) - len(shown):
        yield f"{left_out(more)}\n"
    if not screen.quiet:
        if listing.findings:
            yield "\n"
        for line in summary(listing, screen):
            yield line + "\n"
