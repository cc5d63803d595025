"""Checks of days."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from aimslint.aims import Item
from aimslint.checks._fields import texts_of
from aimslint.days import Duration, after
from aimslint.records.shape import Scalar
from aimslint.rulebook import Objection, reads
from aimslint.snapshot import Snapshot

READS = {"future": reads()}

TOLERANCE = Duration(months=0, days=1)
"""East of UTC the day begins earlier: what happened there today may be tomorrow's date here."""


def future(record: Item, snapshot: Snapshot, _: Mapping[str, Any]) -> Iterator[Objection]:
    """Days on which something happened may not lie after the as-of date (7.5.3: dates that cannot be relied on)."""
    latest = _latest(snapshot.as_of)
    for about, keys, day in texts_of(record, _has_happened, latest.__lt__):
        yield Objection(
            keys,
            f"{_field(keys)} is {day}, which lies after the day of this check ({snapshot.today})",
            day,
            f"a day not after {snapshot.today}",
            about=about,
        )


@lru_cache(maxsize=1)
def _latest(as_of: date) -> str:
    return after(as_of, TOLERANCE).isoformat()


def _has_happened(scalar: Scalar) -> bool:
    return scalar.past


def _field(keys: tuple[str | int, ...]) -> str:
    return next(key for key in reversed(keys) if isinstance(key, str))
