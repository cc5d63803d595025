"""GitLab Code Quality: a JSON array with one object a finding, one a line.

What does not count is there too, as `info` and with the reason: GitLab knows no exceptions, and what is waived stays
visible.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from aimslint.model import Finding, Severity
from aimslint.reporters.ci.order import suppressed_worst_first, worst_first
from aimslint.reporters.ci.places import inside
from aimslint.reporters.ci.words import exemption
from aimslint.reporters.text.json_text import encoded
from aimslint.reporters.text.safe import one_line, printed
from aimslint.reporters.text.screen import Screen
from aimslint.views import Listing

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(listing: Listing, _screen: Screen) -> Iterator[str]:
    """The whole report, the worst findings first. Without findings an empty array, which tells GitLab all is fixed."""
    before = "[\n  "
    for issue in _issues(listing):
        yield before + encoded(issue)
        before = ",\n  "
    yield "[]\n" if before.startswith("[") else "\n]\n"


def _issues(listing: Listing) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for listed in worst_first(listing.findings):
        finding = listed.finding
        message = one_line(finding.message or listed.rule.title)
        yield _issue(finding, message, SEVERITIES[finding.severity], listing, seen)
    for one in suppressed_worst_first(listing):
        message = f"{one_line(one.finding.message)} ({exemption(one.by)})"
        yield _issue(one.finding, message, SEVERITIES[Severity.INFO], listing, seen)


def _issue(finding: Finding, message: str, severity: str, listing: Listing, seen: Counter[str]) -> dict[str, Any]:
    place = finding.location
    seen[finding.fingerprint] += 1  # two projects of one repository may have findings alike; GitLab would merge them
    times = seen[finding.fingerprint]
    return {
        "description": message,
        "check_name": one_line(finding.rule),
        "fingerprint": finding.fingerprint if times == 1 else f"{finding.fingerprint}-{times}",
        "severity": severity,
        "location": {
            "path": printed(inside(place.path, listing)),
            "lines": {"begin": place.line, "end": place.end_line},
        },
    }
