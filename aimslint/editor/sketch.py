"""The rough structure of a YAML text that somebody is typing, and that no parser would take.

Read line by line: indentation says what belongs to what. What is open and never closed (a bracket, a quote) ends
where a line is not indented deeply enough to go on with it, so that a slip in one line spoils nothing after it.
"""

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from aimslint.dataclass import dataclass
from aimslint.editor.brackets import BREAK, Entry, Node, nothing, quoted, read_brackets, said
from aimslint.model import Keys

DEEPEST = 100
"""Blocks inside each other. What lies deeper is text."""

_KEY = re.compile(
    r"""(?: "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\r\n]|'')*'
        | (?: [^\s\#\[\]{}"'&*!|>%@`,?:-] | [?:-](?=[^\s]) ) (?: [^:\#\r\n] | :(?=[^\s]) | (?<=[^\s])\# )* )
        [ \t]*:(?=[ \t]|\Z)""",
    re.VERBOSE,
)
_DASH = re.compile(r"-(?=[ \t]|\Z)")
_BLANKS = re.compile(r"[ \t]*")
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*(?:[ \t]+|\Z))+")
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*(?=#|\Z)")
_COMMENT = re.compile(r"(?<=\s)#")
_WORD = re.compile(r"""\w[^\s:#]*|"[^\s"\\]*"|'[^\s']*'""")


@dataclass(frozen=True, slots=True)
class Sketch:
    """One document: where it begins and ends, its value, and its comments as pairs of offsets."""

    start: int
    end: int
    root: Node
    comments: tuple[tuple[int, int], ...]


def sketch(text: str, start: int, end: int, only: int | None = None) -> Sketch:
    """The structure of the document between two offsets.

    With `only`, what lies neither around that offset nor beside it is left out, which is quicker for long texts.
    """
    reader = _Reader(text, start, end, only)
    reader.read()
    return Sketch(start, end, reader.root, tuple(reader.comments))


def walk(node: Node) -> Iterator[tuple[Keys, Entry]]:
    """Every key and item of a sketch with its data path, what holds something before what is in it."""
    waiting: list[tuple[Keys, Node]] = [((), node)]
    while waiting:
        path, here = waiting.pop()
        for entry in here.entries:
            yield (*path, entry.key), entry
            waiting.append(((*path, entry.key), entry.value))


@dataclass(slots=True)
class _Block:
    """A map or list that is open, and the column of its keys or dashes."""

    indent: int
    node: Node

    @property
    def waits(self) -> bool:
        """Whether its last key or item has no value yet."""
        return bool(self.node.entries) and self.node.entries[-1].waits


@dataclass(slots=True)
class _Reader:
    """Reads one document from top to bottom, with the blocks that are open at each line on a stack."""

    text: str
    at: int
    end: int
    only: int | None
    root: Node = field(default_factory=lambda: nothing(0))
    comments: list[tuple[int, int]] = field(default_factory=list)
    stack: list[_Block] = field(default_factory=list)
    plain: Node | None = None  # a text that the next line may go on with
    only_line: int = 0  # where the line of `only` begins

    def read(self) -> None:
        """Read all of it."""
        if self.only is not None:
            self.only_line = max(self.text.rfind(sign, 0, self.only) for sign in "\r\n") + 1
        while self.at < self.end:
            line_end = self._line_end(self.at)
            here = self._blanks(self.at, line_end)
            if here < line_end and self.text[here] == "#":
                self.comments.append((here, line_end))
            elif here < line_end:
                line_end = self._line(here, line_end)
            self.at = self._next_line(line_end)
        while self.stack:
            self._leave()

    def _line(self, at: int, line_end: int) -> int:
        """Read a line whose first sign stands at an offset. Gives the end of the last line that belongs to it."""
        start = self.at
        while at < line_end and self.text[at] != "#":
            column = at - start
            dash = _DASH.match(self.text, at, line_end)
            self._close(column, is_item=dash is not None)
            if dash is None or len(self.stack) >= DEEPEST:
                key = _KEY.match(self.text, at, line_end) if len(self.stack) < DEEPEST else None
                return self._key(at, key, column, line_end) if key is not None else self._loose(at, column, line_end)
            item = Entry(0, at, at + 1, at + 1, nothing(at + 1))
            self._add(column, "list", item)
            further = self._further(at, column, line_end, is_item=True)
            at = self._blanks(at + 1, line_end)
            if further is not None:
                self._glance(item.value, at, line_end)
                return further
        if at < line_end:
            self.comments.append((at, line_end))
        return line_end

    def _glance(self, node: Node, at: int, line_end: int) -> None:
        """Take in an item that is passed over, when it is a word."""
        if _WORD.fullmatch(self.text, at, line_end) is not None:
            node.form, node.start, node.end, node.text = "scalar", at, line_end, said(self.text[at:line_end])

    def _key(self, at: int, key: re.Match[str], column: int, line_end: int) -> int:
        name = key.group()[:-1].rstrip()
        entry = Entry(said(name), at, at + len(name), key.end(), nothing(key.end()))
        self._add(column, "map", entry)
        value = self._blanks(key.end(), line_end)
        if value < line_end:
            line_end = self._value(entry.value, value, line_end, column)
        further = self._further(at, column, line_end, is_item=False)
        return line_end if further is None else further

    def _loose(self, at: int, column: int, line_end: int) -> int:
        """A line without key or dash: a text that goes on, a value on a line of its own, or a key half typed."""
        top = self.stack[-1] if self.stack else None
        outside = top.indent if top is not None else -1
        if self.plain is not None and column > outside:
            stop = self._plain_end(at, line_end)
            self.plain.text += " " + self.text[at:stop]
            self.plain.end = stop
        elif top is None and self.root.form == "none":
            return self._value(self.root, at, line_end, -1)
        elif top is not None and top.waits and column > outside:
            return self._value(top.node.entries[-1].value, at, line_end, outside)
        elif top is not None and top.node.form == "map":
            stop = self._plain_end(at, line_end)
            top.node.entries.append(Entry(self.text[at:stop], at, stop, -1, nothing(stop)))
            self.plain = None
        return line_end

    def _value(self, node: Node, at: int, line_end: int, indent: int) -> int:
        """Read the value that begins at an offset into a node; `indent` is that of what holds it."""
        self.plain = None
        properties = _PROPERTIES.match(self.text, at, line_end)
        at = properties.end() if properties else at
        if at >= line_end or self.text[at] == "#":
            if at < line_end:
                self.comments.append((at, line_end))
            return line_end
        node.start, node.indent = at, at - self.at
        block = _BLOCK.match(self.text, at, line_end)
        if block is not None:
            return self._block(node, block.end(), line_end, indent)
        if self.text[at] in "[{":
            return self._rest(read_brackets(self.text, node, self._limit(at, indent), self.comments))
        if self.text[at] in "'\"":
            return self._rest(quoted(self.text, node, self._limit(at, indent)))
        stop = self._plain_end(at, line_end)
        node.form, node.end, node.text = "scalar", stop, self.text[at:stop]
        self.plain = node
        return line_end

    def _block(self, node: Node, at: int, line_end: int, indent: int) -> int:
        """A text after `|` or `>`: all lines that are indented more than what holds it."""
        node.form, node.style, node.end = "scalar", "block", at
        if at < line_end:
            self.comments.append((at, line_end))
        body = following = self._next_line(line_end)
        while following < self.end:
            stop = self._line_end(following)
            first = self._blanks(following, stop)
            if first < stop and first - following <= indent:
                break
            if first < stop:
                node.end = line_end = stop
            after = self._next_line(stop)
            following = after if after > following else self.end
        node.text = self.text[body : node.end]
        return line_end

    def _rest(self, at: int) -> int:
        """The end of the line of an offset; a comment there is noted."""
        line_end = self._line_end(at)
        here = self._blanks(at, line_end)
        if here < line_end and self.text[here] == "#":
            self.comments.append((here, line_end))
        return line_end

    def _limit(self, at: int, indent: int) -> int:
        """How far something may go that begins at an offset: to the first line that is not indented more."""
        for found in BREAK.finditer(self.text, at, self.end):
            stop = self._line_end(found.end())
            first = self._blanks(found.end(), stop)
            if first < stop and first - found.end() <= indent and self.text[first] not in "]}":
                return found.start()
        return self.end

    def _plain_end(self, at: int, line_end: int) -> int:
        """Where a plain text ends that begins at an offset; a comment behind it is noted."""
        comment = _COMMENT.search(self.text, at + 1, line_end)
        if comment is not None:
            self.comments.append((comment.start(), line_end))
            line_end = comment.start()
        return at + len(self.text[at:line_end].rstrip())

    def _close(self, column: int, *, is_item: bool) -> None:
        """Leave the blocks that a line at this column does not belong to. The outermost is never left."""
        while len(self.stack) > 1:
            top = self.stack[-1]
            is_list = top.node.form == "list"
            if top.indent < column or (top.indent == column and (is_list == is_item or (is_item and top.waits))):
                return
            self._leave()

    def _leave(self) -> None:
        node = self.stack.pop().node
        node.end = max(node.end, node.entries[-1].last)
        self.plain = None

    def _add(self, column: int, form: Literal["map", "list"], entry: Entry) -> None:
        """Put an entry into the block at this column, which begins here if there is none. What fits nowhere is lost."""
        self.plain = None
        if not self.stack:
            if self.root.form == "scalar" and form == "map":  # a key half typed above all others
                first = Entry(self.root.text, self.root.start, self.root.end, -1, nothing(self.root.end))
                self.root = Node("map", first.start, first.end, column, entries=[first])
                self.stack.append(_Block(column, self.root))
            elif self.root.form == "none":
                self._open(self.root, column, form, entry.start)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.waits and (column > top.indent or form != top.node.form):
            self._open(top.node.entries[-1].value, column, form, entry.start)
            top = self.stack[-1]
        if top is not None and top.node.form == form:
            if form == "list":
                entry.key = len(top.node.entries)
            top.node.entries.append(entry)

    def _open(self, node: Node, column: int, form: Literal["map", "list"], start: int) -> None:
        node.form, node.start, node.indent = form, start, column
        self.stack.append(_Block(column, node))

    def _further(self, at: int, column: int, line_end: int, *, is_item: bool) -> int | None:
        """The end of an entry that the offset we look for does not lie in; None where its lines must be read."""
        if self.only is None or at <= self.only <= line_end:
            return None
        found = _next_entry(column, is_item=is_item).search(self.text, line_end, self.end)
        if self.only < at:
            return found.start() if found is not None else self.end
        if found is None or found.end() > self.only_line:
            return None
        return found.start()

    def _blanks(self, at: int, end: int) -> int:
        found = _BLANKS.match(self.text, at, end)
        return found.end() if found else at

    def _line_end(self, at: int) -> int:
        found = BREAK.search(self.text, at, self.end)
        return found.start() if found else self.end

    def _next_line(self, line_end: int) -> int:
        found = BREAK.match(self.text, line_end, self.end)
        return found.end() if found else self.end


def _next_entry(column: int, *, is_item: bool) -> re.Pattern[str]:
    """The line break before the next line that does not belong to an entry at this column."""
    if is_item:
        return re.compile(rf"(?:\r\n|\r|\n)(?= {{0,{column}}}[^\s#])")
    less = rf"| {{0,{column - 1}}}-(?=\s)" if column else ""
    return re.compile(rf"(?:\r\n|\r|\n)(?= {{0,{column}}}(?:[^\s#-]|-\S){less})")
