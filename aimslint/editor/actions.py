"""What can be done about findings, and with the record at the cursor: edits that the client makes, or not."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types as lsp

from aimslint.aims import Item
from aimslint.editor.diagnostics import listed
from aimslint.editor.project import Project, View
from aimslint.loading import Located, load_file, locate
from aimslint.loading.comments import read_comments
from aimslint.mending import edited, taken
from aimslint.mending.proof import says_the_same
from aimslint.model import Edit, Finding, Fix
from aimslint.records.table import all_kinds
from aimslint.reporters.text.safe import one_line
from aimslint.suppress import Terms, no_suppressing

FIX_ALL = "source.fixAll.aimslint"
NEW_ASSESSMENT = "new-assessment"
KINDS = (lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.Refactor, FIX_ALL)
_NAMED = ("review_interval", "owner", "title", "name", "id", "kind")


def actions(view: View, range_: lsp.Range, context: lsp.CodeActionContext) -> list[lsp.CodeAction]:
    """What can be done where the client points to. Nothing while the text is another than the one that was checked."""
    if not view.in_step:
        return []
    here = [finding for finding in listed(view.project) if finding.location.path == view.path]
    shown = {str((one.data or {}).get("fingerprint")): one for one in context.diagnostics if isinstance(one.data, dict)}
    meant = [one for one in here if one.fingerprint in shown or _touches(view.text.of(one.location), range_)]
    found: list[lsp.CodeAction] = []
    for finding in meant:
        about = [shown[finding.fingerprint]] if finding.fingerprint in shown else None
        found += _about(finding, view, about)
    if any(finding.fix is not None and finding.fix.safe for finding in here):
        found += _fix_all(here, view)
    found += _of_record(view, view.text.offset(range_.start))
    return [action for action in found if _is_wanted(action, context.only)]


def _about(finding: Finding, view: View, about: list[lsp.Diagnostic] | None) -> Iterator[lsp.CodeAction]:
    fix = finding.fix
    if fix is not None and _is_harmless(fix.edits, [fix], view):
        title = fix.title if fix.safe else f"{fix.title} (look at it: likely right, not sure)"
        yield _action(title, view, fix.edits, lsp.CodeActionKind.QuickFix, about, preferred=fix.safe)
    edit = _ignoring(finding, view)
    if edit is not None:
        title = f"Ignore {finding.rule} here, with a reason"
        yield _action(title, view, [edit], lsp.CodeActionKind.QuickFix, about)


def _fix_all(here: Sequence[Finding], view: View) -> Iterator[lsp.CodeAction]:
    """All safe fixes of the file that can be made together."""
    fixes = [finding.fix for finding in here if finding.fix is not None and finding.fix.safe]
    chosen = [fixes[number] for number in taken(fixes)]
    edits = [edit for fix in chosen for edit in fix.edits]
    if _is_harmless(edits, chosen, view):
        yield _action("Make all safe fixes of aimslint", view, edits, FIX_ALL)


def _is_harmless(edits: Iterable[Edit], fixes: Iterable[Fix], view: View) -> bool:
    """Whether the file says what it said, but for what the fixes are to change."""
    before, after = view.text.plain, edited(view.text.plain, edits)
    changes = [change for fix in fixes for change in fix.changes]
    limits = view.project.config.loading_limits()
    return says_the_same(
        view.path, before.encode("utf-8", "replace"), after.encode("utf-8", "replace"), changes, limits
    )


def _ignoring(finding: Finding, view: View) -> Edit | None:
    """The comment that keeps a finding from counting once somebody writes why; None where there can be none."""
    project = view.project
    rule = project.rulebook.rules[finding.rule]
    if no_suppressing(rule) or project.config.inline_ignores == "forbidden":
        return None
    line = finding.location.line
    until = Terms(project.rulebook, project.as_of).last_day(rule.name).isoformat()
    # Written for the person who edits: a placeholder is no reason, so the finding counts until it is replaced.
    comment = f"# aimslint: ignore[{rule.name}] TODO, until {until}"
    start = view.text.at(line, 1)
    written = view.text.line(line - 1)
    indent = written[: len(written) - len(written.lstrip(" "))]
    newline = "\r\n" if "\r\n" in view.text.plain else "\n"
    beside = Edit(start + len(written.rstrip()), start + len(written.rstrip()), f"   {comment}")
    above = Edit(start, start, f"{indent}{comment}{newline}")
    for edit, about in ((beside, line), (above, line + 1)):
        text = edited(view.text.plain, [edit])
        told = [one for one in read_comments(view.path, text) if one.line == about]
        if any(f"# aimslint: {one.text}" == comment for one in told) and _says_as_before(text, view):
            return edit
    return None


def _says_as_before(text: str, view: View) -> bool:
    return says_the_same(
        view.path,
        view.text.plain.encode("utf-8", "replace"),
        text.encode("utf-8", "replace"),
        (),
        view.project.config.loading_limits(),
    )


def _of_record(view: View, offset: int) -> Iterator[lsp.CodeAction]:
    """What can be done with the record that the cursor is in."""
    record = record_at(view.project, view.path, view.text.plain, offset)
    if record is None:
        return
    edit = _reviewed(record, view)
    if edit is not None:
        today = view.project.as_of.isoformat()
        title = f"Mark {one_line(record.id)} as reviewed on {today}"
        yield _action(title, view, [edit], lsp.CodeActionKind.Refactor)
    if record.kind == "ai_system" and record.id:
        yield lsp.CodeAction(
            f"New impact assessment for {one_line(record.id)}",
            kind=lsp.CodeActionKind.Refactor,
            data={"make": NEW_ASSESSMENT, "uri": view.uri, "system": record.id},
        )


def record_at(project: Project, path: str, text: str, offset: int) -> Item | None:
    """The record whose document an offset lies in."""
    records = [record for record in project.aims.records if record.path == path and not record.erased]
    if len(records) < 2:
        return records[0] if records else None
    located = locate(path, text, project.config.loading_limits())
    begun = [(mark.start, record) for record in records if (mark := located.mark((), document=record.document))]
    before = [record for start, record in begun if start <= offset]
    return before[-1] if before else begun[0][1] if begun else None


def _reviewed(record: Item, view: View) -> Edit | None:
    """Today as the day of the last review; None for a kind that has none, or where it stands already."""
    today = view.project.as_of.isoformat()
    if "last_reviewed" not in all_kinds()[record.kind].shape.fields or record.data.get("last_reviewed") == today:
        return None
    located = locate(view.path, view.text.plain, view.project.config.loading_limits())
    edit = _with_day(located, record.document, view.text.plain, today)
    if edit is None:
        return None
    content = edited(view.text.plain, [edit]).encode("utf-8", "replace")
    documents = load_file(view.path, content, view.project.config.loading_limits()).documents
    data = documents[record.document].data if record.document < len(documents) else None
    return edit if isinstance(data, dict) and data.get("last_reviewed") == today else None


def _with_day(located: Located, document: int, text: str, today: str) -> Edit | None:
    mark = located.mark(("last_reviewed",), document=document)
    if mark is not None:
        gap = "" if mark.start > mark.key_end + 1 or mark.end > mark.start else " "
        return Edit(mark.start, mark.end, gap + today)
    after = next((mark for name in _NAMED if (mark := located.mark((name,), document=document)) is not None), None)
    if after is None:
        return None
    line_start = max(text.rfind("\n", 0, after.key_start), text.rfind("\r", 0, after.key_start)) + 1
    indent = text[line_start : after.key_start]
    if indent.strip(" "):
        return None  # in brackets
    line_end = re.compile(r"[^\r\n]*").match(text, after.end)
    assert line_end is not None
    newline = "\r\n" if "\r\n" in text else "\n"
    return Edit(line_end.end(), line_end.end(), f"{newline}{indent}last_reviewed: {today}")


def _action(
    title: str,
    view: View,
    edits: Iterable[Edit],
    kind: lsp.CodeActionKind | str,
    about: list[lsp.Diagnostic] | None = None,
    *,
    preferred: bool = False,
) -> lsp.CodeAction:
    made = [lsp.TextEdit(view.text.range(edit.start, edit.end), edit.text) for edit in edits]
    return lsp.CodeAction(
        title,
        kind=kind,
        diagnostics=about,
        is_preferred=True if preferred else None,
        edit=lsp.WorkspaceEdit(changes={view.uri: made}),
    )


def _touches(one: lsp.Range, other: lsp.Range) -> bool:
    def key(position: lsp.Position) -> tuple[int, int]:
        return position.line, position.character

    return key(one.start) <= key(other.end) and key(other.start) <= key(one.end)


def _is_wanted(action: lsp.CodeAction, only: Sequence[lsp.CodeActionKind | str] | None) -> bool:
    kind = str(getattr(action.kind, "value", action.kind))
    if not only:
        return kind != FIX_ALL  # which clients ask for by name, as when a file is saved
    return any(kind == wanted or kind.startswith(f"{wanted}.") for wanted in (getattr(w, "value", w) for w in only))
