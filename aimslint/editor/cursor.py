"""What stands at a place of a text that is being typed: a key, a value, room for either, a comment, prose.

Indentation decides, so that the answer is there when the text does not parse, which is the usual state of it.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Literal

from aimslint.dataclass import dataclass
from aimslint.editor.brackets import BREAK, Entry, Node
from aimslint.editor.documents import document_at, yaml_end
from aimslint.editor.sketch import Sketch, sketch
from aimslint.model import Keys

Where = Literal["key", "value", "open", "comment", "prose", "nothing"]


@dataclass(frozen=True, slots=True)
class Cursor:
    """What stands at an offset of a text.

    `where` is `open` where a value may stand, or the first key of a map, or the first item of a list. `keys` is the
    data path in document number `document`, for a key with the key itself. Between `start` and `end` stands what is
    typed there (`word`), `prefix` is the part of it before the offset. `beside` are the keys of the map that a key or
    value stands in, with the text of those that are scalars; `record` the same of the document. `column` is where keys
    of that map begin. `listed` are the other texts of the list that a value stands in. With `dash`, an item of a list
    must begin with one here first; `quote` is the sign that the text is quoted with, `flow` says that it stands in
    brackets, `colon` that the key has one already.
    """

    where: Where
    offset: int
    document: int = 0
    keys: Keys = ()
    start: int = 0
    end: int = 0
    word: str = ""
    prefix: str = ""
    beside: Mapping[str, str] = field(default_factory=dict)
    record: Mapping[str, str] = field(default_factory=dict)
    listed: tuple[str, ...] = ()
    column: int = 0
    dash: bool = False
    quote: str = ""
    flow: bool = False
    colon: bool = False

    @property
    def kind(self) -> str:
        """What the document says of its kind; empty where it says nothing."""
        return self.record.get("kind", "")

    @property
    def holder(self) -> Keys:
        """The data path of the map that a key stands in, or would stand in."""
        return self.keys[:-1] if self.where == "key" else self.keys


def cursor_at(path: str, text: str, offset: int) -> Cursor:
    """What stands at an offset of the text of a file; whatever the text, there is an answer."""
    offset = min(max(offset, 0), len(text))
    end = yaml_end(path, text)
    if offset > end:
        return Cursor("prose", offset, keys=("body",), start=offset, end=offset)
    number, start, stop = document_at(text, 0, end, offset)
    drawn = sketch(text, start, stop, offset)
    common = Cursor("nothing", offset, number, start=offset, end=offset, record=_scalars(drawn.root))
    comment = next(((a, b) for a, b in drawn.comments if a < offset <= b), None)
    if comment is not None:
        word = text[comment[0] : comment[1]]
        found = replace(common, where="comment", start=comment[0], end=comment[1], word=word)
    elif offset < start:
        return common
    else:
        found = _Finder(text, drawn, common).find()
    end = found.end if found.colon else max(found.end, offset)  # a space behind a word belongs to what is typed
    return replace(found, end=end, prefix=text[found.start : max(found.start, offset)])


@dataclass(frozen=True, slots=True)
class _Finder:
    """Walks down a sketch to what stands at the offset of `common`."""

    text: str
    drawn: Sketch
    common: Cursor

    def find(self) -> Cursor:
        """The innermost thing at the offset."""
        found: Cursor | tuple[Node, Keys] = (self.drawn.root, ())
        beside: Mapping[str, str] = {}
        items: list[Entry] = []
        while isinstance(found, tuple):
            node = found[0]
            beside = _scalars(node) if node.form == "map" else beside
            items = node.entries if node.form == "list" else [] if node.form == "map" else items
            found = self._step(*found)
        if found.where in ("value", "open"):
            others = (item.value for item in items if not item.value.start <= found.start <= item.value.end)
            found = replace(found, listed=tuple(value.text for value in others if value.form == "scalar"))
        return replace(found, beside=beside) if found.where == "value" else found

    def _step(self, node: Node, keys: Keys) -> Cursor | tuple[Node, Keys]:
        offset = self.common.offset
        if node.form == "none":
            return self._open(keys)
        if node.form == "scalar":
            return self._scalar(node, keys)
        entry = next((entry for entry in reversed(node.entries) if entry.start <= offset), None)
        if node.flow:
            return self._in_brackets(node, entry, keys)
        if entry is None:
            return self._key(node, keys)
        if isinstance(entry.key, str) and (offset <= entry.end or entry.colon < 0):
            if offset > entry.end and self._column() <= node.indent and self._first_of_line():
                return self._key(node, keys)
            return self._key(node, keys, entry)
        if self._first_of_line() and not self._inside(entry):
            column = self._column()
            if column < node.indent or (column == node.indent and node.form == "map"):
                return self._key(node, keys)
            if node.form == "list" and column <= node.indent:
                return self._item(node, keys)
        elif offset <= entry.start:  # before a dash
            return self._item(node, keys)
        if entry.waits and isinstance(entry.key, str) and self._line_start(offset) <= entry.colon:
            return replace(self._open((*keys, entry.key)), where="value")
        return entry.value, (*keys, entry.key)

    def _in_brackets(self, node: Node, entry: Entry | None, keys: Keys) -> Cursor | tuple[Node, Keys]:
        offset = self.common.offset
        comma = next((comma for comma in reversed(node.commas) if comma < offset), -1)
        if entry is None or comma >= entry.start:
            if node.form == "map":
                return replace(self._key(node, keys), flow=True)
            number = sum(comma < offset for comma in node.commas)
            return replace(self._open((*keys, number)), flow=True, beside={}, column=-1)
        if isinstance(entry.key, str) and (offset <= entry.end or entry.colon < 0):
            return replace(self._key(node, keys, entry), flow=True)
        if entry.waits:
            return replace(self._open((*keys, entry.key)), where="value", flow=True)
        if entry.value.form == "scalar":
            return replace(self._scalar(entry.value, (*keys, entry.key)), flow=True)
        return entry.value, (*keys, entry.key)

    def _key(self, node: Node, keys: Keys, entry: Entry | None = None) -> Cursor:
        """A key of a map that stands there, or room for one."""
        if node.form == "list":
            return self._item(node, keys)
        found = replace(self.common, where="key", beside=_scalars(node), column=max(node.indent, 0))
        if entry is None:
            return replace(found, keys=(*keys, ""))
        word = str(entry.key)
        quote = self.text[entry.start] if self.text[entry.start] in "'\"" else ""
        return replace(
            found, keys=(*keys, word), start=entry.start, end=entry.end, word=word, colon=entry.colon >= 0, quote=quote
        )

    def _item(self, node: Node, keys: Keys) -> Cursor:
        """Room for one more item of a list that is written with dashes."""
        return replace(self.common, where="open", keys=(*keys, len(node.entries)), column=node.indent + 2, dash=True)

    def _open(self, keys: Keys) -> Cursor:
        """Room for a value that is not begun: also for the first key of a map there."""
        return replace(self.common, where="open", keys=keys, column=self._column())

    def _scalar(self, node: Node, keys: Keys) -> Cursor:
        offset = self.common.offset
        if node.style == "block":
            return replace(self.common, where="prose", keys=keys)
        quote = {"single": "'", "double": '"'}.get(node.style, "")
        start, end = node.start + len(quote), node.end
        if quote and end > start and self.text[end - 1] == quote:
            end -= 1
        if offset < start:
            return self.common
        line = BREAK.search(self.text, start, max(end, start))
        if line is not None or offset > end:  # it goes over several lines, or something new begins behind it
            return replace(self.common, where="prose", keys=keys)
        only_word = node is self.drawn.root  # all that stands in the document: a key half typed
        where: Where = "open" if only_word or self._item_alone(node, keys) else "value"
        column = node.indent if node.indent >= 0 else 0
        word = self.text[start : max(end, start)]
        found = replace(self.common, where=where, keys=keys, start=start, end=max(end, start), word=word)
        return replace(found, quote=quote, column=column)

    def _item_alone(self, node: Node, keys: Keys) -> bool:
        """Whether a text stands alone where a map could begin: as an item with a dash, or below its key."""
        if node.indent < 0 or not keys:
            return False
        return not self.text[self._line_start(node.start) : node.start].rstrip().endswith(":")

    def _inside(self, entry: Entry) -> bool:
        """Whether the offset lies in a value that goes over several lines."""
        return entry.value.form == "scalar" and entry.value.start < self.common.offset <= entry.value.end

    def _first_of_line(self) -> bool:
        """Whether nothing but space stands before the offset in its line."""
        return not self.text[self._line_start(self.common.offset) : self.common.offset].strip()

    def _column(self) -> int:
        return self.common.offset - self._line_start(self.common.offset)

    def _line_start(self, offset: int) -> int:
        return max(self.text.rfind(sign, self.drawn.start, offset) for sign in "\r\n") + 1 or self.drawn.start


def _scalars(node: Node) -> dict[str, str]:
    """The keys of a map, each with its text; the first one of several counts."""
    found: dict[str, str] = {}
    for entry in node.entries if node.form == "map" else ():
        found.setdefault(str(entry.key), entry.value.text if entry.value.form == "scalar" else "")
    return found
