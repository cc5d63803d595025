"""The end of every output for people: what was looked at, what was found, what was left out and why."""

from collections.abc import Iterator, Mapping
from textwrap import wrap

from aimslint.model import Severity
from aimslint.reporters.text.accepted import accepted
from aimslint.reporters.text.difference import lines
from aimslint.reporters.text.safe import prose
from aimslint.reporters.text.screen import Screen
from aimslint.reporters.text.words import count
from aimslint.views import Listing

WIDTH = 100


def summary(listing: Listing, screen: Screen) -> Iterator[str]:
    """The lines of the summary. Says the same things in the same order every time; with -v, first what is accepted."""
    if screen.verbose and listing.suppressed:
        yield from accepted(listing, screen)
        yield ""
    counts = listing.summary
    unsafe = f" ({counts.unsafe_fixes} with --unsafe-fixes)" if counts.unsafe_fixes else ""
    yield (
        f"Found {severities(counts.by_severity)}; "
        f"{counts.fixable} fixable{unsafe}, {counts.waived} waived, {counts.baselined} baselined."
    )
    roots = f" in {len(listing.roots)} projects" if len(listing.roots) > 1 else ""
    yield f"Read {count(counts.records, 'record')}{roots}, ran {count(counts.rules, 'rule')}, as of {listing.as_of}."
    if listing.difference is not None:
        yield from lines(listing.difference, listing.primary)
    if len(listing.roots) > 1 or screen.verbose:
        yield f"projects: {', '.join(screen.path(root or '.') for root in listing.roots)}"
    yield from _skipped(listing)
    for phase, waiting in counts.later_phases.items():
        if waiting:
            yield f"{phase}: {waiting} more, --phase {phase}"
    for note in listing.notes:
        yield f"note: {prose(note)}"


def severities(by_severity: Mapping[Severity, int]) -> str:
    """`1 error, 2 warnings, 0 infos`."""
    return ", ".join(count(number, severity) for severity, number in by_severity.items())


def _skipped(listing: Listing) -> Iterator[str]:
    """Rules that could not be judged for some subjects, by reason. Nothing is said when there are none."""
    by_reason: dict[str, list[str]] = {}
    for skip in listing.skipped:
        by_reason.setdefault(skip.reason, []).append(f"{skip.rule} ({skip.subjects})")
    for reason, rules in by_reason.items():
        yield f"skipped {count(len(rules), 'rule')} for some records (their number in brackets): {prose(reason)}:"
        for line in wrap(", ".join(rules), WIDTH - 2, break_on_hyphens=False, break_long_words=False):
            yield f"  {line}"
