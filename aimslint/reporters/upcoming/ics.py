"""What falls due as an iCalendar file (RFC 5545): an event of a whole day for each, which calendars can follow.

The same records on the same day give the same bytes: DTSTAMP is the as-of date, and UIDs come from fingerprints, which
stay when a day moves.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from aimslint.reporters.text.safe import one_line
from aimslint.version import VERSION
from aimslint.views.upcoming import Agenda, Due

OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})


def write(agenda: Agenda) -> Iterator[str]:
    """The calendar, line by line; lines end as the standard wants them, in CR and LF."""
    yield from _folded("BEGIN:VCALENDAR")
    yield from _folded("VERSION:2.0")
    yield from _folded(f"PRODID:-//aimslint//aimslint {VERSION}//EN")
    yield from _folded("CALSCALE:GREGORIAN")
    yield from _folded("METHOD:PUBLISH")
    yield from _folded("X-WR-CALNAME:AI management system")
    for due in agenda.entries:
        for line in _event(due, agenda.as_of):
            yield from _folded(line)
    yield from _folded("END:VCALENDAR")


def _event(due: Due, as_of: date) -> Iterator[str]:
    record = f"{due.item.subject.kind} {due.item.subject.id}"
    late = "Overdue: " if due.overdue else ""
    title = f" ({due.title})" if due.title else ""
    day = date.fromisoformat(due.day)
    yield "BEGIN:VEVENT"
    yield f"UID:{due.fingerprint}@aimslint"
    yield f"DTSTAMP:{_basic(as_of)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_basic(day)}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{_basic(day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(f'{late}{record}: {due.what}')}"
    owner = due.owner or "nobody"
    yield "DESCRIPTION:" + "\\n".join(map(_text, (f"{record}{title}", f"Owner: {owner}", due.path)))
    yield "CATEGORIES:AIMS"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _basic(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(text: str) -> str:
    """A value of type TEXT. What does not print was made an escape before, so no line can begin inside it.

    Folding may let any part of it begin a line, and a runner takes `::` there for a command.
    """
    return one_line(text).replace("::", "\\x3a:").translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """A content line in pieces of at most 75 octets; each but the first begins with a space. No character is cut."""
    piece = ""
    room = OCTETS
    for character in line:
        size = len(character.encode("utf-8", "backslashreplace"))
        if size > room:
            yield f"{piece}\r\n"
            piece, room = " ", OCTETS - 1
        piece += character
        room -= size
    yield f"{piece}\r\n"
