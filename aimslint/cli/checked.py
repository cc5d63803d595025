"""From the paths of a command line to reports, for the commands that show something else than findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from aimslint.cli.failures import Stop
from aimslint.cli.options import Day, section, today
from aimslint.cli.project import GOVERNANCE, Project, here, open_project, settings_in_reach, telling_where
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


def check_all(
    paths: Sequence[str], as_of: date, *, staged: bool = False, config: str | None = None, empty: bool = False
) -> list[Checked]:
    """The report of every AIMS root that these paths are about; without paths, the current folder.

    Raises Stop when none holds a record, unless `empty` is fine.
    """
    from aimslint.engine import check

    project = open_project(paths or ["."], staged=staged, config=config)
    screen = Screen(project.tree.top, here())
    with telling_where(screen):
        checked = [
            Checked(check(project.tree, as_of, settings, root), settings, screen)
            for root, settings in project.configs.items()
        ]
    found = [one for one in checked if one.report.aims.records or one.report.aims.problems]
    if not found and not empty:
        raise Stop(no_record(project, checked[0].report.root, screen))
    return found or checked[:1]


def one_of(checked: Sequence[Checked]) -> Checked:
    """The only one of them. Raises Stop when there are several."""
    if len(checked) > 1:
        roots = ", ".join(one.screen.path(one.report.root or ".") for one in checked)
        raise Stop(f"there are several management systems here: {roots}; look at one at a time, from its own folder")
    return checked[0]


def nothing(as_of: date) -> Checked:
    """The report of a project without any file, for what can be told without records."""
    from aimslint.config import Config
    from aimslint.engine import check
    from aimslint.trees import MemoryTree

    return Checked(check(MemoryTree({}), as_of, Config()), Config(), Screen(here(), here()))


def project_in_reach() -> bool:
    """Whether the current folder lies in a project: a repository, or below aimslint.yaml or `governance`."""
    from aimslint.trees import NoRepository, find_repository

    if settings_in_reach() or not isinstance(find_repository(here()), NoRepository):
        return True
    return any((folder / GOVERNANCE).is_dir() for folder in (here(), *here().parents))


def no_record(project: Project, root: str, screen: Screen) -> str:
    """What to say of an AIMS root without any record."""
    patterns = ", ".join(project.configs[root].include)
    return (
        f"there is no record in {screen.path(root or '.')}: no file there that fits {patterns} holds a `kind`; "
        "check the folder, or `include` in aimslint.yaml"
    )
