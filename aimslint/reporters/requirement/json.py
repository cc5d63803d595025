"""One requirement as JSON for programs, version 1: fields are added, never changed or taken away. All is ASCII."""

from collections.abc import Iterator
from typing import Any

from aimslint.aims import Item
from aimslint.coverage import Row
from aimslint.reporters.text.json_text import pieces
from aimslint.views.requirement import RequirementPage, asked_of, ways


def write(page: RequirementPage) -> Iterator[str]:
    """The whole as one JSON document."""
    yield from pieces(document(page))


def document(page: RequirementPage) -> dict[str, Any]:
    """The whole as plain data. `here` is null where there is no record at all."""
    asked = page.requirement
    return {
        "version": 1,
        "pack": asked.pack,
        "id": asked.id,
        "kind": asked.kind,
        "group": asked.group,
        "title": asked.title,
        "summary": asked.summary,
        "phase": asked.phase,
        "roles": list(asked.roles),
        "asked_of": asked_of(asked),
        "shown_by": list(ways(asked, page.pack)),
        "here": _here(page.row) if page.row is not None else None,
        "rules": [
            {
                "rule": guard.rule.name,
                "code": guard.rule.code,
                "severity": str(guard.rule.severity),
                "phase": str(guard.rule.phase),
                "title": guard.rule.title,
                "findings": guard.findings,
            }
            for guard in page.guards
        ],
    }


def _here(row: Row) -> dict[str, Any]:
    return {
        "status": str(row.status),
        "uncertain": row.uncertain,
        "subjects": {"met": row.met, "of": row.of},
        "why": row.why,
        "asked_of": [
            {
                "record": _record(standing.subject) if standing.subject.path else None,
                "state": str(standing.state),
                "uncertain": standing.uncertain,
                "why": standing.why,
                "records": [
                    {"record": _record(one.subject), "state": str(one.state), "why": one.why}
                    for one in standing.looked_at
                ],
            }
            for standing in row.subjects
        ],
    }


def _record(item: Item) -> dict[str, str]:
    return {"kind": item.subject.kind, "id": item.subject.id}
