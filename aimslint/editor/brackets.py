"""The nodes of a sketch, and those that are written in quotes or in brackets: `"…"`, `[a, b]`, `{key: value}`."""

import json
import re
from dataclasses import field
from typing import Literal

from aimslint.dataclass import dataclass

Style = Literal["plain", "single", "double", "block"]

BREAK = re.compile(r"\r\n|\r|\n")
DEEPEST = 100
"""Brackets inside each other. What lies deeper is text."""

_CLOSING = {"'": re.compile(r"(?:[^']|'')*+'"), '"': re.compile(r'(?:[^"\\]|\\.)*+"', re.DOTALL)}
_SPACE = re.compile(r"\s*")
_PLAIN = re.compile(r"(?:[^,\[\]{}\s:#]|:(?![\s,\[\]{}]|\Z)|(?<=\S)#|[ \t]++(?=[^\s,\[\]{}#:]|:(?![\s,\[\]{}]|\Z)))+")


@dataclass(slots=True)
class Node:
    """A value between two offsets. `indent` is the column it begins in, of a block that of its keys or dashes.

    `text` is what a scalar says; `flow` marks what is written in brackets, `commas` are the offsets of commas there.
    """

    form: Literal["none", "scalar", "map", "list"]
    start: int
    end: int
    indent: int
    text: str = ""
    style: Style = "plain"
    flow: bool = False
    entries: "list[Entry]" = field(default_factory=list)
    commas: list[int] = field(default_factory=list)

    def value(self, key: str | int) -> "Node | None":
        """The value of the first entry of that key."""
        return next((entry.value for entry in self.entries if entry.key == key), None)

    def said(self, key: str) -> str:
        """The text of a scalar at a key; empty where there is none."""
        value = self.value(key)
        return value.text if value is not None else ""


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item of a list, whose key is its number.

    `colon` is the offset behind the colon, or behind the dash of an item; -1 where there is none yet.
    """

    key: str | int
    start: int
    end: int
    colon: int
    value: Node

    @property
    def waits(self) -> bool:
        """Whether there is a place for a value and none in it."""
        return self.colon >= 0 and self.value.form == "none"

    @property
    def last(self) -> int:
        """Where it ends, with its value."""
        return max(self.end, self.value.end)


def nothing(at: int) -> Node:
    """A value that is not written yet."""
    return Node("none", at, at, -1)


def said(text: str) -> str:
    """What a scalar on one line says, without its quotes."""
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) > 1 and text[0] == text[-1] == '"':
        try:
            return str(json.loads(text))
        except ValueError:  # an escape that JSON does not know
            return text[1:-1]
    return text


def quoted(text: str, node: Node, limit: int) -> int:
    """Read a text in quotes into a node that begins with its first one. Where it is not closed, it ends with the line.

    Gives the offset behind it.
    """
    closing = _CLOSING[text[node.start]].match(text, node.start + 1, limit)
    node.form, node.style = "scalar", "single" if text[node.start] == "'" else "double"
    if closing is not None:
        node.end = closing.end()
        node.text = said(text[node.start : node.end])
    else:
        line = BREAK.search(text, node.start, limit)
        node.end = line.start() if line is not None else limit
        node.text = text[node.start + 1 : node.end]
    return node.end


def read_brackets(text: str, node: Node, limit: int, comments: list[tuple[int, int]]) -> int:
    """Read what begins with the bracket at the start of a node into it; not beyond `limit`. Gives the offset behind."""
    reader = _Brackets(text, limit, comments, [])
    return reader.read(node)


@dataclass(slots=True)
class _Brackets:
    text: str
    limit: int
    comments: list[tuple[int, int]]
    stack: list[Node]

    def read(self, node: Node) -> int:
        at = self._open(node, node.start)
        while self.stack:
            space = _SPACE.match(self.text, at, self.limit)
            at = space.end() if space is not None else at
            if at >= self.limit:
                break
            at = self._token(at)
        for left in self.stack:
            left.end = self.limit
        return at

    def _token(self, at: int) -> int:
        """Read one sign, bracket or text. Gives the offset behind it."""
        sign, top = self.text[at], self.stack[-1]
        if sign == "#" and self.text[at - 1].isspace():
            line = BREAK.search(self.text, at, self.limit)
            stop = line.start() if line is not None else self.limit
            self.comments.append((at, stop))
            return stop
        if sign == ",":
            top.commas.append(at)
        elif sign in "]}":
            top.end = at + 1
            self.stack.pop()
        elif sign == ":":
            if (last := self._last(top)) is not None and top.form == "map" and last.colon < 0:
                last.colon = at + 1
                last.value = nothing(at + 1)
        elif sign in "[{" and len(self.stack) < DEEPEST:
            node = Node("none", at, at + 1, -1)
            self._put(top, node)
            return self._open(node, at)
        else:
            return self._scalar(top, at)
        return at + 1

    def _open(self, node: Node, at: int) -> int:
        node.form, node.flow = ("map" if self.text[at] == "{" else "list"), True
        self.stack.append(node)
        return at + 1

    def _scalar(self, top: Node, at: int) -> int:
        node = Node("scalar", at, at + 1, -1)
        if self.text[at] in "'\"":
            quoted(self.text, node, self.limit)
        else:
            found = _PLAIN.match(self.text, at, self.limit)
            node.end = max(found.end() if found is not None else at, at + 1)
            node.text = self.text[at : node.end]
        self._put(top, node)
        return node.end

    def _put(self, top: Node, node: Node) -> None:
        """Put a value where one belongs: as a key, as the value of the last key, as an item."""
        last = self._last(top)
        if last is not None and last.waits:
            last.value = node
        elif last is not None:  # words that go on in the next line
            if node.form == "scalar" and last.value.form == "scalar":
                last.value.end = node.end
                last.value.text += " " + node.text
        elif top.form == "list":
            top.entries.append(Entry(len(top.commas), node.start, node.start, node.start, node))
        else:
            top.entries.append(Entry(node.text, node.start, node.end, -1, nothing(node.end)))

    @staticmethod
    def _last(top: Node) -> Entry | None:
        """The entry that is being read: the last one, unless a comma stands behind it."""
        last = top.entries[-1] if top.entries else None
        return last if last is not None and not (top.commas and top.commas[-1] >= last.start) else None
