"""What a history is: paths, commits and contents, wherever they come from."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from aimslint.dataclass import dataclass
from aimslint.history.commit import Log


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why nothing is known of the past. `reason` is a clause for people, `mend` the next step, empty for none."""

    reason: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.reason}; {self.mend}" if self.mend else self.reason


class History(Protocol):
    """The past of a tree, up to one commit, the tip. Paths are as the tree names them, relative to its top.

    Everything is read at most once and only when it is asked for; nothing here raises for what a repository holds.
    """

    @property
    def unknown(self) -> Unknown | None:
        """Why nothing is known; None when the log can be used. With a reason, all else here is empty."""
        ...

    @property
    def log(self) -> Log:
        """Every commit that leads to the tip."""
        ...

    @property
    def tip(self) -> Mapping[str, str]:
        """The files of the tip: path and blob id. Empty before the first commit."""
        ...

    def read(self, blobs: Iterable[str]) -> Mapping[str, bytes]:
        """The contents of these blobs, in one go. Those that are not at hand (a partial clone) are left out."""
        ...
