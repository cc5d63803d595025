"""Marks that an unfinished merge leaves in a file."""

import re

from aimslint.loading.fault import Fault
from aimslint.pattern import pattern

_ANY_MARKER = pattern(r"^(?:<{7} |\|{7} |={7}$|>{7} )", re.MULTILINE)
_OPENING = pattern(r"^<{7} .*", re.MULTILINE)
_CLOSING = pattern(r"^>{7} ", re.MULTILINE)


def may_hold_markers(text: str) -> bool:
    """Whether marks of a merge may stand in a text. One sign is found ten times as fast as seven."""
    return "<" in text and "<<<<<<<" in text


def conflict(text: str, *, unreadable: bool) -> Fault | None:
    """The `conflict-markers` fault of a text, at its first marker.

    A text that reads well holds a conflict when it has an opening and, after it, a closing marker: a line of
    `=` alone underlines a heading in Markdown. In an unreadable text any of the markers explains why.
    """
    opening = _OPENING.search(text) if may_hold_markers(text) else None
    if opening and _CLOSING.search(text, opening.end()):
        return _fault(opening, text)
    if unreadable:
        marker = _ANY_MARKER.search(text)
        if marker:
            return _fault(marker, text)
    return None


def _fault(marker: re.Match[str], text: str) -> Fault:
    end = marker.start() + 7
    values = {"found": text[marker.start() : end], "expected": "a merge that is finished"}
    return Fault("conflict-markers", marker.start(), end, values)
