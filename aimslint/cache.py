"""Keeps what took long to work out, so that the next run need not: texts in a folder, which anybody may remove.

What cannot be kept is not kept, and what is found broken is as good as absent: nothing here raises. A file is written
whole or not at all, so runs at the same time, and runs that are killed, do no harm. Whoever can write into the folder
can make us believe things: it lies in the repository's own `.git`, where they could change the repository itself, or
in the user's own cache folder.
"""

import hashlib
import json
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = "aimslint"
MOST_BYTES = 128 << 20
"""How large one entry may be."""
MOST_IN_ALL = 512 << 20
"""How large all entries of a folder may be together; the oldest go first."""
MOST_ENTRIES = 200
"""How many entries a folder may have."""

_FORM = 1
_HOUR = 3_600 * 10**9
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries in one folder, by name and key. The key is everything that the data depend on."""

    folder: Path

    @classmethod
    def beside(cls, git_folder: Path) -> "Cache":
        """That of a repository: in its own folder, or, where that cannot be written to, in the user's cache folder."""
        own = git_folder / FOLDER
        if os.access(own if own.exists() else git_folder, os.W_OK | os.X_OK):
            return cls(own)
        base = os.environ.get("XDG_CACHE_HOME", "")
        users = Path(base) if os.path.isabs(base) else Path(os.path.expanduser("~"), ".cache")
        return cls(users / FOLDER / _digest(os.fsencode(git_folder))[:32])

    def get(self, name: str, key: str) -> Any:
        """What was put there under that name and key, as JSON has it; None when it is not there, or not as it was."""
        content = self._content(name, key)
        head, _, body = content.partition(b"\n")
        if not content or head != _head(name, key, body):
            return None
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            return None

    def put(self, name: str, key: str, data: Any) -> None:
        """Keep data that JSON can express, in place of what was there."""
        body = json.dumps(data, separators=(",", ":")).encode()
        if len(body) > MOST_BYTES:
            return
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.folder.is_symlink():
                return
            self._write(self._file(name, key), _head(name, key, body) + b"\n" + body)
            self._prune()

    def clean(self) -> None:
        """Remove everything."""
        for _, _, file in self._entries():
            with suppress(OSError):
                file.unlink()
        with suppress(OSError):
            self.folder.rmdir()

    def _file(self, name: str, key: str) -> Path:
        return self.folder / f"{name}-{_digest(key.encode('utf-8', 'surrogatepass'))[:24]}.json"

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

    def _write(self, file: Path, content: bytes) -> None:
        temporary = file.with_name(f"{file.name}.{secrets.token_hex(8)}.tmp")
        try:
            with open(os.open(temporary, _CREATE, 0o600), "wb") as opened:
                opened.write(content)
            os.replace(temporary, file)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise

    def _prune(self) -> None:
        """Remove the oldest entries beyond what the folder may hold, and what killed runs left behind."""
        total = 0
        entries = sorted(self._entries(), reverse=True)
        for number, (written, size, file) in enumerate(entries, 1):
            total += size
            left_behind = file.suffix == ".tmp" and written < entries[0][0] - _HOUR
            if left_behind or number > MOST_ENTRIES or total > MOST_IN_ALL:
                with suppress(OSError):
                    file.unlink()

    def _entries(self) -> Iterator[tuple[int, int, Path]]:
        """When it was written, size and place of what is ours."""
        if self.folder.is_symlink():
            return
        with suppress(OSError), os.scandir(self.folder) as found:
            for entry in found:
                with suppress(OSError):
                    about = entry.stat(follow_symlinks=False)
                    if entry.name.endswith((".json", ".tmp")) and stat.S_ISREG(about.st_mode):
                        yield about.st_mtime_ns, about.st_size, Path(entry.path)


def _all_of(opened: int) -> bytes:
    with open(opened, "rb", closefd=False) as file:
        return file.read()


def _head(name: str, key: str, body: bytes) -> bytes:
    """The first line of an entry: what it is, and a digest of the rest."""
    return json.dumps({"aimslint": _FORM, "name": name, "key": key, "digest": _digest(body)}).encode()


def _digest(content: bytes) -> str:
    """Tells damage, not forgery: for that it would take a secret."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()
