"""Clocks lie: what impossible times count as, and the order of commits."""

import random
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from aimslint.history.days import NO_CLOCK, OPEN, day_of, last_second, settle

START = 20_000


def _line(times: list[int]) -> list[list[int]]:
    """The parents of commits that follow each other, oldest first."""
    return [[place - 1] if place else [] for place in range(len(times))]


def _settled(days: list[int], limit: int | None = None) -> list[int]:
    """What the days of a line of commits, oldest first, count as."""
    times = [day * 86_400 for day in days]
    ids = [f"{place:04}" for place in range(len(times))]
    settled = settle(ids, _line(times), times, limit)
    assert list(settled.order) == list(reversed(range(len(times))))
    return [time if time == OPEN else time // 86_400 for time in settled.times]


def test_times_that_run_forward_stand() -> None:
    assert _settled([START, START, START + 1, START + 9]) == [START, START, START + 1, START + 9]


def test_a_commit_from_the_future_counts_as_the_earliest_day_of_what_was_built_on_it() -> None:
    assert _settled([START, START + 9999, START + 2, START + 3]) == [START, START + 2, START + 2, START + 3]


def test_a_commit_from_the_past_counts_as_the_day_of_its_parents() -> None:
    assert _settled([START, START + 1, START - 700, START + 3]) == [START, START + 1, START + 1, START + 3]


def test_one_wrong_clock_at_the_tip_does_not_make_everything_old() -> None:
    assert _settled([START, START + 1, START + 2, 12_000]) == [START, START + 1, START + 2, START + 2]


def test_the_day_zero_of_a_clock_without_battery_is_no_day() -> None:
    assert _settled([0, START]) == [START, START]
    assert _settled([START, 0, 0]) == [START, START, START]
    assert _settled([0, 1, START, 0, START + 1]) == [START, START, START, START, START + 1]
    assert _settled([0]) == [0]  # nothing tells when it was


def test_what_is_later_than_today_is_from_the_future_however_often_it_is_said() -> None:
    limit = last_second(day_of((START + 5) * 86_400))
    assert _settled([START, 99_999, 99_999, 99_999, START + 5], limit) == [START, *[START + 5] * 4]
    assert _settled([START, START + 1, 99_999], limit) == [START, START + 1, OPEN]
    assert day_of(OPEN, latest=date(2026, 1, 5)) == date(2026, 1, 5)
    assert day_of(OPEN) == date.max


def test_a_clock_may_be_a_day_ahead_and_still_counts_as_today() -> None:
    today = date(2026, 1, 5)
    tomorrow = last_second(today)
    assert day_of(tomorrow) == date(2026, 1, 6)
    assert day_of(tomorrow + 1) == date(2026, 1, 7)
    assert day_of(tomorrow, today) == today


def test_branches_are_interleaved_by_time_and_ids_decide_between_equals() -> None:
    #      1 - 3
    #  0 <       > 5     (4 is older than 1, and 2 as old as 3)
    #      4 - 2
    times = [10, 20, 30, 30, 15, 40]
    times = [time * 86_400 for time in times]
    parents = [[], [0], [4], [1], [0], [3, 2]]
    assert settle("abcdef", parents, times).order == [5, 2, 3, 1, 4, 0]
    assert settle("abdcef", parents, times).order == [5, 3, 2, 1, 4, 0]


@st.composite
def _histories(draw: st.DrawFn) -> tuple[list[list[int]], list[int], int | None]:
    size = draw(st.integers(1, 14))
    parents: list[list[int]] = [[]]
    for place in range(1, size):
        parents.append(draw(st.lists(st.integers(0, place - 1), min_size=0, max_size=3, unique=True)))
    times = draw(st.lists(st.integers(0, 40), min_size=size, max_size=size))
    limit = draw(st.none() | st.integers(5, 35))
    return parents, [time * 86_400 for time in times], None if limit is None else limit * 86_400


@given(_histories(), st.randoms(use_true_random=False))
def test_however_wrong_the_clocks_time_runs_forward(
    history: tuple[list[list[int]], list[int], int | None], chance: random.Random
) -> None:
    parents, times, limit = history
    ids = [f"{place:04}" for place in range(len(times))]
    settled = settle(ids, parents, times, limit)
    seen = set()
    for place in settled.order:
        seen.add(place)
        assert not seen & set(parents[place])
        for parent in parents[place]:
            assert settled.times[parent] <= settled.times[place]
    assert seen == set(range(len(times)))
    if all(times[p] <= times[c] for c in range(len(times)) for p in parents[c]) and all(
        time >= NO_CLOCK and (limit is None or time <= limit) for time in times
    ):
        assert list(settled.times) == times
    assert all(settled.times[newer] >= settled.times[older] for newer, older in pairwise(settled.order))

    shuffled = list(range(len(times)))
    chance.shuffle(shuffled)
    place_of = {old: new for new, old in enumerate(shuffled)}
    again = settle(
        [ids[old] for old in shuffled],
        [[place_of[parent] for parent in parents[old]] for old in shuffled],
        [times[old] for old in shuffled],
        limit,
    )
    assert [shuffled[place] for place in again.order] == list(settled.order)
    assert [again.times[place_of[old]] for old in range(len(times))] == list(settled.times)
