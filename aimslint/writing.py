"""Writes files so that each is there whole or not at all, and nobody's work is lost on the way.

A file is named as a tree names it: a path with `/` below `top`. Nothing on the way from there may be a link, so a
repository cannot make us write outside of itself. Content goes to a hidden file in the same folder first, reaches the
disk, and then takes its place in one step.
"""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aimslint.dataclass import dataclass

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_READ |= getattr(os, "O_NONBLOCK", 0)  # or a pipe in the file's place would make us wait
_NO_HARD_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EINVAL, errno.EXDEV)

_REASONS = {
    errno.ENOSPC: ("the disk is full", "make room and run the command again"),
    errno.EDQUOT: ("your quota of disk space is used up", "make room and run the command again"),
    errno.EROFS: ("the file system is read-only", "work in a copy that can be written to"),
    errno.EACCES: ("there is no permission to write here", "get permission to write to the folder"),
    errno.EPERM: ("there is no permission to write here", "get permission to write to the folder"),
    errno.ENOTDIR: ("a part of the path is a file, not a folder", "choose another path"),
    errno.ENAMETOOLONG: ("the name is too long for this file system", "choose a shorter one"),
}


@dataclass(eq=False)
class NotWritten(Exception):  # noqa: N818 - a refusal, not a mistake
    """A file that was not written, or not changed: it is as it was. `str()` says why and what to do."""

    path: str
    reason: str
    advice: str

    def __str__(self) -> str:
        return f"{_shown(self.path)}: not written: {self.reason}; {self.advice}"


class AlreadyThere(NotWritten):
    """There is something at the path of a new file."""


class Changed(NotWritten):
    """The file no longer holds what it held when it was read."""


def _shown(path: str) -> str:
    """A path on one line."""
    return path if path.isprintable() else ascii(path)


def write_new(top: Path, path: str, content: bytes) -> None:
    """Create the file `path` below `top`, with the folders it needs. It never takes the place of anything.

    Raises AlreadyThere when something bears that name, a broken link included, and NotWritten for all else that keeps
    it from being written. Then no part of it is left, nor a folder made for it.
    """
    name = _on_disk(top, path)
    _refuse_links(top, path)
    with _told(path):
        if os.path.lexists(name):
            raise _already_there(path)
        made = _make_folders(os.path.dirname(name))
    try:
        with _told(path), _beside(name, content, mode=0o666) as temporary:
            _take_free_place(temporary, name, path)
    except BaseException:
        _remove_folders(made)
        raise
    _settle(os.path.dirname(name))


def replace(top: Path, path: str, content: bytes, *, expected: bytes) -> None:
    """Give the file `path` below `top` new content, with the permissions it has.

    `expected` is what it held when the new content was worked out. Raises Changed when it holds something else by now,
    and NotWritten for all else that keeps it from being written: a link, a read-only file, a full disk. Then the file
    is as it was.
    """
    name = _on_disk(top, path)
    _refuse_links(top, path)
    with _told(path):
        before = os.lstat(name)
        if not stat.S_ISREG(before.st_mode):
            raise NotWritten(path, "it is no regular file", "put a file there, or name another path")
        if not before.st_mode & 0o222:
            raise NotWritten(path, "it is marked as read-only", "give yourself permission to write to it")
        with _beside(name, content, mode=0o600, like=before) as temporary:
            if not _holds(name, expected):
                raise Changed(path, "it was changed meanwhile", "run the command again")
            os.replace(temporary, name)
    _settle(os.path.dirname(name))


def put(name: bytes, content: bytes, *, like: os.stat_result | None = None) -> None:
    """Give a file that somebody named, in no tree, this content, whatever it held; `like` is how it was, if it was.

    Raises OSError, and then it is as it was.
    """
    with _beside(name, content, mode=0o666 if like is None else 0o600, like=like) as temporary:
        os.replace(temporary, name)
    _settle(os.path.dirname(name))


def _on_disk(top: Path, path: str) -> bytes:
    parts = path.split("/")
    if any(part in ("", ".", "..") or "\0" in part for part in parts):
        raise NotWritten(path, "this is no path below the folder", "choose a path without `..`")
    return os.path.join(os.fsencode(top), *(part.encode("utf-8", "surrogateescape") for part in parts))


