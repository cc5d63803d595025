"""What falls due as Markdown: a table of what is overdue, and one of what comes."""

from collections.abc import Iterator

from aimslint.reporters.text.markdown import table
from aimslint.views.upcoming import Agenda

HEADS = ("day", "what", "record", "title", "owner")


def write(agenda: Agenda) -> Iterator[str]:
    """For a page, an issue or a pull request."""
    yield f"# What falls due up to {agenda.until}\n\nAs of {agenda.as_of}.\n"
    for heading, overdue in (("Overdue", True), ("To come", False)):
        rows = [
            (due.day, due.what, f"{due.item.subject.kind} {due.item.subject.id}", due.title, due.owner or "nobody")
            for due in agenda.entries
            if due.overdue is overdue
        ]
        yield f"\n## {heading}\n\n"
        yield from table(HEADS, rows) if rows else ("Nothing.\n",)
