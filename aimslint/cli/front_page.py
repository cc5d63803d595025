"""What `aimslint version` and `aimslint --help` print, made without click, which takes longest of all to load."""

import os
from collections.abc import Iterator, Sequence

from aimslint.version import VERSION

SECTIONS = {
    "Begin": {
        "init": "Begin a management system.",
        "new": "Begin a record, or an entry of one.",
        "migrate": "Bring settings and records into the format of this aimslint.",
    },
    "Check": {
        "check": "Check an AI management system.",
        "reviewed": "Note that changed code needs no new assessment.",
    },
    "Accept what is open, for a while": {
        "waive": "Accept what a rule finds about a record.",
        "baseline": "Begin on records with many findings.",
    },
    "Look at the management system": {
        "coverage": "Show how far records show each clause and control.",
        "upcoming": "List what falls due.",
        "show": "Show a system or another record.",
        "requirement": "Explain a clause or control.",
    },
    "Look up": {
        "rule": "Explain a rule.",
        "schema": "Print a JSON Schema.",
    },
    "In the editor": {
        "server": "Serve an editor: what is missing, while you type.",
    },
    "Write rules": {
        "test-rules": "Run the examples of rules.",
    },
    "aimslint itself": {
        "cache": "Remove what aimslint keeps to be faster.",
        "version": "Show the version.",
        "completion": "Print the script by which a shell completes what you type.",
    },
}
"""Every command with the first sentence of its help, which is written here too: to load them all only to list them
would take a hundred milliseconds. No line may need more than 80 columns."""

_BEGINNING = """\
Usage: aimslint [OPTIONS] [COMMAND] [ARGS]...

  A linter for AI management systems (ISO/IEC 42001) kept as text in git.

Options:
  --version   Show the version.
  -h, --help  Show this message and exit.
"""


def version() -> str:
    """The program with its version."""
    return f"aimslint {VERSION}\n"


def help_text() -> str:
    """The help that lists the commands."""
    return "".join((_BEGINNING, *_sections()))


def _sections() -> Iterator[str]:
    for title, commands in SECTIONS.items():
        yield f"\n{title}:\n"
        width = max(map(len, commands))
        for name, said in commands.items():
            yield f"  {name:<{width}}  {said}\n"


def text_for(arguments: Sequence[str]) -> str | None:
    """What `aimslint` with these arguments prints, if it is one of these texts."""
    if "_AIMSLINT_COMPLETE" in os.environ:  # a shell asks, with no arguments, how they may go on
        return None
    match arguments:
        case ["version"] | ["--version"]:
            return version()
        case [] | ["-h"] | ["--help"]:
            return help_text()
    return None
