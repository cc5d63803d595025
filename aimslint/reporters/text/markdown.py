"""Markdown that records cannot forge: text of theirs stands in cells of tables, with every sign of Markdown escaped."""

import re
from collections.abc import Iterable, Iterator, Sequence

from aimslint.reporters.text.safe import one_line, prose

_SIGNS = re.compile(r"([\\`*_\[\]<>|~&#$!@])")
_ADDRESS = re.compile(r"(?<=[a-z])(?=://)|(?<=www)(?=\.)", re.IGNORECASE)
_MENTION = re.compile(r"(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=\bGH-)(?=\d)", re.IGNORECASE)
_CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_ZERO_WIDTH_SPACE = "\u200b"


def escaped(text: str) -> str:
    """`text` on one line as Markdown shows it letter by letter: no markup, no row of a table, no link, no mention.

    A zero-width space keeps `@team` and `#12` from being mentions: GitHub and GitLab look for these in what is shown,
    where a backslash is gone.
    """
    return _literal(one_line(text))


def rule_words(text: str) -> str:
    """Words of a rule, uncut. Names that stand between backticks there stay code; all else is escaped."""
    pieces = _CODE.split(prose(text))  # what stood between backticks comes second, fourth, …
    return "".join(f"`{piece}`" if number % 2 else _literal(piece) for number, piece in enumerate(pieces))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table. Heads are our own words; cells are escaped."""
    yield from head(heads)
    for cells in rows:
        yield row(cells)


def head(heads: Sequence[str]) -> Iterator[str]:
    """The first two lines of a table."""
    yield f"| {' | '.join(heads)} |\n"
    yield f"|{'|'.join(' --- ' for _ in heads)}|\n"


def row(cells: Iterable[str]) -> str:
    """One line of a table, its cells escaped."""
    return f"| {' | '.join(map(escaped, cells))} |\n"


def _literal(text: str) -> str:
    return _MENTION.sub(_ZERO_WIDTH_SPACE, _ADDRESS.sub(r"\\", _SIGNS.sub(r"\\\1", text)))
