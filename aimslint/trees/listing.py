"""The names of a tree and what stands behind each: the part that all trees share."""

import os
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cached_property
from typing import Any

from aimslint.trees.tree import Unreadable, check_name, not_in_tree, shown

RECORD_SUFFIXES = (".yaml", ".yml", ".md")
"""How files end that can hold a record; a folder named so is listed, so that somebody hears of it."""

_MOST_LINKS = 40  # as the Linux kernel allows on one path
LONGEST_PATH = 4096  # in characters; no system opens longer ones, and an index may hold them


class Kind(Enum):
    """What stands at a path."""

    FILE = "a file"
    LINK = "a symbolic link"
    FOLDER = "a folder"
    SPECIAL = "a named pipe, socket or device"
    UNMERGED = "an unmerged entry"


class Listing:
    """Every path of a tree with its kind.

    `kinds` holds what the tree lists, `submodules` the folders where another repository is mounted (they
    count as folders, their content belongs to the other repository), `target_of` reads the text of a link, `folders`
    are those on the way, where they are known.
    """

    def __init__(
        self,
        kinds: Mapping[str, Kind],
        target_of: Callable[[str], str],
        submodules: Iterable[str] = (),
        folders: frozenset[str] | None = None,
    ) -> None:
        self._target_of = target_of
        self.submodules = frozenset(submodules)
        folders = folders_of(kinds) if folders is None else folders
        self.folders = folders | self.submodules
        named_as_records = (name for name in folders if name.endswith(RECORD_SUFFIXES) and name not in kinds)
        self.kinds = {**kinds, **dict.fromkeys(named_as_records, Kind.FOLDER)}
        self.paths: tuple[str, ...] = tuple(sorted(self.kinds))
        plain = list(self.kinds.values()).count(Kind.FILE) == len(self.kinds)  # as nearly always
        self._odd = () if plain else [path for path in self.paths if self.kinds[path] is not Kind.FILE]

    def to_plain(self) -> list[Any]:
        """All names, by what stands there, and the submodules: as lists and texts."""
        by_kind: dict[str, list[str]] = {}
        for path, kind in self.kinds.items():
            by_kind.setdefault(kind.name, []).append(path)
        return [by_kind, list(self.submodules)]

    @classmethod
    def from_plain(cls, plain: Any, target_of: Callable[[str], str]) -> "Listing":
        """The listing that `to_plain` made this of."""
        kinds, submodules = kinds_from_plain(plain)
        return cls(kinds, target_of, submodules)

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Where links stand."""
        return tuple(path for path in self._odd if self.kinds[path] is Kind.LINK)

    @cached_property
    def unmerged(self) -> tuple[str, ...]:
        """Where several versions stand."""
        return tuple(path for path in self._odd if self.kinds[path] is Kind.UNMERGED)

    def has(self, path: str) -> bool:
        """Whether a file or folder stands at `path`, links followed inside the tree."""
        path = path.rstrip("/")
        kind = self.kinds.get(path)
        if (kind is not None and kind is not Kind.LINK) or path in self.folders:
            return True
        try:
            end = self._follow(path)
        except Unreadable:
            return False
        return end in self.folders or self.kinds.get(end, Kind.LINK) is not Kind.LINK

    def similar(self, path: str) -> str | None:
        """A listed path, file or folder, that differs only in the case of letters."""
        path = path.rstrip("/")
        if path in self.kinds or path in self.folders:
            return None
        return self._by_folded_name.get(path.casefold())

    def file_behind(self, path: str) -> str:
        """The path of the regular file that reading `path` means. Raises Unreadable when there is none."""
        kind = self.kinds.get(path)
        check_name(path)
        if kind is Kind.FILE:
            return path
        if kind is Kind.LINK:
            return self._linked_file(path)
        raise _not_a_file(path, kind)

    def _linked_file(self, path: str) -> str:
        end = self._follow(path)
        kind = self.kinds.get(end)
        if kind is Kind.FILE:
            return end
        if end in self.folders:
            found = f"a symbolic link to the folder {shown(end) or '.'} stands where a file was expected"
        elif kind is None:
            near = self.similar(end)
            found = f"a broken symbolic link: it leads to {shown(end)}, which the tree does not hold"
            found += f" (letter case: {shown(near)} exists)" if near else ""
        else:
            found = f"a symbolic link leads to {shown(end)}, which is {kind.value}"
        raise Unreadable(path, found, "put the file itself here, or let the link lead to a file of the repository")

    def _follow(self, path: str) -> str:
        """Where `path` leads once every link on the way is followed, by names of the tree alone.

        Nothing outside the tree is ever looked at, so that the index and the working tree answer alike.
        """
        rest = _parts(path, path)
        walked: list[str] = []
        links = 0
        while rest:
            part = rest.pop()
            if part in ("", "."):
                continue
            if part == "..":
                if not walked:
                    raise _leads_out(path)
                walked.pop()
                continue
            here = "/".join((*walked, part))
            if len(here) > LONGEST_PATH:
                raise _too_long(path)
            if self.kinds.get(here) is not Kind.LINK:
                walked.append(part)
                continue
            links += 1
            if links > _MOST_LINKS:
                raise Unreadable(
                    path,
                    "a symbolic link leads back to itself, where a file was expected",
                    "remove the link, or let it lead to a file of the repository",
                )
            target = self._target_of(here)
            if target.startswith("/") or target[1:3] == ":/":
                raise _leads_out(path)
            rest.extend(_parts(path, target))
        return "/".join(walked)

    @cached_property
    def _by_folded_name(self) -> dict[str, str]:
        return {name.casefold(): name for name in sorted((*self.folders, *self.paths), reverse=True)}


def kinds_from_plain(plain: Any) -> tuple[dict[str, Kind], list[str]]:
    """What stands at each path, and the submodules, of a listing that `to_plain` made this of."""
    by_kind, submodules = plain
    return {path: Kind[name] for name, paths in by_kind.items() for path in paths}, submodules


def stays_inside(path: str) -> bool:
    """Whether a name from an index can only mean something below the top. git checks this when it adds a file,
    not when it reads an index that somebody prepared."""
    if os.sep == "\\" and ("\\" in path or ":" in path):
        return False
    parts = f"/{path}/"
    return not ("//" in parts or "/./" in parts or "/../" in parts or "/.git/" in parts)


def folders_of(names: Iterable[str]) -> frozenset[str]:
    """Every folder on the way to `names`, the top (an empty text) included."""
    folders = {""}
    for holder in {name.rpartition("/")[0] for name in names if len(name) <= LONGEST_PATH}:
        folder = holder
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(folders)


def _parts(path: str, text: str) -> list[str]:
    """The names on the way that `text` describes, the last one first."""
    if len(text) > LONGEST_PATH:
        raise _too_long(path)
    return text.split("/")[::-1]


def _too_long(path: str) -> Unreadable:
    return Unreadable(path, "a path is longer than any system opens", "shorten the path")


def _leads_out(path: str) -> Unreadable:
    return Unreadable(
        path,
        "a symbolic link leads out of the repository, where a file was expected; nothing outside is read",
        "put the file itself here, or let the link lead, by a relative path, to a file of the repository",
    )


def _not_a_file(path: str, kind: Kind | None) -> Unreadable:
    if kind is None:
        return not_in_tree(path)
    if kind is Kind.UNMERGED:
        return Unreadable(
            path,
            "the index holds several versions of this file after a merge with conflicts; one was expected",
            "resolve the conflict, then run: git add " + shown(path),
            "unmerged-entry",
        )
    return Unreadable(
        path,
        f"{kind.value} stands where a file was expected",
        "put a regular file here, rename what is here, or exclude the path in aimslint.yaml",
    )