def _refuse_links(top: Path, path: str) -> None:
    """Raise NotWritten when the path, or a folder on the way to it, is a symbolic link."""
    name, walked = os.fsencode(top), []
    for part in path.split("/"):
        walked.append(part)
        name = os.path.join(name, part.encode("utf-8", "surrogateescape"))
        if os.path.islink(name):
            link = "/".join(walked)
            kind = AlreadyThere if link == path else NotWritten
            raise kind(
                path,
                f"`{_shown(link)}` is a link, and links are not followed",
                "put a true file or folder in its place",
            )


def _already_there(path: str) -> AlreadyThere:
    return AlreadyThere(path, "there is something of that name", "choose another name, or look at what is there")


def _make_folders(folder: bytes) -> list[bytes]:
    """Make a folder and those above it that are missing; what was made, outermost first. All or none."""
    missing = []
    while not os.path.isdir(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    made: list[bytes] = []
    try:
        for folder in reversed(missing):
            os.mkdir(folder)
            made.append(folder)
    except BaseException as error:
        _remove_folders(made)
        if isinstance(error, FileExistsError):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None
        raise
    return made


def _remove_folders(made: list[bytes]) -> None:
    for folder in reversed(made):
        with suppress(OSError):
            os.rmdir(folder)


@contextmanager
def _beside(name: bytes, content: bytes, *, mode: int, like: os.stat_result | None = None) -> Iterator[bytes]:
    """A hidden file with the content beside `name`, complete on the disk; gone afterwards, whatever happens."""
    folder = os.path.dirname(name)
    temporary = os.path.join(folder, b".aimslint-" + secrets.token_hex(8).encode() + b".tmp")
    file = os.open(temporary, _CREATE, mode)
    try:
        try:
            _fill(file, content)
            if like is not None:
                _make_like(file, temporary, like)
            os.fsync(file)
        finally:
            os.close(file)
        yield temporary
    finally:
        with suppress(OSError):  # it has taken its place
            os.unlink(temporary)


def _fill(file: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]


def _make_like(file: int, name: bytes, before: os.stat_result) -> None:
    """Give a file the permissions, and where we may the owner, of the one whose place it will take."""
    now = os.fstat(file)
    if hasattr(os, "fchown") and (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        with suppress(OSError):  # only root may give files away
            os.fchown(file, before.st_uid, before.st_gid)
    os.chmod(name, stat.S_IMODE(before.st_mode))


def _take_free_place(temporary: bytes, name: bytes, path: str) -> None:
    """Give the file its name unless something bears it."""
    try:
        try:
            os.link(temporary, name)
        except OSError as error:
            if error.errno not in _NO_HARD_LINKS:
                raise
            file = os.open(name, _CREATE, 0o666)  # a file system without them: take the name, then the place
            _take_own_place(temporary, name, file)
    except FileExistsError:
        raise _already_there(path) from None


def _take_own_place(temporary: bytes, name: bytes, empty: int) -> None:
    """Put the file in the place of the empty one that was just opened to hold its name."""
    try:
        os.close(empty)
        os.replace(temporary, name)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _holds(name: bytes, expected: bytes) -> bool:
    """Whether the file holds exactly these bytes."""
    try:
        file = os.open(name, _READ)
    except (FileNotFoundError, IsADirectoryError):
        return False
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size != len(expected):
            return False
        content = b""
        while len(content) <= len(expected) and (more := os.read(file, len(expected) + 1 - len(content))):
            content += more
        return content == expected
    finally:
        os.close(file)


def _settle(folder: bytes) -> None:
    """Have the folder itself reach the disk, where systems know such a thing. The file stands in it already."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


@contextmanager
def _told(path: str) -> Iterator[None]:
    """What the system objects to, as NotWritten."""
    try:
        yield
    except OSError as error:
        said = (error.strerror or type(error).__name__).lower()
        otherwise = (f"the system says: {said}", "look at the disk and the folder, and run the command again")
        raise NotWritten(path, *_REASONS.get(error.errno or 0, otherwise)) from error
