"""A table of rules with how often each was broken, in place of the findings."""

from collections import Counter
from collections.abc import Iterator

from aimslint.reporters.text.safe import prose
from aimslint.reporters.text.screen import Screen
from aimslint.reporters.text.summary import summary
from aimslint.views import Listing


def write(listing: Listing, screen: Screen) -> Iterator[str]:
    """One line a rule, the most frequent first, and the summary.

    A verbose screen shows all rules that were run, and for how many subjects each was judged and could not be.
    """
    found = Counter(listed.finding.rule for listed in listing.findings)
    shown = [rule for rule in listing.rules if found[rule.name] or screen.verbose]
    rows = [("findings", "severity", "code", "rule", *(("judged", "unsure") if screen.verbose else ()), "title")]
    for rule in sorted(shown, key=lambda rule: (-found[rule.name], rule.code)):
        tally = listing.tallies.get(rule.name)
        times = (str(tally.judged), str(tally.unsure)) if tally else ("", "")
        more = times if screen.verbose else ()
        rows.append((str(found[rule.name]), rule.severity, rule.code, rule.name, *more, prose(rule.title)))
    yield from table(rows) if len(rows) > 1 else ()
    if not screen.quiet:
        yield "\n" if len(rows) > 1 else ""
        for line in summary(listing, screen):
            yield line + "\n"


def table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Rows in columns, numbers to the right; the last column is as long as it is."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        numbers = [
            cell.rjust(width) if _is_number(cell) else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        ]
        yield "  ".join(numbers).rstrip() + "\n"


def _is_number(cell: str) -> bool:
    return cell.isdigit()
