"""The past as it was known at an earlier commit: for comparing with how things stood there."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from aimslint.dataclass import dataclass
from aimslint.history.commit import Log
from aimslint.history.protocol import History, Unknown


@dataclass(frozen=True)
class Rewound:
    """A history up to one of its commits, whose files are `tip`. The later ones are as if they had never been made."""

    history: History
    commit: str
    tip: Mapping[str, str]

    @cached_property
    def unknown(self) -> Unknown | None:
        if self.history.unknown is not None:
            return self.history.unknown
        if self.commit not in self.history.log.ids:
            return Unknown(f"commit {self.commit[:7]} is not among those that led here")
        return None

    @cached_property
    def log(self) -> Log:
        reached = {self.commit}
        commits = []
        for commit in self.history.log.commits:  # no parent comes before its child
            if commit.id in reached:
                commits.append(commit)
                reached.update(commit.parents)
        return Log(tuple(commits), self.history.log.boundaries & reached)

    def read(self, blobs: Iterable[str]) -> Mapping[str, bytes]:
        return self.history.read(blobs)
