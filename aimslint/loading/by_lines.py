"""Reads YAML in the plain form in which nearly all records are written, line by line: twice as fast as the parser.

Whatever is not plain makes it give up, and the parser reads the text; so it need know no more of YAML than what it
reads the same way. Plain are block maps with simple keys, lists of `- `, scalars that end on their line, bare or in
quotes without escapes, lists in brackets and maps in braces on one line, texts after `>` and `|`, comments, and
documents between lines of `---`. A test compares both on every text that there is.

What it takes off: half of the time of parsing, a fifth of a cold check.
"""

import re
from sys import intern
from typing import Any

from aimslint.loading.builder import Parsed, RawDocument
from aimslint.loading.limits import Limits
from aimslint.loading.scalars import TYPED_STARTS, Refused, typed

# Blanks, a dash, a key, and what follows: as a bare scalar that is surely one, or anything else.
_LINE = re.compile(
    r"^( *+)(- |)(?:([A-Za-z_/][A-Za-z0-9_./-]{0,99}):(?: ++|$)|) *+"
    r"(?:((?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=[0-9]))[^:#\n]*+)(?<! )$|(.*)$)",
    re.MULTILINE,
)
_NOT_HERE = ("\t", "\r", "\n...", "\n%", "<<<<<<<")
_NOT_BARE = frozenset("-?:,[]{}#&*!|>'\"%@`")  # what may begin something else than a bare scalar
_NOT_SIMPLE = re.compile(r"[\[\]{}#&*!|>'\"%@`?]")
_IN_FLOW = re.compile(
    r" *(?:([\[\]{},])"
    r"|([A-Za-z_/][A-Za-z0-9_./-]{0,99}): "
    r"|\"([^\"\\]*)\"(?= *[,\]}])|'([^']*)'(?= *[,\]}])"
    r"|((?:[^\W_]|-(?=[0-9]))(?:[^,\[\]{}:#]|:(?![ ,\[\]{}])|(?<! )#)*)(?= *[,\]}]))"
)
_BLOCKS = frozenset((">", ">-", "|", "|-"))


class _NotPlain(Exception):  # noqa: N818 - no fault: somebody else reads it
    """The text is written in another way than this one reads."""


def read_by_lines(text: str, limits: Limits) -> Parsed | None:
    """The documents of a text; None when it is not plain. It is then to be parsed, and nothing is lost."""
    if len(text) > limits.nodes or text[:1] in ("%", ".") or any(sign in text for sign in _NOT_HERE):
        return None
    try:
        return _read(text, limits.depth)
    except (_NotPlain, Refused):
        return None


# One function on purpose, as in `parse`: a call for each line would cost as much as the rest of the loop.
def _read(text: str, deepest: int) -> Parsed:  # noqa: C901
    parsed = Parsed()
    root: Any = None
    began = 0
    # The maps and lists that are open, and in which column each stands; the innermost by itself.
    stack: list[tuple[Any, int, bool]] = []
    container: Any = None
    column = -1
    in_list = False
    waiting: str | None = None  # a key of the innermost map, whose value is on the lines that follow
    raw: list[str] = []  # the lines as they are, when somebody needs them
    skip = 0  # the last line of a text that was read
    for number, (blanks, dash, key, bare, rest) in enumerate(_LINE.findall(text), 1):
        if number <= skip:
            continue
        indent = len(blanks)
        if not key and not dash:
            if not (bare or rest) or rest[:1] == "#":
                continue
            if rest.rstrip(" ") == "---" and not indent:
                if waiting is not None:
                    container[waiting] = waiting = None
                if root is not None:
                    parsed.documents.append(RawDocument(root, began, 0))
                root = container = None
                column, in_list = -1, False
                stack.clear()
                continue
            raise _NotPlain
        if root is None:
            if indent or dash:
                raise _NotPlain
            root = container = {}
            column, began = 0, number
        elif waiting is not None and (indent > column or (dash and indent == column)):
            child: Any = [] if dash else {}
            container[waiting] = child
            waiting = None
            stack.append((container, column, in_list))
            container, column, in_list = child, indent, bool(dash)
        else:
            if waiting is not None:
                container[waiting] = waiting = None
            while column > indent or (column == indent and in_list and not dash):
                container, column, in_list = stack.pop()
            if column != indent or in_list != bool(dash):
                raise _NotPlain
        if dash and key:
            child = {}
            container.append(child)
            stack.append((container, column, in_list))
            container, column, in_list = child, indent + 2, False
        # What stands behind the key or the dash.
        if bare:
            value: Any = typed(bare) if bare[0] in TYPED_STARTS else bare
        elif not rest:
            if not key or key in container:
                raise _NotPlain
            waiting = intern(key)
            if len(stack) + 4 > deepest:
                raise _NotPlain  # perhaps too deep: the parser says so
            continue
        elif rest[0] == "[" or rest[0] == "{":
            value = _simple(rest) or _in_flow(rest, deepest - len(stack) - 4)
        elif rest in _BLOCKS:
            raw = raw or text.split("\n")
            value, skip = _block(rest, raw, number, (column if key else indent) + 1)
        elif rest[0] == "#" and key and key not in container:
            waiting = intern(key)
            continue
        else:
            value = _scalar(rest)
        if in_list:
            container.append(value)
        elif key in container:
            raise _NotPlain
        else:
            container[intern(key)] = value
    if waiting is not None:
        container[waiting] = None
    if root is not None:
        parsed.documents.append(RawDocument(root, began, 0))
    return parsed


