"""A tree with other contents for some of its files: what they would be after a fix, or in an editor's buffers."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from aimslint.blobs import blob_id
from aimslint.trees.tree import MOST_BYTES, Contents, Tree, Unreadable, too_large


class OverlayTree:
    """The files of `below`, but for those that `contents` gives new bytes. Adds no file and takes none away."""

    def __init__(self, below: Tree, contents: Mapping[str, bytes]) -> None:
        self._below = below
        self._contents = contents

    @property
    def top(self) -> Path:
        return self._below.top

    def paths(self) -> Sequence[str]:
        return self._below.paths()

    def read(self, path: str, limit: int = MOST_BYTES) -> bytes:
        content = self._contents.get(path)
        if content is None:
            return self._below.read(path, limit)
        if len(content) > limit:
            raise too_large(path, limit)
        return content

    def read_many(self, paths: Iterable[str], limit: int = MOST_BYTES) -> Contents:
        wanted = list(paths)
        below = iter(self._below.read_many([path for path in wanted if path not in self._contents], limit))
        for path in wanted:
            if path not in self._contents:
                yield next(below)
                continue
            try:
                yield path, self.read(path, limit)
            except Unreadable as unreadable:
                yield path, unreadable

    def size(self, path: str) -> int | None:
        content = self._contents.get(path)
        return self._below.size(path) if content is None else len(content)

    def blob(self, path: str) -> str | None:
        below = self._below.blob(path)
        content = self._contents.get(path)
        return below if content is None else blob_id(content, below or "")

    def has(self, path: str) -> bool:
        return self._below.has(path)

    def similar(self, path: str) -> str | None:
        return self._below.similar(path)

    def unmerged(self) -> Sequence[str]:
        return self._below.unmerged()
