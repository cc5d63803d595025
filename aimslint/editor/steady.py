"""A tree whose files are read once: between two keystrokes nothing on disk changes that nobody tells of."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from aimslint.trees import MOST_BYTES, Tree, Unreadable
from aimslint.trees.tree import Contents, too_large


class SteadyTree:
    """The files of `below` as they were when they were first asked for."""

    def __init__(self, below: Tree) -> None:
        self._below = below
        self._read: dict[str, bytes] = {}
        self._blobs: dict[str, str | None] = {}

    @property
    def top(self) -> Path:
        return self._below.top

    def paths(self) -> Sequence[str]:
        return self._below.paths()

    def read(self, path: str, limit: int = MOST_BYTES) -> bytes:
        if path not in self._read:
            self._read[path] = self._below.read(path, limit)
        if len(self._read[path]) > limit:
            raise too_large(path, limit)
        return self._read[path]

    def read_many(self, paths: Iterable[str], limit: int = MOST_BYTES) -> Contents:
        for path in paths:
            try:
                yield path, self.read(path, limit)
            except Unreadable as unreadable:
                yield path, unreadable

    def size(self, path: str) -> int | None:
        return self._below.size(path)

    def blob(self, path: str) -> str | None:
        if path not in self._blobs:
            self._blobs[path] = self._below.blob(path)
        return self._blobs[path]

    def has(self, path: str) -> bool:
        return self._below.has(path)

    def similar(self, path: str) -> str | None:
        return self._below.similar(path)

    def links(self) -> Sequence[str]:
        return self._below.links()

    def unmerged(self) -> Sequence[str]:
        return self._below.unmerged()
