"""Pages written by hand, read as a reader follows them: write this file, run this command, see that.

- A line that is a path in backticks and a colon, or `Add to` and that, says where the next block of YAML belongs.
- `<!-- run -->` before a block of console text runs its commands in the folder of the page, and compares what is shown.
- `<!-- start: sample-repo -->` lets the page start in a copy of the sample instead of an empty folder, and
  `<!-- start: sample-repo, branch NAME -->` in the sample with its history, where that branch is checked out.
- In what is shown, a line `…` stands for any lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
MADE = "<!-- Made by `make generate`"

_PLACE = re.compile(r"^(?P<add>Add to )?`(?P<path>[^`\s]+\.(?:yaml|md))`:$")
_START = re.compile(r"^<!-- start: (?P<folder>[^\s,]+)(?:, branch (?P<branch>\S+))? -->$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its text, the line it starts at, and what the text before says about it."""

    language: str
    text: str
    line: int
    path: str | None = None
    adds: bool = False
    runs: bool = False


@dataclass(slots=True)
class Command:
    """A command of a console block, and what is shown of its output."""

    text: str
    line: int
    shown: list[str] = field(default_factory=list)


def hand_written() -> list[str]:
    """Every page that people wrote, by its path from the top."""
    found = [*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md"), TOP / "sample-repo" / "README.md"]
    return sorted(path.relative_to(TOP).as_posix() for path in found if not path.read_text("utf-8").startswith(MADE))


def start_of(page: str) -> tuple[str, str | None] | None:
    """The folder that a page starts in a copy of, and the branch of its history."""
    found = _START.search((TOP / page).read_text("utf-8"))
    return (found["folder"], found["branch"]) if found else None


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page in order."""
    lines = (TOP / page).read_text("utf-8").split("\n")
    before, number = "", 0
    while number < len(lines):
        line = lines[number]
        opened = re.match(r"^(```+|~~~+)(\w*)$", line)
        if opened is None:
            before = line if line.strip() else before
            number += 1
            continue
        end = next(index for index in range(number + 1, len(lines)) if lines[index] == opened[1])
        place = _PLACE.match(before)
        yield Block(
            opened[2],
            "\n".join(lines[number + 1 : end]) + "\n",
            number + 1,
            place["path"] if place else None,
            bool(place and place["add"]),
            before == "<!-- run -->",
        )
        before, number = "", end + 1


def commands(block: Block) -> list[Command]:
    """The commands of a console block with what is shown after each."""
    found: list[Command] = []
    for number, line in enumerate(block.text.splitlines(), block.line + 1):
        if line.startswith("$ "):
            found.append(Command(line[2:], number))
        elif found:
            found[-1].shown.append(line)
    return found


def pattern(shown: list[str]) -> re.Pattern[str]:
    """What a whole output must fit: the lines shown, `…` for any, blank lines at the end aside."""
    parts = [r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()) + r"[ ]*\n" for line in shown]
    return re.compile("".join(parts) + r"\s*")
