"""`aimslint upcoming`: what falls due."""

from collections.abc import Sequence
from datetime import date
from importlib import import_module

import click

from aimslint.cli.checked import as_of_option, check_all, config_option, reading, staged_option
from aimslint.cli.options import Command, section
from aimslint.cli.output import deliver

output = section("Output")


@click.command(cls=Command)
@click.argument("paths", nargs=-1)
@reading(
    "--within",
    default="90d",
    show_default=True,
    metavar="TIME",
    help="How far to look ahead, such as 90d, 6w, 3m, 1y or `90 days`.",
)
@as_of_option
@staged_option
@config_option
@output(
    "--output-format",
    type=click.Choice(["text", "json", "markdown", "ics"]),
    default="text",
    show_default=True,
    help="ics is a calendar.",
)
@output("-o", "--output", "file", metavar="FILE", help="Print to FILE.")
def command(
    paths: Sequence[str],
    within: str,
    as_of: date,
    staged: bool,
    config: str | None,
    output_format: str,
    file: str | None,
) -> None:
    """List what falls due.

    Reviews, risk acceptances, contracts, trainings, actions, objectives, audits and certificates, by day, with the
    record and its owner; what is overdue comes first. It is about the management systems that PATHS belong to; without
    PATHS, those of the current folder.
    """
    from aimslint.views.upcoming import upcoming
    from aimslint.views.upcoming import within as last_day

    try:
        until = last_day(within, as_of)
    except ValueError:
        raise click.BadParameter(
            f"`{within}` is no length of time; expected something like 90d, 3m or `90 days`", param_hint="'--within'"
        ) from None
    reports = [one.report for one in check_all(paths, as_of, staged=staged, config=config)]
    deliver(import_module(f"aimslint.reporters.upcoming.{output_format}").write(upcoming(reports, until)), file)
