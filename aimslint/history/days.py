"""Which times of commits to believe, what the others count as, and the order that follows.

Clocks are set wrongly, and anyone may write any date into a commit. What cannot lie is the order: a parent is older
than its child. So the commits are laid out in that order, and as few as possible are disbelieved that the times of the
rest never run backwards. Disbelieved from the start are times at the very beginning of 1970, which mean a clock without
battery, and those after the latest day that can be, where that is known. What is not believed

- is from the future when it is later than something that was built on it: it counts as the earliest of these, and,
  where nothing is, as the latest day that can be;
- is from the past otherwise: it counts as the latest of its parents, and, without any, as the earliest of what was
  built on it.

All times are seconds in UTC.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from heapq import heappop, heappush
from itertools import pairwise

from aimslint.dataclass import dataclass

DAY = 86_400
NO_CLOCK = 2 * DAY
"""Times before this one are what a computer without a clock says."""
OPEN = 1 << 62
"""The time of a commit from the future that nothing was built on."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Positions of commits, newest first, no parent before its child; and the time of each, by position."""

    order: Sequence[int]
    times: Sequence[int]


def settle(
    ids: Sequence[str], parents: Sequence[Sequence[int]], times: Sequence[int], limit: int | None = None
) -> Settled:
    """Put commits in order and mend their times.

    `parents` are positions, and `limit` is the last second that can be, as `last_second` gives it. The outcome depends
    on the commits alone, not on the order in which they are given.
    """
    if _stand_as_given(parents, times, limit):
        return Settled(range(len(ids)), times)
    order = _newest_first(ids, parents, times)
    believed = _believed([times[place] for place in reversed(order)], limit)
    if all(believed):
        return Settled(order, times)
    trusted = {place for place, is_believed in zip(reversed(order), believed, strict=True) if is_believed}
    mended = _mended(order, parents, times, trusted, limit)
    return Settled(_newest_first(ids, parents, mended), mended)


def last_second(latest: date) -> int:
    """The last second that a commit can tell when `latest` is today: clocks may be a day ahead."""
    return int(datetime(latest.year, latest.month, latest.day, tzinfo=UTC).timestamp()) + 2 * DAY - 1


def day_of(seconds: int, latest: date | None = None) -> date:
    """The day in UTC, never after `latest`."""
    try:
        day = date(1970, 1, 1) + timedelta(days=seconds // DAY)
    except OverflowError:
        day = date.max
    return day if latest is None else min(day, latest)


def _stand_as_given(parents: Sequence[Sequence[int]], times: Sequence[int], limit: int | None) -> bool:
    """Whether the commits come in the only order that they can have, and no time is doubtful: mostly they do."""
    return (
        all(newer > older for newer, older in pairwise(times))
        and all(parent > place for place, own in enumerate(parents) for parent in own)
        and (not times or (times[-1] >= NO_CLOCK and (limit is None or times[0] <= limit)))
    )


def _newest_first(ids: Sequence[str], parents: Sequence[Sequence[int]], times: Sequence[int]) -> list[int]:
    """Children before parents, and else by time; ids decide between equal ones."""
    waiting = [0] * len(ids)
    for own in parents:
        for parent in own:
            waiting[parent] += 1
    ready: list[tuple[int, str, int]] = []
    for place, children in enumerate(waiting):
        if not children:
            heappush(ready, (-times[place], ids[place], place))
    order = []
    while ready:
        place = heappop(ready)[2]
        order.append(place)
        for parent in parents[place]:
            waiting[parent] -= 1
            if not waiting[parent]:
                heappush(ready, (-times[parent], ids[parent], parent))
    return order


def _believed(times: Sequence[int], limit: int | None) -> list[bool]:
    """Which times, oldest commit first, belong to a longest sequence that never runs backwards."""
    ends: list[int] = []  # the least time with which a sequence of each length can end, and where that is
    places: list[int] = []
    before: list[int] = []  # the place that goes before each in its sequence
    for place, time in enumerate(times):
        if time < NO_CLOCK or (limit is not None and time > limit):
            before.append(-1)
            continue
        length = bisect_right(ends, time)
        before.append(places[length - 1] if length else -1)
        ends[length : length + 1] = [time]
        places[length : length + 1] = [place]
    believed = [False] * len(times)
    place = places[-1] if places else -1
    while place >= 0:
        believed[place] = True
        place = before[place]
    return believed


def _mended(
    order: Sequence[int], parents: Sequence[Sequence[int]], times: Sequence[int], trusted: set[int], limit: int | None
) -> list[int]:
    not_after = [OPEN] * len(times)  # the earliest trusted time of what was built on each
    for place in order:
        own = times[place] if place in trusted else not_after[place]
        for parent in parents[place]:
            not_after[parent] = min(not_after[parent], own)
    mended = list(times)
    for place in reversed(order):
        if place in trusted:
            continue
        not_before = max((mended[parent] for parent in parents[place]), default=None)
        late = times[place] > not_after[place] or (limit is not None and times[place] > limit)
        if late or (not_before is None and not_after[place] < OPEN):
            mended[place] = not_after[place]
        elif not_before is not None:
            mended[place] = not_before
    return mended
