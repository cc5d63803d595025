"""Reads many old contents, by their ids, in one conversation with git."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from aimslint.git_command import GitError, StartedGit, run_git

MOST_BYTES = 32 << 20
"""How large a content may be; larger ones are left out."""

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class BlobReader:
    """Contents of the repository whose work tree begins at `top`.

    git is started when somebody asks, and again where it stops at a content that is broken. Never raises for what a
    repository holds. `count` and `size` say how many contents were read, and of how many bytes together.
    """

    def __init__(self, top: Path, own_repository: bool) -> None:
        self._top, self._own = top, own_repository
        self._git: StartedGit | None = None
        self._answer: _Answer | None = None
        self._at_hand: frozenset[str] | None = None
        self._given_up = False
        self.count = self.size = 0

    def read(self, blobs: Iterable[str]) -> Mapping[str, bytes]:
        """The contents of those blobs that are at hand and not too large."""
        found: dict[str, bytes] = {}
        waiting = [blob for blob in dict.fromkeys(blobs) if _ID.fullmatch(blob)]
        try:
            while waiting and not self._given_up:
                if self._at_hand is not None:
                    waiting = [blob for blob in waiting if blob in self._at_hand]
                waiting = waiting[self._ask(waiting, found) :] if waiting else []
        except GitError:
            self._given_up = True
        self.count += len(found)
        self.size += sum(map(len, found.values()))
        return found

    def close(self) -> None:
        """End the conversation."""
        if self._git is not None:
            self._git.close()
        self._git = self._answer = None

    def _ask(self, blobs: Sequence[str], found: dict[str, bytes]) -> int:
        """Put those of these blobs that git knows into `found`; gives how many were dealt with.

        Raises GitError when git cannot be asked at all.
        """
        if self._git is None or self._answer is None:
            self._git = StartedGit(self._top, "cat-file", "--batch", asking=True, own_repository=self._own)
            self._answer = _Answer(self._git.pieces())
        self._git.ask("".join(f"{blob}\n" for blob in blobs).encode(), all_answered=True)
        for position, blob in enumerate(blobs):
            content = self._answer.content()
            if self._answer.error is not None:
                error = self._answer.error
                self.close()
                self._explain(error, position)
                return position + 1
            if content is not None:
                found[blob] = content
        return len(blobs)

    def _explain(self, error: GitError, answered: int) -> None:
        """Find out why git stopped. Raises GitError when it is not because of one content."""
        if "promisor remote" in str(error):
            # A partial clone: git stops at the first that is not at hand, so ask for all that is.
            listed = ("cat-file", "--batch-check=%(objectname)", "--batch-all-objects", "--unordered")
            self._at_hand = frozenset(run_git(self._top, *listed, own_repository=self._own).decode("ascii").split())
        elif not answered or error.reason != "failed":
            run_git(self._top, "rev-parse", "--git-dir", own_repository=self._own)
            if error.reason != "failed":
                raise error


class _Answer:
    """What git prints, one content after the other. `error` says why it ended."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._here = b""
        self._at = 0
        self.error: GitError | None = None

    def content(self) -> bytes | None:
        """The next content; None when it is not there, no blob, or too large, or the answer ended."""
        head = self._line().split(b" ")
        if len(head) != 3 or self.error is not None:
            return None
        size = int(head[2])
        if head[1] != b"blob" or size > MOST_BYTES:
            for _ in self._parts(size + 1):
                pass
            return None
        if self._at + size >= len(self._here):
            return b"".join(self._parts(size + 1))[:-1]
        begin, self._at = self._at, self._at + size + 1
        return self._here[begin : begin + size]

    def _line(self) -> bytes:
        """Up to the next line break, without it."""
        end = self._here.find(b"\n", self._at)
        while end < 0 and self._more():
            end = self._here.find(b"\n", self._at)
        line = self._here[self._at : end]
        self._at = end + 1
        return line

    def _parts(self, count: int) -> Iterator[bytes]:
        """So many bytes, in the pieces in which they come."""
        while count and (self._at < len(self._here) or self._more()):
            part = self._here[self._at : self._at + count]
            self._at += len(part)
            count -= len(part)
            yield part

    def _more(self) -> bool:
        """Have another piece; what was taken of this one is forgotten."""
        try:
            piece = next(self._pieces)
        except StopIteration:
            self.error = GitError("git stopped in the middle of its answer")
            return False
        except GitError as error:
            self.error = error
            return False
        self._here, self._at = self._here[self._at :] + piece, 0
        return True
