"""The entries of git's index, as `git ls-files` tells them."""

from collections.abc import Iterator

from aimslint.dataclass import dataclass
from aimslint.pattern import pattern

SUBMODULE = "160000"
"""The mode of an entry that stands for a commit of another repository."""

_INTENT_TO_ADD = 0x20000000  # CE_INTENT_TO_ADD and CE_SKIP_WORKTREE of git's index entries
_SKIP_WORKTREE = 0x40000000
_STAMPED = pattern(
    r"(\d+) ([0-9a-f]+) ([0-3])\t([^\0]*)\0"
    r"  ctime: .*\n  mtime: (\d+):(\d+)\n  dev: .*\n  uid: .*\n  size: (\d+)\tflags: ([0-9a-f]+)\n"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index notes of a file besides its content: when it was last known to hold just that, and its size.

    Seconds, nanoseconds and size are cut to 32 bits, as an index has them.
    """

    seconds: int
    nanoseconds: int
    size: int
    flags: int

    @property
    def only_announced(self) -> bool:
        """Whether `git add --intent-to-add` announced the file: no commit would hold it."""
        return bool(self.flags & _INTENT_TO_ADD)

    @property
    def left_out(self) -> bool:
        """Whether a sparse checkout leaves the file out of the working tree."""
        return bool(self.flags & _SKIP_WORKTREE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One path of an index. `stage` is 0, but for the versions of a file in conflict."""

    path: str
    mode: str
    blob: str
    stage: int


def stamped_entries(output: bytes) -> Iterator[tuple[Entry, Stamp]]:
    """What `git ls-files -s -z --debug` printed."""
    for found in _STAMPED.finditer(output.decode("utf-8", "surrogateescape")):
        mode, blob, stage, path, seconds, nanoseconds, size, flags = found.groups()
        yield Entry(path, mode, blob, int(stage)), Stamp(int(seconds), int(nanoseconds), int(size), int(flags, 16))
