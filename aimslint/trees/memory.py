"""A tree of texts in memory: for the examples of rules, for tests, for editors."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from aimslint.blobs import blob_id
from aimslint.trees.listing import Kind, Listing
from aimslint.trees.tree import MOST_BYTES, Contents, Unreadable, not_in_tree, too_large


class MemoryTree:
    """The given files and nothing else. Texts are stored as UTF-8; `unmerged` paths count as in conflict."""

    def __init__(self, files: Mapping[str, bytes | str], top: Path | None = None, unmerged: Iterable[str] = ()) -> None:
        self.top = top or Path()
        self._contents = {
            path: content.encode("utf-8") if isinstance(content, str) else content for path, content in files.items()
        }
        self._unmerged = tuple(unmerged)
        kinds = dict.fromkeys(self._contents, Kind.FILE) | dict.fromkeys(self._unmerged, Kind.UNMERGED)
        self._listing = Listing(kinds, target_of=_no_link)

    def paths(self) -> Sequence[str]:
        return self._listing.paths

    def read(self, path: str, limit: int = MOST_BYTES) -> bytes:
        content = self._contents[self._listing.file_behind(path)]
        if len(content) > limit:
            raise too_large(path, limit)
        return content

    def read_many(self, paths: Iterable[str], limit: int = MOST_BYTES) -> Contents:
        for path in paths:
            try:
                yield path, self.read(path, limit)
            except Unreadable as unreadable:
                yield path, unreadable

    def size(self, path: str) -> int | None:
        content = self._contents.get(path)
        return None if content is None else len(content)

    def blob(self, path: str, *, like: str = "") -> str | None:
        """As any tree; `like` is an id of the kind that is wanted."""
        content = self._contents.get(path)
        return None if content is None else blob_id(content, like)

    def has(self, path: str) -> bool:
        return self._listing.has(path)

    def similar(self, path: str) -> str | None:
        return self._listing.similar(path)

    def links(self) -> Sequence[str]:
        return self._listing.links

    def unmerged(self) -> Sequence[str]:
        return self._unmerged


def _no_link(path: str) -> str:
    raise not_in_tree(path)
