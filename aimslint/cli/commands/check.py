"""`aimslint check`."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from time import perf_counter_ns
from typing import TYPE_CHECKING

import click

from aimslint import reporters
from aimslint.cli.checked import day_for, no_cache_option, no_record, rev_option
from aimslint.cli.failures import Stop
from aimslint.cli.options import PHASES, SEVERITIES, TRACEBACK, Command, Day, section, split
from aimslint.cli.output import Written, deliver, wants_colour
from aimslint.cli.report_files import ReportFile, ReportOption, deliver_reports, refuse_same_file

if TYPE_CHECKING:
    from aimslint.cli.project import Project
    from aimslint.history import History
    from aimslint.history.timed import Timed
    from aimslint.reporters.text.screen import Screen

rules = section("Which rules (by name, code, start of a code, requirement or its group, topic; commas between)")
reading = section("What is read")
mending = section("Mending")
exceptions = section("What counts")
output = section("Output")
exit_code = section("Exit code (0 nothing to report, 1 findings, 2 could not do its work)")


@click.command(cls=Command)
@click.argument("paths", nargs=-1)
@rules("--select", multiple=True, metavar="RULES", help="List only these.")
@rules("--ignore", multiple=True, metavar="RULES", help="Do not list these, whatever else names them.")
@rules("--extend-select", multiple=True, metavar="RULES", help="List these as well, also those of a later phase.")
@rules("--pack", multiple=True, metavar="PACKS", help="List only rules of these packs.")
@rules(
    "--phase",
    type=click.Choice(PHASES),
    help="List rules up to this phase.  [default: as configured]",
)
@reading(
    "--as-of",
    type=Day(),
    show_default="today in UTC; with --rev, the day of that commit",
    envvar="AIMSLINT_AS_OF",
    show_envvar=True,
    help="The day the check is made for.",
)
@exceptions("--no-ignores", is_flag=True, help="Count also what comments and waivers cover.")
@exceptions("--no-baseline", is_flag=True, help="Count also what the baseline holds.")
@reading("--staged", is_flag=True, help="Read what is staged for the next commit.")
@rev_option
@reading("--since", metavar="REV", help="List only what is new since this parted from REV: a branch, tag, id.")
@reading("--require-history", is_flag=True, help="2 when rules are skipped because the past is not at hand.")
@reading("--config", metavar="FILE", help="Use FILE in place of aimslint.yaml.")
@reading(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    show_default="as many as there are processors",
    help="Work in up to N processes; small projects need one.",
)
@no_cache_option
@reading("--show-files", is_flag=True, help="List the files that would be read, and check nothing.")
@mending("--fix", is_flag=True, help="Mend in place what has one right answer, and list what remains.")
@mending("--unsafe-fixes", is_flag=True, help="Mend also what only likely has one.")
@mending("--diff", is_flag=True, help="Show what --fix would change, and write nothing; 1 when it would.")
@output(
    "--output-format",
    type=click.Choice(reporters.names()),
    default="full",
    show_default=True,
    help="How findings are printed.",
)
@output("-o", "--output", "file", metavar="FILE", help="Print to FILE.")
@output(
    "--report",
    "report_files",
    type=ReportOption(),
    metavar="FORMAT=FILE",
    multiple=True,
    help="Write the findings to FILE as well, in any format of --output-format; may be repeated.",
)
@output(
    "--statistics",
    is_flag=True,
    help="Count findings by rule in place of listing them; with -v, all rules and what each costs.",
)
@output(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours; auto is on a terminal, unless NO_COLOR is set.",
)
@output("-q", "--quiet", is_flag=True, help="Print no summary.")
@output("-v", "--verbose", is_flag=True, help=f"List also what is accepted; name the projects. {TRACEBACK}")
@exit_code(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="The least severity that makes it 1.",
)
@exit_code("--exit-zero", is_flag=True, help="0 in place of 1.")
@click.pass_context
def command(
    context: click.Context,
    paths: Sequence[str],
    select: Sequence[str],
    ignore: Sequence[str],
    extend_select: Sequence[str],
    pack: Sequence[str],
    phase: str | None,
    as_of: date | None,
    no_ignores: bool,
    no_baseline: bool,
    staged: bool,
    rev: str | None,
    since: str | None,
    require_history: bool,
    config: str | None,
    jobs: int | None,
    no_cache: bool,
    show_files: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    output_format: str,
    file: str | None,
    report_files: Sequence[ReportFile],
    statistics: bool,
    color: str,
    quiet: bool,
    verbose: bool,
    fail_on: str,
    exit_zero: bool,
) -> int:
    """Check an AI management system.

    It is the one that PATHS belong to; without PATHS, that of the current folder. It is always read and judged as a
    whole; PATHS narrow which findings are listed.
    """
    _refuse_what_would_do_nothing(context, statistics, show_files)
    _refuse_what_cannot_be_mended(context)
    refuse_same_file(context, file, report_files)

    from aimslint.cli.halving import Halving
    from aimslint.worker.process import best_jobs

    jobs = jobs or best_jobs()
    alone = bool(since or fix or diff or show_files or (statistics and verbose))
    halved = Halving(1 if alone else jobs, *paths[:1])
    context.call_on_close(halved.end)

    from aimslint.cli.checking import Checking, cache_of, disregarded, insist_on_history
    from aimslint.cli.project import here, open_project
    from aimslint.reporters.text.screen import Screen

    project = open_project(paths or ["."], staged=staged, rev=rev, config=config)
    day = day_for(project, as_of)
    screen = Screen(project.tree.top, here(), wants_colour(color, file), quiet, verbose)
    if show_files:
        deliver(_files(project, screen), file)
        return 0

    past = halved.begin(project, day, use_cache=not no_cache, ahead=no_cache or since is None)

    from aimslint.cli.ledgers import Ledgers
    from aimslint.cli.since import Since
    from aimslint.model import Phase, Severity
    from aimslint.records.filed import Shelf
    from aimslint.views import Wanted, narrow

    base = Since(project, since, past) if since is not None else None
    clock = perf_counter_ns if statistics and verbose else None
    timed = _timed(past, clock) if clock else None
    wanted = Wanted(
        phase=Phase(phase) if phase else None,
        select=split(select),
        ignore=split(ignore),
        extend_select=split(extend_select),
        packs=split(pack),
        paths=project.paths,
        primary=next(iter(project.configs.values())).primary,
        settings_given=config is not None,
        notes=project.notes,
    )
    begun = clock() if clock else 0
    exempt = disregarded(no_ignores, no_baseline)
    cache = None if no_cache else cache_of(project, past if since is not None else None)
    shelf = Shelf() if since is not None else None
    ledgers = Ledgers(cache, day, past) if cache is not None and since is not None and clock is None else None
    checking = Checking(day, screen, timed or past, exempt, clock, jobs, cache, shelf, ledgers, halved)
    unwritten: list[str] = []
    if fix or diff:
        from aimslint.cli.fixing import Fixing

        fixing = Fixing(project, wanted, checking.reports, unsafe_fixes, screen)
        if diff:
            differences, any_ = fixing.show()
            deliver(differences, file)
            return 1 if any_ and not exit_zero else 0
        (reports, empty), unwritten = fixing.write()
    else:
        reports, empty = checking.reports(project)
    took = clock() - begun if clock else None
    code = 0
    written = Written()
    if reports:
        listing = narrow(reports, wanted)
        if base is not None:
            listing = base.compared(listing, wanted, reports, base.reports(reports, checking), checking)
        if statistics:
            written.deliver(reporters.statistics(listing, screen, took, (timed.words(),) if timed else ()), file)
        else:
            written.deliver(reporters.reporter(output_format)(listing, screen), file)
        deliver_reports(report_files, listing, screen, written)
        code = 1 if listing.reaches(Severity(fail_on)) and not exit_zero else 0
        if require_history:
            insist_on_history(listing)
    if ledgers is not None:
        ledgers.keep()
    if unwritten:
        raise Stop("\n".join(unwritten))
    if empty:
        raise Stop(no_record(project, empty[0], screen))
    if context.obj is not None and took is None:
        context.obj.keep(project.tree.top, code, written)
    return code


def _timed(past: "History", clock: Callable[[], int]) -> "Timed":
    from aimslint.history.timed import Timed

    return Timed(past, clock)


def _files(project: "Project", screen: "Screen") -> Iterator[str]:
    """The record files of every root, those below the paths asked for, one a line."""
    from aimslint.engine import record_paths
    from aimslint.roots import files_of, is_inside

    for root, config in project.configs.items():
        for path in record_paths(files_of(project.tree.paths(), root), config, root):
            if any(is_inside(path, folder) for folder in project.paths):
                yield screen.path(path) + "\n"


def _refuse_what_cannot_be_mended(context: click.Context) -> None:
    given = context.params
    if not (given["fix"] or given["diff"]):
        if given["unsafe_fixes"]:
            raise click.UsageError("--unsafe-fixes says what --fix or --diff may do; add one of them", context)
        return
    for tree in ("staged", "rev"):
        if given[tree]:
            raise click.UsageError(f"mending changes files of the working tree; leave out --{tree}", context)
    if given["since"] is not None:
        raise click.UsageError("mending is about all findings, not the new ones; leave out --since", context)
    if given["show_files"]:
        raise click.UsageError("--show-files checks nothing, so there is nothing to mend", context)
    if given["diff"] and (given["statistics"] or given["report_files"] or _is_given(context, "output_format")):
        raise click.UsageError(
            "--diff prints differences and no findings; leave out --output-format, --report and --statistics", context
        )


def _is_given(context: click.Context, name: str) -> bool:
    from click.core import ParameterSource

    return context.get_parameter_source(name) is not ParameterSource.DEFAULT


def _refuse_what_would_do_nothing(context: click.Context, statistics: bool, show_files: bool) -> None:
    for given, option in ((show_files, "--show-files"), (statistics, "--statistics")):
        if given and _is_given(context, "output_format"):
            raise click.UsageError(f"{option} prints a list of its own; leave out --output-format", context)
    if show_files and context.params["report_files"]:
        raise click.UsageError("--show-files checks nothing, so there is nothing for --report", context)
