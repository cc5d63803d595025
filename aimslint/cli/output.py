"""Delivers what a command prints: to standard output or a file."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NoReturn

MOST_NOTED = 2 << 20
"""How many letters `Written` notes."""


class Written:
    """Delivers what a run prints, as `deliver` does, and notes it: file or None, its option, and the text."""

    __slots__ = ("_left", "texts", "whole")

    def __init__(self) -> None:
        self.texts: list[tuple[str | None, str, str]] = []
        self.whole = True
        """Whether all was noted: nobody stopped reading, and it was not too much."""
        self._left = MOST_NOTED

    def deliver(self, pieces: Iterable[str], file: str | None = None, *, option: str = "-o") -> None:
        """As the function `deliver`."""
        whole, self.whole = self.whole, False
        noted: list[str] = []
        deliver(self._noting(pieces, noted), file, option=option)
        self.texts.append((file, option, "".join(noted)))
        self.whole = whole and self.whole

    def _noting(self, pieces: Iterable[str], noted: list[str]) -> Iterator[str]:
        for piece in pieces:
            self._left -= len(piece)
            if self._left >= 0:
                noted.append(piece)
            yield piece
        self.whole = self._left >= 0


def deliver(pieces: Iterable[str], file: str | None = None, *, option: str = "-o") -> None:
    """Write text to `file`, which `option` named, or to standard output. Raises Stop when that cannot be.

    A reader who stops reading early (`aimslint check | head`) is no failure: the exit code stays what it is.
    """
    if file is not None:
        _write_file(pieces, file, option)
        return
    if sys.stdout is None:
        _stop("there is no standard output to write to; use -o FILE")
    try:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
    except BrokenPipeError:
        _close_output()
    except OSError as error:
        _close_output()
        _stop(f"standard output cannot be written: {error.strerror}")


def deliver_ready(texts: Iterable[tuple[str | None, str, str]], arguments: Sequence[str]) -> int:
    """Deliver texts that need no command any more: of each the file or None, its option, and the text.

    Gives the exit code: 0, or 2 when it had to say why one could not be delivered.
    """
    show_what_cannot_be_encoded()
    try:
        for file, option, text in texts:
            deliver([text], file, option=option)
    except Exception as error:
        from aimslint.cli.program import tell

        return tell(error, arguments)
    return 0


def wants_colour(choice: str, file: str | None) -> bool:
    """Whether to print in colour: as chosen, else only on a terminal that can and whose user does not object."""
    if choice != "auto":
        return choice == "always"
    if file is not None or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()


def _write_file(pieces: Iterable[str], file: str, option: str) -> None:
    from aimslint.cli.whole_file import write_whole

    try:
        write_whole(file, "".join(pieces).encode("utf-8", "backslashreplace"))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = error.strerror if isinstance(error, OSError) else str(error)
        _stop(f"{file}: cannot be written: {reason}; name another file after {option}")


def show_what_cannot_be_encoded() -> None:
    """What the terminal's encoding lacks is printed as an escape, and is no reason to fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _stop(words: str) -> NoReturn:
    from aimslint.cli.failures import Stop  # loads click, which a remembered outcome does without

    raise Stop(words) from None


def _close_output() -> None:
    """Give what is still buffered to nobody, or Python would try again, and complain, when it ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
