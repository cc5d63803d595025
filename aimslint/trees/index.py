"""The git index as a tree: exactly what the next commit will hold."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from aimslint.git_command import GitError, run_git, split_names
from aimslint.trees.entries import SUBMODULE, entry_of, stamped_entries
from aimslint.trees.listing import LONGEST_PATH, Kind, Listing, stays_inside
from aimslint.trees.repository import NoRepository, find_repository, is_own_repository
from aimslint.trees.tree import MOST_BYTES, Contents, Unreadable, too_large

_KINDS = {"100": Kind.FILE, "120": Kind.LINK}
_EMPTY_BLOBS = (
    "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
)
_BATCH_BYTES = 16 * 1024 * 1024  # how much of the index to hold at once while reading many files


class IndexTree:
    """The index of a repository, read by git itself in every version it writes.

    In a hook that is the index of the commit being made (`GIT_INDEX_FILE`). A path announced by
    `git add --intent-to-add` is left out, as a commit would leave it out.
    """

    def __init__(self, top: Path, own_repository: bool) -> None:
        self.top = top
        self._own_repository = own_repository
        self._blobs: dict[str, str] = {}
        kinds: dict[str, Kind] = {}
        submodules: list[str] = []
        for entry in map(entry_of, split_names(self._git("ls-files", "-s", "-z"))):
            if not stays_inside(entry.path):
                continue
            if entry.stage:
                kinds[entry.path] = Kind.UNMERGED
            elif entry.mode == SUBMODULE:
                submodules.append(entry.path)
            else:
                kinds[entry.path] = _KINDS.get(entry.mode[:3], Kind.SPECIAL)
                self._blobs[entry.path] = entry.blob
        if any(blob in _EMPTY_BLOBS for blob in self._blobs.values()):
            for path in self._only_announced():
                kinds.pop(path, None)
                self._blobs.pop(path, None)
        self._listing = Listing(kinds, self._target_of, submodules)

    @classmethod
    def at(cls, folder: Path) -> "IndexTree":
        """The index of the repository that `folder` lies in. Raises GitError when there is none."""
        top = find_repository(folder)
        if isinstance(top, NoRepository):
            raise GitError(top.explanation, top.reason)
        return cls(top, is_own_repository(top))

    def paths(self) -> Sequence[str]:
        return self._listing.paths

    def read(self, path: str, limit: int = MOST_BYTES) -> bytes:
        ((_, content),) = self.read_many([path], limit)
        if isinstance(content, Unreadable):
            raise content
        return content

    def read_many(self, paths: Iterable[str], limit: int = MOST_BYTES) -> Contents:
        wanted = list(paths)
        blobs = {path: self._blob_behind(path) for path in wanted}
        sizes = self._sizes(blob for blob in blobs.values() if isinstance(blob, str))
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
        return None if isinstance(blob, Unreadable) else self._sizes([blob]).get(blob)

    def blob(self, path: str) -> str | None:
        return self._blobs.get(path)

    def has(self, path: str) -> bool:
        return self._listing.has(path)

    def similar(self, path: str) -> str | None:
        return self._listing.similar(path)

    def unmerged(self) -> Sequence[str]:
        return [path for path in self._listing.paths if self._listing.kinds[path] is Kind.UNMERGED]

    def _git(self, *args: str, stdin: bytes | None = None) -> bytes:
        return run_git(self.top, *args, stdin=stdin, own_repository=self._own_repository)

    def _blob_behind(self, path: str) -> "str | Unreadable":
        try:
            return self._blobs[self._listing.file_behind(path)]
        except Unreadable as unreadable:
            return unreadable

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
        return self._contents(blob for blob, size in self._sizes(blobs).items() if size <= LONGEST_PATH)

    def _only_announced(self) -> Iterator[str]:
        """The paths of entries that only announce a file. git tells them from empty files by a flag alone."""
        for entry, stamp in stamped_entries(self._git("ls-files", "-s", "-z", "--debug")):
            if stamp.only_announced:
                yield entry.path

    def _sizes(self, blobs: Iterable[str]) -> dict[str, int]:
        """The size of each blob that the repository holds; reads none of them."""
        asked = "".join(f"{blob}\n" for blob in dict.fromkeys(blobs))
        if not asked:
            return {}
        sizes = {}
        for line in self._git("cat-file", "--batch-check", stdin=asked.encode()).decode().splitlines():
            blob, kind, *size = line.split(" ")
            if kind == "blob":
                sizes[blob] = int(size[0])
        return sizes

    def _contents(self, blobs: Iterable[str]) -> dict[str, bytes]:
        asked = "".join(f"{blob}\n" for blob in dict.fromkeys(blobs))
        if not asked:
            return {}
        return dict(_split_batch(self._git("cat-file", "--batch", stdin=asked.encode())))

    def _read_batch(
        self, paths: list[str], blobs: dict[str, "str | Unreadable"], sizes: dict[str, int], limit: int
    ) -> Contents:
        fitting = (
            blob for path in paths if isinstance(blob := blobs[path], str) and sizes.get(blob, limit + 1) <= limit
        )
        contents = self._contents(fitting)
        for path in paths:
            blob = blobs[path]
            if isinstance(blob, Unreadable):
                yield path, blob
            elif blob in contents:
                yield path, contents[blob]
            elif blob in sizes:
                yield path, too_large(path, limit)
            else:
                yield (
                    path,
                    Unreadable(
                        path,
                        "git does not hold the content of this file; a partial clone leaves it on the server",
                        "fetch it first, for example by: git checkout",
                    ),
                )


def _split_batch(output: bytes) -> Iterator[tuple[str, bytes]]:
    """The blobs in an answer of `cat-file --batch`: each a line `<id> blob <size>`, the bytes, a newline."""
    start = 0
    while start < len(output):
        end_of_line = output.index(b"\n", start)
        blob, kind, *size = output[start:end_of_line].decode().split(" ")
        start = end_of_line + 1
        if kind == "missing" or not size:
            continue
        end = start + int(size[0])
        if kind == "blob":
            yield blob, output[start:end]
        start = end + 1
