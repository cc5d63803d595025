"""`--since`: the base that a change is compared with, checked like the change itself."""

import os
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from aimslint.cli.checking import Checking
from aimslint.cli.project import Project

if TYPE_CHECKING:
    from aimslint.history import History
    from aimslint.packs import Pack
    from aimslint.report import Report
    from aimslint.trees import Tree
    from aimslint.trees.merge_base import Base
    from aimslint.views import Listing, Wanted
    from aimslint.views.difference import Touched

_MERGED_FOR_CHECK = re.compile(r"refs/pull/[0-9]+/merge")


class Since:
    """The state of a project at the commit that REV stands for. Raises GitError, which says what to fetch."""

    def __init__(self, project: Project, rev: str) -> None:
        from aimslint.trees import CommitTree, MemoryTree
        from aimslint.trees.merge_base import find_base

        # GitHub merges a pull request into its target under this name, and checks that out unless told otherwise.
        merges = _MERGED_FOR_CHECK.fullmatch(os.environ.get("GITHUB_REF", "")) is not None
        merged = os.environ.get("GITHUB_SHA", "") if merges else ""
        self._project = project
        self.base: Base = find_base(project.tree.top, rev, project.tip, merged_for_check=merged)
        top, commit = project.tree.top, self.base.commit
        self.tree: Tree = CommitTree.at(top, commit) if commit is not None else MemoryTree({}, top)

    def reports(self, reports: Sequence["Report"], checking: Checking) -> "list[Report]":
        """The reports of the base, each with configuration and rules of the one it is compared with."""
        from aimslint.engine import check

        past = self._wound_back(checking.past)
        return [
            check(
                self.tree,
                checking.as_of,
                self._project.configs[report.root],
                report.root,
                history=past,
                rulebook=report.rulebook,
                disregard=checking.disregard,
            )
            for report in reports
        ]

    def compared(
        self, listing: "Listing", wanted: "Wanted", reports: Sequence["Report"], before: Sequence["Report"]
    ) -> "Listing":
        """The listing of what is new alone, with the whole difference beside it."""
        from aimslint.coverage import coverage_of
        from aimslint.views import narrow
        from aimslint.views.difference import difference, narrowed

        coverage = [
            (coverage_of(old, pack), coverage_of(new, pack))
            for old, new in zip(before, reports, strict=True)
            for pack in self._packs(new)
        ]
        base = narrow(before, wanted)
        found = difference(self.base.words, base, listing, coverage, self._touched(reports), self._settings(reports))
        return narrowed(listing, found)

    def _wound_back(self, past: "History") -> "History":
        from aimslint.history.rewound import Rewound

        commit = self.base.commit
        if commit is None:
            return past
        blobs = {path: self.tree.blob(path) for path in self.tree.paths()}
        return Rewound(past, commit, {path: blob for path, blob in blobs.items() if blob is not None})

    def _packs(self, report: "Report") -> "Iterator[Pack]":
        from aimslint.engine import packs_of

        config = self._project.configs[report.root]
        yield packs_of(config)[config.primary]

    def _touched(self, reports: Sequence["Report"]) -> "Iterator[Touched]":
        from aimslint.views.difference import systems_touched

        before, now = self.tree, self._project.tree
        paths = {*before.paths(), *now.paths()}
        changed = [path for path in paths if before.blob(path) != now.blob(path)]
        for report in reports:
            yield from systems_touched(report, changed)

    def _settings(self, reports: Sequence["Report"]) -> Iterator[str]:
        from aimslint.config import Config, ConfigError
        from aimslint.engine import config_of
        from aimslint.roots import is_inside
        from aimslint.views.settings import files_changed, settings_changed

        for report in reports:
            config = self._project.configs[report.root]
            try:
                yield from settings_changed(config_of(self.tree, report.root), config)
            except ConfigError as error:
                yield f"{error.path} could not be read there: {error.text}"
                yield from settings_changed(Config(), config)
            folders = [f"{report.root}/{name.strip('/')}".lstrip("/") for name in config.rule_folders]
            for folder in folders:
                was = {path: self.tree.blob(path) for path in self.tree.paths() if is_inside(path, folder)}
                tree = self._project.tree
                yield from files_changed(
                    was, {path: tree.blob(path) for path in tree.paths() if is_inside(path, folder)}
                )
