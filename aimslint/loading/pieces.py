"""Where things stand in a plain text, found by parsing no more of it than what is asked about.

In a text that is read by lines, a pair of a document reaches from its key in the first column to the next one, and an
item of a list below it from its dash to the next one, whatever stands inside. Parsed by itself each gives the marks
that it has in the whole text. To place the few findings of a file takes a quarter of what it takes to parse all of it.
"""

import re
from collections.abc import Sequence
from typing import Any

from aimslint.loading.by_lines import read_by_lines
from aimslint.loading.limits import Limits
from aimslint.loading.parse import parse
from aimslint.loading.spans import Recorder
from aimslint.model import Keys

# These hold in plain texts only. There, all else that begins in the first column are comments and items of a list.
_BEGINNING = re.compile(r"^(?:([A-Za-z_/][A-Za-z0-9_./-]*):|---)", re.MULTILINE)
_FIRST_ITEM = re.compile(r"[^ \n]+: *(?:#.*)?\n(?: *(?:#.*)?\n)*( *)- ")

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
            return self._parsed((0, 0)), [], keys
        pairs = self._documents[document]
        if not keys:
            return self._parsed((0, len(self._text))).about(keys, document)
        pair = pairs.get(str(keys[0]))
        if pair is None:  # what is absent is placed at the first key of its document
            pair = next(iter(pairs.values()))
        elif len(keys) > 1 and isinstance(keys[1], int):
            starts = self._items_of(pair)
            if 0 <= keys[1] < len(starts) - 1:
                return self._parsed((starts[keys[1]], starts[keys[1] + 1])).about((0, *keys[2:]), 0)
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

    def _parsed(self, reach: Reach) -> Recorder:
        recorder = self._recorded.get(reach)
        if recorder is None:
            text = self._text[slice(*reach)]
            recorder = self._recorded[reach] = Recorder(text, reach[0])
            parse(text, self._limits, recorder=recorder)
        return recorder


__all__ = ["Pieces"]
