"""One requirement as JSON for programs, version 1: fields are added, never changed or taken away. All is ASCII."""

from collections.abc import Iterator
from typing import Any

from aimslint.aims import Item
from aimslint.coverage import Row
from aimslint.packs import Start
from aimslint.reporters.text.json_text import pieces
from aimslint.views.requirement import RequirementPage, Tie, asked_of, said, ways
from aimslint.views.timelines import days_as_data


def write(page: RequirementPage) -> Iterator[str]:
    """The whole as one JSON document."""
    yield from pieces(document(page))


def document(page: RequirementPage) -> dict[str, Any]:
    """The whole as plain data. `here` is null where there is no record at all."""
    asked = page.requirement
    not_covered = page.pack.crosswalk.not_covered.get(asked.id)
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
        "begins": [_start(start, page) for start in asked.starts],
        "not_covered": not_covered.statement if not_covered is not None else None,
        "helped_by": [_tie(tie, tie.source) for tie in page.helped_by],
        "helps": [_tie(tie, tie.target) for tie in page.helps],
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


def _start(start: Start, page: RequirementPage) -> dict[str, Any]:
    where = said(start.where) if start.where is not None else None
    return {"date": start.date, "where": where, "days": days_as_data(page.pack, start.date)}


def _tie(tie: Tie, other: str) -> dict[str, Any]:
    """A row of a crosswalk, from or to the `other` requirement."""
    return {
        "requirement": other,
        "relation": str(tie.relation),
        "source": list(tie.stated_by),
        "note": tie.note or None,
        "status": str(tie.status) if tie.status is not None else None,
    }


def _here(row: Row) -> dict[str, Any]:
    return {
        "status": str(row.status),
        "uncertain": row.uncertain,
        "subjects": {"met": row.met, "of": row.of},
        "why": row.why,
        "begins": row.begins or None,
        "by_crosswalk": row.projected,
        "partly": row.partly,
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
