"""Dates of a pack's timelines, in words and as data: what each known one says, and which is in use."""

from collections.abc import Iterable, Iterator
from typing import Any

from aimslint.packs import NEVER, Pack


def days_of(pack: Pack, date: str) -> str:
    """`2026-08-02 (original, in use), 2027-12-02 (omnibus)`."""
    return ", ".join(f"{day or 'never'} ({name}{', in use' if used else ''})" for name, day, used in _days(pack, date))


def days_as_data(pack: Pack, date: str) -> dict[str, str | None]:
    """The day by timeline, null where it does not come."""
    return {name: day for name, day, _ in _days(pack, date)}


def sources(pack: Pack) -> Iterator[tuple[str, str]]:
    """Of each timeline, the one in use first: its name, and what it rests on and when somebody last looked."""
    for timeline in sorted(pack.timelines.values(), key=lambda one: one is not _used(pack)):
        told = f"{timeline.title}. {timeline.source}" if timeline.title != timeline.name else timeline.source
        yield timeline.name, f"{' '.join(told.split())} (last checked on {timeline.checked_on})"


def timelines_as_data(pack: Pack, dates: Iterable[str]) -> dict[str, Any]:
    """Every known timeline with these dates, its source, and the day on which somebody last looked."""
    named = list(dates)
    return {
        name: {
            "in_use": one is _used(pack),
            "title": one.title,
            "source": one.source,
            "checked_on": one.checked_on,
            "dates": {date: None if one.dates[date] == NEVER else one.dates[date] for date in named},
        }
        for name, one in pack.timelines.items()
    }


def _used(pack: Pack) -> object:
    return pack.timelines.get(pack.timeline.name) if pack.timeline is not None else None


def _days(pack: Pack, date: str) -> Iterator[tuple[str, str | None, bool]]:
    for name, one in pack.timelines.items():
        yield name, None if one.dates[date] == NEVER else one.dates[date], one is _used(pack)
