"""Markdown that records cannot forge: text of theirs stands in cells of tables, with every sign of Markdown escaped."""

import re
from collections.abc import Iterator, Sequence

from aimslint.reporters.text.safe import one_line

_SIGNS = re.compile(r"([\\`*_\[\]<>|~&#$!@])")
_ADDRESS = re.compile(r"(?<=https)(?=://)|(?<=http)(?=://)|(?<=www)(?=\.)", re.IGNORECASE)


def escaped(text: str) -> str:
    """`text` on one line as Markdown shows it letter by letter: no markup, no row of a table, no link, no mention."""
    return _ADDRESS.sub(r"\\", _SIGNS.sub(r"\\\1", one_line(text)))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table. Heads are our own words; cells are escaped."""
    yield f"| {' | '.join(heads)} |\n"
    yield f"|{'|'.join(' --- ' for _ in heads)}|\n"
    for row in rows:
        yield f"| {' | '.join(escaped(cell) for cell in row)} |\n"
