"""What does not count, and why: told when somebody asks for more."""

from collections.abc import Iterator

from aimslint.model import Exemption
from aimslint.reporters.text.finding import first_line
from aimslint.reporters.text.safe import one_line
from aimslint.reporters.text.screen import Screen
from aimslint.views import Listing

_WORDS = {"comment": "waived by a comment", "waiver": "waived", "baseline": "in the baseline"}


def accepted(listing: Listing, screen: Screen) -> Iterator[str]:
    """Each suppressed finding, and below it by what."""
    for one in listing.suppressed:
        yield first_line(one.finding, screen)
        yield f"  = {_by(one.by)}"


def _by(by: Exemption) -> str:
    words = _WORDS[by.kind]
    if by.approved_by:
        words += f" by {one_line(by.approved_by)}"
    if by.until:
        words += f" until {one_line(by.until)}"
    return f"{words}: {one_line(by.reason)}" if by.reason else words
