"""What to say when a command could not do its work: what happened, where, and what to do next."""

import sys

import click

from aimslint.reporters.text.safe import one_line
from aimslint.version import VERSION

EXPECTED = (
    ("aimslint.config", "ConfigError"),
    ("aimslint.packs", "PackError"),
    ("aimslint.rulebook.reading", "RuleError"),
    ("aimslint.git_command", "GitError"),
    ("aimslint.views.selectors", "SelectorError"),
    ("aimslint.writing", "NotWritten"),
)
"""Errors whose text is meant for people, by module; a class can only have been raised when its module is loaded."""


class Stop(click.ClickException):
    """Ends the command with exit code 2. The text says what was found, what was expected, and the next step."""

    exit_code = 2


def words_for(error: Exception, *, traceback: bool) -> list[str]:
    """The lines to print for an error; with `traceback`, also where in aimslint it came from."""
    match error:
        case click.UsageError():
            tried = error.ctx.command_path if error.ctx else "aimslint"
            return [*_lines(error.format_message()), f"`{tried} --help` shows how it is used"]
        case click.ClickException():
            return _lines(error.format_message())
        case click.Abort():
            return ["interrupted"]
        case _ if isinstance(error, _expected()):
            return _lines(str(error))
        case OSError():
            said = _lines(str(error) or type(error).__name__)
        case _:
            said = _as_bug(error)
    if traceback:
        from traceback import format_exception

        said += format_exception(error)
    return said


def _as_bug(error: Exception) -> list[str]:
    from traceback import extract_tb

    frames = extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    what = one_line(f"{type(error).__name__}: {error}")
    python = ".".join(map(str, sys.version_info[:3]))
    return [
        f"this is a bug in aimslint, not in your records: {what}{where}",
        f"Please report it with this text (aimslint {VERSION}, Python {python}, {sys.platform}); "
        "with -v the command prints a traceback to add.",
    ]


def _expected() -> tuple[type[Exception], ...]:
    return tuple(getattr(sys.modules[module], name) for module, name in EXPECTED if module in sys.modules)


def _lines(text: str) -> list[str]:
    return [one_line(line.expandtabs(2)) for line in text.splitlines()]  # click indents choices by tabs
