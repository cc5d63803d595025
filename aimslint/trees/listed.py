"""What git lists of an index or a commit: every path, what stands there, and the id of its content."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from aimslint.dataclass import dataclass
from aimslint.git_command import split_names
from aimslint.trees.entries import SUBMODULE
from aimslint.trees.listing import LONGEST_PATH, Kind, folders_of, stays_inside

_REGULAR = ("100644", "100755")
_NONE = "000000"
"""The mode of what is not there."""
_KINDS = {"100": Kind.FILE, "120": Kind.LINK}
_ODD_ENDS = tuple(f"{before}{name}" for before in "\t/" for name in ("", ".", "..", ".git"))
_LONGEST_ODD = len("/.git")
# A part of a path that may lead elsewhere. As nearly always there is none, paths need not be looked at one by one.
_ODD = re.compile(rb"[\t/](?:\.{0,2}|\.git)[/\0]")


@dataclass(slots=True)
class Listed:
    """What stands at each path, its content id where it is a file or link, and where other repositories are mounted.

    `folders` are those on the way to what stands there, where they are known.
    """

    kinds: dict[str, Kind] = field(default_factory=dict)
    blobs: dict[str, str] = field(default_factory=dict)
    submodules: list[str] = field(default_factory=list)
    folders: frozenset[str] | None = field(default=None, compare=False)

    def add(self, mode: str, blob: str, path: str) -> None:
        """Take in an entry; `mode` has six digits."""
        if path not in self.kinds:
            self.folders = None
        if mode == SUBMODULE:
            self.submodules.append(path)
        else:
            self.kinds[path] = _KINDS.get(mode[:3], Kind.SPECIAL)
            self.blobs[path] = blob

    def remove(self, path: str) -> None:
        """Take out what stands at a path."""
        self.folders = None
        self.kinds.pop(path, None)
        self.blobs.pop(path, None)
        self.submodules = [other for other in self.submodules if other != path]


def listed_in_index(output: bytes) -> Listed:
    """What `git ls-files -s -z` printed. Of a file in conflict nobody can say which content stands there."""
    entries = split_names(output)
    found = _files_alone(output, entries, "", " 0")
    if found is not None:
        return found
    found = Listed()
    for about, path in _entries(output, entries):
        if about.endswith(" 0"):
            found.add(about[:6], about[7:-2], path)
        else:
            found.kinds[path] = Kind.UNMERGED
    return found


def listed_in_commit(output: bytes) -> Listed:
    """What `git ls-tree -r -z` printed."""
    entries = split_names(output)
    found = _files_alone(output, entries, "blob ", "")
    if found is not None:
        return found
    found = Listed()
    for about, path in _entries(output, entries):
        found.add(about[:6], about.rpartition(" ")[2], path)
    return found


def listed_before(output: bytes, now: Listed) -> Listed | None:
    """What a commit holds, by what an index holds and what `git diff-index --cached --raw -z` printed of both.

    None where that does not go with the index.
    """
    found = Listed(dict(now.kinds), dict(now.blobs), list(now.submodules), now.folders)
    words = split_names(output)
    for about, path in zip(words[::2], words[1::2], strict=True):
        if not stays_inside(path):
            continue
        before, after, blob, blob_now, status = about.removeprefix(":").split(" ")
        if status not in ("A", "D", "M", "T") or (after[:2] == "10" and now.blobs.get(path) != blob_now):
            return None
        if SUBMODULE in (before, after) or status != "M":
            found.remove(path)
        if before != _NONE:
            found.add(before, blob, path)
    return found


def _files_alone(output: bytes, entries: Sequence[str], kind: str, stage: str) -> Listed | None:
    """What is listed where these are regular files and nothing else, as nearly always; else None.

    To look at entries one by one takes four times as long. `kind` and `stage` are what stands around their ids.
    """
    if not entries or os.sep == "\\" or max(map(len, entries)) > LONGEST_PATH:
        return None
    tab = entries[0].index("\t")
    first, last = len("100644 ") + len(kind), tab - len(stage)
    heads = {entry[:first] for entry in entries}
    middles = {entry[last : tab + 2] for entry in entries}  # up to the first letter of the path
    ends = {entry[-_LONGEST_ODD:] for entry in entries}
    wanted, outside = f"{stage}\t", f"{stage}\t/"
    if not heads <= {f"{mode} {kind}" for mode in _REGULAR} or not all(one.startswith(wanted) for one in middles):
        return None
    blobs = {entry[tab + 1 :]: entry[first:last] for entry in entries}
    folders = folders_of(blobs)
    ends.update(f"/{folder}" for folder in folders if folder)
    if outside in middles or any(end.endswith(_ODD_ENDS) for end in ends):
        return None
    return Listed(dict.fromkeys(blobs, Kind.FILE), blobs, folders=folders)


def _entries(output: bytes, entries: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is said of each path that stays below the top, and the path."""
    plain = os.sep != "\\" and not _ODD.search(output)
    for entry in entries:
        about, _, path = entry.partition("\t")
        if plain or stays_inside(path):
            yield about, path
