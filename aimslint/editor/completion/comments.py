"""Comments for aimslint: `# aimslint: ignore[rule] reason, until 2026-12-31`."""

import re
from datetime import timedelta

from aimslint.editor.brackets import BREAK
from aimslint.editor.completion.suggestion import Suggestion, Suggestions, chosen
from aimslint.editor.completion.values import rules
from aimslint.editor.cursor import Cursor
from aimslint.editor.index import Index
from aimslint.loading.comments import SIGN

_NAMES = re.compile(r"#[ \t]*aimslint:[ \t]*ignore[ \t]*\[(?:[^\[\]]*,)?[ \t]*(?P<name>[^\[\],\s]*)\Z")
_BEGUN = re.compile(r"#[ \t]*(?P<word>[a-z:]*(?:[ \t]+[a-z]*)?)\Z")
_UNTIL = re.compile(r"\bignore[ \t]*\[[^\]]+\].*\buntil[ \t]+(?P<day>[0-9-]*)\Z")
_REST = re.compile(r"[^\[\],\s]*")
FORM = f"{SIGN} ignore["
DAYS = (30, 90, 180)


def in_comment(index: Index, path: str, text: str, cursor: Cursor) -> Suggestions:
    """What may go on at the cursor in a comment: the form of it, the name of a rule, the day it ends."""
    if index.project.config.inline_ignores == "forbidden":
        return Suggestions()
    names = _NAMES.search(cursor.prefix)
    if names is not None:
        return _rules(index, path, text, cursor, names["name"])
    until = _UNTIL.search(cursor.prefix)
    if until is not None:
        return _days(index, cursor, until["day"])
    begun = _BEGUN.fullmatch(cursor.prefix)
    if begun is None or not FORM.startswith(begun["word"]):
        return Suggestions()
    start = cursor.start + begun.start("word")
    told = "Keeps a finding from counting: `# aimslint: ignore[rule-name] reason, until YYYY-MM-DD`."
    return Suggestions((Suggestion(FORM, "rule", FORM, start, cursor.offset, "ignore a finding", told, 5, True),))


def _rules(index: Index, path: str, text: str, cursor: Cursor, prefix: str) -> Suggestions:
    """Rule names: those with a finding on the line or the next one first, then those with one in the file."""
    line = len(BREAK.findall(text, 0, cursor.offset)) + 1
    ranks: dict[str, int] = {}
    for finding in index.project.report.findings:
        if finding.location.path == path:
            near = finding.location.line in (line, line + 1)
            ranks[finding.rule] = min(ranks.get(finding.rule, 9), 0 if near else 1)
    options, complete = chosen(rules(index.project.rulebook, ranks), prefix)
    rest = _REST.match(text, cursor.offset)
    start, end = cursor.offset - len(prefix), rest.end() if rest else cursor.offset
    closing = "" if text.startswith("]", end) or text.startswith(",", end) else "] "
    items = (
        Suggestion(one.value, "rule", one.value + closing, start, end, one.detail, one.explained, one.rank)
        for one in options
    )
    return Suggestions(tuple(items), complete)


def _days(index: Index, cursor: Cursor, prefix: str) -> Suggestions:
    days = [((index.project.as_of + timedelta(number)).isoformat(), number) for number in DAYS]
    start = cursor.offset - len(prefix)
    return Suggestions(
        tuple(
            Suggestion(day, "value", day, start, cursor.offset, f"in {number} days", "", rank)
            for rank, (day, number) in enumerate(days)
            if day.startswith(prefix)
        )
    )
