"""Which commits came into the main line together: those of one branch, with the merge that brought them."""

from collections.abc import Sequence

from aimslint.dataclass import dataclass
from aimslint.history import Commit


@dataclass(frozen=True, slots=True)
class Landing:
    """For each commit of a merged branch, the merge by which the main line (first parents) got it."""

    by: dict[str, str]
    brought: dict[str, frozenset[str]]

    @classmethod
    def of(cls, commits: Sequence[Commit]) -> "Landing":
        """Work it out for a log, newest first. A log without merges costs one look at each commit."""
        known = {commit.id: commit for commit in commits}
        if not any(len(commit.parents) > 1 for commit in commits):
            return cls({}, {})
        line = _main_line(commits, known)
        on_line = {commit.id for commit in line}
        by: dict[str, str] = {}
        brought: dict[str, frozenset[str]] = {}
        for merge in reversed(line):  # the oldest first: what it brought, later merges only pass on
            reached: list[str] = []
            waiting = list(merge.parents[1:])
            while waiting:
                id_ = waiting.pop()
                if id_ in on_line or id_ in by or id_ not in known:
                    continue
                by[id_] = merge.id
                reached.append(id_)
                waiting += known[id_].parents
            if reached:
                brought[merge.id] = frozenset((merge.id, *reached))
        return cls(by, brought)

    def together_with(self, commit: Commit) -> frozenset[str]:
        """The commits that came with this one, itself included."""
        merge = self.by.get(commit.id, commit.id)
        return self.brought.get(merge, frozenset((commit.id,)))


def _main_line(commits: Sequence[Commit], known: dict[str, Commit]) -> list[Commit]:
    line = []
    commit: Commit | None = commits[0]
    while commit is not None:
        line.append(commit)
        commit = known.get(commit.parents[0]) if commit.parents else None
    return line
