"""One check of one AIMS root over its open files: what it rests on, and what can be told before it is done."""

from collections.abc import Iterable, Mapping
from datetime import date

from lsprotocol import types as lsp

from aimslint.aims import Aims
from aimslint.cache import Cache
from aimslint.config import Config
from aimslint.editor.buffers import Buffer
from aimslint.editor.kept import Diagnostics
from aimslint.editor.memory import Records
from aimslint.editor.project import Project
from aimslint.editor.quick import at_first, of_themselves, told_at_first
from aimslint.engine import read
from aimslint.loading.together import best_jobs
from aimslint.report import Report
from aimslint.rulebook import Rulebook
from aimslint.trees import Tree, overlaid


class Sitting:
    """A check of the root of a `tree` with `buffers` laid over the `disk`. `own` are the open files of records."""

    def __init__(
        self,
        tree: Tree,
        root: str,
        today: date,
        config: Config,
        rulebook: Rulebook,
        buffers: Mapping[str, Buffer],
        encoding: lsp.PositionEncodingKind | str,
        disk: Tree,
        records: Records,
    ) -> None:
        self._root, self._today, self._config, self._rulebook = root, today, config, rulebook
        self._buffers, self._encoding, self._records = buffers, encoding, records
        self._served = records.served(tree, disk, buffers, root)
        self._tree = overlaid(tree, self._served.instead) if self._served.instead else tree
        self.own = sorted({*self._served.sound, *self._served.instead})

    def project_of(self, report: Report) -> Project:
        """The project that was judged so."""
        uris = {path: buffer.uri for path, buffer in self._buffers.items()}
        return Project(self._root, report.aims.tree, self._config, self._rulebook, report, self._encoding, uris)

    def broken(self, project: Project) -> Diagnostics:
        """What is wrong with buffers that do not parse."""
        return self._served.broken.diagnostics(project)

    def of_themselves(self) -> Diagnostics:
        """What is wrong with the open files whatever others hold."""
        files = self._served.sound
        report = of_themselves(files, self._tree, self._root, self._today, self._config, self._rulebook)
        return self._told(self.project_of(report), files)

    def read(self, cache: Cache | None) -> Aims:
        """The records of all files, linked: those read before from memory; when none was, from what was kept."""
        is_new = self._records.is_new
        return read(
            self._tree,
            self._config,
            self._root,
            jobs=best_jobs() if is_new else 1,
            cache=cache if is_new else None,
            shelf=self._records.shelf,
            packs=self._rulebook.packs,
        )

    def at_first(self, aims: Aims) -> tuple[Project, Diagnostics]:
        """The project with only the open files judged, and what is told of these."""
        project = self.project_of(at_first(aims, self._today, self._config, self._rulebook, self.own))
        return project, self._told(project, self.own)

    def _told(self, project: Project, paths: Iterable[str]) -> Diagnostics:
        now = {path: buffer.text for path, buffer in self._buffers.items()}
        found = told_at_first(project, paths, now)
        for path, some in self.broken(project).items():
            found[path] = some + found.get(path, [])
        return found
