"""Days and lengths of time in the form that records have, where what is written can mean only one."""

import re
from datetime import date

from aimslint.fixes._spot import Spot
from aimslint.model import Fix
from aimslint.pattern import pattern
from aimslint.records.patterns import DAY_PATTERN, DURATION_PATTERN


def bad_date(spot: Spot) -> Fix | None:
    """A day that is written year first, or with the name of its month; the day of a point in time.

    03/04/2026 stays: nobody can know which month it is. 25/04/2026 can be read in one way only, and whoever wrote it
    may still have slipped.
    """
    scalar = spot.scalar()
    if scalar is None:
        return None
    if day := _clear_day(scalar.text.strip()):
        return spot.instead(day, safe=True)
    if day := _only_day(scalar.text.strip()):
        return spot.instead(day)
    return None


def bad_duration(spot: Spot) -> Fix | None:
    """A number and a unit in another form (`12 Months`, `P1Y`); a word such as `yearly`."""
    scalar = spot.scalar()
    if scalar is None:
        return None
    text = " ".join(scalar.text.split()).casefold()
    if length := _length(text):
        return spot.instead(length, safe=True)
    return spot.instead(_WORDS[text]) if text in _WORDS else None


_YEAR_FIRST = pattern(
    r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"
    r"(?:[Tt ]\s*\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[Zz]|[-+]\d\d?(?::?\d\d)?)?)?",
    re.ASCII,
)
_DIGITS = pattern(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", re.ASCII)
_DAY_FIRST = pattern(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ .-]+(?P<name>[A-Za-z]{3,9})\.?,?[ -]+(?P<year>\d{4})", re.ASCII
)
_NAME_FIRST = pattern(r"(?P<name>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})", re.ASCII)
_NAME_BETWEEN = pattern(r"(?P<year>\d{4})[ -](?P<name>[A-Za-z]{3,9})[ -](?P<day>\d{1,2})", re.ASCII)
_YEAR_LAST = pattern(r"(?P<first>\d{1,2})(?P<sign>[-/.])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4})", re.ASCII)

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


def _clear_day(text: str) -> str | None:
    """The day that a text means to everybody."""
    for form in (_YEAR_FIRST, _DIGITS):
        if found := form.fullmatch(text):
            return _day(found["year"], int(found["month"]), found["day"])
    for form in (_DAY_FIRST, _NAME_FIRST, _NAME_BETWEEN):
        if found := form.fullmatch(text):
            return _day(found["year"], _month(found["name"]), found["day"])
    return None


def _only_day(text: str) -> str | None:
    """The day of a text that ends in the year, where only one of its numbers can be the month."""
    found = _YEAR_LAST.fullmatch(text)
    if found is None:
        return None
    readings = {
        day
        for month, day_ in ((found["first"], found["second"]), (found["second"], found["first"]))
        if (day := _day(found["year"], int(month), day_))
    }
    return readings.pop() if len(readings) == 1 else None


def _month(name: str) -> int:
    """The number of a month by its English name or the first letters of it; 0 for anything else."""
    short = name.casefold()
    fitting = [number for number, month in enumerate(_MONTHS, 1) if month == short or month[:3] == short]
    return fitting[0] if fitting else 9 if short == "sept" else 0


def _day(year: str, month: int, day: str) -> str | None:
    try:
        text = date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None
    return text if re.fullmatch(DAY_PATTERN, text) else None


_NUMBER_UNIT = pattern(r"(?P<number>\d{1,4}) ?-?(?P<unit>days?|weeks?|months?|years?)", re.ASCII)
_ISO = pattern(r"p(?P<number>\d{1,4})(?P<unit>[dwmy])", re.ASCII)
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
_WORDS = {
    "weekly": "1 week",
    "monthly": "1 month",
    "quarterly": "3 months",
    "half-yearly": "6 months",
    "twice a year": "6 months",
    "yearly": "12 months",
    "annually": "12 months",
    "annual": "12 months",
    "every year": "12 months",
    "once a year": "12 months",
}


def _length(text: str) -> str | None:
    found = _NUMBER_UNIT.fullmatch(text) or _ISO.fullmatch(text)
    if found is None:
        return None
    number = int(found["number"])
    unit = _UNITS.get(found["unit"], found["unit"].rstrip("s") + "s")
    length = f"{number} {unit.rstrip('s') if number == 1 else unit}"
    return length if re.fullmatch(DURATION_PATTERN, length) else None
