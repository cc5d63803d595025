"""Tables of Markdown that stay below a size."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from aimslint.reporters.ci.room import fitting
from aimslint.reporters.text.markdown import head

Item = TypeVar("Item")


def titled(
    title: str, heads: Sequence[str], items: Sequence[Item], line: Callable[[Item], str], room: int
) -> Iterator[str]:
    """A table under a title, its rows in at most `room` bytes; nothing where there are no items.

    `line` gives the row of an item. Title and heads are our own words.
    """
    if items:
        yield f"\n### {title}\n\n"
        yield from head(heads)
        yield from fitting(items, line, room, "\n{} more, for which there is no room here.\n")
