"""JSON that every reader takes, and that a runner's log may show: no text in it starts a command.

All is ASCII. Half of a character (a lone surrogate, which is what a byte of a file name becomes that is no UTF-8) is no
text for strict readers, so it is written as the other outputs write it: as the escape `\\udcff`, in letters.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from aimslint.pattern import pattern

AT_ONCE = 1000
_PAIR = r"ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}"
_ESCAPE = pattern(rf"\\(?:{_PAIR}|(?P<half>ud[89a-f][0-9a-f]{{2}})|.)")


def encoded(value: Any, indent: int | None = None) -> str:
    """`value` as JSON. Two `#` never stand beside each other, because runners take `##[` for a command."""
    return _safe(json.dumps(value, ensure_ascii=True, allow_nan=False, indent=indent))


def pieces(value: Any) -> Iterator[str]:
    """The same piece by piece, indented, with a newline at the end: no text lies across two pieces."""
    written = json.JSONEncoder(ensure_ascii=True, allow_nan=False, indent=2).iterencode(value)
    while some := "".join(islice(written, AT_ONCE)):  # each of these is a word or a sign
        yield _safe(some)
    yield "\n"


def _safe(written: str) -> str:
    if "##" in written:
        written = written.replace("##", "#\\u0023")
    return _ESCAPE.sub(_whole, written) if "\\ud" in written else written


def _whole(escape: re.Match[str]) -> str:
    return f"\\\\{escape['half']}" if escape["half"] else escape[0]
