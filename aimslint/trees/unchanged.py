"""Which files on disk still hold what the index holds, told without asking git to compare.

git itself would run the content filters that a repository names. So we compare: first time and size with what the
index noted, then, where these do not settle it, the bytes. A clean checkout must never look changed, also where
git wrote other bytes to disk than it stores:

- line ends (`core.autocrlf`, `text`, `eol`): bytes that only differ from the stored ones by CRLF for LF are the same;
- `filter` (Git LFS, encryption), `ident`, `working-tree-encoding`: here bytes say nothing, so the size alone decides.
"""

import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import Protocol

from aimslint.blobs import SHA256_LENGTH, blob_id
from aimslint.dataclass import dataclass
from aimslint.git_command import run_git, split_names
from aimslint.trees.disk import on_disk, open_file, read_regular_file
from aimslint.trees.entries import SUBMODULE, Stamp, stamped_entries
from aimslint.trees.listing import stays_inside
from aimslint.trees.tree import MOST_BYTES, Unreadable

_MOST_HASHED = 1024 * 1024 * 1024
_CHUNK = 1024 * 1024
_CUT = 0xFFFFFFFF  # an index keeps 32 bits of a time and of a size
_CONVERTING = ("filter", "ident", "working-tree-encoding")


class Blobs(Protocol):
    """The ids of the files of one working tree."""

    def of_file(self, path: str) -> str | None:
        """The id of the regular file at `path`; None when nothing can be read there."""
        ...

    def of_link(self, target: str) -> str:
        """The id of a symbolic link with this text."""
        ...

    def of_absent(self, path: str) -> str | None:
        """The id of a file that is only absent because a sparse checkout leaves it out, else None."""
        ...


@dataclass(frozen=True, slots=True)
class PlainBlobs:
    """The ids of files in a folder without repository."""

    top: Path
    like: str = ""

    def of_file(self, path: str) -> str | None:
        return _hash_file(on_disk(self.top, path), path, self.like)[0]

    def of_link(self, target: str) -> str:
        return blob_id(target.encode("utf-8", "surrogateescape"), self.like)

    def of_absent(self, path: str) -> str | None:
        return None


@dataclass
class GitBlobs:
    """The ids of files in the work tree of a repository. Asks git when first used; raises GitError then."""

    top: Path
    own_repository: bool

    @cached_property
    def index(self) -> "_Index":
        """What the index holds."""
        return _read_index(self.top, self.own_repository)

    def of_file(self, path: str) -> str | None:
        """The id of what would be committed from the file, as far as this can be told without running anything."""
        name = self._folder + path.encode("utf-8", "surrogateescape")
        noted = self.index.stamps.get(path)
        if noted is None:
            return _hash_file(name, path, self.index.like)[0]
        blob, stamp = noted
        try:
            status = os.lstat(name)
        except OSError:
            return None
        same_size = status.st_size & _CUT == stamp.size
        if same_size and self.index.is_current(stamp, status.st_mtime_ns):
            return blob
        found, with_plain_line_ends = _hash_file(name, path, blob)
        if found is None or blob in (found, with_plain_line_ends):
            return blob  # a file that nobody may open cannot be said to have changed
        return blob if same_size and path in self._converted else found

    def of_link(self, target: str) -> str:
        return blob_id(target.encode("utf-8", "surrogateescape"), self.index.like)

    def of_absent(self, path: str) -> str | None:
        noted = self.index.stamps.get(path)
        return noted[0] if noted and noted[1].left_out else None

    @cached_property
    def _folder(self) -> bytes:
        return on_disk(self.top, "")

    @cached_property
    def _converted(self) -> frozenset[str]:
        """The paths whose bytes on disk are others than those that git stores."""
        asked = "".join(f"{path}\0" for path in self.index.stamps).encode("utf-8", "surrogateescape")
        answer = run_git(
            self.top,
            *("check-attr", "-z", "--stdin", *_CONVERTING),
            stdin=asked,
            own_repository=self.own_repository,
        )
        words = iter(split_names(answer))  # path, attribute, value, path, ...
        triples = zip(words, words, words, strict=True)
        return frozenset(path for path, _, value in triples if value not in ("unspecified", "unset"))


@dataclass(frozen=True, slots=True)
class _Index:
    """The files that one index holds, when it was written, and an id to choose the algorithm by."""

    stamps: dict[str, tuple[str, Stamp]]
    written: int
    like: str

    def is_current(self, stamp: Stamp, changed: int) -> bool:
        """Whether a file last changed at `changed` was not changed since the index noted `stamp`.

        A file of the very moment in which the index was written may have changed right after it, unseen by the clock
        of the file system: git calls it racy, and its time proves nothing.
        """
        seconds, nanoseconds = divmod(changed, 1_000_000_000)
        wrote, rest = divmod(self.written, 1_000_000_000)
        if seconds & _CUT != stamp.seconds:
            return False
        if not stamp.nanoseconds:  # nobody noted any: whole seconds are all there is
            return stamp.seconds < wrote
        return nanoseconds == stamp.nanoseconds and (stamp.seconds, stamp.nanoseconds) < (wrote, rest)


def _read_index(top: Path, own_repository: bool) -> _Index:
    about = run_git(top, "rev-parse", "--show-object-format", "--git-path", "index", own_repository=own_repository)
    algorithm, _, file = about.partition(b"\n")
    try:  # before its entries are read: should somebody write meanwhile, more entries count as racy
        written = os.stat(os.path.join(os.fsencode(top), file.removesuffix(b"\n"))).st_mtime_ns
    except OSError:
        written = 0
    output = run_git(top, "ls-files", "-s", "-z", "--debug", own_repository=own_repository)
    stamps = {
        entry.path: (entry.blob, stamp)
        for entry, stamp in stamped_entries(output)
        if entry.stage == 0 and entry.mode != SUBMODULE and not stamp.only_announced and stays_inside(entry.path)
    }
    return _Index(stamps, written, "0" * SHA256_LENGTH if algorithm == b"sha256" else "")


def _hash_file(name: bytes, path: str, like: str) -> tuple[str | None, str | None]:
    """The id of the bytes of a file, and the id they have with LF for CRLF. None for what cannot be told."""
    try:
        content = read_regular_file(name, path, MOST_BYTES)
    except Unreadable as refusal:
        return (_hash_large(name, like) if refusal.rule == "too-large" else None), None
    except OSError:
        return None, None
    plain = blob_id(content.replace(b"\r\n", b"\n"), like) if b"\r\n" in content else None
    return blob_id(content, like), plain


def _hash_large(name: bytes, like: str) -> str | None:
    """As `blob_id`, a piece at a time. Beyond what can be read in seconds the size alone is hashed."""
    try:
        with open_file(name) as file:
            size = os.fstat(file.fileno()).st_size
            algorithm = "sha256" if len(like) == SHA256_LENGTH else "sha1"
            digest = hashlib.new(algorithm, b"blob %d\0" % size, usedforsecurity=False)
            left = size if size <= _MOST_HASHED else 0
            while left and (piece := file.read(min(left, _CHUNK))):
                digest.update(piece)
                left -= len(piece)
    except OSError:
        return None
    return digest.hexdigest()
