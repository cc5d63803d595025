"""What falls due as JSON for programs, version 1: fields are added, never changed or taken away. All is ASCII."""

from collections.abc import Iterator
from typing import Any

from aimslint.reporters.text.json_text import pieces
from aimslint.views.upcoming import Agenda, Due


def write(agenda: Agenda) -> Iterator[str]:
    """The whole as one JSON document."""
    yield from pieces(document(agenda))


def document(agenda: Agenda) -> dict[str, Any]:
    """The whole as plain data."""
    return {
        "version": 1,
        "as_of": agenda.as_of.isoformat(),
        "until": agenda.until.isoformat(),
        "upcoming": [entry(due) for due in agenda.entries],
        "summary": {
            "overdue": sum(due.overdue for due in agenda.entries),
            "due": sum(not due.overdue for due in agenda.entries),
        },
    }


def entry(due: Due) -> dict[str, Any]:
    """One deadline as plain data."""
    return {
        "date": due.day,
        "overdue": due.overdue,
        "what": due.what,
        "record": {"kind": due.item.subject.kind, "id": due.item.subject.id},
        "title": due.title,
        "owner": due.owner or None,
        "path": due.path,
        "fingerprint": due.fingerprint,
        "requirements": list(due.requirements),
    }
