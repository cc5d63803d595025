"""The reports of a project, as `aimslint check` makes them."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from aimslint.cli.failures import Stop
from aimslint.cli.halving import Halving
from aimslint.cli.project import Project, telling_where
from aimslint.dataclass import dataclass
from aimslint.model import ExemptionKind
from aimslint.reporters.text.screen import Screen
from aimslint.reporters.text.words import count
from aimslint.worker.process import best_jobs

if TYPE_CHECKING:
    from aimslint.cache import Cache
    from aimslint.cli.ledgers import Ledgers
    from aimslint.config import Config
    from aimslint.coverage import Stood
    from aimslint.history import History
    from aimslint.model import Phase
    from aimslint.packs import Pack
    from aimslint.records.filed import Shelf
    from aimslint.report import Report
    from aimslint.rulebook import Clock, Rulebook
    from aimslint.trees import Tree
    from aimslint.views import Listing
    from aimslint.witness import Notes


@dataclass(frozen=True, slots=True)
class Checking:
    """What every check of one run has in common: the day, the past, what exempts no finding, and a clock or none.

    A `shelf` is for runs that check two trees: most files are the same in both, and are read once. With `ledgers`, a
    tree that git holds is judged anew only where it differs from the one that was checked last. With `halved`, one
    check is shared with a second process.
    """

    as_of: date
    screen: Screen
    past: "History"
    disregard: Collection[ExemptionKind] = ()
    clock: "Clock | None" = None
    jobs: int = 1
    cache: "Cache | None" = None
    shelf: "Shelf | None" = None
    ledgers: "Ledgers | None" = None
    halved: "Halving | None" = None

    def reports(self, project: Project) -> "tuple[list[Report], list[str]]":
        """The report of each AIMS root that holds records, and the roots that hold none."""
        reports = self.every(project)
        held = [bool(report.aims.records or report.aims.problems) for report in reports]
        full = [report for report, holds in zip(reports, held, strict=True) if holds]
        return full, [report.root for report, holds in zip(reports, held, strict=True) if not holds]

    def every(self, project: Project) -> "list[Report]":
        """The report of each AIMS root, also of those that hold no record."""
        with telling_where(self.screen):
            return [self.report(project.tree, self.past, root, config) for root, config in project.configs.items()]

    def report(
        self, tree: "Tree", past: "History", root: str, config: "Config", rulebook: "Rulebook | None" = None
    ) -> "Report":
        """The report of one AIMS root of a tree. Raises ConfigError, PackError and RuleError."""
        from aimslint.cli.kept_notes import keep, notes_of
        from aimslint.cli.states import State

        notes = notes_of(self.cache, root) if self.cache is not None else None
        if self.ledgers is not None and self.ledgers.follow(tree):
            found = self.ledgers.check(State(tree, past, root, config), self, rulebook, notes)
        else:
            found = self._checked(tree, past, root, config, rulebook, notes)
        if self.cache is not None and notes is not None:
            keep(self.cache, root, notes)
        return found

    def _checked(
        self,
        tree: "Tree",
        past: "History",
        root: str,
        config: "Config",
        rulebook: "Rulebook | None",
        notes: "Notes | None",
    ) -> "Report":
        from aimslint.engine import check

        try:
            return check(
                tree,
                self.as_of,
                config,
                root,
                history=past,
                rulebook=rulebook,
                clock=self.clock,
                disregard=self.disregard,
                jobs=self.jobs,
                cache=self.cache,
                shelf=self.shelf,
                notes=notes,
                second=self.halved.take(tree) if self.halved is not None else None,
            )
        finally:
            if self.halved is not None:
                self.halved.stop()

    def standing(self, report: "Report", pack: "Pack", phase: "Phase | None") -> "Mapping[str, Stood]":
        """How each requirement of a pack stands, by its bare id: as it was kept, else worked out. Raises PackError."""
        from aimslint.coverage import coverage_of, stood

        kept = self.ledgers.standing(report, pack.name, phase or report.phase) if self.ledgers is not None else None
        if kept is None:
            if report.aims.part is not None:
                report.aims.part.load(report.aims.texts)  # all of which will be asked about
            kept = {row.requirement.id: stood(row) for row in coverage_of(report, pack, phase).rows}
            self.keep_standing(report, pack, phase, kept)
        return kept

    def keep_standing(
        self, report: "Report", pack: "Pack", phase: "Phase | None", known: "Mapping[str, Stood]"
    ) -> None:
        """Keep how the requirements of a pack stand, where it goes with a ledger."""
        if self.ledgers is not None:
            self.ledgers.keep_standing(report, pack.name, phase or report.phase, known)


def checking_of(project: Project, as_of: date, screen: Screen, *, no_cache: bool = False) -> Checking:
    """Checks of a project as `check` makes them unless it is told otherwise: several processes, and what is kept."""
    jobs = best_jobs()
    halved = Halving(jobs, str(project.tree.top))
    click.get_current_context().call_on_close(halved.end)
    past = halved.begin(project, as_of, use_cache=not no_cache)
    return Checking(as_of, screen, past, jobs=jobs, cache=None if no_cache else cache_of(project), halved=halved)


def cache_of(project: Project, past: "History | None" = None) -> "Cache | None":
    """Where what is read of a project may be kept: beside its repository; None where there is none.

    Where its `past` is read in this process, that knows the place.
    """
    from aimslint.cache import Cache
    from aimslint.history.git import GitHistory
    from aimslint.trees import repository

    folder = past.git_folder if isinstance(past, GitHistory) else None
    if folder is not None:
        return Cache.beside(folder)
    return repository.cache_of(project.top_of_repository)


def insist_on_history(listing: "Listing") -> None:
    """Raise Stop when a rule was skipped because the past is not at hand."""
    reasons = list(dict.fromkeys(skip.reason for skip in listing.skipped if skip.cause == "history"))
    if reasons:
        rules = {skip.rule for skip in listing.skipped if skip.cause == "history"}
        raise Stop(
            f"--require-history: {count(len(rules), 'rule')} could not be judged everywhere: {'; '.join(reasons)}"
        )


def disregarded(no_ignores: bool, no_baseline: bool) -> tuple[ExemptionKind, ...]:
    """What keeps no finding from counting."""
    return (*(("comment", "waiver") if no_ignores else ()), *(("baseline",) if no_baseline else ()))
