"""JUnit XML: a suite a rule, so that CI pages show which rules hold, and a failed test case a finding.

A rule without findings is one passed case. A finding that does not count, and a rule that could not be judged, are
skipped cases that say why. Names of cases are unique within their class, because GitLab drops what is named alike,
and hold no line number, so that a finding is known again when lines move. The file stays below what GitLab takes.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import field

from aimslint.dataclass import dataclass
from aimslint.reporters.ci.junit_cases import failed, not_judged, passed, quoted, suppressed
from aimslint.reporters.ci.order import suppressed_worst_first, worst_first
from aimslint.reporters.text.screen import Screen
from aimslint.reporters.text.words import count
from aimslint.rulebook import Rule
from aimslint.views import Listing

MOST_BYTES = 25_000_000
"""What findings may take of the 30 MB that GitLab reads; the rest of the file is small."""


@dataclass(slots=True)
class _Suite:
    """What is to be said about one rule."""

    rule: Rule
    failures: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def cases(self) -> list[str]:
        return [*self.failures, *self.skipped] or [passed(self.rule)]


def write(listing: Listing, _screen: Screen) -> Iterator[str]:
    """The whole document, suites in the order of rules."""
    suites, left_out = _suites(listing)
    failures = sum(len(suite.failures) for suite in suites) + bool(left_out)
    skipped = sum(len(suite.skipped) for suite in suites)
    tests = sum(len(suite.cases()) for suite in suites) + bool(left_out)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites {_counts('aimslint', tests, failures, skipped)}>\n"
    for suite in suites:
        cases = suite.cases()
        yield f"<testsuite {_counts(suite.rule.name, len(cases), len(suite.failures), len(suite.skipped))}>\n"
        yield from cases
        yield "</testsuite>\n"
    if left_out:
        yield from _more(left_out)
    yield "</testsuites>\n"


def _suites(listing: Listing) -> tuple[list[_Suite], int]:
    """A suite for each rule, filled worst first as long as there is room, and how many findings had none."""
    suites = {rule.name: _Suite(rule) for rule in listing.rules}
    room, left_out = MOST_BYTES, 0
    alike: Counter[tuple[str, ...]] = Counter()

    def times(*what: str) -> int:
        alike[what] += 1
        return alike[what]

    for listed in worst_first(listing.findings):
        found = listed.finding
        case = failed(listed, times(found.rule, found.location.path, found.message))
        room -= len(case.encode())
        if room < 0:
            left_out += 1
        else:
            suites.setdefault(found.rule, _Suite(listed.rule)).failures.append(case)
    for one in suppressed_worst_first(listing):
        found = one.finding
        if found.rule in suites:
            case = suppressed(one, suites[found.rule].rule, times(found.rule, found.location.path, found.message))
            room -= len(case.encode())
            if room >= 0:
                suites[found.rule].skipped.append(case)
            else:
                left_out += 1
    for skip in listing.skipped:
        if skip.rule in suites:
            suite = suites[skip.rule]
            suite.skipped.append(not_judged(skip, suite.rule, times(skip.rule, str(skip.subjects))))
    return list(suites.values()), left_out


def _more(left_out: int) -> Iterator[str]:
    """One failed case for all that had no room: the file must not look as if this were everything."""
    said = quoted(f"{count(left_out, 'more finding')} had no room in this file; the worst are in it")
    yield f"<testsuite {_counts('aimslint', 1, 1, 0)}>\n"
    yield f'<testcase classname="aimslint" name="more findings"><failure message={said}>{said[1:-1]}</failure>'
    yield "</testcase>\n</testsuite>\n"


def _counts(name: str, tests: int, failures: int, skipped: int) -> str:
    return f'name={quoted(name)} tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}"'
