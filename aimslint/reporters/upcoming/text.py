"""What falls due, for a terminal: overdue things first, then day by day."""

from collections.abc import Iterator, Sequence

from aimslint.reporters.text.columns import WIDTH, cut, pad
from aimslint.reporters.text.safe import cells, one_line
from aimslint.reporters.text.words import count
from aimslint.views.upcoming import Agenda, Due

RECORD = 44


def write(agenda: Agenda) -> Iterator[str]:
    """A line a deadline, longer where titles are."""
    late = [due for due in agenda.entries if due.overdue]
    coming = [due for due in agenda.entries if not due.overdue]
    if late:
        yield "Overdue\n"
        yield from _table(late)
        yield "\n"
    if coming:
        yield f"Up to {agenda.until}\n"
        yield from _table(coming)
        yield "\n"
    yield f"{count(len(late), 'thing')} overdue, {len(coming)} due from {agenda.as_of} to {agenda.until}.\n"


def _table(entries: Sequence[Due]) -> Iterator[str]:
    """One line each, and below it what people call the thing."""
    rows = [
        (due.day, due.what, f"{due.item.subject.kind} {due.item.subject.id}", due.owner or "nobody") for due in entries
    ]
    width = max(cells(row[1]) for row in rows)
    records = min(max(cells(one_line(row[2])) for row in rows), RECORD)
    indent = " " * 14
    for (day, what, record, owner), due in zip(rows, entries, strict=True):
        line = f"  {day}  {pad(what, width)}  {pad(cut(record, RECORD), records)}"
        yield f"{line}  {cut(owner, max(8, WIDTH - cells(line) - 2))}\n"
        if due.title:
            yield f"{indent}{cut(due.title, WIDTH - len(indent))}\n"
