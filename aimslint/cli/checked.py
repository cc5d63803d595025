"""From the paths of a command line to reports, for the commands that show something else than findings."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from aimslint.cli.failures import Stop
from aimslint.cli.options import Day, section, today

if TYPE_CHECKING:
    from aimslint.cli.project import Project
    from aimslint.config import Config
    from aimslint.report import Report
    from aimslint.reporters.text.screen import Screen

# Every command loads this for its options, also to complete their names: the rest is loaded when something is read.
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
day_option = reading(
    "--as-of",
    type=Day(),
    show_default="today in UTC; with --rev, the day of that commit",
    envvar="AIMSLINT_AS_OF",
    show_envvar=True,
    help="The day that counts as today.",
)
staged_option = reading("--staged", is_flag=True, help="Read what is staged for the next commit.")
rev_option = reading("--rev", metavar="REV", help="Read the files of a commit: a branch, tag, id, or such as HEAD~3.")
config_option = reading("--config", metavar="FILE", help="Use FILE in place of aimslint.yaml.")
no_cache_option = reading("--no-cache", is_flag=True, help="Neither use nor keep what earlier runs found.")


class Checked(NamedTuple):  # no dataclass: completion of an option loads this
    """One AIMS root with its configuration and report, and how paths are shown."""

    report: "Report"
    config: "Config"
    screen: "Screen"


def check_all(
    paths: Sequence[str],
    as_of: date | None,
    *,
    staged: bool = False,
    rev: str | None = None,
    config: str | None = None,
    no_cache: bool = False,
    empty: bool = False,
) -> list[Checked]:
    """The report of every AIMS root that these paths are about; without paths, the current folder.

    Without `as_of` the day is that of the commit `rev`, else today. Raises Stop when none holds a record, unless
    `empty` is fine.
    """
    from aimslint.cli.checking import checking_of
    from aimslint.cli.project import here, open_project
    from aimslint.reporters.text.screen import Screen

    project = open_project(paths or ["."], staged=staged, rev=rev, config=config)
    screen = Screen(project.tree.top, here())
    reports = checking_of(project, day_for(project, as_of), screen, no_cache=no_cache).every(project)
    checked = [Checked(report, project.configs[report.root], screen) for report in reports]
    found = [one for one in checked if one.report.aims.records or one.report.aims.problems]
    if not found and not empty:
        raise Stop(no_record(project, checked[0].report.root, screen))
    return found or checked[:1]


def day_for(project: "Project", as_of: date | None) -> date:
    """The day to check a project for: the one asked for, else that of its commit, else today."""
    return as_of or project.day or today()


def one_of(checked: Sequence[Checked]) -> Checked:
    """The only one of them. Raises Stop when there are several."""
    if len(checked) > 1:
        roots = ", ".join(one.screen.path(one.report.root or ".") for one in checked)
        raise Stop(f"there are several management systems here: {roots}; look at one at a time, from its own folder")
    return checked[0]


def nothing(as_of: date) -> Checked:
    """The report of a project without any file, with every pack in use, for what can be told without records."""
    from aimslint.cli.project import here
    from aimslint.engine import check, everything
    from aimslint.reporters.text.screen import Screen
    from aimslint.trees import MemoryTree

    return Checked(check(MemoryTree({}), as_of, everything()), everything(), Screen(here(), here()))


def project_in_reach() -> bool:
    """Whether the current folder lies in a project: a repository, or below aimslint.yaml or `governance`."""
    from aimslint.cli.project import GOVERNANCE, here, settings_in_reach
    from aimslint.trees import NoRepository, find_repository

    if settings_in_reach() or not isinstance(find_repository(here()), NoRepository):
        return True
    return any((folder / GOVERNANCE).is_dir() for folder in (here(), *here().parents))


def no_record(project: "Project", root: str, screen: "Screen") -> str:
    """What to say of an AIMS root without any record, and what to do next."""
    from aimslint.cli.project import SHORT

    if project.staged and not project.tree.paths():
        return f"nothing is staged in {project.tree.top}: add the files first, by git add, or leave --staged out"
    where = screen.path(root or ".")
    advice = "check the folder, or `include` in aimslint.yaml; `aimslint init` begins a management system"
    if project.staged:
        where = f"what is staged of {where}"
        advice = "add the records first, by git add, or leave --staged out"
    elif project.commit is not None:
        where = f"{where} as of commit {project.commit[:SHORT]}"
    patterns = ", ".join(project.configs[root].include)
    return f"there is no record in {where}: no file there that fits {patterns} holds a `kind`; {advice}"
