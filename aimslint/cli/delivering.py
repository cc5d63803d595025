"""Writes the files that a command made, or shows them, and tells what became of each."""

import difflib
from collections.abc import Sequence

import click

from aimslint.cli.failures import Stop
from aimslint.dataclass import dataclass
from aimslint.reporters.text.safe import one_line
from aimslint.reporters.text.screen import Screen
from aimslint.writing import AlreadyThere, NotWritten, replace, write_new


@dataclass(frozen=True, slots=True)
class Change:
    """A file to write: a new one where `old` is None. `advice` is what to do when it is there already."""

    path: str
    content: bytes
    old: bytes | None = None
    advice: str = ""


def write_changes(changes: Sequence[Change], screen: Screen) -> list[Change]:
    """Write them one after the other, and say so. A new file never takes the place of one that is there.

    Gives what was written. Raises Stop for the first that cannot be written; those before it stay.
    """
    written: list[Change] = []
    for change in changes:
        try:
            if change.old is None:
                write_new(screen.top, change.path, change.content)
            else:
                replace(screen.top, change.path, change.content, expected=change.old)
        except AlreadyThere as error:
            said = "left as it is" if "link" not in error.reason else f"left as it is ({one_line(error.reason)})"
            click.echo(f"{said}: {screen.path(change.path)}")
            if change.advice:
                click.echo(change.advice, nl=False)
        except NotWritten as error:
            done = ", ".join(screen.path(one.path) for one in written) or "nothing"
            raise Stop(f"{one_line(str(error))}\nwritten before it, and whole: {done}") from None
        else:
            click.echo(f"{'wrote' if change.old is None else 'added to'}: {screen.path(change.path)}")
            written.append(change)
    return written


def show_changes(changes: Sequence[Change], screen: Screen) -> None:
    """Print what would be written, as a difference that `patch` and people understand."""
    for change in changes:
        before = (change.old or b"").decode("utf-8", "replace").splitlines()
        after = change.content.decode("utf-8", "replace").splitlines()
        name = screen.path(change.path)
        for line in difflib.unified_diff(before, after, name if change.old else "/dev/null", name, lineterm=""):
            click.echo(one_line(line))
