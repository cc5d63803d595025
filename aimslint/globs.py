"""Path patterns: `*` and `?` stay inside a folder; `**` in a folder's place crosses folders, elsewhere it is a `*`.

Always about whole paths with `/`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Whether `path` fits one of the patterns."""
    return any(_fits(path, pattern) for pattern in patterns)


def _fits(path: str, pattern: str) -> bool:
    # Most patterns name a file or a whole folder, and need no regular expression: compiling one costs more.
    plain = pattern[:-2] if pattern.endswith("/**") else pattern
    if "*" in plain or "?" in plain:
        return _compiled(pattern).fullmatch(path) is not None
    return path == pattern if plain is pattern else path.startswith(plain)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    # Atomic groups `(?>…)`: what stands between two stars is taken where it first fits, for the second star reaches
    # as far as is needed. Without them, a pattern of many stars could take for ever over a path that does not fit.
    first, *others = re.split(r"(?:(?<=/)|^)(?:\*\*/)+", pattern)
    text = _within(first)
    for position, part in enumerate(others, 1):
        last = position == len(others)
        text += f"(?:[^/]+/)*{_within(part)}" if last else f"(?>(?:[^/]+/)*?{_within(part)})"
    return re.compile(text, re.DOTALL)


def _within(pattern: str) -> str:
    """A part of a pattern without `**/`: `*` and `?` within a folder, and `**` at the end for all that follows."""
    if pattern == "**" or pattern.endswith("/**"):
        return _within(pattern[:-2]) + ".*"
    first, *others = re.split(r"\*+", pattern)
    text = _fixed(first)
    for position, part in enumerate(others, 1):
        last_of_folder = position == len(others) or "/" in part
        text += f"[^/]*{_fixed(part)}" if last_of_folder else f"(?>[^/]*?{_fixed(part)})"
    return text


def _fixed(pattern: str) -> str:
    return "".join("[^/]" if sign == "?" else re.escape(sign) for sign in pattern)
