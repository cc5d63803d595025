"""Where things stand in a plain text, found by parsing no more of it than what is asked about.

In a text that is read by lines, a pair of a document reaches from its key in the first column to the next one, and an
item of a list below it from its dash to the next one, whatever stands inside. Parsed by itself each gives the marks
that it has in the whole text. To place the few findings of a file takes a quarter of what it takes to parse all of it.

What most findings are about is a word or a sentence on the line of its key, and where that stands can be seen without
any parser. To load one takes a twenty-fifth of the time of a hook.
"""

import re
from collections.abc import Sequence
from typing import Any

from aimslint.loading.by_lines import read_by_lines
from aimslint.loading.limits import Limits
from aimslint.loading.parse import parse
from aimslint.loading.scalars import TYPED_STARTS, Refused, typed
from aimslint.loading.spans import Recorder
from aimslint.model import Keys

# These hold in plain texts only. There, all else that begins in the first column are comments and items of a list.
_BEGINNING = re.compile(r"^(?:([A-Za-z_/][A-Za-z0-9_./-]*):|---)", re.MULTILINE)
_FIRST_ITEM = re.compile(r"[^ \n]+: *(?:#.*)?\n(?: *(?:#.*)?\n)*( *)- ")
# A pair on a line of its own, whose value no character of YAML stands in.
_ONE_LINE = re.compile(r"([A-Za-z_/][A-Za-z0-9_./-]*): +([A-Za-z0-9](?:[^#:\n]*[^#:\n ])?)\n?")

Reach = tuple[int, int]
"""From where to where."""


class Pieces:
    """The pairs of each document of a plain text, and items of lists in them. What is asked about is parsed once."""

    __slots__ = ("_documents", "_items", "_limits", "_recorded", "_text")

    def __init__(self, text: str, limits: Limits, documents: Sequence[dict[str, Reach]]) -> None:
        self._text = text
        self._limits = limits
        self._documents = documents
        self._items: dict[Reach, list[int]] = {}
        self._recorded: dict[Reach, Recorder] = {}

    @classmethod
    def of(cls, text: str, limits: Limits, *, plain: bool = False) -> "Pieces | None":
        """The pieces of a text; None when it is not plain. That need not be found out of one known to be `plain`."""
        if not plain and read_by_lines(text, limits) is None:
            return None
        documents: list[dict[str, Reach]] = []
        pairs: dict[str, Reach] | None = None
        beginnings = list(_BEGINNING.finditer(text))
        for found, after in zip(beginnings, [*beginnings[1:], None], strict=False):
            if found[1] is None:
                pairs = None
                continue
            if pairs is None:
                pairs = {}
                documents.append(pairs)
            pairs[found[1]] = (found.start(), after.start() if after is not None else len(text))
        return cls(text, limits, documents)

    def about(self, keys: Keys, document: int) -> tuple[Recorder, Sequence[Any], Keys]:
        """As of a Recorder of the whole text, of which but the piece may be there that `keys` lead into."""
        if not 0 <= document < len(self._documents):
            return Recorder(""), [], keys
        pairs = self._documents[document]
        if not keys:
            return self._parsed((0, len(self._text))).about(keys, document)
        pair = pairs.get(str(keys[0]))
        if pair is None:  # what is absent is placed at the first key of its document
            pair = next(iter(pairs.values()))
        elif len(keys) > 1 and isinstance(keys[1], int):
            starts = self._items_of(pair)
            if 0 <= keys[1] < len(starts) - 1:
                item = (starts[keys[1]], starts[keys[1] + 1])
                line = self._line_of(str(keys[2]), item) if len(keys) == 3 else None
                return self._parsed(line).about(keys[2:], 0) if line else self._parsed(item).about((0, *keys[2:]), 0)
        return self._parsed(pair).about(keys, 0)

    def _items_of(self, pair: Reach) -> list[int]:
        """Where each item of the list that a pair has below its key begins, and where the last one ends."""
        if pair not in self._items:
            self._items[pair] = []
            first = _FIRST_ITEM.match(self._text, *pair)
            if first is not None:
                dash = re.compile(f"^{first[1]}- ", re.MULTILINE)
                self._items[pair] = [found.start() for found in dash.finditer(self._text, *pair)]
                self._items[pair].append(pair[1])
        return self._items[pair]

    def _line_of(self, key: str, item: Reach) -> Reach | None:
        """The pair of a map that is an item of a list, where it is one of one line."""
        text = self._text
        dash = text.index("-", item[0])
        start = dash + 2
        if not text.startswith(f"{key}: ", start):
            before = "\n" + " " * (start - item[0])
            start = text.find(f"{before}{key}: ", *item) + len(before)
            if start < dash:
                return None
        reach = (start, text.find("\n", start, item[1]) + 1 or item[1])
        return reach if _ONE_LINE.fullmatch(text, *reach) else None

    def _parsed(self, reach: Reach) -> Recorder:
        recorder = self._recorded.get(reach)
        if recorder is None:
            text = self._text[slice(*reach)]
            recorder = self._recorded[reach] = _of_one_line(text, reach[0]) or Recorder(text, reach[0])
            if not recorder.roots:
                parse(text, self._limits, recorder=recorder)
        return recorder


def _of_one_line(text: str, begin: int) -> Recorder | None:
    """What is recorded of a pair on one line; None where only a parser can say that."""
    found = _ONE_LINE.fullmatch(text)
    if found is None:
        return None
    key, source = found.groups()
    try:
        value = typed(source) if source[:1] in TYPED_STARTS else source
    except Refused:
        return None
    recorder = Recorder(text, begin)
    recorder.pair(key, value, source, found.start(2))
    return recorder


__all__ = ["Pieces"]
