"""The lines of a file that a finding is about, with carets below the spot."""

import re
from array import array

from aimslint.model import Location
from aimslint.reporters.text.safe import cells, printed
from aimslint.reporters.text.screen import Screen

_BREAK = re.compile(r"\r\n|\r|\n")
WIDEST = 120
BEFORE_SPOT = 40


class Source:
    """The lines of a text, found once. They break where YAML breaks them, as positions of findings count."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = array("Q", map(re.Match.start, _BREAK.finditer(text)))
        self._starts = array("Q", [0])
        self._starts.extend(map(re.Match.end, _BREAK.finditer(text)))
        self._ends.append(len(text))

    def line(self, number: int) -> str | None:
        """The line of that number, counted from 1, without its break; None beyond the last."""
        if not 0 < number <= len(self._starts):
            return None
        return self._text[self._starts[number - 1] : self._ends[number - 1]]


def excerpt(source: Source, spot: Location, screen: Screen) -> list[str]:
    """The line of a finding and the one before it. Each begins with its number, so no record can begin a line."""
    line = source.line(spot.line)
    if line is None:
        return []
    gutter = len(str(spot.line))
    end = spot.end_column if spot.end_line == spot.line else len(line) + 1
    text, start, end = _window(line, spot.column - 1, max(end - 1, spot.column))
    before = source.line(spot.line - 1)
    lines = [screen.paint(f" {'':{gutter}} |", "gutter")]
    if before and before.strip():
        lines.append(_numbered(spot.line - 1, gutter, _printed(_window(before, 0, 1)[0]), screen))
    lines.append(_numbered(spot.line, gutter, _printed(text), screen))
    indent = cells(_printed(text[:start]))
    carets = "^" * max(1, cells(_printed(text[start:end])))
    lines.append(screen.paint(f" {'':{gutter}} |", "gutter") + f" {'':{indent}}" + carets)
    return lines


def _numbered(number: int, gutter: int, text: str, screen: Screen) -> str:
    return screen.paint(f" {number:>{gutter}} |", "gutter") + (f" {text}" if text else "")


def _printed(text: str) -> str:
    return printed(text.replace("\t", "    "))


def _window(line: str, start: int, end: int) -> tuple[str, int, int]:
    """A long line cut down to what surrounds the spot, and where the spot lies in it."""
    if len(line) <= WIDEST:
        return line, start, end
    first = max(0, min(start - BEFORE_SPOT, len(line) - WIDEST))
    cut = line[first : first + WIDEST]
    left, right = "…" if first else "", "…" if first + WIDEST < len(line) else ""
    shift = first - len(left)
    return left + cut + right, start - shift, min(end - shift, len(left + cut))
