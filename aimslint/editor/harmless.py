"""Text from a repository, made fit to stand in Markdown: it links nowhere, is no HTML, hides nothing.

Editors show what we tell as Markdown, where a record could otherwise offer links that run commands.
"""

import re

from aimslint.reporters.text.safe import printed

LONGEST = 300

_ACTIVE = re.compile(
    r"[\\`*\[\]<>&|~!#@{}$]|(?<![^\W_])_|_(?![^\W_])|(?<=www)\.|:(?=//)|(?<=[A-Za-z]):(?=[A-Za-z])|(?<=\d)[.)](?=\s|\Z)|^[-+=]"
)
_TICKS = re.compile(r"`+")
_CODE = re.compile(r"`([^`\s](?:[^`]*[^`\s])?)`(?!`)")


def prose(text: str, longest: int = LONGEST) -> str:
    """A text as plain words on one line of Markdown, cut where it is very long. What it says is code, stays code."""
    pieces = _CODE.split(_short(text, longest))
    return "".join(code(piece) if number % 2 else _ACTIVE.sub(r"\\\g<0>", piece) for number, piece in enumerate(pieces))


def code(text: str, longest: int = LONGEST) -> str:
    """A text as code on one line of Markdown: exactly these signs."""
    shown = _short(text, longest) or " "
    fence = "`" * (max(map(len, _TICKS.findall(shown)), default=0) + 1)
    room = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{room}{shown}{room}{fence}"


def _short(text: str, longest: int) -> str:
    words = " ".join(text.split())
    return printed(words if len(words) <= longest else words[:longest] + "…")
