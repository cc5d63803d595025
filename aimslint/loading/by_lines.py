"""Reads YAML in the plain form in which nearly all records are written, line by line: in half to a quarter of the time
that the parser takes, the more lines come again.

Whatever is not plain makes it give up, and the parser reads the text; so it need know no more of YAML than what it
reads the same way. Plain are block maps with simple keys, lists of `- `, scalars that end on their line, bare or in
quotes without escapes, lists in brackets and maps in braces on one line, texts after `>` and `|`, comments, and
documents between lines of `---`. A test compares both on every text that there is.
"""

from typing import Any

from aimslint.loading.conflict import may_hold_markers
from aimslint.loading.limits import Limits
from aimslint.loading.one_line import (
    BETWEEN,
    BLANK,
    DEEPEST_FLOW,
    FLAT,
    NESTED,
    NOTHING,
    PAIR,
    SCALAR,
    NotPlain,
    copied,
    line_of,
)
from aimslint.loading.parsed import Parsed, RawDocument
from aimslint.loading.scalars import Refused


def read_by_lines(text: str, limits: Limits) -> Parsed | None:
    """The documents of a text; None when it is not plain. It is then to be parsed, and nothing is lost."""
    if len(text) > limits.nodes or "\t" in text or "\r" in text or may_hold_markers(text):
        return None
    try:
        return _read(text, limits.depth)
    except (NotPlain, Refused):
        return None


# One function on purpose, as in `parse`: a call for each line would cost as much as the rest of the loop. C901: so many
# branches are the sorts of lines.
def _read(text: str, deepest: int) -> Parsed:  # noqa: C901
    parsed = Parsed(plain=True)
    root: Any = None
    began = 0
    # The maps and lists that are open, each with the place of its lines (see `Line`); the innermost by itself.
    stack: list[tuple[Any, int]] = []
    container: Any = None
    at = -1
    waiting = ""  # a key of the innermost map, whose value is on the lines that follow; `holder` is the map's place
    holder = -1
    skip = 0  # the last line of a text that was read
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if number <= skip:
            continue
        place, key, what, value = line_of(line)
        if place == at and what == PAIR:  # as two of three
            if key in container:
                raise NotPlain
            container[key] = value
            continue
        if what >= BLANK:
            if what == BETWEEN:
                if waiting:
                    container[waiting], waiting = None, ""
                if root is not None:
                    parsed.documents.append(RawDocument(root, began, 0))
                root = container = None
                at = -1
                stack.clear()
            continue
        if waiting:
            at = holder
            if place > at:
                child: Any = [] if place & 1 else {}
                container[waiting] = child
                stack.append((container, at))
                container, at = child, place
            else:
                container[waiting] = None
            waiting = ""
        if place != at:
            if root is None and place == 0:
                root = container = {}
                at, began = 0, number
            while at > place:
                container, at = stack.pop()
            if at != place:
                raise NotPlain
        if key and place & 1:
            child = {}
            container.append(child)
            stack.append((container, at))
            container, at = child, place + 3  # the column behind the dash
        if what > SCALAR:
            if len(stack) + DEEPEST_FLOW + 2 > deepest:
                raise NotPlain  # perhaps too deep: the parser says so
            if what == FLAT:
                value = value.copy()
            elif what == NESTED:
                value = copied(value)
            elif what == NOTHING:
                if key in container:
                    raise NotPlain
                waiting, holder, at = key, at, -1
                continue
            else:
                value, skip = _block(value, lines, number, (at >> 1) + 1)
        if not key:
            container.append(value)
        elif key in container:
            raise NotPlain
        else:
            container[key] = value
    if waiting:
        container[waiting] = None
    if root is not None:
        parsed.documents.append(RawDocument(root, began, 0))
    return parsed


def _block(head: str, raw: list[str], begin: int, least: int) -> tuple[str, int]:
    """The text after `>` or `|` whose first line is `raw[begin]`, indented by `least` or more, and where it ends."""
    first = raw[begin] if begin < len(raw) else ""
    indent = len(first) - len(first.lstrip(" "))
    margin = first[:indent]
    if indent < least or indent == len(first):
        raise NotPlain
    content = []
    for end in range(begin, len(raw)):
        line = raw[end]
        if line.startswith(margin):
            content.append(line[indent:])
        elif not line:
            content.append("")
        elif line.startswith(" " * least) or not line.strip(" "):
            raise NotPlain
        else:
            break
    else:
        end = len(raw)
        if raw[-1]:
            raise NotPlain  # the text ends without a line break
    while not content[-1]:
        content.pop()
    value = "\n".join(content)
    if head[0] == ">":
        if "\n\n" in value or "\n " in value:
            raise NotPlain  # paragraphs, and lines that are indented further, are not simply folded
        value = value.replace("\n", " ")
    return (value if head[-1] == "-" else value + "\n"), end
