"""A tree whose contents a repository holds: what the index and a commit have in common."""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from aimslint.blobs import blob_id
from aimslint.trees.disk import on_disk, read_regular_file
from aimslint.trees.listed import Listed
from aimslint.trees.listing import LONGEST_PATH, Kind, Listing, kinds_from_plain
from aimslint.trees.objects import Objects
from aimslint.trees.tree import MOST_BYTES, Contents, Unreadable, too_large

_SMALL = 1 << 16  # what is read alone, such as the settings, is read again: each time would start git twice
_BATCH_BYTES = 16 * 1024 * 1024  # how much to hold at once while reading many files


class StoredTree:
    """Files that git holds, read in bulk.

    `fetch` is the advice for a content that a partial clone left on the server.
    """

    def __init__(self, objects: Objects, listed: Listed, fetch: str) -> None:
        self._objects = objects
        self._blobs: Mapping[str, str] = listed.blobs
        self._fetch = fetch
        self._small: dict[str, bytes] = {}
        self._listing = Listing(listed.kinds, self._target_of, listed.submodules, listed.folders)

    def to_plain(self) -> list[Any]:
        """What another process must know to see the same files, without listing them again."""
        top, own = os.fsencode(self._objects.top), self._objects.own_repository
        return [top, own, self._listing.to_plain(), dict(self._blobs), self._fetch]

    @classmethod
    def from_plain(cls, plain: Any) -> "StoredTree":
        """The tree that `to_plain` tells of."""
        top, own, listed, blobs, fetch = plain
        kinds, submodules = kinds_from_plain(listed)
        return StoredTree(Objects(Path(os.fsdecode(top)), own), Listed(kinds, blobs, submodules), fetch)

    @property
    def top(self) -> Path:
        return self._objects.top

    @property
    def blobs(self) -> Mapping[str, str]:
        """The content id of every file and link."""
        return self._blobs

    def paths(self) -> Sequence[str]:
        return self._listing.paths

    def read(self, path: str, limit: int = MOST_BYTES) -> bytes:
        known = self._small.get(path)
        if known is not None and len(known) <= limit:
            return known
        same = self._on_disk(path)
        if same is not None and len(same) <= limit:
            self._small[path] = same
            return same
        ((_, content),) = self.read_many([path], limit)
        if isinstance(content, Unreadable):
            raise content
        if len(content) <= _SMALL:
            self._small[path] = content
        return content

    def read_many(self, paths: Iterable[str], limit: int = MOST_BYTES) -> Contents:
        wanted = list(paths)
        blobs = {path: self._blob_behind(path) for path in wanted}
        sizes = self._objects.sizes(blob for blob in blobs.values() if isinstance(blob, str))
        batch: list[str] = []
        weight = 0
        for path in wanted:
            blob = blobs[path]
            size = sizes.get(blob) if isinstance(blob, str) else None
            size = 0 if size is None or size > limit else size
            if batch and weight + size > _BATCH_BYTES:
                yield from self._read_batch(batch, blobs, sizes, limit)
                batch, weight = [], 0
            batch.append(path)
            weight += size
        yield from self._read_batch(batch, blobs, sizes, limit)

    def size(self, path: str) -> int | None:
        blob = self._blob_behind(path)
        return None if isinstance(blob, Unreadable) else self._objects.sizes([blob]).get(blob)

    def blob(self, path: str) -> str | None:
        return self._blobs.get(path)

    def has(self, path: str) -> bool:
        return self._listing.has(path)

    def similar(self, path: str) -> str | None:
        return self._listing.similar(path)

    def links(self) -> Sequence[str]:
        return self._listing.links

    def unmerged(self) -> Sequence[str]:
        return list(self._listing.unmerged)

    def _blob_behind(self, path: str) -> "str | Unreadable":
        try:
            return self._blobs[self._listing.file_behind(path)]
        except Unreadable as unreadable:
            return unreadable

    def _on_disk(self, path: str) -> bytes | None:
        """What a small file in the top folder holds, as the settings, if the disk has the same; else None.

        To ask git takes fifty times as long.
        """
        blob = self._blob_behind(path)
        if "/" in path or not isinstance(blob, str):
            return None
        try:
            content = read_regular_file(on_disk(self.top, path), path, _SMALL)
        except (OSError, Unreadable):
            return None
        return content if blob_id(content, blob) == blob else None

    def _target_of(self, link: str) -> str:
        target = self._link_targets.get(self._blobs[link])
        if target is None:
            raise Unreadable(
                link,
                "a symbolic link whose target is missing or far too long, where a file was expected",
                "put the file itself here",
            )
        return target.decode("utf-8", "surrogateescape")

    @cached_property
    def _link_targets(self) -> dict[str, bytes]:
        blobs = [self._blobs[path] for path, kind in self._listing.kinds.items() if kind is Kind.LINK]
        sizes = self._objects.sizes(blobs)
        return self._objects.contents(blob for blob, size in sizes.items() if size <= LONGEST_PATH)

    def _read_batch(
        self, paths: list[str], blobs: dict[str, "str | Unreadable"], sizes: dict[str, int], limit: int
    ) -> Contents:
        fitting = (
            blob for path in paths if isinstance(blob := blobs[path], str) and sizes.get(blob, limit + 1) <= limit
        )
        contents = self._objects.contents(fitting)
        for path in paths:
            blob = blobs[path]
            if isinstance(blob, Unreadable):
                yield path, blob
            elif blob in contents:
                yield path, contents[blob]
            elif blob in sizes:
                yield path, too_large(path, limit)
            else:
                reason = "git does not hold the content of this file; a partial clone leaves it on the server"
                yield path, Unreadable(path, reason, self._fetch)
