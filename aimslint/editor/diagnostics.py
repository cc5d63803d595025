"""Findings as diagnostics: what is listed of a check, file by file, where it stands in the text that the client has."""

from collections.abc import Iterable, Mapping
from typing import Any

from lsprotocol import types as lsp

from aimslint.editor.positions import Text
from aimslint.editor.project import Project
from aimslint.model import Finding, Location, Severity
from aimslint.reporters.text.safe import one_line
from aimslint.views import Wanted, narrow

SOURCE = "aimslint"
_SEVERITY = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_TAGS = {
    "ref-to-retired": lsp.DiagnosticTag.Deprecated,
    "suppression-unused": lsp.DiagnosticTag.Unnecessary,
    "baseline-entry-fixed": lsp.DiagnosticTag.Unnecessary,
}


def listed(project: Project) -> list[Finding]:
    """The findings that `aimslint check` lists, in the order of files and lines."""
    if not project.aims.records and not project.aims.problems:
        return []  # no management system: nothing is asked of it
    wanted = Wanted(primary=project.config.primary)
    return project.once("listed", lambda: [one.finding for one in narrow([project.report], wanted).findings])


def by_file(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings by the path they are placed in."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.location.path, []).append(finding)
    return found


def diagnostics(findings: Iterable[Finding], project: Project, now: Mapping[str, Text]) -> list[lsp.Diagnostic]:
    """Diagnostics of these findings. `now` are the texts of open files, which may have moved on since the check."""
    return [_diagnostic(finding, project, now) for finding in findings]


def told(line: int, column: int, message: str, text: Text, code: str) -> lsp.Diagnostic:
    """What keeps a whole management system from being checked, such as settings that cannot be used."""
    start = text.at(line, column)
    end = text.at(line + 1, 1) - 1 if line else start
    return lsp.Diagnostic(
        text.range(start, max(end, start)),
        one_line(message),
        severity=lsp.DiagnosticSeverity.Error,
        code=code,
        source=SOURCE,
    )


def range_now(where: Location, project: Project, now: Mapping[str, Text]) -> lsp.Range:
    """Where a place of the checked text stands in the present one."""
    checked = project.text(where.path)
    present = now.get(where.path)
    if present is None or present.plain == checked.plain:
        return (present or checked).of(where)
    start, end = checked.at(where.line, where.column), checked.at(where.end_line, where.end_column)
    move = Move(checked.plain, present.plain)
    found = present.range(move.offset(start), move.offset(end))
    if where.line == where.end_line and found.end.line > found.start.line:  # what was put in begins in the midst of it
        found.end = present.position(present.at(found.start.line + 1, 1) + len(present.line(found.start.line)))
    return found


class Move:
    """Where offsets of a text went when one stretch of it was changed."""

    def __init__(self, old: str, new: str) -> None:
        shorter = min(len(old), len(new))
        self._before = _common(old, new, shorter)
        after = _common(old[::-1], new[::-1], shorter - self._before)
        self._old_end, self._new_end = len(old) - after, len(new) - after

    def offset(self, offset: int) -> int:
        """The offset in the new text; of what was changed, the nearest that is still there."""
        if offset <= self._before:
            return offset
        return self._new_end + max(offset - self._old_end, 0)


def _common(one: str, other: str, most: int) -> int:
    """How many characters two texts begin with alike, found by halves."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _diagnostic(finding: Finding, project: Project, now: Mapping[str, Text]) -> lsp.Diagnostic:
    related = [
        lsp.DiagnosticRelatedInformation(
            lsp.Location(project.uri(other.location.path), range_now(other.location, project, now)),
            one_line(other.message),
        )
        for other in finding.related
    ]
    tag = _TAGS.get(finding.rule)
    return lsp.Diagnostic(
        range_now(finding.location, project, now),
        one_line(finding.message),
        severity=_SEVERITY[finding.severity],
        code=finding.rule,
        source=SOURCE,
        tags=[tag] if tag is not None else None,
        related_information=related or None,
        data=_data(finding),
    )


def _data(finding: Finding) -> dict[str, Any]:
    """What the client hands back with a request for actions."""
    return {"fingerprint": finding.fingerprint}
