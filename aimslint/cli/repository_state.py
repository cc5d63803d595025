"""A digest of all that a check can see of a git repository, in some milliseconds.

Two states with the same digest look alike to every reader in `aimslint.trees` and `aimslint.history`. The other way
round need not hold: what cannot matter may change the digest too, and costs one slow run. So everything goes in: the
commit, the index, what git lists, what stands on disk there. A file is read unless the index proves that it has not
changed: same size, same times of content and of status, and older than the index itself.

It imports as little as it can: with the models of `aimslint.trees` a run that changes nothing would take half as long
again.
"""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from aimslint.git_command import GitError, run_git

MOST_READ = 64 << 20
"""How many bytes of changed and untracked files are read; with more, a state has no digest."""

_LISTED = re.compile(
    rb"\? ([^\0]+)\0|"
    rb"([A-Z] \d+ ([0-9a-f]+) [0-3]\t([^\0]+))\0"
    rb"  ctime: (\d+:\d+)\n  mtime: (\d+:\d+)\n[^\n]*\n[^\n]*\n  size: (\d+)\t(flags: [0-9a-f]+)\n"
)
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_SECOND = 1_000_000_000
_LIKE_RECORDS = (b".yaml", b".yml", b".md")
_ELSEWHERE = (b"mailmap.file\n", b"mailmap.blob\n", b"core.attributesfile\n")
"""Settings of git that name further files which would have to be read."""


_OF_THE_MACHINE = (b"/etc/gitattributes", b"/usr/local/etc/gitattributes", b"/opt/homebrew/etc/gitattributes")
"""Where git looks for attributes that count for everybody, as it is built for Linux and macOS."""


class StateError(Exception):
    """A state that has no digest: something in it decides what a check says, and is not worth following."""


class Whereabouts:
    """Where a repository has its things, and the commit that is checked out. Raises GitError and StateError."""

    __slots__ = ("commit", "folder", "index", "top")

    def __init__(self, top: Path) -> None:
        """Ask git about the repository whose work tree begins at `top`."""
        asked = ("--show-toplevel", "--git-common-dir", "--git-path", "index", "--verify", "HEAD^{commit}")
        answer = run_git(top, "rev-parse", "--path-format=absolute", *asked, own_repository=False)
        lines = answer.split(b"\n")
        if len(lines) != 5 or os.path.realpath(lines[0]) != os.fsencode(top):
            raise StateError
        self.top = top
        self.folder, self.index, self.commit = lines[1:4]


def digest_of(place: Whereabouts, revisions: Sequence[str] = ()) -> str:
    """The digest of a repository's state. `revisions` are names of commits that matter too.

    Raises GitError, OSError, and StateError where a state has none.
    """
    digest = hashlib.sha256()
    for part in _past(place, revisions):
        digest.update(b"%d:%b," % (len(part), part))
    digest.update(b"\0".join(_tree(place)))  # names, links and flags hold no NUL, and their order is always the same
    return digest.hexdigest()


