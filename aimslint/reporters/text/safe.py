"""Text from records and file names, made fit to print: it cannot break a line, hide, or speak to the terminal.

Nor can it speak to the runner of a CI job, which reads what a command prints: GitHub takes `##[…]` anywhere in a line
for a command, and `::` at its start, spaces before it aside; other runners know `##vso[…]` and the like.
"""

import re
import unicodedata

LONGEST = 800
PLAIN = frozenset("._-/+@=,~")

_COMMAND = re.compile(r"##(?=\w*\[)|(?<!\S)::")


def one_line(text: str) -> str:
    """`text` on one line, what does not print shown as an escape (`\\x1b`, `\\n`), cut where it is very long.

    Escaped are control and format characters (those that turn the direction of text among them), lone surrogates,
    and characters that no version of Unicode known here assigns.
    """
    if len(text) > LONGEST:
        text = text[:LONGEST] + "…"
    return printed(text)


def printed(text: str) -> str:
    """As `one_line`, uncut."""
    return tame(text if text.isascii() and text.isprintable() else "".join(map(shown, text)))


def tame(text: str) -> str:
    """`text` without what a runner takes for a command, wherever the line may be broken: `#\\x23[`, `\\x3a:`."""
    return _COMMAND.sub(lambda found: f"\\x3a{found[0][1]}" if found[0] == "::" else "#\\x23", text)


def shown(character: str) -> str:
    """One character as it is printed."""
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return ascii(character)[1:-1]


def file_name(path: str) -> str:
    """A path, in quotes where it holds anything but letters, digits and a few signs: else it could look like a line."""
    if path and all(character.isalnum() or character in PLAIN for character in path):
        return path
    inner = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{printed(inner)}"'


def prose(text: str) -> str:
    """Words of a rule: any white space is one space, and the rest as in `one_line`, uncut."""
    return printed(" ".join(text.split()))


def cells(text: str) -> int:
    """How many columns of a terminal printable text takes."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(character) for character in text)


def _cells_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
