"""Edits put into a text, and which fixes can be made together."""

import re
from collections.abc import Iterable, Sequence

from aimslint.model import Change, Edit, Fix

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
    chosen: list[Fix] = []
    positions = []
    for position, fix in enumerate(fixes):
        if not any(_clash(fix, other) for other in chosen):
            chosen.append(fix)
            positions.append(position)
    return positions


def _clash(one: Fix, other: Fix) -> bool:
    touching = any(_touch(mine, theirs) for mine in one.edits for theirs in other.edits)
    return touching or any(_about_the_same(mine, theirs) for mine in one.changes for theirs in other.changes)


def _touch(one: Edit, other: Edit) -> bool:
    """Whether two edits overlap or meet. Two insertions at one spot do not mind each other."""
    if one.start == one.end == other.start == other.end:
        return one.text == other.text
    return one.start <= other.end and other.start <= one.end


def _about_the_same(one: Change, other: Change) -> bool:
    """Whether two changes concern one value, or one of them a value inside of the other's."""
    if one.document != other.document or (one == other and one.what == "items"):
        return False
    shorter: Sequence[str | int] = min(one.keys, other.keys, key=len)
    return one.keys[: len(shorter)] == other.keys[: len(shorter)]


def _natural(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() and part.isascii() else (-1, part) for part in _NUMBER.split(text)]


_NUMBER = re.compile(r"([0-9]{1,18})")
