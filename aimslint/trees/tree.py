"""What a tree is: a readable snapshot of files, wherever they come from."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, Protocol

MOST_BYTES = 32 * 1024 * 1024
"""How large a file may be when the caller names no limit."""

UnreadableRule = Literal["unreadable-file", "too-large", "unmerged-entry"]


class Unreadable(Exception):  # noqa: N818 - a refusal, not a mistake
    """A path of the tree that cannot be read as a file: raised by `read`, handed out by `read_many`.

    `rule` names the rule file whose finding this is; `reason` says what was found and what was expected,
    `advice` the next step. Both may quote names from the repository; what is not printable in them is escaped
    already.
    """

    def __init__(self, path: str, reason: str, advice: str, rule: UnreadableRule = "unreadable-file") -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.advice = advice
        self.rule: UnreadableRule = rule


Contents = Iterator[tuple[str, "bytes | Unreadable"]]
"""Paths, each with the bytes of its file or with why there are none."""


class Tree(Protocol):
    """A snapshot of files. Paths are relative to `top`, with `/`, also on Windows.

    A name that is no UTF-8 is listed with a lone surrogate for each bad byte; reading it is Unreadable,
    because no report could print it. Printing code must escape such names as it escapes control characters.
    """

    @property
    def top(self) -> Path:
        """The folder that paths are relative to: the repository's top, or the folder itself without one."""
        ...

    def paths(self) -> Sequence[str]:
        """Every file, sorted; also what merely stands where a file is expected, which `read` then explains.

        That is: links, pipes, devices, and folders named like a record (`x.yaml`).
        """
        ...

    def read(self, path: str, limit: int = MOST_BYTES) -> bytes:
        """The bytes of one file; of what it leads to, for a link to another file of the tree.

        Never reads more than a byte beyond `limit`. Raises Unreadable.
        """
        ...

    def read_many(self, paths: Iterable[str], limit: int = MOST_BYTES) -> Contents:
        """As `read`, for many paths, in their order; what cannot be read is handed out, not raised."""
        ...

    def size(self, path: str) -> int | None:
        """How many bytes the file has; None when it cannot be read."""
        ...

    def blob(self, path: str) -> str | None:
        """The id that git gives, or would give, the content of the file at `path`; of a link, that of its text.

        None when there is no file. Of a working tree it is the id that the index holds, as long as nothing shows that
        the file was changed since. Raises GitError.
        """
        ...

    def has(self, path: str) -> bool:
        """Whether a file or folder stands at `path`; links count when they lead to one inside the tree."""
        ...

    def similar(self, path: str) -> str | None:
        """A path of the tree that differs from `path` only in the case of letters, or None."""
        ...

    def unmerged(self) -> Sequence[str]:
        """Paths that the index holds in several versions after a merge with conflicts. Else empty."""
        ...

    def links(self) -> Sequence[str]:
        """Paths where a symbolic link stands."""
        ...


def shown(text: str) -> str:
    """`text` as a message may quote it: with escapes where it is not printable."""
    return text if text.isprintable() else ascii(text)[1:-1]


def too_large(path: str, limit: int) -> Unreadable:
    """What to say about a file beyond `limit` bytes."""
    most = f"{limit / 1024 / 1024:g} MiB" if limit >= 1024 * 1024 else f"{limit} bytes"
    return Unreadable(
        path,
        f"the file is larger than the {most} that one file may have",
        "a record is text written by people: split it, or exclude the path in aimslint.yaml",
        "too-large",
    )


def not_in_tree(path: str) -> Unreadable:
    """What to say about a path that the tree does not list."""
    return Unreadable(path, "no such file in the tree", "check the spelling, and whether git ignores the path")


def check_name(path: str) -> None:
    """Raise Unreadable for a name that is no UTF-8."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        raise Unreadable(
            path,
            "the file's name is not valid UTF-8, so no report can name it",
            "rename the file, best with plain letters, digits and hyphens",
        ) from None
