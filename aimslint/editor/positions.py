"""Places in a text, as the client counts them and as we do.

We count lines and columns from 1 and columns in code points. A client counts both from 0, and columns in the units of
an encoding that it agreed on. Both end a line at LF, CR LF or CR, and nowhere else.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from lsprotocol.types import (
    Position,
    PositionEncodingKind,
    Range,
    TextDocumentContentChangeEvent,
    TextDocumentContentChangePartial,
)

from aimslint.model import Location, Span

_BREAK = re.compile(r"\r\n|\r|\n")
_BOM = "\ufeff"


class Text:
    """A text, and where things stand in it in the units of `encoding`.

    `plain` is the text as aimslint reads it, without a byte order mark; all offsets count from its beginning.
    """

    def __init__(self, text: str, encoding: PositionEncodingKind | str = PositionEncodingKind.Utf16) -> None:
        self.whole = text
        self.plain = text.removeprefix(_BOM)
        self.encoding = encoding
        self._mark = text[: len(text) - len(self.plain)]

    def position(self, offset: int) -> Position:
        """The position of an offset; of one outside, that of the nearest end."""
        offset = min(max(offset, 0), len(self.plain))
        line = bisect_right(self._starts, offset) - 1
        before = self.plain[self._starts[line] : offset]
        return Position(line, self._units(before if line else self._mark + before))

    def offset(self, position: Position) -> int:
        """The offset of a position. One behind the end of its line means that end, one behind all lines the end."""
        if position.line >= len(self._starts):
            return len(self.plain)
        if position.line < 0:
            return 0
        start = self._starts[position.line]
        line = self.plain[start : self._line_end(position.line)]
        left = position.character - (self._units(self._mark) if position.line == 0 else 0)
        return start + self._characters(line, max(left, 0))

    def range(self, start: int, end: int) -> Range:
        """The range from one offset up to, not including, another."""
        return Range(self.position(start), self.position(max(start, end)))

    def at(self, line: int, column: int) -> int:
        """The offset of a line and column that count from 1."""
        if line < 1:
            return 0
        if line > len(self._starts):
            return len(self.plain)
        return min(self._starts[line - 1] + max(column, 1) - 1, len(self.plain))

    def spot(self, position: Position) -> tuple[int, int]:
        """The line and column, both from 1, of a position."""
        offset = self.offset(position)
        line = bisect_right(self._starts, offset) - 1
        return line + 1, offset - self._starts[line] + 1

    def of(self, span: Span | Location) -> Range:
        """The range of a span that we report."""
        return self.range(self.at(span.line, span.column), self.at(span.end_line, span.end_column))

    def line(self, number: int) -> str:
        """A line, counted from 0, without its end; empty behind the last one."""
        if not 0 <= number < len(self._starts):
            return ""
        return self.plain[self._starts[number] : self._line_end(number)]

    def changed(self, changes: Iterable[TextDocumentContentChangeEvent]) -> "Text":
        """The text after these changes, each of which counts in the text that the one before it left."""
        text = self
        for change in changes:
            if isinstance(change, TextDocumentContentChangePartial):
                start, end = sorted((text.offset(change.range.start), text.offset(change.range.end)))
                plain = text.plain[:start] + change.text + text.plain[end:]
                text = Text(text._mark + plain, self.encoding)
            else:
                text = Text(change.text, self.encoding)
        return text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in _BREAK.finditer(self.plain))]

    def _line_end(self, line: int) -> int:
        """Where a line ends, before what breaks it."""
        if line + 1 >= len(self._starts):
            return len(self.plain)
        following = self._starts[line + 1]
        return following - (2 if self.plain.endswith("\r\n", 0, following) else 1)

    def _units(self, text: str) -> int:
        if text.isascii() or self.encoding == PositionEncodingKind.Utf32:
            return len(text)
        if self.encoding == PositionEncodingKind.Utf8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2

    def _characters(self, line: str, units: int) -> int:
        """How many characters of a line the first `units` are; a position inside of a character means its beginning."""
        if line.isascii() or self.encoding == PositionEncodingKind.Utf32:
            return min(units, len(line))
        wide = self.encoding != PositionEncodingKind.Utf8
        for number, character in enumerate(line):
            size = (2 if ord(character) > 0xFFFF else 1) if wide else len(character.encode("utf-8", "surrogatepass"))
            if units < size:
                return number
            units -= size
        return len(line)
