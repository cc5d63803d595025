"""From the paths of a command line to reports, for the commands that show something else than findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from aimslint.cli.failures import Stop
from aimslint.cli.options import Day, section, today
from aimslint.cli.project import Project, here, open_project, telling_where
from aimslint.reporters.text.screen import Screen

if TYPE_CHECKING:
    from aimslint.config import Config
    from aimslint.report import Report

reading = section("What is read")
as_of_option = reading(
    "--as-of",
    type=Day(),
    default=today,
    show_default="today in UTC",
    envvar="AIMSLINT_AS_OF",
    show_envvar=True,
    help="The day that counts as today.",
)
staged_option = reading("--staged", is_flag=True, help="Read what is staged for the next commit.")
config_option = reading("--config", metavar="FILE", help="Use FILE in place of aimslint.yaml.")


@dataclass(frozen=True, slots=True)
class Checked:
    """One AIMS root with its configuration and report, and how paths are shown."""

    report: "Report"
    config: "Config"
    screen: Screen


def check_all(paths: Sequence[str], as_of: date, *, staged: bool = False, config: str | None = None) -> list[Checked]:
    """The report of every AIMS root that these paths are about. Raises Stop when none holds a record."""
    from aimslint.engine import check

    project = open_project(paths or ["."], staged=staged, config=config)
    screen = Screen(project.tree.top, here())
    with telling_where(screen):
        checked = [
            Checked(check(project.tree, as_of, settings, root), settings, screen)
            for root, settings in project.configs.items()
        ]
    found = [one for one in checked if one.report.aims.records or one.report.aims.problems]
    if not found:
        raise Stop(no_record(project, checked[0].report.root, screen))
    return found


def check_one(paths: Sequence[str], as_of: date, *, staged: bool = False, config: str | None = None) -> Checked:
    """The report of the one AIMS root that these paths are about. Raises Stop when there are several."""
    found = check_all(paths, as_of, staged=staged, config=config)
    if len(found) > 1:
        roots = ", ".join(one.screen.path(one.report.root or ".") for one in found)
        raise Stop(f"there are several management systems here: {roots}; look at one at a time, from its own folder")
    return found[0]


def no_record(project: Project, root: str, screen: Screen) -> str:
    """What to say of an AIMS root without any record."""
    patterns = ", ".join(project.configs[root].include)
    return (
        f"there is no record in {screen.path(root or '.')}: no file there that fits {patterns} holds a `kind`; "
        "check the folder, or `include` in aimslint.yaml"
    )
