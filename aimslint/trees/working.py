"""The working tree: what git tracks plus what it neither tracks nor ignores, as it stands on disk."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from aimslint.git_command import run_git, split_names
from aimslint.trees.disk import Disk, content_of, on_disk, read_link, read_regular_file, why_unreadable
from aimslint.trees.entries import SUBMODULE
from aimslint.trees.listing import RECORD_SUFFIXES, Kind, Listing, stays_inside
from aimslint.trees.repository import NoRepository, find_repository, is_own_repository
from aimslint.trees.tree import MOST_BYTES, Contents, Unreadable
from aimslint.trees.unchanged import Blobs, GitBlobs, PlainBlobs


class WorkingTree:
    """The files of a folder on disk.

    `no_repository` says why git was not asked, or is None. Then every file below the folder counts, except
    what lies in a folder `.git`; links to folders are not followed.
    """

    def __init__(self, top: Path, listing: Listing, blobs: Blobs, no_repository: NoRepository | None) -> None:
        self.top = top
        self.no_repository = no_repository
        self._listing = listing
        self._blobs = blobs

    @classmethod
    def at(cls, folder: Path, *, is_top: bool = False) -> "WorkingTree":
        """The tree of the repository that `folder` lies in, or of the folder itself. Raises GitError.

        `is_top` says that git was asked already, and that its work tree begins there.
        """
        found = folder if is_top else find_repository(folder)
        if isinstance(found, NoRepository):
            top = found.top
            listing = Listing(_walk(top), lambda link: read_link(top, link))
            return cls(top, listing, PlainBlobs(top), found)
        own = is_own_repository(found)
        kinds, submodules = _list_with_git(found, own)
        listing = Listing(kinds, lambda link: read_link(found, link), submodules)
        return cls(found, listing, GitBlobs(found, own), None)

    def to_plain(self) -> list[Any]:
        """What another process must know to see the same files, without listing them again."""
        own = self._blobs.own_repository if isinstance(self._blobs, GitBlobs) else None
        return [os.fsencode(self.top), self._listing.to_plain(), own]

    @classmethod
    def from_plain(cls, plain: Any) -> "WorkingTree":
        """The tree that `to_plain` tells of; it does not know any more why git was not asked."""
        folder, listed, own = plain
        top = Path(os.fsdecode(folder))
        listing = Listing.from_plain(listed, lambda link: read_link(top, link))
        return cls(top, listing, PlainBlobs(top) if own is None else GitBlobs(top, own), None)

    def paths(self) -> Sequence[str]:
        return self._listing.paths

    def read(self, path: str, limit: int = MOST_BYTES) -> bytes:
        behind = self._listing.file_behind(path)
        try:
            return read_regular_file(on_disk(self.top, behind), path, limit)
        except OSError as error:
            raise why_unreadable(path, error) from None

    def read_many(self, paths: Iterable[str], limit: int = MOST_BYTES) -> Contents:
        for path in paths:
            try:
                yield path, self.read(path, limit)
            except Unreadable as unreadable:
                yield path, unreadable

    def size(self, path: str) -> int | None:
        try:
            behind = self._listing.file_behind(path)
            return os.lstat(on_disk(self.top, behind)).st_size
        except (Unreadable, OSError):
            return None

    def blob(self, path: str) -> str | None:
        kind = self._listing.kinds.get(path)
        if kind is Kind.FILE:
            return self._blobs.of_file(path)
        if kind is Kind.LINK:
            try:
                return self._blobs.of_link(read_link(self.top, path))
            except Unreadable:
                return None
        return self._blobs.of_absent(path)

    def has(self, path: str) -> bool:
        return self._listing.has(path)

    def similar(self, path: str) -> str | None:
        return self._listing.similar(path)

    def links(self) -> Sequence[str]:
        return self._listing.links

    def unmerged(self) -> Sequence[str]:
        return ()


def _list_with_git(top: Path, own: bool) -> tuple[dict[str, Kind], list[str]]:
    """What git lists, with its kind on disk, and the folders of submodules.

    git knows names; the disk knows what stands there today. So each folder that holds a listed file is looked
    into once, which is cheaper than asking for each file, and shows what git never lists: pipes, devices,
    empty folders.
    """
    listed, mounted = _ask_git(top, own)
    disk = Disk(top)
    kinds: dict[str, Kind] = {}
    for path in listed:
        kind = disk.kind(path)
        if kind is not None:
            kinds[path] = kind
    odd = {path: kind for path, kind in disk.oddities() if path not in kinds and path not in mounted}
    if odd:
        for path in _ignored(top, odd, own):
            del odd[path]
    return kinds | odd, [path for path in mounted if disk.kind(path) is Kind.FOLDER]


def _ask_git(top: Path, own_repository: bool) -> tuple[dict[str, None], list[str]]:
    """The tracked and untracked paths, each once, and where other repositories are mounted."""
    output = run_git(
        top,
        *("ls-files", "-z", "-t", "--stage", "--cached", "--others", "--exclude-standard"),
        own_repository=own_repository,
    )
    listed: dict[str, None] = {}
    mounted: list[str] = []
    for entry in split_names(output):
        if entry.startswith("? "):
            path = entry[2:]
            if path.endswith("/"):  # a repository inside this one, that git would not add
                mounted.append(path.rstrip("/"))
            else:
                listed[path] = None
        else:  # "H <mode> <blob> <stage>\t<path>"
            about, _, path = entry.partition("\t")
            if about[2:].startswith(SUBMODULE):
                mounted.append(path)
            elif stays_inside(path):
                listed[path] = None
    return listed, mounted


def _ignored(top: Path, paths: Iterable[str], own_repository: bool) -> list[str]:
    """Those of the paths that git ignores."""
    asked = "".join(f"./{path}\0" for path in paths)  # "./", else a leading ":" would be an instruction
    answer = run_git(
        top,
        *("check-ignore", "-z", "--stdin"),
        stdin=asked.encode("utf-8", "surrogateescape"),
        own_repository=own_repository,
        accept=(0, 1),  # 1: none is ignored
    )
    return [path.removeprefix("./") for path in split_names(answer)]


def _walk(top: Path) -> dict[str, Kind]:
    """Everything below `top` that is no folder, and folders that look like a record or cannot be listed."""
    kinds: dict[str, Kind] = {}
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            content = content_of(top, folder)
        except OSError:
            if folder:
                kinds[folder] = Kind.FOLDER
            continue
        for name, kind in content.items():
            path = f"{folder}/{name}" if folder else name
            if name == ".git":
                continue
            if kind is not Kind.FOLDER:
                kinds[path] = kind
            else:
                waiting.append(path)
                if name.endswith(RECORD_SUFFIXES):
                    kinds[path] = kind
    return kinds
