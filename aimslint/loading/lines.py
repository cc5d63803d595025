"""Offsets in a text to lines and columns, as editors count them."""

import re
from array import array
from bisect import bisect_right

from aimslint.model import Span
from aimslint.pattern import pattern

FEW = 8
"""So many offsets are looked up by counting: to note where each line of a file starts takes as long as some ten."""
_BREAK = pattern(r"\r\n|\r|\n")


class Lines:
    """Where each line of a text starts. Lines and columns count from 1, columns in code points.

    A line ends at LF, CR or CR LF, as YAML 1.2 (5.4) has it; nothing else breaks a line.
    """

    __slots__ = ("_asked", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: array[int] | None = None
        self._asked = 0 if "\r" not in text else FEW

    def position(self, offset: int) -> tuple[int, int]:
        """The (line, column) of an offset; offsets outside the text are taken as its nearest end."""
        if offset <= 0:
            return 1, 1
        if self._asked < FEW:
            self._asked += 1
            offset = min(offset, len(self._text))
            return self._text.count("\n", 0, offset) + 1, offset - self._text.rfind("\n", 0, offset)
        if self._starts is None:  # four bytes a line: a file may be nothing but line breaks
            self._starts = array("I", [0])
            self._starts.extend(map(re.Match.end, _BREAK.finditer(self._text)))
        offset = min(offset, len(self._text))
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The stretch from one offset up to, not including, another."""
        return Span(*self.position(start), *self.position(max(start, end)))
