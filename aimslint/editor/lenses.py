"""What stands above a system and beside an id: open findings, risks by level, what falls due; titles."""

from collections import Counter
from collections.abc import Iterator

from lsprotocol import types as lsp

from aimslint.aims import Item
from aimslint.editor.diagnostics import Move, listed
from aimslint.editor.project import Project, View
from aimslint.loading import locate
from aimslint.reporters.text.safe import one_line
from aimslint.reporters.text.words import count
from aimslint.snapshot import Snapshot
from aimslint.views.show_system import belongings, related
from aimslint.views.upcoming import title_of, upcoming, within
from aimslint.views.words import fact_of

AHEAD = "90d"
LONGEST = 60
"""How many characters of a title are shown."""


def lenses(view: View) -> list[lsp.CodeLens]:
    """One lens above each system of a document."""
    systems = [one for one in view.project.aims.of_kind(("ai_system",)) if one.path == view.path]
    if not systems:
        return []
    project, text = view.project, view.text.plain
    located = locate(view.path, project.loaded[view.path], project.config.loading_limits())
    move = Move(project.loaded[view.path], text)
    found = []
    for system in systems:
        mark = located.mark((), document=system.document)
        start = view.text.position(move.offset(mark.start if mark is not None else 0))
        found.append(lsp.CodeLens(lsp.Range(start, start), lsp.Command(_above(system, project), "")))
    return found


def _above(system: Item, project: Project) -> str:
    own = belongings(system)
    named = {item.subject for item in own}
    findings = sum(finding.record in named for finding in listed(project))
    parts = [count(findings, "open finding")]
    snapshot = Snapshot(project.aims, project.as_of)
    levels = Counter(fact_of(risk, "remaining_level", snapshot) or "not rated" for risk in related(system, "risks"))
    if levels:
        parts.append("risks: " + ", ".join(f"{number} {level}" for level, number in sorted(levels.items())))
    due = [one for one in upcoming([project.report], within(AHEAD, project.as_of)).entries if one.item in own]
    if due:
        more = f" and {len(due) - 1} more" if len(due) > 1 else ""
        parts.append(f"{'overdue' if due[0].overdue else 'due'} {due[0].day}: {due[0].what}{more}")
    return one_line(" · ".join(parts))


def hints(view: View, range_: lsp.Range) -> list[lsp.InlayHint]:
    """Beside each id in a stretch of a document what it is called."""
    text = view.project.loaded.get(view.path)
    if text is None:
        return []
    located = locate(view.path, text, view.project.config.loading_limits())
    move = Move(text, view.text.plain)
    start, end = view.text.offset(range_.start), view.text.offset(range_.end)
    found = []
    for title, item, keys in _named(view):
        mark = located.mark(item.keys + keys, document=item.document)
        place = move.offset(mark.end) if mark is not None and mark.end > mark.start else -1
        if start <= place <= end:
            found.append(lsp.InlayHint(view.text.position(place), title, padding_left=True))
    return found


def _named(view: View) -> Iterator[tuple[str, Item, tuple[str | int, ...]]]:
    """The references of a document whose target has a title that says more than its id."""
    for edge in view.project.aims.edges:
        if edge.source.path == view.path:
            target = edge.target
            title = str(target.data["title"]) if target.kind == "requirement" else title_of(target)
            if title and title.casefold() != target.id.casefold():
                short = one_line(title)
                yield short if len(short) <= LONGEST else f"{short[:LONGEST]}…", edge.source, edge.keys
