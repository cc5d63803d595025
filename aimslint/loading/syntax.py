"""What libyaml and PyYAML object to, in our words: what was found, what was expected, what to do next."""

import re
from typing import Any

from aimslint.loading.fault import Fault

_Words = tuple[str, str, str]

_ESCAPE: _Words = (
    "a backslash in double quotes that begins no known escape",
    "\\\\ for a backslash",
    "Use single quotes, in which a backslash is only a backslash.",
)
_KEY: _Words = (
    "something that does not line up with the keys above",
    "a key in the same column as the other keys of its map",
    "Check the indentation of this line and whether the line above it is complete.",
)
_ITEM: _Words = (
    "something that does not line up with the list items above",
    "'- ' in the same column as the other items",
    "Check the indentation of this line.",
)
_TAB: _Words = (
    "a tab character in the indentation",
    "spaces",
    "Replace the tab with spaces.",
)
_DIRECTIVE: _Words = (
    "a line that begins with '%' and is no known directive",
    "a record without directives",
    "Remove the line, or put the text in quotes.",
)
_TRAILING: _Words = (
    "text after a value that is already complete",
    "nothing after a closing quote, bracket or brace",
    "Put the whole value in quotes of the other kind, or begin a new line.",
)

# The first line that matches "context: problem" of the parser counts. Where `at the opening` is set, the
# start of what is not closed says more than the place where the parser gave up, which is often the end of the
# file.
_PHRASES: tuple[tuple[str, bool, _Words], ...] = (
    (
        r"quoted scalar.*unexpected (end of stream|document)",
        True,
        (
            "a quote that is never closed",
            "a closing quote",
            "Add the closing quote; within single quotes write '' for an apostrophe.",
        ),
    ),
    (
        r"unknown escape|hexa?decimal number|invalid Unicode character escape|expected escape sequence",
        False,
        _ESCAPE,
    ),
    (
        r"flow sequence: (did not find )?expected ',' or ']'",
        False,
        (
            "a list in brackets that is not closed here",
            "',' or ']'",
            "Close the list with ], or put a comma between its items.",
        ),
    ),
    (
        r"flow mapping: (did not find )?expected ',' or '}'",
        False,
        (
            "a map in braces that is not closed here",
            "',' or '}'",
            "Close the map with }, or put a comma between its keys.",
        ),
    ),
    (
        r"mapping values are not allowed",
        False,
        (
            "a ': ' where no key can stand",
            "one key a line, and quotes around text that holds ': '",
            "Put the text in quotes, or move the key to the column of its neighbours.",
        ),
    ),
    (
        r"sequence entries are not allowed",
        False,
        (
            "a '- ' where no list item can stand",
            "list items on lines of their own, in one column",
            "Move the item to a new line, or put the text in quotes.",
        ),
    ),
    (
        r"mapping keys are not allowed",
        False,
        ("a '? ' where no key can stand", "keys in one column", "Put the text in quotes, or move the key."),
    ),
    (
        r"could not find expected ':'",
        True,
        (
            "a line that is neither 'key: value' nor a list item",
            "':' after a key",
            "Add the colon, or indent the line so that it belongs to the text above.",
        ),
    ),
    (
        r"block mapping: ",
        False,
        _KEY,
    ),
    (
        r"block collection: |block sequence: ",
        False,
        _ITEM,
    ),
    (
        r"block scalar",
        False,
        (
            "a text block that does not begin as one",
            "'|' or '>' at the end of the line, then text that is indented with spaces",
            "Put the text on the next line, indented.",
        ),
    ),
    (
        r"an? (alias|anchor)",
        False,
        (
            "'*' or '&' without a name after it",
            "text that begins with '*' or '&' in quotes",
            "Put the text in quotes.",
        ),
    ),
    (
        r"undefined tag handle|a tag|URI",
        False,
        (
            "'!' with a tag that cannot be read",
            "text that begins with '!' in quotes",
            "Put the text in quotes.",
        ),
    ),
    (
        r"directive|incompatible YAML document",
        False,
        _DIRECTIVE,
    ),
    (
        r"<?document start>?",
        False,
        (
            "text after the end of the document",
            "'---' before a further document",
            "Put --- on a line of its own before this line, or check its indentation.",
        ),
    ),
    (
        r"node content",
        False,
        (
            "no value where one must stand",
            "a value",
            "Write the value, or remove the punctuation before this place.",
        ),
    ),
    (
        r"tab character",
        False,
        _TAB,
    ),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), opening, words) for pattern, opening, words in _PHRASES)
_ANYTHING: _Words = (
    "text that is not YAML",
    "a YAML document",
    "Check this line and the one above: indentation, colons, quotes, brackets.",
)
_INDENT = re.compile(r"[ \t]*")


def syntax_fault(error: Exception, text: str) -> Fault:
    """The `not-yaml` fault for what a YAML parser raised on a text."""
    problem_at = _index(getattr(error, "problem_mark", None), getattr(error, "position", None), len(text))
    context_at = _index(getattr(error, "context_mark", None), None, problem_at)
    if _is_tab(text, problem_at):
        return _fault(problem_at, text, _TAB)
    if text[problem_at : problem_at + 1] in ("@", "`", "%") and "cannot start any token" in str(error):
        character = text[problem_at]
        words = (
            f"text that begins with {character}",
            "quotes around text that begins so",
            "Put the text in quotes.",
        )
        return _fault(problem_at, text, words)
    said = f"{getattr(error, 'context', None) or ''}: {getattr(error, 'problem', None) or error}"
    for pattern, at_opening, words in _COMPILED:
        if not pattern.search(said):
            continue
        if at_opening:
            return _fault(context_at, text, words)
        if words is _ESCAPE:
            backslash = text.rfind("\\", 0, problem_at + 1)
            return _fault(problem_at if backslash < 0 else backslash, text, words)
        if words is _DIRECTIVE:
            return _fault(_line_start(text, problem_at), text, words)
        if words in (_KEY, _ITEM) and not _begins_line(text, problem_at):
            return _fault(problem_at, text, _TRAILING)
        other = (context_at, context_at + 1) if context_at < problem_at and "flow" in said else None
        return _fault(problem_at, text, words, other)
    return _fault(problem_at, text, _ANYTHING)


def _fault(start: int, text: str, words: _Words, other: tuple[int, int] | None = None) -> Fault:
    if not text[start:].strip():
        start = max(len(text.rstrip()) - 1, 0)  # the end of the file: point at its last character
    found, expected, following = words
    return Fault("not-yaml", start, start + 1, {"found": found, "expected": expected, "next": following}, other=other)


def _index(mark: Any, position: int | None, otherwise: int) -> int:
    if mark is not None:
        return int(mark.index)
    return otherwise if position is None else position


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _begins_line(text: str, at: int) -> bool:
    return not text[_line_start(text, at) : at].strip()


def _is_tab(text: str, at: int) -> bool:
    """Whether a tab indents the line in which the parser gave up (libyaml stops at it or at what follows it)."""
    indent = _INDENT.match(text, _line_start(text, at))
    return indent is not None and "\t" in indent.group() and at <= indent.end()
