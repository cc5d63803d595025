"""A tree that notes what rules ask it for, so that they need not be judged again when other files come and go."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from aimslint.trees.tree import MOST_BYTES, Contents, Tree


class AskedTree:
    """The tree `below`. `asked` are the paths somebody looked up, `listed` says that somebody went through all."""

    def __init__(self, below: Tree) -> None:
        self.below = below
        self.asked: set[str] = set()
        self.listed = False

    @property
    def top(self) -> Path:
        return self.below.top

    def paths(self) -> Sequence[str]:
        self.listed = True
        return self.below.paths()

    def read(self, path: str, limit: int = MOST_BYTES) -> bytes:
        self.asked.add(path.strip("/"))
        return self.below.read(path, limit)

    def read_many(self, paths: Iterable[str], limit: int = MOST_BYTES) -> Contents:
        wanted = list(paths)
        self.asked.update(path.strip("/") for path in wanted)
        return self.below.read_many(wanted, limit)

    def size(self, path: str) -> int | None:
        self.asked.add(path.strip("/"))
        return self.below.size(path)

    def blob(self, path: str) -> str | None:
        self.asked.add(path.strip("/"))
        return self.below.blob(path)

    def has(self, path: str) -> bool:
        self.asked.add(path.strip("/"))
        return self.below.has(path)

    def similar(self, path: str) -> str | None:
        self.listed = True
        return self.below.similar(path)

    def unmerged(self) -> Sequence[str]:
        return self.below.unmerged()

    def links(self) -> Sequence[str]:
        self.listed = True
        return self.below.links()


def with_folders(paths: Collection[str]) -> Iterator[str]:
    """Some paths, and the folders that they lie in."""
    for path in paths:
        yield path
        while path := path.rpartition("/")[0]:
            yield path
