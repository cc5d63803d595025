"""What can be said at once while somebody types: of the files that were changed, and of those beside them.

The records of these files alone are read and judged, in the graph that was checked last. What takes more than that
(history, what is asked of the project as a whole, whatever lies further away) is told as it was, and is put right by
the check of everything that follows.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from lsprotocol import types as lsp

from aimslint.aims import Aims, Item, link
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
from aimslint.trees import Tree, overlaid

MOST_BESIDE = 96
"""How many other files are looked at again; the check of everything sees the rest."""
TOGETHER = 24
"""How many of them are told of together: about as many as take a tenth of a second."""
_NOT_ASKED = NoHistory(Unknown("it is asked again after a pause"))
_OF_THE_WHOLE = frozenset({"bad-extension", "suppression-unused", "baseline-entry-fixed", "baseline-expired"})


def at_once(
    project: Project,
    past: Project,
    buffers: Mapping[str, Buffer],
    wanted: Iterable[str],
    along: Iterable[str] = (),
) -> tuple[dict[str, list[lsp.Diagnostic]], Project]:
    """The diagnostics of the files `wanted`, each of which is one of records, as their buffers are now.

    And the project as far as it was judged for that. What stands `along` with them is read anew too, and not told.

    `past` is the project as it was when history was asked last.
    """
    paths = sorted(path for path in wanted if path in project.loaded)
    files, broken = _read(project, buffers, sorted({*paths, *(path for path in along if path in project.loaded)}))
    now = {path: buffer.text for path, buffer in buffers.items()}
    found: dict[str, list[lsp.Diagnostic]] = {path: [] for path in paths}
    fresh = project
    if files:
        fresh = _judged(project, files, buffers, set(paths))
        for path, findings in by_file(_new(listed(fresh), fresh)).items():
            if path in files and path in found:
                found[path] += diagnostics(findings, fresh, now)
    for path, some in broken.diagnostics(project).items():
        if path in found:
            found[path] += some
    _tell_again(found, project, past, files, now)
    return found, fresh


def changed(project: Project, buffers: Mapping[str, Buffer]) -> list[str]:
    """The open files of records that are not as they were checked: a name that is changed is changed in many."""
    loaded = project.loaded
    return [path for path, buffer in buffers.items() if path in loaded and loaded[path] != buffer.text.plain]


def at_first(aims: Aims, as_of: date, config: Config, rulebook: Rulebook, paths: Collection[str]) -> Report:
    """What the rules say of what lies in some files of a graph that nobody judged yet."""
    own = _Own(Grafted(aims, aims.items, aims.edges), paths)
    return judged(aims, as_of, config, rulebook, history=_NOT_ASKED, subjects=own.subjects)


def of_themselves(
    files: Mapping[str, Filed], tree: Tree, root: str, as_of: date, config: Config, rulebook: Rulebook
) -> Report:
    """What is wrong with some files whatever others hold, as far as nothing waives it: before these are read at all."""
    texts = {path: file.text for path, file in files.items()}
    records = [record for path in sorted(files) for record in files[path].records]
    aims = link(records, rulebook.packs, config.primary, root=root, texts=texts, tree=tree)
    aims = replace(aims, problems=tuple(problem for path in sorted(files) for problem in files[path].problems))
    return judged(aims, as_of, config, rulebook, history=_NOT_ASKED, subjects=lambda *_: ())


def told_at_first(project: Project, paths: Iterable[str], now: Mapping[str, Text]) -> dict[str, list[lsp.Diagnostic]]:
    """Of a project with such a report the diagnostics of these files, as far as `at_once` works them out."""
    found = by_file(_new(listed(project), project))
    return {path: diagnostics(found[path], project, now) for path in paths if path in found}


def beside(project: Project, fresh: Project, paths: Collection[str]) -> list[list[str]]:
    """The files of records that these files name, or that name them: those first. So many together as are told of so.

    `fresh` is the project with these files as they are now.
    """
    inward: dict[str, None] = {}
    outward: dict[str, None] = {}
    for edge in project.aims.edges:
        if edge.target.path in paths:
            inward[edge.source.path] = None
        elif edge.source.path in paths:
            outward[edge.target.path] = None
    waiting = dict.fromkeys(_waiting(project, fresh, paths))
    named = dict.fromkeys(edge.target.path for edge in fresh.aims.edges if edge.source.path in paths)
    found = [path for path in {**inward, **waiting, **outward, **named} if path and path not in paths][:MOST_BESIDE]
    return [found[start : start + TOGETHER] for start in range(0, len(found), TOGETHER)]


def _waiting(project: Project, fresh: Project, paths: Collection[str]) -> Iterator[str]:
    """The files with problems that these files may have mended: names of nothing, and ids that others had too."""
    problems = project.aims.problems
    if not problems:
        return
    ids = {item.id for items in fresh.aims.items.values() for item in items if item.path in paths}
    for problem in problems:
        places = (problem.place, *problem.related)
        if problem.values.get("found") in ids or any(place.path in paths for place in places):
            yield from (place.path for place in places)


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


def _judged(
    project: Project, files: Mapping[str, Filed], buffers: Mapping[str, Buffer], wanted: Collection[str]
) -> Project:
    config = project.config
    tree = overlaid(project.tree, {path: buffers[path].raw for path in files if path in buffers})
    grafted = graft(project.stock, files, tree)
    subjects = _Own(grafted, wanted).subjects
    report = judged(grafted.aims, project.as_of, config, project.rulebook, history=_NOT_ASKED, subjects=subjects)
    return replace(project, tree=tree, report=report, _memory={})


class _Own:
    """The subjects that lie in some files."""

    def __init__(self, grafted: Grafted, paths: Collection[str]) -> None:
        self._by_kind = {
            kind: [item for item in items if item.path in paths and not item.erased]
            for kind, items in grafted.items.items()
        }
        self._references = [edge for edge in grafted.edges if edge.source.path in paths and not edge.source.erased]

    def subjects(self, rule: Rule, kind: str, snapshot: Snapshot) -> Iterable[Item]:
        """Those of a rule. Of the project as a whole nobody asks here."""
        if rule.for_each == "reference":
            return map(reference, self._references)
        return self._by_kind.get(kind, ())


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
