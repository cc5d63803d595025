"""What git lists of an index or a commit: every path, what stands there, and the id of its content."""

import os
import re
from collections.abc import Iterator
from dataclasses import field

from aimslint.dataclass import dataclass
from aimslint.git_command import split_names
from aimslint.trees.entries import SUBMODULE
from aimslint.trees.listing import Kind, stays_inside

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


def listed_in_index(output: bytes) -> Listed:
    """What `git ls-files -s -z` printed. Of a file in conflict nobody can say which content stands there."""
    found = Listed()
    for about, path in _entries(output):
        if about.endswith(" 0"):
            found.add(about[:6], about[7:-2], path)
        else:
            found.kinds[path] = Kind.UNMERGED
    return found


def listed_in_commit(output: bytes) -> Listed:
    """What `git ls-tree -r -z` printed."""
    found = Listed()
    for about, path in _entries(output):
        found.add(about[:6], about.rpartition(" ")[2], path)
    return found


def _entries(output: bytes) -> Iterator[tuple[str, str]]:
    """What is said of each path that stays below the top, and the path."""
    plain = os.sep != "\\" and not _ODD.search(output)
    for entry in split_names(output):
        about, _, path = entry.partition("\t")
        if plain or stays_inside(path):
            yield about, path
