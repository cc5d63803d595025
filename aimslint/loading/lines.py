"""Offsets in a text to lines and columns, as editors count them."""

import re
from bisect import bisect_right

from aimslint.model import Span

_BREAK = re.compile(r"\r\n|\r|\n")


class Lines:
    """Where each line of a text starts. Lines and columns count from 1, columns in code points.

    A line ends at LF, CR or CR LF, as YAML 1.2 (5.4) has it; nothing else breaks a line.
    """

    __slots__ = ("_size", "_starts")

    def __init__(self, text: str) -> None:
        self._size = len(text)
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        """The (line, column) of an offset; offsets outside the text are taken as its nearest end."""
        offset = min(max(offset, 0), self._size)
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The stretch from one offset up to, not including, another."""
        return Span(*self.position(start), *self.position(max(start, end)))
