"""A tree in which some paths are as in another tree: what they would be after a fix, in a buffer, in another commit."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from aimslint.trees.listing import folders_of
from aimslint.trees.memory import MemoryTree
from aimslint.trees.tree import MOST_BYTES, Contents, Tree, Unreadable


class OverlayTree:
    """The files of `below`, but that all about `paths` is as `above` has it: there, changed, or not there at all.

    `changed` are these paths, `above_has` those of them that are there.
    """

    def __init__(self, below: Tree, above: Tree, paths: Collection[str]) -> None:
        self.below = below
        self._above = above
        self.changed = frozenset(paths)
        self.above_has = self.changed.intersection(above.paths())

    @property
    def top(self) -> Path:
        return self.below.top

    def paths(self) -> Sequence[str]:
        return self._paths

    def read(self, path: str, limit: int = MOST_BYTES) -> bytes:
        return self._of(path).read(path, limit)

    def read_many(self, paths: Iterable[str], limit: int = MOST_BYTES) -> Contents:
        wanted = list(paths)
        below = iter(self.below.read_many([path for path in wanted if path not in self.changed], limit))
        for path in wanted:
            if path not in self.changed:
                yield next(below)
                continue
            try:
                yield path, self.read(path, limit)
            except Unreadable as unreadable:
                yield path, unreadable

    def size(self, path: str) -> int | None:
        return self._of(path).size(path)

    def blob(self, path: str) -> str | None:
        if path in self.changed and isinstance(self._above, MemoryTree):  # which knows no repository's kind of id
            return self._above.blob(path, like=self.below.blob(path) or "")
        return self._of(path).blob(path)

    def has(self, path: str) -> bool:
        return self._of(path).has(path) or path.rstrip("/") in self._new_folders

    def similar(self, path: str) -> str | None:
        found = self._of(path).similar(path)
        if found is None and path not in self.changed:
            theirs = self._above.similar(path)
            found = theirs if theirs in self.above_has or theirs in self._new_folders else None
        return found

    def links(self) -> Sequence[str]:
        below = [path for path in self.below.links() if path not in self.changed]
        return [*below, *(path for path in self._above.links() if path in self.changed)]

    def unmerged(self) -> Sequence[str]:
        return [path for path in self.below.unmerged() if path not in self.changed]

    @cached_property
    def _paths(self) -> Sequence[str]:
        kept = [path for path in self.below.paths() if path not in self.changed]
        return sorted([*kept, *self.above_has]) if self.above_has or len(kept) < len(self.below.paths()) else kept

    @cached_property
    def _new_folders(self) -> frozenset[str]:
        return folders_of(self.above_has)

    def _of(self, path: str) -> Tree:
        return self._above if path in self.changed else self.below


def overlaid(below: Tree, contents: Mapping[str, bytes | None]) -> OverlayTree:
    """`below` with other bytes for some files, also for new ones; None takes a file away."""
    there = {path: content for path, content in contents.items() if content is not None}
    return OverlayTree(below, MemoryTree(there, below.top), contents.keys())
