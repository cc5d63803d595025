"""Reads many old contents at once, by their ids."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from aimslint.git_command import GitError, StartedGit, run_git

MOST_BYTES = 32 << 20
"""How large a content may be; larger ones are left out."""

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_ABOUT = "%(objectname) %(objecttype) %(objectsize)"


def read_blobs(top: Path, blobs: Iterable[str], own_repository: bool) -> dict[str, bytes]:
    """The contents of those blobs that are at hand and not too large. Never raises for what a repository holds."""
    wanted = [blob for blob in dict.fromkeys(blobs) if _ID.fullmatch(blob)]
    found: dict[str, bytes] = {}
    with suppress(GitError):
        sizes = _sizes(top, wanted, own_repository)
        waiting = [blob for blob in wanted if sizes.get(blob, MOST_BYTES + 1) <= MOST_BYTES]
        while waiting:
            answered = 0
            for blob, content in _contents(top, waiting, own_repository):
                found[blob] = content
                answered += 1
            waiting = waiting[answered + 1 :]  # git stopped at one that is broken
    return found


def _sizes(top: Path, blobs: Sequence[str], own_repository: bool) -> dict[str, int]:
    """The sizes of those blobs that are at hand."""
    if not blobs:
        return {}
    check = f"--batch-check={_ABOUT}"
    try:
        answer = run_git(top, "cat-file", check, stdin=_lines(blobs), own_repository=own_repository)
    except GitError as error:
        if "promisor remote" not in str(error):
            raise
        # A partial clone: git stops at the first that is not at hand, so ask for all that is.
        everything = ("cat-file", check, "--batch-all-objects", "--unordered")
        answer = run_git(top, *everything, own_repository=own_repository)
    told = (line.split(" ") for line in answer.decode("ascii", "replace").splitlines())
    return {words[0]: int(words[2]) for words in told if len(words) == 3 and words[1] == "blob"}


def _contents(top: Path, blobs: Sequence[str], own_repository: bool) -> Iterator[tuple[str, bytes]]:
    """The contents of blobs that are at hand, in their order, up to the first that is broken."""
    with StartedGit(top, "cat-file", "--batch", stdin=_lines(blobs), own_repository=own_repository) as git:
        answer = _Answer(git.pieces())
        for blob in blobs:
            head = answer.line().split(b" ")
            if len(head) != 3 or head[0] != blob.encode():
                return
            content = answer.take(int(head[2]) + 1)
            if len(content) != int(head[2]) + 1:
                return
            yield blob, content[:-1]


def _lines(blobs: Iterable[str]) -> bytes:
    return "".join(f"{blob}\n" for blob in blobs).encode()


class _Answer:
    """What git prints, taken line by line, or so many bytes at once; less where it ends."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._here = b""
        self._at = 0

    def line(self) -> bytes:
        """Up to the next line break, without it."""
        end = self._here.find(b"\n", self._at)
        while end < 0 and self._more():
            end = self._here.find(b"\n", self._at)
        line = self._here[self._at : end]
        self._at = end + 1
        return line

    def take(self, count: int) -> bytes:
        """So many bytes."""
        parts = [self._here[self._at : self._at + count]]
        missing = count - len(parts[0])
        self._at += len(parts[0])
        while missing and self._more():
            parts.append(self._here[:missing])
            self._at = len(parts[-1])
            missing -= self._at
        return b"".join(parts)

    def _more(self) -> bool:
        """Have another piece; what was taken of this one is forgotten."""
        try:
            piece = next(self._pieces, b"")
        except GitError:
            piece = b""
        self._here, self._at = self._here[self._at :] + piece, 0
        return bool(piece)
