"""Keeps what took long to work out, so that the next run need not: texts in a folder, which anybody may remove.

What cannot be kept is not kept, and what is found broken is as good as absent: nothing here raises. A file is written
whole or not at all, so runs at the same time, and runs that are killed, do no harm.

Only what this user's own aimslint wrote is believed. A clone carries no `.git`, but an archive or a CI cache can bring
one that somebody prepared; so every entry is sealed with a secret that lies in the user's own folder, outside of all
repositories. Where no secret can be kept, nothing is.
"""

import hashlib
import hmac
import json
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

FOLDER = "aimslint"
MOST_BYTES = 128 << 20
"""How large one entry may be."""
MOST_IN_ALL = 512 << 20
"""How large all entries of a folder may be together; what was not used for longest goes first."""
MOST_ENTRIES = 200
"""How many entries a folder may have."""

_FORM = 2
_SECRET_LENGTH = 32
_HOUR = 3_600 * 10**9
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Cache:  # no dataclass: to load their module would take as long as all the rest here
    """Entries in one folder, by name and key. The key is everything that the data depend on."""

    __slots__ = ("_secret", "folder")

    def __init__(self, folder: Path, secret: bytes) -> None:
        """Entries of `folder`, sealed with `secret`; without one nothing is kept and nothing found."""
        self.folder = folder
        self._secret = secret

    @classmethod
    def beside(cls, git_folder: Path) -> "Cache":
        """That of a repository: in its own folder, or, where that cannot be written to, in the user's cache folder."""
        own, users = cls.folders(git_folder)
        writable = os.access(own if own.exists() else git_folder, os.W_OK | os.X_OK)
        return cls(own if writable else users, own_secret())

    @classmethod
    def folders(cls, git_folder: Path) -> tuple[Path, Path]:
        """Where entries of a repository may lie: in its own folder, and in the user's cache folder."""
        users = _users_folder("XDG_CACHE_HOME", ".cache")
        return git_folder / FOLDER, users / FOLDER / hashlib.sha256(os.fsencode(git_folder)).hexdigest()[:32]

    def get(self, name: str, key: str) -> Any:
        """What was put there under that name and key, as JSON has it; None when it is not there, or not as it was."""
        content = self._content(name, key)
        head, _, body = content.partition(b"\n")
        if not content or not self._secret or head != self._head(name, key, body):
            return None
        with suppress(OSError):
            os.utime(self._file(name, key))  # what is used is not the oldest
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            return None

    def put(self, name: str, key: str, data: Any, *, most: int = MOST_ENTRIES) -> None:
        """Keep data that JSON can express, in place of what was there. Of that name the `most` used last stay."""
        body = json.dumps(data, separators=(",", ":")).encode()
        if len(body) > MOST_BYTES or not self._secret:
            return
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.folder.is_symlink():
                return
            _write(self._file(name, key), self._head(name, key, body) + b"\n" + body)
            self._prune(name, most)

    def clean(self) -> tuple[int, int]:
        """Remove everything. Gives how many entries went, and how many bytes they had."""
        gone = [size for _, size, file in self._entries() if _removed(file)]
        with suppress(OSError):
            if not self.folder.is_symlink():
                self.folder.rmdir()
        return len(gone), sum(gone)

    def _file(self, name: str, key: str) -> Path:
        return self.folder / f"{name}-{hashlib.sha256(_bytes(key)).hexdigest()[:24]}.json"

    def _head(self, name: str, key: str, body: bytes) -> bytes:
        """The first line of an entry: what it is, and the seal on that and on the rest."""
        about = json.dumps({"aimslint": _FORM, "name": name, "key": key}).encode()
        seal = hmac.new(self._secret, about + b"\n", "sha256")
        seal.update(body)  # which may be long, and is not to be copied
        return about + b" " + seal.hexdigest().encode()

    def _content(self, name: str, key: str) -> bytes:
        with suppress(OSError, ValueError):
            if not self.folder.is_symlink():
                opened = os.open(self._file(name, key), _READ)
                try:
                    about = os.fstat(opened)
                    if stat.S_ISREG(about.st_mode) and about.st_size <= MOST_BYTES + 1024:
                        return _all_of(opened)
                finally:
                    os.close(opened)
        return b""

    def _prune(self, name: str, most: int) -> None:
        """Remove what was not used for longest beyond what the folder may hold, and what killed runs left behind."""
        total = alike = 0
        entries = sorted(self._entries(), reverse=True)
        for number, (written, size, file) in enumerate(entries, 1):
            total += size
            alike += file.name.startswith(f"{name}-")
            left_behind = file.suffix == ".tmp" and written < entries[0][0] - _HOUR
            too_many = number > MOST_ENTRIES or (alike > most and file.name.startswith(f"{name}-"))
            if left_behind or too_many or total > MOST_IN_ALL:
                _removed(file)

    def _entries(self) -> Iterator[tuple[int, int, Path]]:
        """When it was last written or used, size and place of what is ours."""
        if self.folder.is_symlink():
            return
        with suppress(OSError), os.scandir(self.folder) as found:
            for entry in found:
                with suppress(OSError):
                    about = entry.stat(follow_symlinks=False)
                    if entry.name.endswith((".json", ".tmp")) and stat.S_ISREG(about.st_mode):
                        yield about.st_mtime_ns, about.st_size, Path(entry.path)


def own_secret() -> bytes:
    """What only this user's aimslint knows, made when it is first asked for; nothing where it cannot be kept."""
    folder = _users_folder("XDG_STATE_HOME", ".local/state") / FOLDER
    file = folder / "cache-secret"
    known = _secret_in(file)
    if known or not folder.is_absolute() or _is_anothers(file):
        return known
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(file, os.urandom(_SECRET_LENGTH))
    return _secret_in(file)  # of two runs that make one, the later wins


def _secret_in(file: Path) -> bytes:
    """The secret in a file, if nobody else can have read or written it."""
    with suppress(OSError):
        opened = os.open(file, _READ)
        try:
            about = os.fstat(opened)
            private = os.name != "posix" or (about.st_uid == os.geteuid() and not about.st_mode & 0o077)
            if stat.S_ISREG(about.st_mode) and about.st_size == _SECRET_LENGTH and private:
                return _all_of(opened)
        finally:
            os.close(opened)
    return b""


def _is_anothers(file: Path) -> bool:
    """Whether it belongs to somebody else, as under `sudo`: what is theirs we leave to them."""
    try:
        return os.name == "posix" and os.lstat(file).st_uid != os.geteuid()
    except OSError:
        return False


def _users_folder(variable: str, otherwise: str) -> Path:
    base = os.environ.get(variable, "")
    return Path(base) if os.path.isabs(base) else Path(os.path.expanduser("~"), otherwise)


def _write(file: Path, content: bytes) -> None:
    temporary = file.with_name(f"{file.name}.{os.urandom(8).hex()}.tmp")
    try:
        with open(os.open(temporary, _CREATE, 0o600), "wb") as opened:
            opened.write(content)
        os.replace(temporary, file)
    except BaseException:
        _removed(temporary)
        raise


def _removed(file: Path) -> bool:
    try:
        file.unlink()
    except OSError:
        return False
    return True


def _all_of(opened: int) -> bytes:
    with open(opened, "rb", closefd=False) as file:
        return file.read()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
