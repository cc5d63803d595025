"""`aimslint upcoming`: what falls due."""

from collections.abc import Sequence
from datetime import date
from importlib import import_module

import click

from aimslint.cli.checked import (
    check_all,
    config_option,
    day_option,
    no_cache_option,
    reading,
    rev_option,
    staged_option,
)
from aimslint.cli.options import Command, section, today
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
@day_option
@staged_option
@rev_option
@config_option
@no_cache_option
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
    as_of: date | None,
    staged: bool,
    rev: str | None,
    config: str | None,
    no_cache: bool,
    output_format: str,
    file: str | None,
) -> None:
    """List what falls due.

    Reviews, risk acceptances, contracts, trainings, actions, objectives, audits and certificates, by day, with the
    record and its owner, and the duties of frameworks that begin; what is overdue comes first. It is about the
    management systems that PATHS belong to; without PATHS, those of the current folder.
    """
    from aimslint.views.upcoming import upcoming

    _last_day(within, as_of or today())
    reports = [one.report for one in check_all(paths, as_of, staged=staged, rev=rev, config=config, no_cache=no_cache)]
    until = _last_day(within, reports[0].as_of)
    deliver(import_module(f"aimslint.reporters.upcoming.{output_format}").write(upcoming(reports, until)), file)


def _last_day(within: str, day: date) -> date:
    """The last day to look at. Raises click.BadParameter for what is no length of time."""
    from aimslint.views.upcoming import within as last_day

    try:
        return last_day(within, day)
    except ValueError:
        raise click.BadParameter(
            f"`{within}` is no length of time; expected something like 90d, 3m or `90 days`", param_hint="'--within'"
        ) from None
