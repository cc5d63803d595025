"""Comments that speak to aimslint: `# aimslint: …`, wherever YAML takes a `#` for the beginning of a comment.

Asked for one file at a time, and only of files that hold the words at all. The parser drops comments; so its events
are used to say where quoted texts and blocks stand, for in these a `#` is a character like any other.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from aimslint.dataclass import dataclass
from aimslint.loading import front_matter
from aimslint.loading.lines import Lines
from aimslint.loading.source import EventSource, best_events
from aimslint.model import Span
from aimslint.pattern import pattern

SIGN = "aimslint:"
"""A text without this holds no comment for us."""

_COMMENT = pattern(r"(?<!\S)#[ \t]*aimslint:")
_OTHER_COMMENT = pattern(r"(?<!\S)#")
_END = pattern(r"[ \t]+#|[ \t]*(?:[\r\n]|\Z)")
_LINE = pattern(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_NO_NODE = pattern(r"(?:---|\.\.\.)?[-?\s]*(?:#.*)?|%.*", re.DOTALL)
_BLOCK_STYLES = ("|", ">")
_QUOTED_STYLES = ("'", '"')


@dataclass(frozen=True, slots=True)
class Comment:
    """What a comment says after `# aimslint:`, up to a further `#`.

    `line` is the line that it is about: its own, or where nothing else stands there the line of the next node; 0 where
    no node follows. `document` is the document this line lies in, counted as `Document.index` is.
    """

    text: str
    span: Span
    line: int
    document: int


def read_comments(path: str, text: str, *, events: EventSource = best_events) -> list[Comment]:
    """The comments for aimslint in a file whose `Loaded.text` this is, as far as the text can be read."""
    if SIGN not in text:
        return []
    end = len(text)
    if front_matter.is_markdown(path):
        parts = front_matter.split(text)
        if parts is None:
            return []
        end = parts.end
    read = _Read(text[:end], Lines(text), events)
    found = [match for match in _COMMENT.finditer(read.text) if read.is_comment(match.start())]
    comments = []
    about: dict[int, int | None] = {}  # by where the line of a comment begins, so that a long row of them costs no more
    for match in reversed(found):
        start = read.line_start(match.start())
        about[start] = _about(read.text, start, match.start(), about)
        comments.append(_comment(match, about[start], read))
    return comments[::-1]


def _comment(found: re.Match[str], about: int | None, read: "_Read") -> Comment:
    further = _END.search(read.text, found.end())
    end = further.start() if further is not None else len(read.text)
    return Comment(
        read.text[found.end() : end].strip(),
        read.lines.span(found.start(), end),
        0 if about is None else read.lines.position(about)[0],
        read.document_at(found.start() if about is None else about),
    )


def _about(text: str, start: int, comment: int, known: Mapping[int, int | None]) -> int | None:
    """An offset in the line that a comment is about; None when nothing follows a comment on a line of its own.

    `start` is where the comment's line begins, `known` says the same of the comments further down.
    """
    if not _NO_NODE.fullmatch(text, start, comment):
        return comment
    following = _LINE.match(text, comment)
    while following is not None and following.end() < len(text):
        if following.end() in known:
            return known[following.end()]
        following = _LINE.match(text, following.end())
        if following is not None and not _NO_NODE.fullmatch(following.group()):
            return following.start()
    return None


class _Read:
    """A YAML text with the places in it where `#` begins no comment, and where documents begin."""

    def __init__(self, text: str, lines: Lines, events: EventSource) -> None:
        self.text = text
        self.lines = lines
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._documents: list[int] = []
        self._reached = 0
        self._line = self._first = -1
        from yaml.error import YAMLError

        from aimslint.loading.events import TooDeep

        try:
            for start, end in self._texts(events):
                self._starts.append(start)
                self._ends.append(end)
            self._reached = len(text)
        except (YAMLError, ValueError, TooDeep):
            pass  # told as a finding; what comes after the last event may be anything

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return offset - self.lines.position(offset)[1] + 1

    def is_comment(self, offset: int) -> bool:
        """Whether a comment begins with the `#` at an offset."""
        start = self.line_start(offset)
        if start != self._line:
            begins = (found.start() for found in _OTHER_COMMENT.finditer(self.text, start))
            self._line = start
            self._first = next((place for place in begins if not self._in_text(place)), -1)
        return self._first == offset and offset < self._reached

    def document_at(self, offset: int) -> int:
        """Which document an offset lies in; the last one for all that follows."""
        return max(bisect_right(self._documents, offset) - 1, 0)

    def _in_text(self, offset: int) -> bool:
        before = bisect_right(self._starts, offset) - 1
        return before >= 0 and offset < self._ends[before]

    def _texts(self, events: EventSource) -> Iterator[tuple[int, int]]:
        """From where to where quoted texts and blocks go. In a plain text, ` #` ends it."""
        from yaml.events import DocumentStartEvent, ScalarEvent, StreamEndEvent

        next_event = events(self.text)
        begins = False
        while True:
            event = next_event()
            kind = event.__class__
            if kind is StreamEndEvent:
                return
            start, end = event.start_mark.index, event.end_mark.index
            self._reached = end
            if kind is ScalarEvent:
                if event.style in _QUOTED_STYLES:
                    yield start, end
                elif event.style in _BLOCK_STYLES:  # behind `|` a comment may stand
                    header = _LINE.match(self.text, start)
                    yield header.end() if header else start, end
            if begins and not (kind is ScalarEvent and start == end):
                self._documents.append(self.text.rfind("\n", 0, start) + 1)
            begins = kind is DocumentStartEvent