def _past(place: Whereabouts, revisions: Sequence[str]) -> Iterator[bytes]:
    """The commit, what is at hand of its past, how git is set up, and the commits that names mean."""
    settings = run_git(place.top, "config", "--list", "-z", own_repository=False)
    if any(b"\0" + setting in b"\0" + settings for setting in _ELSEWHERE):
        raise StateError
    yield place.commit
    yield settings
    yield _content(os.path.join(place.folder, b"shallow"))
    yield b"\0".join(sorted(os.listdir(os.path.join(place.folder, b"objects/pack"))))
    yield _content(os.path.join(os.fsencode(place.top), b".mailmap"))
    own = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    for attributes in (
        os.path.join(place.folder, b"info/attributes"),
        os.path.join(os.fsencode(own), b"git/attributes"),
        *_OF_THE_MACHINE,
    ):
        yield _content(attributes)
    if revisions:
        yield run_git(place.top, "for-each-ref", own_repository=False)
    for name in revisions:
        if name.startswith("-") or "\0" in name:
            raise StateError
        asked = ("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
        yield run_git(place.top, "-c", "core.disambiguate=committish", *asked, own_repository=False)


def _tree(place: Whereabouts) -> Iterator[bytes]:
    """What git lists, and what stands there on disk."""
    written = os.stat(place.index).st_mtime_ns  # before it is read: should somebody write meanwhile, more is read
    asked = ("ls-files", "-z", "-t", "--stage", "--debug", "--cached", "--others", "--exclude-standard")
    output = run_git(place.top, *asked, own_repository=False)
    listed = _LISTED.findall(output)
    if len(listed) != output.count(b"\0"):  # a form of answer that we do not know
        raise StateError
    top = os.path.join(os.fsencode(place.top), b"")
    disk = _Disk(top, written)
    for untracked, entry, blob, path, changed, modified, size, flags in listed:
        if untracked:
            yield b"? %b\0%b" % (untracked, disk.found(untracked))
        else:
            yield b"%b\0%b\0%b" % (entry, flags, disk.found(path, blob, changed, modified, size))
    yield from _folders(top, {found[0] or found[3] for found in listed})


class _Disk:
    """Looks at files, and reads those that may have changed."""

    __slots__ = ("_left", "_top", "_written")

    def __init__(self, top: bytes, written: int) -> None:
        self._top, self._written, self._left = top, written, MOST_READ

    def found(
        self, path: bytes, blob: bytes = b"", changed: bytes = b"", modified: bytes = b"", size: bytes = b""
    ) -> bytes:
        """What stands at a path, in bytes that tell it from all else that could stand there; the rest is of the index.

        A file that holds just what the index notes is `=`, however that was found out.
        """
        name = self._top + path
        try:
            about = os.lstat(name)
            kind = stat.S_IFMT(about.st_mode)
            if kind != stat.S_IFREG:
                return b"link " + os.readlink(name) if kind == stat.S_IFLNK else b"kind %o" % kind
        except OSError as error:
            return b"error %d" % (error.errno or 0)
        time = about.st_mtime_ns
        same = b"%d" % about.st_size == size
        untouched = same and time < self._written and b"%d:%d" % divmod(time, _SECOND) == modified
        if untouched and b"%d:%d" % divmod(about.st_ctime_ns, _SECOND) == changed:
            return b"= " + size
        holds = self._read(name, len(blob))
        return b"= " + size if same and holds == blob else b"%b %d%d" % (holds, same, untouched)

    def _read(self, name: bytes, like: int) -> bytes:
        """The id of what a file holds, as git would name it; or why it cannot be read."""
        try:
            opened = os.open(name, _READ)
        except OSError as error:
            return b"error %d" % (error.errno or 0)
        with open(opened, "rb") as file:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                return b"error %d" % errno.ENXIO
            content = file.read(self._left + 1)
        self._left -= len(content)
        if self._left < 0:
            raise StateError
        digest = hashlib.new("sha256" if like == 64 else "sha1", b"blob %d\0" % len(content), usedforsecurity=False)
        digest.update(content)
        return digest.hexdigest().encode()


def _folders(top: bytes, listed: set[bytes]) -> Iterator[bytes]:
    """Which folders on the way cannot be listed. Raises StateError for what only git's rules of ignoring decide."""
    for folder in sorted(_on_the_way(listed)):
        try:
            with os.scandir(top + folder) as found:
                odd = [entry.name for entry in found if _is_odd(entry)]
        except OSError as error:
            yield folder + b"\0%d" % (error.errno or 0)
            continue
        if any((folder + b"/" + name if folder else name) not in listed for name in odd):
            raise StateError


def _is_odd(entry: "os.DirEntry[bytes]") -> bool:
    """Whether something may count although git does not list it, or decides how others count."""
    if entry.is_file(follow_symlinks=False):
        return entry.name == b".gitattributes"
    if entry.is_dir(follow_symlinks=False):
        return entry.name.endswith(_LIKE_RECORDS)
    return not entry.is_symlink()


def _on_the_way(listed: Iterable[bytes]) -> set[bytes]:
    folders = {b""}
    for holder in {path.rstrip(b"/").rpartition(b"/")[0] for path in listed}:
        folder = holder
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition(b"/")[0]
    return folders


def _content(name: bytes) -> bytes:
    """What a small file holds; nothing where there is none. Raises StateError for what is none."""
    try:
        opened = os.open(name, _READ)
    except FileNotFoundError:
        return b""
    with open(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise StateError
        content = file.read(MOST_READ + 1)
    if len(content) > MOST_READ:
        raise StateError
    return b"+" + content


__all__ = ["GitError", "StateError", "Whereabouts", "digest_of"]
