"""A table of rules with how often each was broken, in place of the findings."""

from collections import Counter
from collections.abc import Iterator, Sequence

from aimslint.report import Tally
from aimslint.reporters.text.safe import prose
from aimslint.reporters.text.screen import Screen
from aimslint.reporters.text.summary import summary
from aimslint.views import Listing


def write(listing: Listing, screen: Screen, took: int | None = None, more: Sequence[str] = ()) -> Iterator[str]:
    """One line a rule, the most frequent first, then the dearest, and the summary.

    A verbose screen shows all rules that were run, and for how many subjects each was judged and could not be. Where
    the check was timed, `took` are its nanoseconds, and each rule shows what it cost: milliseconds and the share.
    `more` are lines about what else took time.
    """
    found = Counter(listed.finding.rule for listed in listing.findings)
    shown = [rule for rule in listing.rules if found[rule.name] or screen.verbose]
    heads = (*(("judged", "unsure") if screen.verbose else ()), *(("ms", "share") if took is not None else ()))
    rows = [("findings", "severity", "code", "rule", *heads, "title")]
    costs = {name: tally.nanoseconds for name, tally in listing.tallies.items()}
    for rule in sorted(shown, key=lambda rule: (-found[rule.name], -costs.get(rule.name, 0), rule.code)):
        tally = listing.tallies.get(rule.name)
        times = (str(tally.judged), str(tally.unsure)) if tally else ("", "")
        told = (*(times if screen.verbose else ()), *(_cost(tally, took) if took is not None else ()))
        rows.append((str(found[rule.name]), rule.severity, rule.code, rule.name, *told, prose(rule.title)))
    yield from table(rows) if len(rows) > 1 else ()
    if not screen.quiet:
        yield "\n" if len(rows) > 1 else ""
        for line in summary(listing, screen):
            yield line + "\n"
        if took is not None:
            judging = sum(tally.nanoseconds for tally in listing.tallies.values())
            yield f"the check took {took / 1e6:.1f} ms, {judging / 1e6:.1f} ms of them judging these rules\n"
            yield from (f"{line}\n" for line in more)


def _cost(tally: Tally | None, took: int) -> tuple[str, str]:
    """What a rule cost, in milliseconds and as a share of the check; nothing for what is raised elsewhere."""
    if tally is None:
        return "", ""
    return f"{tally.nanoseconds / 1e6:.1f}", f"{100 * tally.nanoseconds / took if took else 0:.1f}%"


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
    return cell.removesuffix("%").replace(".", "", 1).isdigit()
