"""JSON that every reader takes, and that a runner's log may show: no text in it starts a command.

All is ASCII. Half of a character (a lone surrogate, which is what a byte of a file name becomes that is no UTF-8) is no
text for strict readers, so it is written as the other outputs write it: as the escape `\\udcff`, in letters.
"""

import json
import re
from collections.abc import Iterator
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from aimslint.pattern import pattern

_PAIR = r"ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}"
_ESCAPE = pattern(rf"\\(?:{_PAIR}|(?P<half>ud[89a-f][0-9a-f]{{2}})|.)")


def encoded(value: Any, indent: int | None = None) -> str:
    """`value` as JSON. Two `#` never stand beside each other, because runners take `##[` for a command."""
    return _safe(json.dumps(value, ensure_ascii=True, allow_nan=False, indent=indent))


def pieces(value: Any) -> Iterator[str]:
    """The same piece by piece, indented, with a newline at the end: no text lies across two pieces.

    The standard library indents word by word, in more than twice the time: a hundredth of that of a hook.
    """
    yield from map(_safe, _streamed(value, "\n", 2))
    yield "\n"


def _streamed(value: Any, margin: str, depth: int) -> Iterator[str]:
    """What stands so deep, by and by: lists of findings are long."""
    if not depth or not value or not isinstance(value, dict | list | tuple):
        yield _indented(value, margin)
        return
    inner = margin + "  "
    begin, end = "{}" if isinstance(value, dict) else "[]"
    named = value.items() if isinstance(value, dict) else ((None, one) for one in value)
    for key, one in named:
        yield begin + inner + ("" if key is None else f"{quoted(key)}: ")
        yield from _streamed(one, inner, depth - 1)
        begin = ","
    yield margin + end


def _indented(value: Any, margin: str) -> str:
    """As `json.dumps` with an indent of two; `margin` is how a line of its parent begins. Keys are texts."""
    if isinstance(value, str):
        return quoted(value)
    if value and isinstance(value, dict):
        inner = margin + "  "
        pairs = [f"{inner}{quoted(key)}: {_indented(one, inner)}" for key, one in value.items()]
        return f"{{{','.join(pairs)}{margin}}}"
    if value and isinstance(value, list | tuple):
        inner = margin + "  "
        return f"[{','.join([inner + _indented(one, inner) for one in value])}{margin}]"
    if value is None or value is True or value is False:
        return "null" if value is None else "true" if value else "false"
    return repr(value) if value.__class__ is int else json.dumps(value, allow_nan=False)


def _safe(written: str) -> str:
    if "##" in written:
        written = written.replace("##", "#\\u0023")
    return _ESCAPE.sub(_whole, written) if "\\ud" in written else written


def _whole(escape: re.Match[str]) -> str:
    return f"\\\\{escape['half']}" if escape["half"] else escape[0]
