"""Where the YAML of a file ends, and where the documents in it begin and end."""

import re
from collections.abc import Iterator

from aimslint.loading import front_matter

_SEPARATOR = re.compile(r"(?:(?<=\n)|(?<=\r)|\A)(?:---|\.\.\.)(?=[ \t\r\n]|\Z)")
_SAYS = re.compile(r"(?:(?<=\n)|(?<=\r)|(?<=---)|\A)[ \t]*[^\s#%]")


def yaml_end(path: str, text: str) -> int:
    """Where the YAML of a file ends: of Markdown, its front matter, also while that is not closed yet."""
    if not front_matter.is_markdown(path):
        return len(text)
    if not text.startswith("---"):
        return -1
    parts = front_matter.split(text)
    return parts.end if parts is not None else len(text)


def documents(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the documents of a stretch of YAML begin and end. Empty ones do not count, here as everywhere."""
    begin = start
    for found in _SEPARATOR.finditer(text, start, end):
        if _speaks(text, begin, found.start()):
            yield begin, found.start()
        begin = found.end()
    if _speaks(text, begin, end):
        yield begin, end


def document_at(text: str, start: int, end: int, offset: int) -> tuple[int, int, int]:
    """The document that an offset lies in, perhaps an empty one: its number, and where it begins and ends."""
    begin, number = start, 0
    for found in _SEPARATOR.finditer(text, start, end):
        if offset < found.end():
            return number, begin, found.start()
        number += _speaks(text, begin, found.start())
        begin = found.end()
    return number, begin, end


def _speaks(text: str, start: int, end: int) -> bool:
    return _SAYS.search(text, start, end) is not None
