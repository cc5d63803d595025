"""Days that are none, that lie at the ends of the calendar, or that somebody's `int()` would accept."""

from tests.hostile.case import Case


def _day(written: str, name: str, *found: str) -> Case:
    return Case(name, f"kind: policy\nid: policy\napproved_on: {written}\n", found)


CASES = [
    _day("2026-02-30", "a 30th of February", "bad-date:3"),
    _day("2024-02-29", "a 29th of February in a leap year"),
    _day("2026-02-29", "a 29th of February in another", "bad-date:3"),
    _day("1900-02-29", "a 29th of February in a century", "bad-date:3"),
    _day("2026-13-01", "a thirteenth month", "bad-date:3"),
    _day("2026-00-10", "a month before the first", "bad-date:3"),
    _day("0000-01-01", "the year before the first", "bad-date:3"),
    _day("0001-01-01", "the first day there is", "bad-date:3"),
    _day("9999-12-31", "the last day there is", "bad-date:3"),
    _day("1950-01-01", "the first day that a record may name"),
    _day("2199-12-31", "the last day that a record may name"),
    _day("10000-01-01", "a year beyond the last", "bad-date:3"),
    _day("-001-01-01", "a year below zero", "bad-date:3"),
    _day("+202-01-01", "a year with a sign", "bad-date:3"),
    _day("'2026-+1-01'", "a month with a sign", "bad-date:3"),
    _day("'2026-1 -01'", "a month with a space", "bad-date:3"),
    _day("'20_6-01-01'", "a year with a gap", "bad-date:3"),
    _day("'２０２６-01-01'", "digits of another width", "bad-date:3"),
    _day("'٢٠٢٦-01-01'", "digits of another script", "bad-date:3"),
    _day("2026-1-1", "a day without zeros", "bad-date:3"),
    _day("20260101", "a day without dashes", "bad-date:3"),
    _day("2026-W01-1", "a week", "bad-date:3"),
    _day("2026-001", "the day of a year", "bad-date:3"),
    _day("01/02/2026", "a day that two countries read differently", "bad-date:3"),
    _day("2026-01-01T00:00:00Z", "a time in UTC", "bad-date:3"),
    _day("2026-01-01T23:59:60+99:99", "a time of no zone", "bad-date:3"),
    _day("2026-01-01 00:00:00", "a time of a day", "bad-date:3"),
    _day("2026–01–01", "dashes of typography", "bad-date:3"),
    _day("1767225600", "seconds since 1970", "bad-date:3"),
    _day(".inf", "a day at infinity", "special-number:3"),
    _day("'" + "2026-01-01" * 10_000 + "'", "ten thousand days", "bad-date:3"),
]
