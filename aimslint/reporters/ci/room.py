"""Keeping an output below the size that its target takes: lines that fit, then a line that says how many did not."""

from collections.abc import Iterable, Iterator


def fitting(lines: Iterable[str], room: int, rest: str) -> Iterator[str]:
    """Lines as long as they fit into `room` bytes together with what says that there are more.

    `rest` is that line; `{}` in it becomes the number of lines left out. Each line is whole or not there.
    """
    left = room - len(rest.encode()) - len("1,000,000")
    left_out = 0
    for line in lines:
        left -= len(line.encode("utf-8", "backslashreplace"))
        if left >= 0 and not left_out:
            yield line
        else:
            left_out += 1
    if left_out:
        yield rest.replace("{}", f"{left_out:,}")
