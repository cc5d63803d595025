"""What git lists of an index or a commit: every path, what stands there, and the id of its content."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from aimslint.dataclass import dataclass
from aimslint.git_command import split_names
from aimslint.trees.entries import SUBMODULE
from aimslint.trees.listing import Kind, stays_inside

_REGULAR = ("100644", "100755")
_NONE = "000000"
"""The mode of what is not there."""
_KINDS = {"100": Kind.FILE, "120": Kind.LINK}
# A part of a path that may lead elsewhere. As nearly always there is none, paths need not be looked at one by one.
_ODD = re.compile(rb"[\t/](?:\.{0,2}|\.git)[/\0]")


@dataclass(slots=True)
class Listed:
    """What stands at each path, its content id where it is a file or link, and where other repositories are mounted."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    blobs: dict[str, str] = field(default_factory=dict)
    submodules: list[str] = field(default_factory=list)

    def add(self, mode: str, blob: str, path: str) -> None:
        """Take in an entry; `mode` has six digits."""
        if mode == SUBMODULE:
            self.submodules.append(path)
        else:
            self.kinds[path] = _KINDS.get(mode[:3], Kind.SPECIAL)
            self.blobs[path] = blob

    def remove(self, path: str) -> None:
        """Take out what stands at a path."""
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
    found = Listed(dict(now.kinds), dict(now.blobs), list(now.submodules))
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
    if not entries or _may_lead_elsewhere(output):
        return None
    tab = entries[0].index("\t")
    first, last = len("100644 ") + len(kind), tab - len(stage)
    heads, tails = {entry[:first] for entry in entries}, {entry[last : tab + 1] for entry in entries}
    if tails != {f"{stage}\t"} or not heads <= {f"{mode} {kind}" for mode in _REGULAR}:
        return None
    blobs = {entry[tab + 1 :]: entry[first:last] for entry in entries}
    return Listed(dict.fromkeys(blobs, Kind.FILE), blobs)


def _entries(output: bytes, entries: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is said of each path that stays below the top, and the path."""
    plain = not _may_lead_elsewhere(output)
    for entry in entries:
        about, _, path = entry.partition("\t")
        if plain or stays_inside(path):
            yield about, path


def _may_lead_elsewhere(output: bytes) -> bool:
    return os.sep == "\\" or _ODD.search(output) is not None
