"""Puts an entry into the list of a record that is there, and leaves every other character of the file alone."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from aimslint.loading import Loaded, Located, load_file, locate
from aimslint.model import Keys, Span
from aimslint.scaffold.yaml_text import flow

Rendering = Callable[[int], str]
"""The text of the entry as an item of a block list whose dashes stand at a column, counted from 0."""

_EMPTY_LIST = re.compile(r"\[[ ]*\]|~|null")


class CannotInsert(Exception):  # noqa: N818 - a refusal, not a mistake
    """Why the entry cannot be put there without touching anything else."""


def insert(
    raw: bytes, path: str, document: int, field: str, entry: Mapping[str, Any], render: Rendering
) -> tuple[bytes, str]:
    """The file with the entry as the last item of the list `field`, and the text put in.

    `entry` is what it says, for a list between brackets, which leaves no room for explanations. The result is read
    again: it must hold what the file held, and the entry. Raises CannotInsert.
    """
    loaded = load_file(path, raw)
    mark = raw[:3] if raw.startswith(b"\xef\xbb\xbf") else b""
    if not path.endswith((".yaml", ".yml")):
        raise CannotInsert("entries are put into YAML files only")
    if loaded.text.encode() != raw[len(mark) :]:
        raise CannotInsert("the file is no UTF-8 text")
    text, new = _inserted(loaded.text, locate(path, loaded.text), document, field, entry, render)
    content = mark + text.encode()
    if not _holds(load_file(path, content), loaded, document, field, entry):
        raise CannotInsert("the list is written in a way that cannot be added to safely")
    return content, new


def _inserted(
    text: str, located: Located, document: int, field: str, entry: Mapping[str, Any], render: Rendering
) -> tuple[str, str]:
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    whole = located.find((), document=document)
    if not located.has((field,), document=document):
        return _with_lines(lines, whole.end_line, f"{field}:\n{render(2)}")
    span = located.find((field,), document=document)
    written = _between(lines, span)
    if written.startswith("[") and not _EMPTY_LIST.fullmatch(written):
        return _with_flow(lines, span, flow(entry))
    if written.startswith("-"):
        last = _last_line(lines, span, span.column - 1)
        return _with_lines(lines, last, render(span.column - 1))
    key = located.find((field,), "key", document=document)
    if _EMPTY_LIST.fullmatch(written):
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1].rstrip() + line[span.end_column - 1 :]
    return _with_lines(lines, key.line, render(2))


def _last_line(lines: list[str], span: Span, dash: int) -> int:
    """The last line of a block list, with the comments that stand deeper than its dashes."""
    last = span.end_line
    while last < len(lines):
        line = lines[last]
        comment = line.lstrip(" ")
        if not comment.startswith("#") or len(line) - len(comment) <= dash:
            break
        last += 1
    return last


def _with_lines(lines: list[str], after: int, new: str) -> tuple[str, str]:
    """The lines with `new` after that many of them, with the ends of line that the file has."""
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    new = new.replace("\n", end)
    if after and not lines[after - 1].endswith(("\n", "\r")):
        lines[after - 1] += end
    return "".join([*lines[:after], new, *lines[after:]]), new


def _with_flow(lines: list[str], span: Span, entry: str) -> tuple[str, str]:
    """The lines with the entry before the bracket that ends the list."""
    line = lines[span.end_line - 1]
    before = line[: span.end_column - 2]
    lines[span.end_line - 1] = f"{before.rstrip() or before}, {entry}{line[span.end_column - 2 :]}"
    return "".join(lines), entry + "\n"


def _between(lines: list[str], span: Span) -> str:
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    return lines[span.line - 1][span.column - 1 :]


def _holds(new: Loaded, old: Loaded, document: int, field: str, entry: Mapping[str, Any]) -> bool:
    """Whether a file holds what another held, and in one document's list one more item that says what `entry` says."""
    if len(new.problems) != len(old.problems) or len(new.documents) != len(old.documents):
        return False
    before: list[Any] = [each.data for each in old.documents]
    after: list[Any] = [each.data for each in new.documents]
    listed = after[document].get(field)
    if not isinstance(listed, list) or not isinstance(listed[-1], dict):
        return False
    last = listed.pop()
    said = {name: value for name, value in last.items() if value is not None}
    if listed == [] and before[document].get(field) in (None, []):
        after[document].pop(field)
        before[document].pop(field, None)
    keys: Keys = tuple(entry)
    return before == after and all(said.get(str(key)) == entry[str(key)] for key in keys)
