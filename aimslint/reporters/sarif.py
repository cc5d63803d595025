"""SARIF 2.1.0, for code scanning pages: one run, its rules, results with a file each, and what could not be judged.

GitHub rejects a file above its limits as a whole, so the worst results come first and the rest is counted in a
notification. Suppressed findings are results that carry their suppression.
"""

import zlib
from collections.abc import Generator, Iterator
from itertools import chain, islice
from typing import Any

from aimslint.model import Finding
from aimslint.reporters.ci.order import suppressed_worst_first, worst_first
from aimslint.reporters.ci.sarif_results import ROOT, message, result, suppression
from aimslint.reporters.ci.sarif_rules import descriptor, pascal
from aimslint.reporters.text.json_text import encoded
from aimslint.reporters.text.screen import Screen
from aimslint.reporters.text.words import count
from aimslint.rulebook import Rule
from aimslint.version import VERSION
from aimslint.views import Listing

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000
MOST_BYTES = 9_000_000  # packed; GitHub takes 10 MB
MOST_NOTES = 1_000

NOTIFICATIONS = {
    "not-judged": (
        "A rule could not be judged for some records",
        "What the rule reads of these records is missing, broken or unknown, so it is neither kept nor broken.",
        "Mend the findings about what these records rest on, or make known what is not; the message says what.",
    ),
    "left-out": (
        "There are more findings than this file may hold",
        "Code scanning takes only so many results in a file; the worst are in it.",
        "Mend those that are in it, or list fewer with --select, --ignore or paths.",
    ),
    "to-know": (
        "Something to know about how the check was made",
        "The result rests on more than the records, for instance on defaults.",
        "Read the message; often nothing is to be done.",
    ),
}
DRIVER = {
    "name": "aimslint",
    "fullName": f"aimslint {VERSION}",
    "version": VERSION,
    "semanticVersion": VERSION,
    "notifications": [
        {
            "id": id_,
            "name": pascal(id_),
            "shortDescription": {"text": f"{short}."},
            "fullDescription": {"text": full},
            "help": {"text": advice},
        }
        for id_, (short, full, advice) in NOTIFICATIONS.items()
    ],
}


def write(listing: Listing, _screen: Screen) -> Iterator[str]:
    """The whole log, a rule or a result a line."""
    rules = _rules(listing)
    yield f'{{"$schema": {encoded(SCHEMA)}, "version": "2.1.0", "runs": [{{\n'
    yield f'"tool": {{"driver": {encoded(DRIVER)[:-1]}, "rules": ['
    for number, rule in enumerate(rules.values()):
        yield f"{',' if number else ''}\n{encoded(descriptor(rule, listing))}"
    yield '\n]}},\n"results": ['
    written = yield from _results(rules, listing)
    yield f"\n],\n{encoded(_about_the_run(written, rules, listing), indent=1)[2:-2]}\n}}]}}\n"


def _rules(listing: Listing) -> dict[str, Rule]:
    """Every rule that was run, also those that found nothing: they tell that old results are gone."""
    return {rule.name: rule for rule in chain(listing.rules, (listed.rule for listed in listing.findings))}


def _results(rules: dict[str, Rule], listing: Listing) -> Generator[str, None, int]:
    """The results, as many as fit. Gives how many were written."""
    numbers = {name: number for number, name in enumerate(rules)}
    packer, packed, written = zlib.compressobj(1), 0, 0
    for finding, more in islice(_found(rules, listing), MOST_RESULTS):
        text = encoded(result(finding, rules[finding.rule], numbers[finding.rule], listing) | more)
        packed += len(packer.compress(text.encode()))
        if packed > MOST_BYTES:
            break
        yield f"{',' if written else ''}\n{text}"
        written += 1
    return written


def _found(rules: dict[str, Rule], listing: Listing) -> Iterator[tuple[Finding, dict[str, Any]]]:
    """Findings with what their result has besides."""
    for listed in worst_first(listing.findings):
        yield listed.finding, {"suppressions": []}  # one result with, all with: else an absent one means "not known"
    for one in suppressed_worst_first(listing):
        if one.finding.rule in rules:
            yield one.finding, {"suppressions": [suppression(one.by, listing)]}


def _about_the_run(written: int, rules: dict[str, Rule], listing: Listing) -> dict[str, Any]:
    counts = listing.summary
    return {
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The top folder of the repository."}}},
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": list(islice(_notifications(written, rules, listing), MOST_NOTES)),
            }
        ],
        "properties": {
            "asOf": listing.as_of.isoformat(),
            "records": counts.records,
            "laterPhases": {str(phase): number for phase, number in counts.later_phases.items()},
        },
    }


def _notifications(written: int, rules: dict[str, Rule], listing: Listing) -> Iterator[dict[str, Any]]:
    left_out = len(listing.findings) + len(listing.suppressed) - written
    if left_out:
        text = f"{count(left_out, 'more finding')} had no room in this file; the worst are in it"
        yield _notification("left-out", "warning", text)
    numbers = {name: number for number, name in enumerate(rules)}
    for skip in listing.skipped:
        text = f"{skip.rule} could not be judged for {count(skip.subjects, 'record')}: {skip.reason}"
        made = _notification("not-judged", "note", text)
        if skip.rule in numbers:
            made["associatedRule"] = {"id": skip.rule, "index": numbers[skip.rule]}
        yield made
    for note in listing.notes:
        yield _notification("to-know", "note", note)


def _notification(id_: str, level: str, text: str) -> dict[str, Any]:
    descriptor = {"id": id_, "index": list(NOTIFICATIONS).index(id_)}
    return {"descriptor": descriptor, "level": level, "message": {"text": message(text)}}
