"""Asks git for the log and reads its answer: commits as git tells them, with times and names unmended."""

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from aimslint.git_command import GitError, StartedGit
from aimslint.pattern import pattern

MOST_BYTES = 1 << 30
"""How much git may tell before a history counts as too large to read."""
LONGEST_TEXT = 200
"""Where subjects and names are cut."""
MOST_PEOPLE = 50
"""How many people one commit can name."""
TELL_EVERY = 1_000
"""How many commits lie between two calls of `progress`."""

Progress = Callable[[int], None]
"""Is told how many commits were read so far, from another thread."""

_BEGIN, _SEPARATOR = "\x01", "\x01"
_FIELDS = (
    "%H",
    "%P",
    "%an <%ae>",
    "%at",
    "%ct",
    "%(trailers:key=Co-authored-by,valueonly,unfold,separator=%x01)",
    "%s",
)
_LOG = (
    "log",
    "--raw",
    "--no-abbrev",
    "-z",
    "--no-renames",
    "-c",  # a merge: only the files that differ from all of its parents
    "--root",
    f"-O{os.devnull}",
    "--no-color",
    "--no-show-signature",
    "--no-ext-diff",
    "--no-textconv",
    "--no-notes",
    "--no-decorate",
    "--no-mailmap",
    "--encoding=UTF-8",
    "--format=%x01" + "%x00".join(_FIELDS),
)
_PLAIN_FILE = [":100644", "100644"]
_NO_BLOB = ("000000", "160000")  # nothing, and a submodule
_IDENTITY = pattern(r"[^<>\x00-\x1f]*<[^<>\x00-\x1f]+>")


class RawChange(NamedTuple):
    """A file that a commit changed: blob ids, empty for none."""

    path: str
    before: str
    after: str


class RawCommit(NamedTuple):
    """A commit as it was written.

    `people` are `Name <address>`, the author first; times are seconds in UTC; changes are in the order of their paths.
    """

    id: str
    parents: tuple[str, ...]
    people: tuple[str, ...]
    authored: int
    committed: int
    subject: str
    changes: tuple[RawChange, ...]


def read_log(
    top: Path,
    tip: str,
    without: str = "",
    *,
    own_repository: bool = True,
    progress: Progress | None = None,
    already: int = 0,
) -> Iterator[RawCommit]:
    """The commits that lead to `tip` and not to `without`, ids both; the order is git's.

    They are parsed while git goes on. `progress` counts from `already`. Raises GitError.
    """
    wanted = [tip, f"^{without}"] if without else [tip]
    with StartedGit(top, *_LOG, *wanted, "--", own_repository=own_repository) as git:
        for number, commit in enumerate(_commits(_tokens(_bounded(git.pieces()))), already + 1):
            yield commit
            if progress and number % TELL_EVERY == 0:
                progress(number)


def _bounded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    seen = 0
    for piece in pieces:
        seen += len(piece)
        if seen > MOST_BYTES:
            raise GitError(f"the history is larger than {MOST_BYTES >> 20} MiB of log")
        yield piece


def _tokens(pieces: Iterable[bytes]) -> Iterator[str]:
    """What stands between NULs. Bytes that are no UTF-8 become lone surrogates, as in the paths of trees."""
    return chain.from_iterable(text.split("\0") for text in _ended(pieces))


def _ended(pieces: Iterable[bytes]) -> Iterator[str]:
    """The same text in pieces that end where a NUL was."""
    waiting: list[bytes] = []
    for piece in pieces:
        end = piece.rfind(b"\0")
        if end < 0:
            waiting.append(piece)
            continue
        yield b"".join((*waiting, piece[:end])).decode("utf-8", "surrogateescape")
        waiting = [piece[end + 1 :]]


def _commits(tokens: Iterator[str]) -> Iterator[RawCommit]:
    token = next(tokens, "")
    try:
        while token:
            if token[0] != _BEGIN:
                raise ValueError(token)
            own = token[1:]
            parents, author, authored, committed, others, subject = islice(tokens, 6)
            changes = []
            token = next(tokens, "") or next(tokens, "")  # an empty one comes before the files of a merge
            while token and token[0] in "\n:":
                change = _change(token, next(tokens))
                if change:
                    changes.append(change)
                token = next(tokens, "")
            changes.sort()
            people = _people(author, others)
            times = _seconds(authored), _seconds(committed)
            yield RawCommit(own, tuple(parents.split()), people, *times, _plain(subject), tuple(changes))
    except (ValueError, StopIteration) as error:
        raise GitError(f"git log answered in an unknown form: {ascii(str(error))[:100]}") from None


def _change(told: str, path: str) -> RawChange | None:
    """What a line such as `:100644 100644 <id> <id> M`, or that of a merge with several befores, says of a path."""
    words = told.lstrip("\n").split(" ")
    if words[:2] == _PLAIN_FILE:  # nearly always
        return None if words[2] == words[3] else RawChange(path, words[2], words[3])
    count = len(words) // 2  # modes, and ids
    blobs = words[count:-1]
    for place, mode in enumerate(words[:count]):
        if mode.endswith(_NO_BLOB):
            blobs[place] = ""
    after = blobs.pop()
    return None if after in blobs else RawChange(path, blobs[0], after)


def _people(author: str, others: str) -> tuple[str, ...]:
    """The author, and those whom trailers name; a trailer that names nobody is passed over."""
    if not others:
        return (_plain(author),)
    named = (" ".join(_plain(other).split()) for other in others.split(_SEPARATOR)[:MOST_PEOPLE])
    return tuple(dict.fromkeys((_plain(author), *filter(_IDENTITY.fullmatch, named))))


def _seconds(text: str) -> int:
    """A time that is missing or unreadable is that of a clock that was never set."""
    return int(text) if text.isdecimal() and len(text) < 16 else 0


def _plain(text: str) -> str:
    """Text for people: on one line, of bearable length, and without the surrogates that only paths need."""
    if len(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT - 1] + "…"
    if not text.isascii():
        text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return text.replace("\n", " ")
