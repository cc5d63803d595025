"""`aimslint baseline`: what is open today does not count, and what comes does."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from aimslint.cli.checked import as_of_option, check_all, config_option, one_of
from aimslint.cli.delivering import Change, show_changes
from aimslint.cli.failures import Stop
from aimslint.cli.options import Command, Day, section
from aimslint.model import Finding, Phase, Severity
from aimslint.reporters.text.screen import Screen

if TYPE_CHECKING:
    from aimslint.report import Report
    from aimslint.suppress import Baseline, BaselineEntry

upkeep = section("When there is one already")
said = section("What it holds")
output = section("Output")


@click.command(cls=Command)
@upkeep("--update", is_flag=True, help="Take out what is mended. Nothing enters.")
@upkeep("--add", is_flag=True, help="Enter what is open now. Nothing is taken out, unless with --update.")
@said(
    "--phase", type=click.Choice([str(phase) for phase in Phase]), help="Up to which phase.  [default: as configured]"
)
@said("--until", type=Day(), help="The last day on which it holds; after it, all counts again.")
@as_of_option
@config_option
@output("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
def command(
    update: bool, add: bool, phase: str | None, until: date | None, as_of: date, config: str | None, dry_run: bool
) -> None:
    """Begin on records with many findings.

    What is open goes into aimslint-baseline.json beside aimslint.yaml, and does not count as long as it is there.
    Findings that come later do. Commit the file. It is made once; then --update keeps it short.
    """
    from aimslint.suppress import BaselineEntry, baseline_path, baseline_text, read_baseline

    if until is not None and until < as_of:
        raise Stop(f"--until {until} has passed already; it is {as_of}")
    checked = one_of(check_all([], as_of, config=config))
    report = checked.report
    limits = checked.config.loading_limits()
    there = read_baseline(report.aims.tree, report.root, limits)
    path = baseline_path(report.root)
    _refuse(there, update=update, add=add, shown=checked.screen.path(path))
    entering, left_out = (
        _entering(report, Phase(phase) if phase else report.phase) if there is None or add else ([], [])
    )
    gone = _gone(there, report) if there is not None and update else set()
    kept = [entry for entry in there.entries if entry not in gone] if there is not None else []
    held = {entry.fingerprint for entry in kept}  # after its end, what it holds is open as well
    entering = [finding for finding in entering if finding.fingerprint not in held]
    entries = [*kept, *map(BaselineEntry.of, entering)]
    end = until.isoformat() if until else there.until if there is not None else ""
    content = baseline_text(entries, end).encode("utf-8")
    old = report.aims.tree.read(path, limits.file_bytes) if there is not None else None
    if dry_run:
        show_changes([Change(path, content, old)], checked.screen)
    else:
        _write(checked.screen, path, content, old)
    _tell(entering, gone, entries, left_out)


def _write(screen: Screen, path: str, content: bytes, old: bytes | None) -> None:
    """Write the file, and say so. Raises NotWritten."""
    from aimslint.writing import AlreadyThere, replace, write_new

    if content == old:
        click.echo(f"left as it is: {screen.path(path)}")
        return
    try:
        if old is None:
            write_new(screen.top, path, content)
        else:
            replace(screen.top, path, content, expected=old)
    except AlreadyThere:
        raise Stop(f"{screen.path(path)} is there, and git ignores it; take it out of .gitignore") from None
    click.echo(f"wrote: {screen.path(path)}")


def _refuse(there: "Baseline | None", *, update: bool, add: bool, shown: str) -> None:
    if there is None and (update or add):
        raise Stop(f"there is no {shown} yet; `aimslint baseline` makes it")
    if there is not None and not (update or add):
        raise Stop(
            f"there is a baseline, {shown}: --update takes out what is mended, --add enters what is open now; "
            "to begin anew, delete it first"
        )


def _entering(report: "Report", phase: Phase) -> tuple[list[Finding], list[Finding]]:
    """The open findings up to a phase: those that may be set aside, and those that always count."""
    from aimslint.suppress import no_suppressing

    rules = report.rulebook.rules
    due = [finding for finding in report.findings if rules[finding.rule].phase.rank <= phase.rank]
    always = [finding for finding in due if no_suppressing(rules[finding.rule])]
    return [finding for finding in due if not no_suppressing(rules[finding.rule])], always


def _gone(there: "Baseline", report: "Report") -> "set[BaselineEntry]":
    """The entries whose finding is mended."""
    from aimslint.suppress import RanFully, fixed

    return set(fixed(there, report.all_findings, RanFully(report.rulebook, report.aims, report.skipped)))


def _tell(
    entering: Sequence[Finding],
    gone: "Collection[BaselineEntry]",
    entries: "Collection[BaselineEntry]",
    left_out: Sequence[Finding],
) -> None:
    counts = [(severity, sum(found.severity is severity for found in entering)) for severity in reversed(Severity)]
    entered = ", ".join(f"{number} {severity}{'' if number == 1 else 's'}" for severity, number in counts)
    if entering:
        click.echo(f"entered {_counted(len(entering))}: {entered}")
    if gone:
        click.echo(f"took out {_counted(len(gone))} that {'is' if len(gone) == 1 else 'are'} mended")
    click.echo(f"the baseline holds {_counted(len(entries))}")
    if left_out:
        rules = ", ".join(dict.fromkeys(finding.rule for finding in left_out))
        click.echo(f"left out {_counted(len(left_out))} that nothing keeps from counting ({rules}): mend these first")


def _counted(number: int) -> str:
    return "1 finding" if number == 1 else f"{number} findings"
