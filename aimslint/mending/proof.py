"""Proof that a mended file says what it said before, but for the spots that were mended."""

from collections.abc import Iterable
from typing import Any

from aimslint.loading import Limits, Loaded, load_file
from aimslint.model import Change

_MENDED = object()
"""Stands in both versions where they may differ."""


def says_the_same(path: str, before: bytes, after: bytes, changes: Iterable[Change], limits: Limits) -> bool:
    """Whether both versions of a file load to equal data everywhere but at `changes`, and no worse than before."""
    old, new = load_file(path, before, limits), load_file(path, after, limits)
    if len(old.documents) != len(new.documents) or len(new.problems) > len(old.problems):
        return False
    for change in changes:
        if not _blank_out(old, new, change):
            return False
    return all(_same(one.data, other.data) for one, other in zip(old.documents, new.documents, strict=True))


def _blank_out(old: Loaded, new: Loaded, change: Change) -> bool:
    """Make the two versions equal where they may differ. False when they differ there in a way that they may not."""
    if change.document >= len(old.documents):
        return False
    if change.what == "items":
        one, other = _at(old, change), _at(new, change)
        if not isinstance(one, list) or not isinstance(other, list) or not _is_part(one, other):
            return False
        one.clear()
        other.clear()
        return True
    for version in (old, new):
        holder = _holder(version, change)
        last = change.keys[-1]
        if isinstance(holder, dict):
            holder.pop(last, None)
        elif isinstance(holder, list) and isinstance(last, int) and last < len(holder):
            holder[last] = _MENDED
    return True


def _holder(version: Loaded, change: Change) -> Any:
    return _walk(version.documents[change.document].data, change.keys[:-1])


def _at(version: Loaded, change: Change) -> Any:
    return _walk(version.documents[change.document].data, change.keys)


def _walk(value: Any, keys: Iterable[str | int]) -> Any:
    for key in keys:
        try:
            value = value[key]
        except (LookupError, TypeError):
            return None
    return value


def _is_part(fewer: list[Any], more: list[Any]) -> bool:
    """Whether `more` holds all of `fewer` in the same order, and perhaps others between them."""
    waiting = iter(more)
    return all(any(_same(wanted, item) for item in waiting) for wanted in fewer)


def _same(one: Any, other: Any) -> bool:
    """Whether two values are equal and of one type all through: 1 is not true, and not 1.0. Depth is bounded."""
    if one.__class__ is not other.__class__:
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
