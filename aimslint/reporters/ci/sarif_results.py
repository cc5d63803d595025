"""Findings as SARIF results, with places that stay below the top of the repository."""

from typing import Any

from aimslint.model import Exemption, Finding, Location, Related
from aimslint.reporters.ci.places import inside, uri
from aimslint.reporters.ci.sarif_rules import LEVELS
from aimslint.reporters.ci.words import exemption
from aimslint.reporters.text.safe import one_line
from aimslint.rulebook import Rule
from aimslint.views import Listing

ROOT = "%SRCROOT%"
MOST_RELATED = 100
KINDS = {"comment": "inSource", "waiver": "external", "baseline": "external"}


def result(finding: Finding, rule: Rule, index: int, listing: Listing) -> dict[str, Any]:
    """One result. `index` is the rule's place among the rules of the run."""
    made: dict[str, Any] = {
        "ruleId": rule.name,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": message(finding.message) or rule.name},
        "locations": [_location(finding, listing)],
        # Code scanning looks only at `primaryLocationLineHash`. That one is left to the action that uploads: it
        # makes it of the text of the line, white space aside, and warns of every other value.
        "partialFingerprints": {"aimslint/v1": finding.fingerprint},
    }
    if finding.related:
        related = finding.related[:MOST_RELATED]
        made["relatedLocations"] = [_related(number, one, listing) for number, one in enumerate(related, 1)]
    return made


def suppression(by: Exemption, listing: Listing) -> dict[str, Any]:
    """Why a result does not count: in the source for a comment, else outside of the place concerned."""
    made: dict[str, Any] = {"kind": KINDS[by.kind], "status": "accepted", "justification": message(exemption(by))}
    if by.location is not None:
        made["location"] = {"physicalLocation": _physical(by.location, listing)}
    return made


def message(text: str) -> str:
    """Text for a message, in which `[words](target)` would be a link."""
    return one_line(text).replace("](", "] (")


def _location(finding: Finding, listing: Listing) -> dict[str, Any]:
    made: dict[str, Any] = {"physicalLocation": _physical(finding.location, listing)}
    if finding.record is not None:
        record = finding.record
        full = one_line(f"{record.kind}/{record.id}")
        made["logicalLocations"] = [{"name": one_line(record.id), "fullyQualifiedName": full, "kind": "object"}]
    return made


def _related(number: int, related: Related, listing: Listing) -> dict[str, Any]:
    return {
        "id": number,
        "message": {"text": message(related.message) or "see here"},
        "physicalLocation": _physical(related.location, listing),
    }


def _physical(place: Location, listing: Listing) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": uri(inside(place.path, listing)), "uriBaseId": ROOT},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    }
