"""What stands on disk at a path, and reading it without following links or waiting for pipes."""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import BinaryIO

from aimslint.dataclass import dataclass
from aimslint.trees.listing import LONGEST_PATH, RECORD_SUFFIXES, Kind
from aimslint.trees.tree import Unreadable, too_large

# Names go to the system as bytes, so that they mean the same under every locale. A link or a pipe that took
# the place of a file since it was listed is refused by the open itself; Windows has neither flag.
_OPEN = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(slots=True)
class Disk:
    """What stands on disk in the folders looked into so far; each is read once."""

    top: Path
    folders: dict[str, dict[str, Kind] | None] = field(init=False)

    def __post_init__(self) -> None:
        self.folders = {"": self._look_into("")}

    def kind(self, path: str) -> Kind | None:
        """What stands at `path`; None for nothing, or when something on the way is no true folder."""
        if len(path) > LONGEST_PATH:
            return None
        unknown = []  # not recursive: a path may be thousands of folders deep
        folder = path.rpartition("/")[0]
        while folder not in self.folders:
            unknown.append(folder)
            folder = folder.rpartition("/")[0]
        for folder in reversed(unknown):
            self.folders[folder] = self._look_into(folder)
        return self._known_kind(path)

    def _known_kind(self, path: str) -> Kind | None:
        folder, _, name = path.rpartition("/")
        content = self.folders[folder]
        if content is None:
            return None
        return content.get(name) or _kind_at(self.top, path)

    def _look_into(self, folder: str) -> dict[str, Kind] | None:
        if folder and self._known_kind(folder) is not Kind.FOLDER:
            return None
        try:
            return content_of(self.top, folder)
        except OSError:
            return {}  # may not be listed: its files can perhaps be opened by name, else that says why not

    def oddities(self) -> Iterator[tuple[str, Kind]]:
        """What cannot be read as a file but whoever put it there may have meant as one."""
        for folder, content in self.folders.items():
            for name, kind in (content or {}).items():
                if kind is Kind.SPECIAL or (kind is Kind.FOLDER and name.endswith(RECORD_SUFFIXES)):
                    yield (f"{folder}/{name}" if folder else name), kind


def content_of(top: Path, folder: str) -> dict[str, Kind]:
    """Each name in a folder with what it stands for, links not followed. Raises OSError."""
    with os.scandir(on_disk(top, folder)) as entries:
        return {entry.name.decode("utf-8", "surrogateescape"): _kind_of(entry) for entry in entries}


def _kind_of(entry: "os.DirEntry[bytes]") -> Kind:
    if entry.is_symlink():
        return Kind.LINK
    if entry.is_file(follow_symlinks=False):
        return Kind.FILE
    return Kind.FOLDER if entry.is_dir(follow_symlinks=False) else Kind.SPECIAL


def _kind_at(top: Path, path: str) -> Kind | None:
    """As `_kind_of`, for a name that was not met while listing: macOS stores some letters in another form."""
    try:
        mode = os.lstat(on_disk(top, path)).st_mode
    except PermissionError:
        return Kind.FILE  # something git tracks is there; opening it will say what is wrong
    except OSError:
        return None
    if stat.S_ISLNK(mode):
        return Kind.LINK
    if stat.S_ISREG(mode):
        return Kind.FILE
    return Kind.FOLDER if stat.S_ISDIR(mode) else Kind.SPECIAL


def on_disk(top: Path, path: str) -> bytes:
    """The name by which the system knows a path of the tree."""
    return os.path.join(os.fsencode(top), path.encode("utf-8", "surrogateescape"))


def read_link(top: Path, link: str) -> str:
    """The text of a symbolic link, with `/`. Raises Unreadable."""
    try:
        target = os.readlink(on_disk(top, link)).decode("utf-8", "surrogateescape")
    except OSError as error:
        raise why_unreadable(link, error) from None
    return target.replace("\\", "/") if os.sep == "\\" else target


def read_regular_file(name: bytes, path: str, limit: int) -> bytes:
    """The bytes of the file `name`, which the tree calls `path`. Raises Unreadable and OSError."""
    file = os.open(name, _OPEN)
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            raise _replaced(path)
        if status.st_size > limit:
            raise too_large(path, limit)
        content = os.read(file, status.st_size + 1)
        while len(content) <= limit and (more := _read_more(file, content, status.st_size, limit)):
            content += more
    finally:
        os.close(file)
    if len(content) > limit:
        raise too_large(path, limit)
    return content


def open_file(name: bytes) -> BinaryIO:
    """A file to read piece by piece; neither links nor pipes are followed. Raises OSError."""
    file = os.fdopen(os.open(name, _OPEN), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))
    return file


def _read_more(file: int, content: bytes, expected: int, limit: int) -> bytes:
    """The rest of a file that was not read in one go, or grew meanwhile; empty at its end."""
    return b"" if len(content) == expected else os.read(file, limit + 1 - len(content))


def _replaced(path: str) -> Unreadable:
    return Unreadable(
        path,
        "the file was replaced by something else while it was read",
        "run the check again when nothing else changes the files",
    )


def why_unreadable(path: str, error: OSError) -> Unreadable:
    """What the system said about a file, in words."""
    if error.errno in (errno.EACCES, errno.EPERM):
        return Unreadable(
            path,
            "there is no permission to read the file",
            "give the user who runs the check permission to read it",
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EISDIR, errno.ENXIO):
        return _replaced(path)
    return Unreadable(
        path,
        f"the system cannot read the file: {(error.strerror or type(error).__name__).lower()}",
        "check the disk and the path, or exclude the path in aimslint.yaml",
    )
