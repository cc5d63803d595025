"""Tables for terminals: columns that fit the width, counted in cells, whatever the text."""

from collections.abc import Iterator, Sequence

from aimslint.reporters.text.safe import cells, one_line

WIDTH = 100
GAP = 2
NARROWEST = 6
WIDEST_WORD = 32


def columns(rows: Sequence[Sequence[str]], width: int = WIDTH, indent: str = "  ") -> Iterator[str]:
    """Rows below each other within `width`. Wide columns give way first; what does not fit goes on below itself."""
    safe = [[one_line(cell) for cell in row] for row in rows]
    if not safe or not safe[0]:
        return
    widths = _widths(safe, width - len(indent))
    for row in safe:
        wrapped = [wrap(cell, size) for cell, size in zip(row, widths, strict=True)]
        for line in range(max(map(len, wrapped))):
            parts = [
                pad(cell[line] if line < len(cell) else "", size) for cell, size in zip(wrapped, widths, strict=True)
            ]
            yield (indent + (" " * GAP).join(parts)).rstrip() + "\n"


def cut(text: str, width: int) -> str:
    """`text` on one line of at most `width` cells, `…` at its end where something is missing."""
    text = one_line(text)
    if cells(text) <= width:
        return text
    kept = ""
    for character in text:
        if cells(kept + character) > width - 1:
            break
        kept += character
    return kept.rstrip() + "…"


def pad(text: str, width: int) -> str:
    """`text` with spaces behind it up to `width` cells."""
    return text + " " * max(0, width - cells(text))


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken at spaces where there are any. At least one line."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and cells(line) + 1 + cells(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
        while cells(line) > width:
            head = _head(line, width)
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line] if line or not lines else lines


def _head(text: str, width: int) -> str:
    """As much of the beginning of `text` as fits, one character at least."""
    end = 1
    while end < len(text) and cells(text[: end + 1]) <= width:
        end += 1
    return text[:end]


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """How wide each column is: as its longest cell, else the widest give way, first those that break between words."""
    widths = [max(1, *(cells(row[column]) for row in rows)) for column in range(len(rows[0]))]
    words = [max(cells(word) for row in rows for word in row[column].split(" ")) for column in range(len(rows[0]))]
    spare = width - GAP * (len(widths) - 1)
    for floors in ([min(word, WIDEST_WORD) for word in words], [NARROWEST] * len(widths)):
        while sum(widths) > spare:
            loose = [column for column, floor in enumerate(floors) if widths[column] > floor]
            if not loose:
                break
            widths[max(loose, key=lambda column: widths[column])] -= 1
    return widths
