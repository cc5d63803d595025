"""Markdown for the summary of a CI step or a comment below a pull request.

Nothing of a record becomes markup, a link, an image or a mention. The text stays below a size, cut between rows with
the number of those left out: GitHub drops the whole summary of a step above 1024 kB, and refuses long comments.
"""

from collections.abc import Iterator

from aimslint.model import Finding, Severity, Suppressed
from aimslint.report import Skip
from aimslint.reporters.ci import difference
from aimslint.reporters.ci.order import suppressed_worst_first, worst_first
from aimslint.reporters.ci.requirements import Counts, by_requirement
from aimslint.reporters.ci.room import fitting
from aimslint.reporters.ci.tables import titled
from aimslint.reporters.ci.words import exemption
from aimslint.reporters.text.difference import counted
from aimslint.reporters.text.markdown import escaped, row, rule_words
from aimslint.reporters.text.safe import printed
from aimslint.reporters.text.screen import Screen
from aimslint.reporters.text.summary import severities
from aimslint.reporters.text.words import count
from aimslint.rulebook import Rule
from aimslint.views import Listed, Listing

STEP_SUMMARY = 900_000
COMMENT = 60_000
SIGNS = {Severity.ERROR: "🔴 error", Severity.WARNING: "🟠 warning", Severity.INFO: "🔵 info"}

# The parts of the room that sections may take, in hundredths. What is about every finding gets the most.
SHARES = {"findings": 40, "difference": 15, "requirements": 8, "suppressed": 12, "rules": 15, "skipped": 5, "notes": 3}


def write(listing: Listing, screen: Screen) -> Iterator[str]:
    """The summary of a step: what was found, the worst first, and what was left out and why."""
    return within(STEP_SUMMARY, listing, screen)


def within(most: int, listing: Listing, screen: Screen) -> Iterator[str]:
    """The same in at most so many bytes, for instance `COMMENT`. There is room for words from 6,000 bytes on."""
    rooms = {section: most * share // 100 for section, share in SHARES.items()}
    yield from _head(listing)
    yield from _findings(listing, rooms["findings"])
    if listing.difference is not None:
        yield from difference.tables(listing.difference, listing.primary, rooms["difference"])
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
    if listing.difference is not None:
        yield f"\n{escaped(counted(listing.difference))}\n"


def _findings(listing: Listing, room: int) -> Iterator[str]:
    def line(listed: Listed) -> str:
        finding = listed.finding
        requirements = ", ".join(id_.removeprefix(f"{listing.primary}:") for id_ in finding.requirements)
        return row((SIGNS[finding.severity], finding.message, _spot(finding), finding.rule, requirements))

    heads = ("Severity", "Finding", "Where", "Rule", "Requirements")
    title = "Findings" if listing.difference is None else "New findings"
    yield from titled(title, heads, worst_first(listing.findings), line, room)


def _requirements(listing: Listing, room: int) -> Iterator[str]:
    def line(found: tuple[str, Counts]) -> str:
        id_, counts = found
        return row((id_.removeprefix(f"{listing.primary}:"), listing.titles.get(id_, ""), *map(str, counts)))

    heads = ("Requirement", "Title", "Errors", "Warnings", "Infos")
    yield from titled("By requirement", heads, by_requirement(listing), line, room)


def _suppressed(listing: Listing, room: int) -> Iterator[str]:
    def line(one: Suppressed) -> str:
        finding = one.finding
        return row((finding.severity, finding.message, _spot(finding), finding.rule, exemption(one.by)))

    heads = ("Severity", "Finding", "Where", "Rule", "Why")
    yield from titled("Not counted", heads, suppressed_worst_first(listing), line, room)


def _rules(listing: Listing, room: int) -> Iterator[str]:
    """What to do about the rules that were broken, folded up."""

    def line(rule: Rule) -> str:
        said = f"{rule_words(rule.title)}. {rule_words(rule.why)} {rule_words(rule.help)}"
        return f"- **{escaped(rule.name)}**: {said}\n"

    broken = {listed.rule.name: listed.rule for listed in worst_first(listing.findings)}
    if broken:
        yield "\n<details><summary>What the rules ask, and what to do</summary>\n\n"
        yield from fitting(list(broken.values()), line, room, "\n{} more rules; `aimslint rule NAME` explains each.\n")
        yield "\n</details>\n"


def _skipped(listing: Listing, room: int) -> Iterator[str]:
    def line(skip: Skip) -> str:
        return row((skip.rule, str(skip.subjects), skip.reason))

    yield from titled("Could not be judged", ("Rule", "Records", "Reason"), listing.skipped, line, room)


def _notes(listing: Listing, room: int) -> Iterator[str]:
    later = [
        f"- {phase}: {waiting} more, `--phase {phase}`\n"
        for phase, waiting in listing.summary.later_phases.items()
        if waiting
    ]
    lines = [*later, *(f"- note: {escaped(note)}\n" for note in listing.notes)]
    if lines:
        yield "\n"
        yield from fitting(lines, str, room, "- {} more notes\n")


def _spot(finding: Finding) -> str:
    return f"{printed(finding.location.path)}:{finding.location.line}"
