"""A tree in which some paths are as in another tree: there, changed, or not there at all."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from aimslint.trees.tree import MOST_BYTES, Contents, Tree, Unreadable


class SwappedTree:
    """The files of `below`, but that all about `swapped` paths is as `other` has it."""

    def __init__(self, below: Tree, other: Tree, swapped: Collection[str]) -> None:
        self._below = below
        self._other = other
        self._swapped = frozenset(swapped)
        theirs = self._swapped.intersection(other.paths())
        self._paths = sorted(theirs.union(path for path in below.paths() if path not in self._swapped))

    @property
    def top(self) -> Path:
        return self._below.top

    def paths(self) -> Sequence[str]:
        return self._paths

    def read(self, path: str, limit: int = MOST_BYTES) -> bytes:
        return self._of(path).read(path, limit)

    def read_many(self, paths: Iterable[str], limit: int = MOST_BYTES) -> Contents:
        wanted = list(paths)
        below = iter(self._below.read_many([path for path in wanted if path not in self._swapped], limit))
        for path in wanted:
            if path not in self._swapped:
                yield next(below)
                continue
            try:
                yield path, self.read(path, limit)
            except Unreadable as unreadable:
                yield path, unreadable

    def size(self, path: str) -> int | None:
        return self._of(path).size(path)

    def blob(self, path: str) -> str | None:
        return self._of(path).blob(path)

    def has(self, path: str) -> bool:
        return self._of(path).has(path)

    def similar(self, path: str) -> str | None:
        return self._of(path).similar(path)

    def unmerged(self) -> Sequence[str]:
        return [path for path in self._below.unmerged() if path not in self._swapped]

    def _of(self, path: str) -> Tree:
        return self._other if path in self._swapped else self._below
