"""Keeping an output below the size that its target takes: lines that fit, then a line that says how many did not."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def fitting(items: Sequence[Item], line: Callable[[Item], str], room: int, rest: str) -> Iterator[str]:
    """The line of each item as long as they fit into `room` bytes, together with what says that there are more.

    `rest` is that last line; `{}` in it becomes the number of items left out. Each line is whole or not there.
    """
    left = room - len(rest.encode()) - len(f"{len(items):,}")
    for number, item in enumerate(items):
        written = line(item)
        left -= len(written.encode())
        if left < 0:
            yield rest.replace("{}", f"{len(items) - number:,}")
            return
        yield written
