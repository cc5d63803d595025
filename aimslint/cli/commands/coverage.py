"""`aimslint coverage`: what records show for each clause and control."""

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from aimslint.cli.checked import (
    Checked,
    config_option,
    day_for,
    day_option,
    no_cache_option,
    no_record,
    one_of,
    reading,
    rev_option,
    staged_option,
)
from aimslint.cli.failures import Stop
from aimslint.cli.options import PHASES, Command, section
from aimslint.cli.output import deliver

if TYPE_CHECKING:
    from aimslint.aims import Aims
    from aimslint.coverage import Status
    from aimslint.packs import Pack

output = section("Output")
exit_code = section("Exit code (0 all goals reached, 1 a goal missed, 2 could not do its work)")


class Goal(click.ParamType):  # type: ignore[type-arg] # no type arguments before click 8.5
    """A number of requirements that must have a status at least: `operating=60`."""

    name = "STATUS=N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "tuple[Status, int]":
        from aimslint.coverage import Status
        from aimslint.suggest import hint
        from aimslint.views.coverage_groups import LADDER

        if isinstance(value, tuple):
            return value
        name, sign, number = str(value).partition("=")
        known = [str(status) for status in LADDER]
        if name not in known:
            self.fail(
                f"`{value}`: expected one of {', '.join(known)}, then = and a number{hint(name, known)}", param, ctx
            )
        if not sign or not (number.isascii() and number.isdigit()) or len(number) > 6:
            self.fail(f"`{value}`: expected a number of requirements after =, such as `{name}=60`", param, ctx)
        return Status(name), int(number)


@click.command(cls=Command)
@click.argument("paths", nargs=-1)
@reading("--pack", metavar="PACK", help="The framework to cover.  [default: the primary one]")
@reading(
    "--phase",
    type=click.Choice(PHASES),
    help="What is missing counts as missing up to this phase, else as not yet asked.  [default: as configured]",
)
@day_option
@staged_option
@rev_option
@reading("--since", metavar="REV", help="Show also what changed since this parted from REV: a branch, tag, id.")
@config_option
@no_cache_option
@output(
    "--output-format",
    type=click.Choice(["table", "json", "markdown", "html"]),
    default="table",
    show_default=True,
    help="How coverage is printed.",
)
@output("-o", "--output", "file", metavar="FILE", help="Print to FILE.")
@exit_code(
    "--fail-under",
    type=Goal(),
    multiple=True,
    help="1 when fewer requirements have this status or a better one; may be repeated.",
)
def command(
    paths: Sequence[str],
    pack: str | None,
    phase: str | None,
    as_of: date | None,
    staged: bool,
    rev: str | None,
    since: str | None,
    config: str | None,
    no_cache: bool,
    output_format: str,
    file: str | None,
    fail_under: "Sequence[tuple[Status, int]]",
) -> int:
    """Show how far records show each clause and control.

    For each clause and control: missing, draft, documented, stale, operating, excluded or not-yet, and why. It is the
    management system that PATHS belong to, as a whole; without PATHS, that of the current folder.
    """
    from aimslint.cli.checking import checking_of
    from aimslint.cli.project import here, open_project
    from aimslint.cli.since import Since
    from aimslint.coverage import coverage_of
    from aimslint.model import Phase
    from aimslint.reporters.text.screen import Screen
    from aimslint.views.coverage_groups import shortfalls
    from aimslint.views.difference import Earlier

    project = open_project(paths or ["."], staged=staged, rev=rev, config=config)
    base = Since(project, since) if since is not None else None
    day = day_for(project, as_of)
    screen = Screen(project.tree.top, here())
    checking = checking_of(project, day, screen, no_cache=no_cache)
    reports, empty = checking.reports(project)
    if not reports:
        raise Stop(no_record(project, empty[0], screen))
    checked = one_of([Checked(report, project.configs[report.root], screen) for report in reports])
    wanted, asked = _pack(pack, checked.report.aims), Phase(phase) if phase else None
    coverage = coverage_of(checked.report, wanted, asked)
    earlier = None
    if base is not None:
        (before,) = base.reports(reports, checking)
        earlier = Earlier(base.base.words, coverage_of(before, wanted, asked), tuple(base.settings(reports)))
    deliver(import_module(f"aimslint.reporters.coverage.{output_format}").write(coverage, day, earlier), file)
    goals = {status: max(wanted for each, wanted in fail_under if each is status) for status, _ in fail_under}
    missed = shortfalls(coverage, goals)
    for goal in missed:
        click.echo(f"aimslint: {goal.found} {goal.status} or better, and {goal.wanted} are asked", err=True)
    return 1 if missed else 0


def _pack(name: str | None, aims: "Aims") -> "Pack":
    """The pack to cover. Raises Stop for one that is not in use or has no requirements."""
    from aimslint.suggest import hint

    packs = {found.name: found for found in aims.packs.values() if found.requirements}
    wanted = name or aims.primary
    if wanted not in packs:
        raise Stop(
            f"--pack names `{wanted}`, and no pack in use with requirements bears that name; "
            f"in use: {', '.join(packs)} (`packs` in aimslint.yaml){hint(wanted, packs)}"
        )
    return packs[wanted]
