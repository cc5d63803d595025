"""Edits put into a text, and which fixes can be made together."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import field

from aimslint.dataclass import dataclass
from aimslint.model import Change, Edit, Fix, Keys

_BOM = b"\xef\xbb\xbf"


def edited(text: str, edits: Iterable[Edit]) -> str:
    """`text` with these edits made, none of which may overlap. All else is left as it is, character for character.

    Several insertions at one spot come in the order of their texts, numbers in them by their size.
    """
    pieces = []
    done = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end, _natural(edit.text))):
        pieces += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join((*pieces, text[done:]))


def encoded(text: str, before: bytes) -> bytes:
    """The bytes of a text that takes the place of `before`: with a byte order mark if that had one."""
    return (_BOM if before.startswith(_BOM) else b"") + text.encode("utf-8")


def taken(fixes: Iterable[Fix]) -> list[int]:
    """The positions of those fixes of one file that can be made together; the others must wait for another round."""
    so_far = _Taken()
    return [position for position, fix in enumerate(fixes) if so_far.takes(fix)]


@dataclass(slots=True)
class _Taken:
    """What fixes taken so far edit and change. Looked up, because a register may have thousands of them."""

    edits: list[tuple[int, int, str]] = field(default_factory=list)  # sorted; none overlap
    changes: dict[tuple[int, Keys], str] = field(default_factory=dict)
    holders: set[tuple[int, Keys]] = field(default_factory=set)  # what holds a value that changes

    def takes(self, fix: Fix) -> bool:
        """Whether the fix can be made with the others; if so it is one of them."""
        if any(map(self._overlaps, fix.edits)) or any(map(self._concerns, fix.changes)):
            return False
        for edit in fix.edits:
            insort(self.edits, (edit.start, edit.end, edit.text))
        for change in fix.changes:
            self.changes[change.document, change.keys] = change.what
            self.holders.update((change.document, change.keys[:length]) for length in range(len(change.keys)))
        return True

    def _overlaps(self, edit: Edit) -> bool:
        """Whether an edit overlaps one taken, or meets it. Different insertions at one spot do not mind each other."""
        mine = (edit.start, edit.end, edit.text)
        place = bisect_left(self.edits, mine)
        return any(
            start <= edit.end
            and edit.start <= end
            and (not start == end == edit.start == edit.end or text == edit.text)
            for start, end, text in self.edits[max(place - 1, 0) : place + 1]
        )

    def _concerns(self, change: Change) -> bool:
        """Whether a change is about a value that changes already, about what holds it, or about a part of it."""
        here = (change.document, change.keys)
        if here in self.changes:
            return not change.what == self.changes[here] == "items"
        above = (change.keys[:length] for length in range(len(change.keys)))
        return here in self.holders or any((change.document, keys) in self.changes for keys in above)


def _natural(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() and part.isascii() else (-1, part) for part in _NUMBER.split(text)]


_NUMBER = re.compile(r"([0-9]{1,18})")
