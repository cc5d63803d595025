"""`aimslint requirement`: one clause or control, and what shows it here."""

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

import click

from aimslint.cli.checked import (
    check_all,
    config_option,
    day_option,
    no_cache_option,
    nothing,
    one_of,
    project_in_reach,
    rev_option,
    staged_option,
)
from aimslint.cli.failures import Stop
from aimslint.cli.options import Command, section, today
from aimslint.cli.output import deliver

if TYPE_CHECKING:
    from aimslint.cli.checked import Checked

output = section("Output")


@click.command(cls=Command)
@click.argument("id_", metavar="ID")
@day_option
@staged_option
@rev_option
@config_option
@no_cache_option
@output(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How it is printed.",
)
def command(
    id_: str,
    as_of: date | None,
    staged: bool,
    rev: str | None,
    config: str | None,
    no_cache: bool,
    output_format: str,
) -> None:
    """Explain a clause or control.

    ID is bare, such as A.6.2.4, or names its pack before a colon. Says in our own words what it asks, how records show
    it, which do so in the project around the current folder, which requirements of other packs it helps with or is
    helped by, and which rules guard it.
    """
    from aimslint.views.requirement import find_requirement, requirement_page

    if staged or rev is not None or config is not None or project_in_reach():
        checked = one_of(check_all([], as_of, staged=staged, rev=rev, config=config, no_cache=no_cache, empty=True))
    else:
        checked = nothing(as_of or today())
    report = checked.report
    _refuse_own_control(id_, checked)
    packs = report.aims.packs
    pack, requirement = find_requirement(id_, packs, checked.config.primary)
    known = report if report.aims.records else None
    page = requirement_page(pack, requirement, report.rulebook, known, packs, checked.config.primary)
    deliver(import_module(f"aimslint.reporters.requirement.{output_format}").write(page))


def _refuse_own_control(id_: str, checked: "Checked") -> None:
    """A control of the organisation's own stands in no catalogue; its row is a page of its own."""
    own = [item.id for item in checked.report.aims.items.get("requirement", ()) if item.data["pack"] == "own"]
    if id_.removeprefix("own:") in own:
        raise Stop(
            f"`{id_}` is a control of your own: `aimslint show soa_row/{id_.removeprefix('own:')}` shows its row"
        )
