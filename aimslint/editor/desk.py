"""Checks the management systems of one folder again and again, and keeps what the next check can use.

A desk belongs to one thread. What it hands out is frozen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from threading import Event

from lsprotocol import types as lsp

from aimslint.aims import Item
from aimslint.config import Config, ConfigError
from aimslint.dataclass import dataclass
from aimslint.editor.buffers import Buffer
from aimslint.editor.diagnostics import by_file, diagnostics, listed, told
from aimslint.editor.memory import Records, Repository
from aimslint.editor.positions import Text
from aimslint.editor.project import Project
from aimslint.editor.quick import at_first, told_at_first
from aimslint.engine import config_of, judged, read, roots_of, rulebook_of
from aimslint.git_command import GitError
from aimslint.history import NoHistory, Unknown
from aimslint.loading.together import best_jobs
from aimslint.packs import PackError
from aimslint.report import Report
from aimslint.roots import is_inside
from aimslint.rulebook import Rule, Rulebook, RuleError, subjects_of
from aimslint.snapshot import Snapshot
from aimslint.trees import Tree, Unreadable, overlaid

Diagnostics = Mapping[str, list[lsp.Diagnostic]]
"""By path, relative to the top."""

LOOKS = 64
"""Every how many subjects of a rule a check looks whether somebody still waits for it."""

_NOT_ASKED = NoHistory(Unknown("it is asked again after a pause"))


class Outdated(Exception):  # noqa: N818 - no mistake: somebody typed on
    """A check that nobody waits for any more."""


class Going:
    """Whether somebody still waits for a check. While `calm` is not set, it stands back: something else is asked."""

    def __init__(self, calm: Event | None = None) -> None:
        self._stopped = False
        self._calm = calm

    def stop(self) -> None:
        """Nobody waits any more. May be called from any thread."""
        self._stopped = True

    def subjects(self, rule: Rule, kind: str, snapshot: Snapshot) -> Iterator[Item]:
        """All subjects of a rule. Raises Outdated as soon as nobody waits any more."""
        for number, item in enumerate(subjects_of(rule, kind, snapshot)):
            if number % LOOKS == 0:
                self.look()
            yield item

    def look(self) -> None:
        """Raise Outdated when nobody waits any more. Waits while something else is asked: never on the thread that
        listens, which alone can end that.
        """
        if self._calm is not None:
            self._calm.wait()
        self.glance()

    def glance(self) -> None:
        """As `look`, without standing back."""
        if self._stopped:
            raise Outdated


@dataclass(frozen=True, slots=True)
class Checked:
    """One AIMS root, checked. Without a `project`, settings or rules could not be used, and `diagnostics` say why; or
    not everything was looked at yet.

    `with_past` is the project as it was when history was asked last; `fault` what went wrong in us.
    """

    top: Path
    root: str
    project: Project | None
    diagnostics: Diagnostics
    uris: Mapping[str, str] = field(default_factory=dict)
    with_past: Project | None = None
    fault: Exception | None = None


class Desk:
    """The management systems below `top`, which is a repository's or, without one, a folder of the workspace.

    `today` tells the day that counts as today, `encoding` is that of the client's positions.
    """

    def __init__(self, top: Path, encoding: lsp.PositionEncodingKind | str, today: Callable[[], date]) -> None:
        self.top = top
        self._encoding = encoding
        self._today = today
        self._repository = Repository(top)
        self._records: dict[str, Records] = {}
        self._rulebooks: dict[str, tuple[object, Rulebook]] = {}
        self._with_past: dict[str, Project] = {}

    def refresh(self) -> None:
        """Something was changed on disk: look again."""
        self._repository.refresh()

    def roots(self, buffers: Mapping[str, Buffer], starts: Iterable[str]) -> list[str]:
        """The AIMS roots that folders of the workspace and open files are about. Raises GitError."""
        tree = self._laid_over(buffers)
        found = {root for start in starts for root in roots_of(tree, start)}
        for path in buffers:
            if not any(is_inside(path, root) for root in found):
                found.update(roots_of(tree, path.rpartition("/")[0]))
        return sorted(found)

    def check(self, root: str, buffers: Mapping[str, Buffer], going: Going, *, past: bool = True) -> Checked:
        """The last of `checks`, which tells everything. Raises Outdated."""
        *_, last = self.checks(root, buffers, going, past=past)
        return last

    def checks(self, root: str, buffers: Mapping[str, Buffer], going: Going, *, past: bool = True) -> Iterator[Checked]:
        """Check one AIMS root; when that is new, the open files first, for whoever waits for something to look at.

        Without `past`, what the last check learnt from history is told again. Raises Outdated.
        """
        uris = {path: buffer.uri for path, buffer in buffers.items()}
        try:
            yield from self._checks(root, buffers, uris, going, past)
            return
        except (ConfigError, RuleError) as error:
            path, line, text = error.path, error.line, error.text
        except (PackError, GitError) as error:
            path, line, text = _settings(root), 1, str(error)
        shown = buffers[path].text if path in buffers else self._text(path)
        yield Checked(self.top, root, None, {path: [told(line, 1, text, shown, "not-usable")]}, uris)

    def told(self, root: str, text: str) -> Checked:
        """What is said where nothing can be checked at all."""
        return Checked(self.top, root, None, {_settings(root): [told(1, 1, text, Text(""), "not-usable")]})

    def _checks(
        self, root: str, buffers: Mapping[str, Buffer], uris: Mapping[str, str], going: Going, past: bool
    ) -> Iterator[Checked]:
        tree, today = self._laid_over(buffers), self._today()
        config = config_of(tree, root)
        rulebook = self._rulebook(tree, config, root)
        records = self._records_of(root, config)
        served, broken = records.served(tree, self._repository.tree(), buffers, root)
        going.look()
        aims = read(
            overlaid(tree, served) if served else tree,
            config,
            root,
            jobs=best_jobs() if records.is_new else 1,
            cache=self._repository.cache() if records.is_new else None,
            shelf=records.shelf,
            packs=rulebook.packs,
        )

        def project_of(report: Report) -> Project:
            return Project(root, aims.tree, config, rulebook, report, self._encoding, uris)

        open_ = [path for path in buffers if path in aims.texts]
        if records.is_new and open_:
            going.look()
            first = project_of(at_first(aims, today, config, rulebook, open_))
            found = told_at_first(first, open_, {path: buffer.text for path, buffer in buffers.items()})
            for path, some in broken.diagnostics(first).items():
                found[path] = some + found.get(path, [])
            yield Checked(self.top, root, None, found, uris)
        history = self._repository.history(today) if past else _NOT_ASKED
        try:
            project = project_of(judged(aims, today, config, rulebook, history=history, subjects=going.subjects))
        finally:
            self._repository.rest()
        records.is_new = False
        if past:
            self._with_past[root] = project
        told_now = self._diagnostics(project, buffers, broken.diagnostics(project), past)
        yield Checked(self.top, root, project, told_now, uris, self._with_past.get(root, project))

    def _diagnostics(
        self, project: Project, buffers: Mapping[str, Buffer], broken: Diagnostics, past: bool
    ) -> Diagnostics:
        now = {path: buffer.text for path, buffer in buffers.items()}
        found: dict[str, list[lsp.Diagnostic]] = {}
        before = self._with_past.get(project.root)
        for source in (project,) if past or before is None else (project, before):
            wanted = listed(source)
            if source is not project:
                wanted = [one for one in wanted if source.rulebook.rules[one.rule].needs]
            for path, findings in by_file(wanted).items():
                found.setdefault(path, []).extend(diagnostics(findings, source, now))
        for path, problems in broken.items():
            found[path] = problems + found.get(path, [])
        return {path: some for path, some in found.items() if some}

    def _laid_over(self, buffers: Mapping[str, Buffer]) -> Tree:
        """The disk with buffers over it: those of files that count, and of files that are not written yet."""
        counts = self._repository.counts
        return overlaid(self._repository.tree(), {path: one.raw for path, one in buffers.items() if counts(path)})

    def _records_of(self, root: str, config: Config) -> Records:
        known = self._records.get(root)
        if known is None or known.config != config:
            known = self._records[root] = Records(config)
        return known

    def _rulebook(self, tree: Tree, config: Config, root: str) -> Rulebook:
        """The rules in use, read again only when the settings or a rule file changed."""
        folders = tuple(f"{root}/{folder.strip('/')}/".lstrip("/") for folder in (*config.rule_folders, *config.packs))
        key = (config, [(path, tree.read(path)) for path in tree.paths() if path.startswith(folders)])
        known = self._rulebooks.get(root)
        if known is None or known[0] != key:
            known = self._rulebooks[root] = (key, rulebook_of(tree, config, root))
        return known[1]

    def _text(self, path: str) -> Text:
        try:
            return Text(self._repository.tree().read(path).decode("utf-8", "replace"), self._encoding)
        except Unreadable:
            return Text("", self._encoding)


def _settings(root: str) -> str:
    return f"{root}/aimslint.yaml" if root else "aimslint.yaml"
