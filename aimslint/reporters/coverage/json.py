"""Coverage as JSON for programs, version 1: fields are added, never changed or taken away. All is ASCII."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from aimslint.coverage import Coverage, Help, Row
from aimslint.reporters.text.json_text import pieces
from aimslint.views.difference import Earlier


def write(coverage: Coverage, as_of: date, earlier: Earlier | None = None) -> Iterator[str]:
    """The whole as one JSON document."""
    whole = document(coverage, as_of)
    yield from pieces(whole if earlier is None else compared(whole, earlier))


def compared(document: Mapping[str, Any], earlier: Earlier) -> dict[str, Any]:
    """The same with `since`, the base and what else differs there, and `before` for each requirement."""
    was = earlier.coverage.statuses
    rows = [row | {"before": str(was[row["id"]])} for row in document["requirements"]]
    since = {"base": earlier.base, "settings": list(earlier.settings)}
    return {**document, "requirements": rows, "since": since}


def document(coverage: Coverage, as_of: date) -> dict[str, Any]:
    """The whole as plain data. Ids are bare; `pack` says whose they are."""
    return {
        "version": 1,
        "pack": coverage.pack.name,
        "as_of": as_of.isoformat(),
        "requirements": [_row(row) for row in coverage.rows],
        "summary": {str(status): number for status, number in coverage.counts.items()},
        "partly_shown": coverage.partly,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row.requirement.id,
        "title": row.requirement.title,
        "status": str(row.status),
        "uncertain": row.uncertain,
        "subjects": {"met": row.met, "of": row.of},
        "records": [{"kind": record.subject.kind, "id": record.subject.id} for record in row.records],
        "findings": [
            {"rule": found.rule, "severity": str(found.severity), "fingerprint": found.fingerprint}
            for found in row.findings
        ],
        "why": row.why,
        "begins": row.begins or None,
        "by_crosswalk": row.projected,
        "partly": row.partly,
        "crosswalk": [helping(one) for one in row.crosswalk],
        "not_covered": row.not_covered.statement if row.not_covered is not None else None,
    }


def helping(one: Help) -> dict[str, Any]:
    """One row of a crosswalk, and how the requirement stands that it leads from."""
    return {
        "from": one.row.source,
        "relation": str(one.row.relation),
        "source": list(one.row.stated_by),
        "note": one.row.note or None,
        "status": str(one.status),
    }
