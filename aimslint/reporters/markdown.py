"""Markdown for the summary of a CI step or a comment below a pull request.

Nothing of a record becomes markup, a link, an image or a mention. The text stays below a size, cut between rows with
the number of those left out: GitHub drops the whole summary of a step above 1024 kB, and refuses long comments.
"""

from collections.abc import Iterable, Iterator, Sequence

from aimslint.model import Severity
from aimslint.reporters.ci.order import suppressed_worst_first, worst_first
from aimslint.reporters.ci.places import visible
from aimslint.reporters.ci.requirements import by_requirement
from aimslint.reporters.ci.room import fitting
from aimslint.reporters.ci.words import exemption
from aimslint.reporters.text.markdown import escaped, head, row, rule_words
from aimslint.reporters.text.screen import Screen
from aimslint.reporters.text.summary import count, severities
from aimslint.views import Listed, Listing

STEP_SUMMARY = 900_000
COMMENT = 60_000
SIGNS = {Severity.ERROR: "🔴 error", Severity.WARNING: "🟠 warning", Severity.INFO: "🔵 info"}

# The parts of the room that sections may take, in hundredths. What is about every finding gets the most.
SHARES = {"findings": 50, "requirements": 10, "suppressed": 15, "rules": 15, "skipped": 5, "notes": 3}


def write(listing: Listing, screen: Screen) -> Iterator[str]:
    """The summary of a step: what was found, the worst first, and what was left out and why."""
    return within(STEP_SUMMARY, listing, screen)


def within(most: int, listing: Listing, screen: Screen) -> Iterator[str]:
    """The same in at most so many bytes, for instance `COMMENT`. There is room for words from 4,000 bytes on."""
    rooms = {section: most * share // 100 for section, share in SHARES.items()}
    yield from _head(listing)
    yield from _findings(listing, rooms["findings"])
    yield from _requirements(listing, rooms["requirements"])
    yield from _suppressed(listing, rooms["suppressed"])
    yield from _rules(listing, rooms["rules"])
    if not screen.quiet:
        yield from _skipped(listing, rooms["skipped"])
        yield from _notes(listing, rooms["notes"])


def _head(listing: Listing) -> Iterator[str]:
    counts = listing.summary
    yield f"## aimslint: {severities(counts.by_severity)}\n\n"
    roots = f" in {len(listing.roots)} projects" if len(listing.roots) > 1 else ""
    yield (
        f"Read {count(counts.records, 'record')}{roots}, ran {count(counts.rules, 'rule')}, as of {listing.as_of}; "
        f"{counts.fixable} fixable, {counts.waived} waived, {counts.baselined} baselined.\n"
    )


def _findings(listing: Listing, room: int) -> Iterator[str]:
    rows = (_row(listed, listing) for listed in worst_first(listing.findings))
    heads = ("Severity", "Finding", "Where", "Rule", "Requirements")
    yield from _table("Findings", heads, rows, room)


def _row(listed: Listed, listing: Listing) -> str:
    finding, place = listed.finding, listed.finding.location
    requirements = ", ".join(id_.removeprefix(f"{listing.primary}:") for id_ in finding.requirements)
    where = f"{visible(place.path)}:{place.line}"
    return row((SIGNS[finding.severity], finding.message, where, finding.rule, requirements))


def _requirements(listing: Listing, room: int) -> Iterator[str]:
    rows = (
        row((id_.removeprefix(f"{listing.primary}:"), listing.titles.get(id_, ""), *map(str, counts)))
        for id_, counts in by_requirement(listing)
    )
    yield from _table("By requirement", ("Requirement", "Title", "Errors", "Warnings", "Infos"), rows, room)


def _suppressed(listing: Listing, room: int) -> Iterator[str]:
    rows = (
        row(
            (
                str(one.finding.severity),
                one.finding.message,
                f"{visible(one.finding.location.path)}:{one.finding.location.line}",
                one.finding.rule,
                exemption(one.by),
            )
        )
        for one in suppressed_worst_first(listing)
    )
    yield from _table("Not counted", ("Severity", "Finding", "Where", "Rule", "Why"), rows, room)


def _rules(listing: Listing, room: int) -> Iterator[str]:
    """What to do about the rules that were broken, folded up."""
    broken = {listed.rule.name: listed.rule for listed in worst_first(listing.findings)}
    if not broken:
        return
    yield "\n<details><summary>What the rules ask, and what to do</summary>\n\n"
    said = (
        f"- **{escaped(rule.name)}**: {rule_words(rule.title)}. {rule_words(rule.why)} {rule_words(rule.help)}\n"
        for rule in broken.values()
    )
    yield from fitting(said, room, "\n{} more rules; `aimslint rule NAME` explains each.\n")
    yield "\n</details>\n"


def _skipped(listing: Listing, room: int) -> Iterator[str]:
    rows = (row((skip.rule, str(skip.subjects), skip.reason)) for skip in listing.skipped)
    yield from _table("Could not be judged", ("Rule", "Records", "Reason"), rows, room)


def _notes(listing: Listing, room: int) -> Iterator[str]:
    later = [
        f"- {phase}: {waiting} more, `--phase {phase}`\n"
        for phase, waiting in listing.summary.later_phases.items()
        if waiting
    ]
    lines = [*later, *(f"- note: {escaped(note)}\n" for note in listing.notes)]
    if lines:
        yield "\n"
        yield from fitting(lines, room, "- {} more notes\n")


def _table(title: str, heads: Sequence[str], rows: Iterable[str], room: int) -> Iterator[str]:
    """A headed table of rows made already; nothing where there are none."""
    for number, line in enumerate(fitting(rows, room, "\n{} more, which have no room here.\n")):
        if number == 0:
            yield f"\n### {title}\n\n"
            yield from head(heads)
        yield line