def _scalar(text: str) -> Any:
    """A scalar in quotes, or a bare one with a colon or a sharp inside, or with blanks or a comment behind it."""
    first = text[0]
    if first == '"' or first == "'":
        text = text.rstrip(" ")
        value = text[1:-1]
        if len(text) < 2 or text[-1] != first or first in value or "\\" in value:
            raise _NotPlain
        return value
    text = text.partition(" #")[0].rstrip(" ")
    if first in _NOT_BARE or ": " in text or text[-1] == ":":
        raise _NotPlain
    return typed(text) if first in TYPED_STARTS else text


def _simple(text: str) -> Any:
    """A list or map of bare scalars, the most frequent form; None for any other."""
    inner = text[1:-1]
    if _NOT_SIMPLE.search(inner):
        return None
    if text[0] == "[" and text[-1] == "]" and ":" not in inner:
        items = [part.strip(" ") for part in inner.split(",")]
        if any(item[:1] in "-" for item in items):
            return None
        return [typed(item) if item[0] in TYPED_STARTS else item for item in items]
    if text[0] == "{" and text[-1] == "}":
        pairs = [part.split(": ") for part in inner.split(",")]
        found = {}
        for pair in pairs:
            name = pair[0].strip(" ")
            if len(pair) != 2 or not name.replace("-", "_").isidentifier() or len(name) > 99 or name in found:
                return None
            value = pair[1].strip(" ")
            if value[:1] in "-" or ":" in value:
                return None
            found[intern(name)] = typed(value) if value[0] in TYPED_STARTS else value
        return found
    return None


def _in_flow(text: str, deepest: int) -> Any:  # noqa: C901 - what may follow what, in one place
    """A list in brackets or a map in braces that ends on its line."""
    stack: list[Any] = []
    container: Any = None
    key: str | None = None
    complete = True  # whether a comma or the end must come next
    at = 0
    while True:
        found = _IN_FLOW.match(text, at)
        if found is None:
            raise _NotPlain
        at = found.end()
        sign, name, double, single, bare = found.groups()
        if sign is None:
            if name is not None:
                if key is not None or complete or container.__class__ is not dict or name in container:
                    raise _NotPlain
                key = intern(name)
                continue
            if bare is not None:
                bare = bare.rstrip(" ")
                value: Any = typed(bare) if bare[0] in TYPED_STARTS else bare
            else:
                value = double if double is not None else single
        elif sign == ",":
            if not complete:
                raise _NotPlain
            complete = False
            continue
        elif sign == "]" or sign == "}":
            if (container.__class__ is list) is not (sign == "]") or not (complete or not container) or key is not None:
                raise _NotPlain
            value = container
            container = stack.pop()
            complete = True
            if container is None:
                if text[at:].partition(" #")[0].strip(" "):
                    raise _NotPlain
                return value
            continue
        else:
            value = [] if sign == "[" else {}
        if container is not None:
            if complete or (key is None and container.__class__ is dict):
                raise _NotPlain
            if key is None:
                container.append(value)
            else:
                container[key] = value
        if sign is not None:
            stack.append(container)
            if len(stack) >= deepest:
                raise _NotPlain
            container, complete = value, False
        else:
            complete = True
        key = None


def _block(head: str, raw: list[str], begin: int, least: int) -> tuple[str, int]:
    """The text after `>` or `|` whose first line is `raw[begin]`, indented by `least` or more, and where it ends."""
    first = raw[begin] if begin < len(raw) else ""
    indent = len(first) - len(first.lstrip(" "))
    margin = first[:indent]
    if indent < least or indent == len(first):
        raise _NotPlain
    end = begin
    while end < len(raw) and (raw[end].startswith(margin) or not raw[end]):
        end += 1
    if end == len(raw):
        if raw[-1]:
            raise _NotPlain  # the text ends without a line break
    elif raw[end].startswith(" " * least) or not raw[end].strip(" "):
        raise _NotPlain
    content = [line[indent:] for line in raw[begin:end]]
    while not content[-1]:
        content.pop()
    value = "\n".join(content)
    if head[0] == ">":
        if "\n\n" in value or any(line[:1] == " " for line in content):
            raise _NotPlain  # paragraphs, and lines that are indented further, are not simply folded
        value = value.replace("\n", " ")
    return (value if head[-1] == "-" else value + "\n"), end
