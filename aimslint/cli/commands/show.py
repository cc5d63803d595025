"""`aimslint show`: one page about a system or another record."""

from datetime import date
from importlib import import_module

import click

from aimslint.cli.checked import (
    check_all,
    config_option,
    day_option,
    no_cache_option,
    one_of,
    rev_option,
    staged_option,
)
from aimslint.cli.options import Command, section
from aimslint.cli.output import deliver

output = section("Output")
AHEAD = "90d"


@click.command(cls=Command)
@click.argument("name", metavar="[KIND/]ID")
@day_option
@staged_option
@rev_option
@config_option
@no_cache_option
@output("--rules", is_flag=True, help="Say which rules apply to it, and which do not and why.")
@output(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How it is printed.",
)
def command(
    name: str,
    as_of: date | None,
    staged: bool,
    rev: str | None,
    config: str | None,
    no_cache: bool,
    rules: bool,
    output_format: str,
) -> None:
    """Show a system or another record.

    Of an AI system who answers for it, where it stands, its legal class, its assessments, risks, models, data,
    suppliers, oversight and monitoring, what the frameworks in use ask of it and from when, what is open and what falls
    due within 90 days; of other records what they say and what they are linked to.
    """
    from aimslint.views.show import find_item, page_of
    from aimslint.views.upcoming import within

    checked = one_of(check_all([], as_of, staged=staged, rev=rev, config=config, no_cache=no_cache))
    item = find_item(name, checked.report.aims)
    page = page_of(checked.report, item, within(AHEAD, checked.report.as_of), rules=rules)
    deliver(import_module(f"aimslint.reporters.show.{output_format}").write(page, checked.report.as_of, checked.screen))
