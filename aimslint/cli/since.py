"""`--since`: the base that a change is compared with, checked like the change itself."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from aimslint.cli.checking import Checking
from aimslint.cli.project import SETTINGS, Project, telling_where
from aimslint.cli.states import differing

if TYPE_CHECKING:
    from aimslint.config import Config
    from aimslint.history import History
    from aimslint.history.git import GitHistory
    from aimslint.report import Report
    from aimslint.trees import Tree
    from aimslint.trees.merge_base import Base
    from aimslint.views import Listing, Wanted
    from aimslint.views.change import Touched

_MERGED_FOR_CHECK = re.compile(r"refs/pull/[0-9]+/merge")


class Since:
    """The state of a project at the commit that REV stands for. Raises GitError, which says what to fetch.

    What `past`, the history of the project, tells, git need not be asked for once more. Configuration and rules are
    those of the project as it is now, for both sides.
    """

    def __init__(self, project: Project, rev: str, past: "History | None" = None) -> None:
        from aimslint.trees import CommitTree, IndexTree, MemoryTree
        from aimslint.trees.merge_base import find_base
        from aimslint.trees.objects import Objects

        # GitHub merges a pull request into its target under this name, and checks that out unless told otherwise.
        merges = _MERGED_FOR_CHECK.fullmatch(os.environ.get("GITHUB_REF", "")) is not None
        merged = os.environ.get("GITHUB_SHA", "") if merges else ""
        self._project = project
        self._told: list[str] = []
        top = project.tree.top
        objects = Objects.at(top) if isinstance(project.top_of_repository, Path) else Objects.of(top)
        known = _as_git_tells(past)
        at = known.at_commit if known is not None else ""
        self.base: Base = find_base(objects, rev, project.tip, merged_for_check=merged, tip_commit=at)
        commit = self.base.commit
        beside = project.tree if isinstance(project.tree, IndexTree) else None
        self.tree: Tree = MemoryTree({}, top) if commit is None else CommitTree(objects, commit, beside)
        if commit is not None and known is not None:
            known.know_files(commit, self._blobs_before)

    def reports(self, reports: Sequence["Report"], checking: Checking) -> "list[Report]":
        """The reports of the base, in the same order as those that it is compared with."""
        if self.base.is_tip and not self._changed:
            return list(reports)
        past = self._wound_back(checking.past)
        with telling_where(checking.screen):
            return [self._report(report, past, checking) for report in reports]

    def compared(
        self,
        listing: "Listing",
        wanted: "Wanted",
        reports: Sequence["Report"],
        before: Sequence["Report"],
        checking: Checking,
    ) -> "Listing":
        """The listing of what is new alone, with the whole difference beside it."""
        from aimslint.coverage import stood_after
        from aimslint.views import narrow
        from aimslint.views.difference import below, difference, narrowed
        from aimslint.views.renames import Renames, came_and_went, moved_files

        everywhere = replace(wanted, paths=())
        changed = {*self._changed}
        coverage = []
        for old, new in zip(before, reports, strict=True):
            pack = new.aims.packs[new.aims.primary]
            was = checking.standing(old, pack, wanted.phase)
            known = checking.ledgers.footprints(new) if checking.ledgers is not None else None
            now = stood_after(old, new, pack, changed, was, wanted.phase, known)
            checking.keep_standing(new, pack, wanted.phase, now.stood)
            coverage.append(({id_: one.status for id_, one in was.items()}, now.rows))
        came = [came_and_went(old, new, changed) for old, new in zip(before, reports, strict=True)]
        renamed = {new: old for one in came for new, old in one.renamed.items()}
        found = difference(
            self.base.words,
            narrow(before, everywhere),
            narrow(reports, everywhere) if any(wanted.paths) else listing,
            coverage=coverage,
            touched=self._touched(reports),
            settings=self.settings(reports),
            unread=_unread(reports),
            renames=Renames(renamed, moved_files(self._blobs_before, self._blobs_now)),
            added=frozenset().union(*(one.added for one in came)),
            removed=frozenset().union(*(one.removed for one in came)),
        )
        return narrowed(listing, below(found, wanted.paths))

    def settings(self, reports: Sequence["Report"]) -> Iterator[str]:
        """What differs in the configuration, rules and baselines of these management systems, in words."""
        from aimslint.views.settings import files_changed

        for report in reports:
            yield from self._config_changed(report.root)
            now, was = self._settings_files(report.root, self._project.tree), self._settings_files(report.root)
            yield from files_changed(was, now)
        for root in self._gone:
            yield f"{_inside(root, SETTINGS)}: removed, so what it made a management system is no longer checked as one"
        yield from self._told

    def _report(self, report: "Report", past: "History", checking: Checking) -> "Report":
        """The report of the base for the root of this report, as a report of the same rules and settings."""
        from aimslint.config import ConfigError

        config, root = self._project.configs[report.root], self._root_before(report.root)
        tree = self._with_settings_of_now(report.root, config)
        try:
            found = checking.report(tree, past, root, config, report.rulebook)
        except ConfigError as error:
            if error.path != _baseline(root):
                raise
            self._told.append(f"{error.path}: not usable in {self.base.words}, and left out there: {error.text}")
            without = replace(checking, disregard=(*checking.disregard, "baseline"))
            found = without.report(tree, past, root, config, report.rulebook)
        if not (found.aims.records or found.aims.problems):
            return replace(found, findings=(), suppressed=())  # what is not there has no gaps: all of it is new
        return found

    def _with_settings_of_now(self, root: str, config: "Config") -> "Tree":
        """The base, where configuration files and what they name are as they are now."""
        from aimslint.trees import OverlayTree

        tree = self._project.tree
        settings = [*_settings_among(tree.paths()), *_settings_among(self.tree.paths())]
        return OverlayTree(self.tree, tree, [*settings, *(_inside(root, file) for file in config.extensions.values())])

    def _wound_back(self, past: "History") -> "History":
        from aimslint.history.rewound import Rewound

        if self.base.commit is None or (past.unknown is None and [self.base.commit] == past.log.ids[:1]):
            return past
        return Rewound(past, self.base.commit, self._blobs_before)

    @cached_property
    def _blobs_before(self) -> dict[str, str]:
        from aimslint.trees.blobs import blobs_of

        return blobs_of(self.tree)

    @cached_property
    def _blobs_now(self) -> dict[str, str]:
        from aimslint.trees.blobs import blobs_of

        return blobs_of(self._project.tree)

    @cached_property
    def _changed(self) -> list[str]:
        """The paths of all files that differ."""
        return differing(self._blobs_before, self._blobs_now)

    @cached_property
    def _roots_before(self) -> list[str]:
        return _roots(self._blobs_before)

    @cached_property
    def _roots_now(self) -> list[str]:
        return _roots(self._blobs_now)

    @cached_property
    def _gone(self) -> list[str]:
        """The roots that the project had in the base, and has no longer; not the one that only moved."""
        from aimslint.roots import is_inside

        return [
            root
            for root in self._roots_before
            if root not in self._roots_now
            and root not in self._moved.values()
            and any(is_inside(root, path) for path in self._project.paths)
        ]

    @cached_property
    def _moved(self) -> dict[str, str]:
        """The root that lay elsewhere in the base, if it is one: its new folder and its old one."""
        was, now = self._roots_before, self._roots_now
        came, gone = [root for root in now if root not in was], [root for root in was if root not in now]
        return {came[0]: gone[0]} if len(came) == len(gone) == 1 else {}

    def _root_before(self, root: str) -> str:
        return self._moved.get(root, root)

    def _touched(self, reports: Sequence["Report"]) -> "Iterator[Touched]":
        from aimslint.views.difference import systems_touched

        for report in reports:
            yield from systems_touched(report, self._changed)

    def _config_changed(self, root: str) -> Iterator[str]:
        from aimslint.config import Config, ConfigError
        from aimslint.engine import config_of
        from aimslint.views.settings import settings_changed

        path, before = _inside(root, SETTINGS), self._root_before(root)
        if before != root:
            yield f"{path}: was {_inside(before, SETTINGS)}"
        if self._blobs_now.get(path) == self._blobs_before.get(_inside(before, SETTINGS)):
            return  # also where --config has something else count
        try:
            now = config_of(self._project.tree, root)
        except ConfigError as error:  # which --config replaces
            yield f"{path}: changed, and not usable: {error.text}"
            return
        try:
            yield from settings_changed(config_of(self.tree, before), now, path)
        except ConfigError as error:
            yield f"{error.path}: not usable in {self.base.words}: {error.text}"
            yield from settings_changed(Config(), now, path)

    def _settings_files(self, root: str, tree: "Tree | None" = None) -> dict[str, str | None]:
        """By path of today the content ids of files that decide what is found: rules, schemas, the baseline.

        Where the root stayed, those that are not the same in the base.
        """
        from aimslint.roots import is_inside

        config = self._project.configs[root]
        blobs, at = (self._blobs_now, root) if tree is not None else (self._blobs_before, self._root_before(root))
        folders = [*(folder.strip("/") for folder in config.rule_folders), *config.extensions.values(), _baseline("")]
        stayed = self._root_before(root) == root
        return {
            _inside(root, path.removeprefix(_inside(at, ""))): blobs[path]
            for path in (blobs.keys() & self._changed if stayed else blobs)
            if any(is_inside(path, _inside(at, folder)) for folder in folders)
        }


def _as_git_tells(past: "History | None") -> "GitHistory | None":
    from aimslint.history.git import GitHistory

    return past if isinstance(past, GitHistory) else None


def _unread(reports: Sequence["Report"]) -> set[str]:
    """The files that keep records from being read."""
    from aimslint.suppress.terms import UNREADABLE

    return {finding.location.path for report in reports for finding in report.findings if finding.rule in UNREADABLE}


def _roots(paths: Iterable[str]) -> list[str]:
    return sorted(path.rpartition("/")[0] for path in _settings_among(paths))


def _settings_among(paths: Iterable[str]) -> list[str]:
    return [path for path in paths if path.endswith(SETTINGS) and path.rpartition("/")[2] == SETTINGS]


def _baseline(root: str) -> str:
    from aimslint.suppress.baseline import baseline_path

    return baseline_path(root)


def _inside(root: str, path: str) -> str:
    return f"{root}/{path}" if root else path
