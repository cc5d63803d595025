"""What a value in a record can be besides plain data: unknown, explained away, or empty.

DESIGN: missing, null and a placeholder are the same; `not_applicable` is an explanation; a bent field is unknown.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final


class Unknown:
    """Stands where a value was bent, so that rules reading it can say neither yes nor no."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"


class Explained:
    """A `not_applicable` block in a field's own place."""

    __slots__ = ("data",)

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data

    def __repr__(self) -> str:
        return f"Explained({self.data!r})"


UNKNOWN: Final = Unknown()

_PLACEHOLDER = re.compile(
    r"""
    [Tt][Bb][DdCc] | TODO | T\.B\.D\. | N/A | n/a | N\.A\. | n\.a\. | [-–—]+ | \?+ | \.\.\.+ | … | x{3,} | X{3,}
    | (?:[Ll]orem\ ipsum\b.*)
    | (?:[Ss]ee\ above\.?)
    | <(?![^<>]*(?:://|@))[^<>]*>          # <fill in>; not <https://example.org>
    | (?:<!--(?:(?!-->).)*-->\s*)+         # an HTML comment alone
    | \[(?!\s*\])[^\[\]()]*\]              # [Name], [More Information Needed]; a link goes on with (…)
    | (?:\{\{(?:(?!\}\}).)*\}\}\s*)+       # {{ name }}
    """,
    re.VERBOSE | re.DOTALL,
)
# Signs without a shape: they join, break or turn text, or fill a space, and alone they say nothing.
_UNSEEN = re.compile("[\u00ad\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]+")
_FIRST = frozenset("TtNn-–—?.…xXLlSs<[{ \t\r\n\u00a0")
NEVER_FIRST = frozenset(map(chr, range(0x21, 0x7F))) - _FIRST
"""With these no placeholder begins: asked of nearly every text, so asked first."""
_SECOND: Final = dict(zip("TtNnxXLlSs", ("BbO.", "Bb", "/.", "/.", "x", "X", "o", "o", "e", "e"), strict=True))
"""What comes next in one that begins with a letter, as do a quarter of all texts."""

SAYS_SOMETHING: Final = (
    r"^(?:[!-,/0-9:;=>@A-KMO-RU-WYZ\\\]^_`a-kmo-ru-wyz|}~]"
    r"|T[^BbO.\x80-\U0010FFFF]|t[^Bb\x80-\U0010FFFF]|[Nn][^/.\x80-\U0010FFFF]|[Xx][^Xx\x80-\U0010FFFF]"
    r"|[Ll](?:[^o\x80-\U0010FFFF]|o[^r\x80-\U0010FFFF])"
    r"|[Ss](?:[^e\x80-\U0010FFFF]|e[^e\x80-\U0010FFFF]))"
)
"""How a text begins that surely is no placeholder, as regular expressions of Python and of pydantic's core have it."""


def is_placeholder(text: str) -> bool:
    """Whether `text` as a whole is only a stand-in for content, such as `TBD`, `-`, `[Name]` or blank space."""
    first, second = text[:1], text[1:2]
    if first in _SECOND and second.isascii() and second not in _SECOND[first]:
        return False
    return (first in _FIRST or first.isspace() or _UNSEEN.match(first) is not None) and _placeholder(text)


@lru_cache(maxsize=4096)
def _placeholder(text: str) -> bool:
    stripped = _UNSEEN.sub("", text).strip()
    return not stripped or _PLACEHOLDER.fullmatch(stripped) is not None


def says_something(text: str) -> bool:
    """Whether a text is neither blank nor a placeholder."""
    return text[:1] in NEVER_FIRST or not is_empty(text)


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: absent, null, blank, a placeholder, or an empty list or map."""
    if value is None:
        return True
    if value.__class__ is str:
        return not value or (value[0] not in NEVER_FIRST and is_placeholder(value))
    return value.__class__ in (list, dict) and not value
