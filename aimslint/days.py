"""Days and durations, without a clock. Days are `YYYY-MM-DD`, durations as people write them: `12 months`."""

from datetime import date, timedelta
from functools import lru_cache

from aimslint.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of months and days; years are months, weeks are days."""

    months: int
    days: int


@lru_cache(maxsize=4096)
def parse_day(text: str) -> date:
    """The day that `YYYY-MM-DD` names. Raises ValueError for anything else."""
    if not text.isascii() or len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError(f"{text!r} is no day written YYYY-MM-DD")
    return date(int(text[:4]), int(text[5:7]), int(text[8:]))


@lru_cache(maxsize=256)
def parse_duration(text: str) -> Duration:
    """The duration that a text such as `30 days` or `1 year` names. Raises ValueError for anything else."""
    number, _, unit = text.partition(" ")
    if not number.isascii() or not number.isdigit() or len(number) > 4:
        raise ValueError(f"{text!r} is no duration such as `30 days`")
    match unit.removesuffix("s"):
        case "day":
            return Duration(0, int(number))
        case "week":
            return Duration(0, 7 * int(number))
        case "month":
            return Duration(int(number), 0)
        case "year":
            return Duration(12 * int(number), 0)
    raise ValueError(f"{text!r} is no duration such as `30 days`")


def after(day: date, duration: Duration) -> date:
    """The day a duration after `day`; a month keeps the day, or takes the month's last. Capped at the year 9999."""
    return _shift(day, duration.months, duration.days)


def before(day: date, duration: Duration) -> date:
    """The day a duration before `day`; 2026-03-31 less one month is 2026-02-28."""
    return _shift(day, -duration.months, -duration.days)


@lru_cache(maxsize=4096)
def text_after(day: str, duration: str) -> str:
    """As `after`, from text to text. Raises ValueError for what is no day or no duration."""
    return after(parse_day(day), parse_duration(duration)).isoformat()


@lru_cache(maxsize=256)
def text_before(day: date, duration: str) -> str:
    """As `before`, as text. Raises ValueError for what is no duration."""
    return before(day, parse_duration(duration)).isoformat()


def _last_of(year: int, month: int) -> int:
    """The last day of a month, without the standard library's calendar, which few would load else."""
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days


@lru_cache(maxsize=4096)  # the same days and durations come up again and again
def _shift(day: date, months: int, days: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year < 1:
        return date.min
    if year > 9999:
        return date.max
    moved = date(year, month + 1, min(day.day, _last_of(year, month + 1)))
    try:
        return moved + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max
