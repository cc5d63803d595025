"""What can be said at once while somebody types: of the open file, and of those beside it.

The records of these files alone are read and judged, in the graph that was checked last. What takes more than that
(history, what is asked of the project as a whole, whatever lies further away) is told as it was, and is put right by
the check of everything that follows.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from lsprotocol import types as lsp

from aimslint.aims import Aims, Item
from aimslint.aims.graft import Grafted, graft
from aimslint.config import Config
from aimslint.editor.buffers import Buffer
from aimslint.editor.diagnostics import by_file, diagnostics, listed
from aimslint.editor.memory import Broken, is_broken
from aimslint.editor.positions import Text
from aimslint.editor.project import Project
from aimslint.engine import judged
from aimslint.history import NoHistory, Unknown
from aimslint.loading import load_file
from aimslint.model import Finding
from aimslint.records.filed import Filed, filed
from aimslint.report import Report
from aimslint.rulebook import Rule, Rulebook, reference
from aimslint.snapshot import Snapshot
from aimslint.trees import overlaid

MOST_BESIDE = 24
"""How many other files are looked at again; the check of everything sees the rest."""
_NOT_ASKED = NoHistory(Unknown("it is asked again after a pause"))
_OF_THE_WHOLE = frozenset({"bad-extension", "suppression-unused", "baseline-entry-fixed", "baseline-expired"})


def at_once(
    project: Project, past: Project, buffers: Mapping[str, Buffer], wanted: Iterable[str]
) -> tuple[dict[str, list[lsp.Diagnostic]], Project]:
    """The diagnostics of the files `wanted`, each of which is one of records, as their buffers are now.

    And the project as far as it was judged for that.

    `past` is the project as it was when history was asked last.
    """
    paths = sorted(path for path in wanted if path in project.loaded)
    files, broken = _read(project, buffers, paths)
    now = {path: buffer.text for path, buffer in buffers.items()}
    found: dict[str, list[lsp.Diagnostic]] = {path: [] for path in paths}
    fresh = project
    if files:
        fresh = _judged(project, files, buffers)
        for path, findings in by_file(_new(listed(fresh), fresh)).items():
            if path in files:
                found[path] += diagnostics(findings, fresh, now)
    for path, some in broken.diagnostics(project).items():
        found[path] += some
    _tell_again(found, project, past, files, now)
    return found, fresh


def at_first(aims: Aims, as_of: date, config: Config, rulebook: Rulebook, paths: Collection[str]) -> Report:
    """What the rules say of what lies in some files of a graph that nobody judged yet."""
    items = {kind: [item for item in some if item.path in paths] for kind, some in aims.items.items()}
    own = _Own(Grafted(aims, items, [edge for edge in aims.edges if edge.source.path in paths]))
    return judged(aims, as_of, config, rulebook, history=_NOT_ASKED, subjects=own.subjects)


def told_at_first(project: Project, paths: Iterable[str], now: Mapping[str, Text]) -> dict[str, list[lsp.Diagnostic]]:
    """Of a project with such a report the diagnostics of these files, as far as `at_once` works them out."""
    found = by_file(_new(listed(project), project))
    return {path: diagnostics(found[path], project, now) for path in paths if path in found}


def beside(project: Project, path: str) -> list[str]:
    """The files of records that a file names, or that name it: those first."""
    inward: dict[str, None] = {}
    outward: dict[str, None] = {}
    for edge in project.aims.edges:
        if edge.target.path == path and edge.source.path != path:
            inward[edge.source.path] = None
        elif edge.source.path == path and edge.target.path not in ("", path):
            outward[edge.target.path] = None
    return list({**inward, **outward})[:MOST_BESIDE]


def _read(project: Project, buffers: Mapping[str, Buffer], paths: Iterable[str]) -> tuple[dict[str, Filed], Broken]:
    """What these files hold now; of buffers that do not parse, what is wrong with them."""
    limits = project.config.loading_limits()
    files: dict[str, Filed] = {}
    bad: dict[str, Filed] = {}
    for path in paths:
        raw = buffers[path].raw if path in buffers else project.loaded[path].encode("utf-8", "surrogatepass")
        found = filed(load_file(path, raw, limits))
        (bad if path in buffers and is_broken(found) else files)[path] = found
    return files, Broken({path: buffers[path].text for path in bad}, bad)


def _judged(project: Project, files: Mapping[str, Filed], buffers: Mapping[str, Buffer]) -> Project:
    config = project.config
    tree = overlaid(project.tree, {path: buffers[path].raw for path in files if path in buffers})
    grafted = graft(project.stock, files, tree)
    subjects = _Own(grafted).subjects
    report = judged(grafted.aims, project.as_of, config, project.rulebook, history=_NOT_ASKED, subjects=subjects)
    return replace(project, tree=tree, report=report, _memory={})


class _Own:
    """The subjects that lie in some files."""

    def __init__(self, grafted: Grafted) -> None:
        self._by_kind = {kind: [item for item in items if not item.erased] for kind, items in grafted.items.items()}
        self._references = [edge for edge in grafted.edges if not edge.source.erased]

    def subjects(self, rule: Rule, snapshot: Snapshot) -> Iterable[Item]:
        """Those of a rule. Of the project as a whole nobody asks here."""
        if rule.for_each == "reference":
            return map(reference, self._references)
        return [item for kind in rule.kinds for item in self._by_kind.get(kind, ())]


def _new(findings: Iterable[Finding], project: Project) -> list[Finding]:
    return [one for one in findings if not _is_old(project.rulebook.rules[one.rule])]


def _is_old(rule: Rule) -> bool:
    """Whether what a rule says is not worked out anew at once."""
    return bool(rule.needs) or rule.for_each in ("project", "requirement") or rule.name in _OF_THE_WHOLE


def _tell_again(
    found: dict[str, list[lsp.Diagnostic]],
    project: Project,
    past: Project,
    files: Mapping[str, Filed],
    now: Mapping[str, Text],
) -> None:
    """Add what was found before and is not looked for at once; of files that do not parse, all that was found."""
    for source in (project,) if project is past else (project, past):
        rules = source.rulebook.rules
        for path, findings in by_file(listed(source)).items():
            if path in found:
                kept = [one for one in findings if path not in files or _is_old(rules[one.rule])]
                if project is not past:
                    kept = [one for one in kept if bool(rules[one.rule].needs) is (source is past)]
                found[path] += diagnostics(kept, source, now)
