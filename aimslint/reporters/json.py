"""JSON for programs, version 1: fields are added, never changed or taken away.

One object, also when several AIMS roots were checked: `root` is then the nearest folder above all of them. Paths are
relative to the git root, with `/`. All is ASCII, so that no text can break it, whatever the encoding.
"""

from collections.abc import Iterator
from typing import Any

from aimslint.model import Finding, Suppressed
from aimslint.reporters.text.json_text import pieces
from aimslint.reporters.text.screen import Screen
from aimslint.views import Listing
from aimslint.views.change import Difference


def write(listing: Listing, _screen: Screen) -> Iterator[str]:
    """The whole listing as one JSON document."""
    yield from pieces(document(listing))


def document(listing: Listing) -> dict[str, Any]:
    """The listing as plain data."""
    counts = listing.summary
    return {
        "version": 1,
        "as_of": listing.as_of.isoformat(),
        "root": listing.root,
        "findings": [finding(listed.finding) for listed in listing.findings],
        "suppressed": [suppressed(one) for one in listing.suppressed],
        "skipped": [{"rule": skip.rule, "reason": skip.reason, "subjects": skip.subjects} for skip in listing.skipped],
        "summary": {
            "records": counts.records,
            "rules": counts.rules,
            "by_severity": {str(severity): number for severity, number in counts.by_severity.items()},
            "fixable": counts.fixable,
            "suppressed": counts.waived + counts.baselined,
            "later_phases": {str(phase): number for phase, number in counts.later_phases.items()},
        },
        **({"difference": difference(listing.difference)} if listing.difference is not None else {}),
    }


def difference(found: Difference) -> dict[str, Any]:
    """What a change does, as plain data. What is new stands under `findings` of the document."""
    return {
        "base": found.base,
        "new": len(found.new),
        "fixed": [finding(one) for one in found.fixed],
        "still": [finding(listed.finding) for listed in found.still],
        "exempted": [suppressed(one) for one in found.exempted],
        "unseen": [finding(one) for one in found.unseen],
        "stale": [{"record": one.record, "fingerprint": one.finding.fingerprint} for one in found.stale],
        "coverage": [
            {
                "id": step.id,
                "title": step.title,
                "before": str(step.before),
                "after": str(step.after),
                "direction": step.direction,
                "why": step.why,
            }
            for step in found.coverage
        ],
        "systems": [
            {
                "id": one.system,
                "owner": one.owner or None,
                "files": list(one.files),
                "records": [{"kind": kind, "id": id_, "owner": owner or None} for kind, id_, owner in one.records],
            }
            for one in found.touched
        ],
        "settings": list(found.settings),
    }


def finding(found: Finding) -> dict[str, Any]:
    """One finding as plain data."""
    place = found.location
    record = found.record
    return {
        "rule": found.rule,
        "code": found.code,
        "severity": str(found.severity),
        "rule_severity": str(found.rule_severity),
        "message": found.message,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "record": {"kind": record.kind, "id": record.id} if record is not None else None,
        "data_path": found.data_path,
        "requirements": list(found.requirements),
        "fixable": found.fixable,
        "fingerprint": found.fingerprint,
    }


def suppressed(one: Suppressed) -> dict[str, Any]:
    """One suppressed finding as plain data; empty texts become null."""
    by = one.by
    return finding(one.finding) | {
        "by": {
            "kind": by.kind,
            "reason": by.reason or None,
            "until": by.until or None,
            "approved_by": by.approved_by or None,
        }
    }
