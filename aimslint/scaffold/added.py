"""A tree with files that are not written yet, to judge them before they are."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from aimslint.trees import MOST_BYTES, MemoryTree, Tree, Unreadable
from aimslint.trees.tree import Contents


class Added:
    """A tree with the given files put over it; they stand in place of what bears their names."""

    def __init__(self, tree: Tree, files: Mapping[str, bytes]) -> None:
        self._tree = tree
        self._files = MemoryTree(files, tree.top)

    @property
    def top(self) -> Path:
        return self._tree.top

    def paths(self) -> Sequence[str]:
        return sorted({*self._tree.paths(), *self._files.paths()})

    def read(self, path: str, limit: int = MOST_BYTES) -> bytes:
        return self._of(path).read(path, limit)

    def read_many(self, paths: Iterable[str], limit: int = MOST_BYTES) -> Contents:
        for path in paths:
            try:
                yield path, self.read(path, limit)
            except Unreadable as unreadable:
                yield path, unreadable

    def size(self, path: str) -> int | None:
        return self._of(path).size(path)

    def blob(self, path: str) -> str | None:
        return self._of(path).blob(path)

    def has(self, path: str) -> bool:
        return self._files.has(path) or self._tree.has(path)

    def similar(self, path: str) -> str | None:
        return self._tree.similar(path) or self._files.similar(path)

    def unmerged(self) -> Sequence[str]:
        return self._tree.unmerged()

    def _of(self, path: str) -> Tree:
        return self._files if path in self._files.paths() else self._tree
