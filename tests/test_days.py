"""Days and durations: month ends, the ends of time, and what is none of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.days import Duration, after, before, parse_day, parse_duration


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("1 day", Duration(0, 1)),
        ("30 days", Duration(0, 30)),
        ("2 weeks", Duration(0, 14)),
        ("6 months", Duration(6, 0)),
        ("1 year", Duration(12, 0)),
        ("3 years", Duration(36, 0)),
    ],
)
def test_durations(text: str, duration: Duration) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text", ["", "days", "5", "-1 day", "1.5 years", "five days", "1 fortnight", "٣ days", "99999 days", "1 dayss"]
)
def test_no_durations(text: str) -> None:
    with pytest.raises(ValueError, match="is no duration"):
        parse_duration(text)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2025-02-29", "2026-13-01", "2026-1-1", "20260101", "2026-01-01T00:00", "", "٢٠٢٦-٠١-٠١"]
)
def test_no_days(text: str) -> None:
    with pytest.raises(ValueError, match=r"no day written|must be in|out of range|invalid"):
        parse_day(text)


@pytest.mark.parametrize(
    ("day", "duration", "then"),
    [
        ("2026-03-31", "1 month", "2026-02-28"),
        ("2024-03-31", "1 month", "2024-02-29"),
        ("2024-02-29", "1 year", "2023-02-28"),
        ("2026-01-31", "12 months", "2025-01-31"),
        ("2026-01-01", "1 day", "2025-12-31"),
        ("2026-11-20", "2 weeks", "2026-11-06"),
    ],
)
def test_before(day: str, duration: str, then: str) -> None:
    assert before(parse_day(day), parse_duration(duration)) == parse_day(then)


@pytest.mark.parametrize(
    ("day", "duration", "then"),
    [
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2024-02-29", "12 months", "2025-02-28"),
        ("2026-12-31", "1 day", "2027-01-01"),
    ],
)
def test_after(day: str, duration: str, then: str) -> None:
    assert after(parse_day(day), parse_duration(duration)) == parse_day(then)


def test_the_ends_of_time() -> None:
    long = parse_duration("9999 years")
    assert after(date(2026, 1, 1), long) == date.max
    assert before(date(2026, 1, 1), long) == date.min
    assert after(date(9999, 12, 31), parse_duration("1 day")) == date.max


durations = st.builds(Duration, st.integers(0, 600), st.integers(0, 4000))


@given(st.dates(), durations)
def test_time_goes_one_way(day: date, duration: Duration) -> None:
    assert before(day, duration) <= day <= after(day, duration)


@given(st.dates(), st.integers(0, 9999))
def test_days_are_exact(day: date, number: int) -> None:
    there = after(day, Duration(0, number))
    if there != date.max:
        assert before(there, Duration(0, number)) == day
