"""What does not count, and why: told when somebody asks for more."""

from collections.abc import Iterator

from aimslint.model import Exemption
from aimslint.reporters.text.finding import first_line
from aimslint.reporters.text.most import FULL, left_out, worst
from aimslint.reporters.text.safe import one_line
from aimslint.reporters.text.screen import Screen
from aimslint.views import Listing

_WORDS = {"comment": "waived by a comment", "waiver": "waived", "baseline": "in the baseline"}


def accepted(listing: Listing, screen: Screen) -> Iterator[str]:
    """Each suppressed finding, and below it by what; of very many the worst, and the number of the others."""
    shown = worst(listing.suppressed, FULL, lambda one: one.finding)
    for one in shown:
        yield first_line(one.finding, screen)
        yield f"  = {_by(one.by)}"
    if more := len(listing.suppressed) - len(shown):
        yield left_out(more)


def _by(by: Exemption) -> str:
    words = _WORDS[by.kind]
    if by.approved_by:
        words += f" by {one_line(by.approved_by)}"
    if by.until:
        words += f" until {one_line(by.until)}"
    return f"{words}: {one_line(by.reason)}" if by.reason else words
