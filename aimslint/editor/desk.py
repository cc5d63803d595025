"""Checks the management systems of one folder again and again, and keeps what the next check can use.

A desk belongs to one thread. What it hands out is frozen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from aimslint.editor.keeping import Keeping
from aimslint.editor.kept import Diagnostics, StateOf, no_state
from aimslint.editor.memory import Records, Repository
from aimslint.editor.positions import Text
from aimslint.editor.project import Project
from aimslint.editor.sitting import Sitting
from aimslint.engine import config_of, judged, roots_of, rulebook_of
from aimslint.git_command import GitError
from aimslint.history import NoHistory, Unknown
from aimslint.packs import PackError
from aimslint.roots import is_inside
from aimslint.rulebook import Rule, Rulebook, RuleError, subjects_of
from aimslint.snapshot import Snapshot
from aimslint.trees import Tree, Unreadable, overlaid

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

    Then files were looked at `alone`, or `first` is the project that was linked, of which only open files were judged.
    `with_past` is the project as it was when history was asked last; `fault` what went wrong in us.
    """

    top: Path
    root: str
    project: Project | None
    diagnostics: Diagnostics
    uris: Mapping[str, str] = field(default_factory=dict)
    with_past: Project | None = None
    fault: Exception | None = None
    alone: bool = False
    first: Project | None = None


class Desk:
    """The management systems below `top`, which is a repository's or, without one, a folder of the workspace.

    `today` tells the day that counts as today, `encoding` is that of the client's positions, `state` a digest of all
    that a check can see of a repository.
    """

    def __init__(
        self,
        top: Path,
        encoding: lsp.PositionEncodingKind | str,
        today: Callable[[], date],
        state: StateOf = no_state,
    ) -> None:
        self.top = top
        self._encoding = encoding
        self._today = today
        self._repository = Repository(top, state)
        self._records: dict[str, Records] = {}
        self._rulebooks: dict[str, tuple[object, Rulebook]] = {}
        self._with_past: dict[str, Project] = {}
        self._keeping = Keeping(self._repository, encoding)

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

    def remembered(self, buffers: Mapping[str, Buffer], starts: Sequence[str]) -> list[Checked]:
        """What was told when an earlier session ended, of these folders of the workspace; nothing where that may have
        changed. Raises GitError.
        """
        uris = {path: buffer.uri for path, buffer in buffers.items()}
        found = self._keeping.find(self._today(), starts, uris)
        return [Checked(self.top, root, None, told, uris) for root, told in found.items()]

    def keep(self, starts: Sequence[str]) -> None:
        """Keep what was told of these folders of the workspace for the next session, where all lies on disk as it was
        checked, history too. Raises GitError.
        """
        tree = self._repository.tree()
        self._keeping.keep(sorted({root for start in starts for root in roots_of(tree, start)}), starts)

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
        going.look()
        disk = self._repository.tree()
        sitting = Sitting(tree, root, today, config, rulebook, buffers, self._encoding, disk, records)
        if records.is_new and sitting.own:
            yield Checked(self.top, root, None, sitting.of_themselves(), uris, alone=True)
        aims = sitting.read(self._repository.cache())
        if records.is_new and sitting.own:
            going.look()
            first, found = sitting.at_first(aims)
            yield Checked(self.top, root, None, found, uris, first=first)
        history = self._repository.history(today) if past else _NOT_ASKED
        try:
            report = judged(aims, today, config, rulebook, history=history, subjects=going.subjects)
        finally:
            self._repository.rest()
        records.is_new = False
        project = sitting.project_of(report)
        if past:
            self._with_past[root] = project
        told_now = self._diagnostics(project, buffers, sitting.broken(project), past)
        self._keeping.note(root, told_now if past else None, today, disk, buffers)
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
