"""The tree of any commit, read without touching the work tree."""

from datetime import date
from functools import cached_property
from pathlib import Path

from aimslint.git_command import GitError
from aimslint.trees.index import IndexTree
from aimslint.trees.listed import listed_in_commit
from aimslint.trees.objects import Objects
from aimslint.trees.revisions import day_of, find_commit
from aimslint.trees.stored import StoredTree

_FETCH = "git fetch --refetch --no-filter"


class CommitTree(StoredTree):
    """The files of one commit, exactly. `commit` is its full id.

    Where the index of the repository is at hand, the commit is listed sooner `beside` it.
    """

    def __init__(self, objects: Objects, commit: str, beside: IndexTree | None = None) -> None:
        self.commit = commit
        listed = beside.listed_before(commit) if beside is not None else None
        if listed is None:
            listed = listed_in_commit(_list_files(objects, commit))
        super().__init__(objects, listed, f"fetch it first, by: {_FETCH}")

    @classmethod
    def at(cls, folder: Path, rev: str) -> "CommitTree":
        """The commit that `rev` names in the repository that `folder` lies in. Raises GitError."""
        objects = Objects.of(folder)
        return cls(objects, find_commit(objects, rev))

    @cached_property
    def day(self) -> date:
        """When it was committed, in UTC."""
        return day_of(self._objects, self.commit)


def _list_files(objects: Objects, commit: str) -> bytes:
    try:
        return objects.git("ls-tree", "-r", "-z", "--full-tree", commit)
    except GitError as error:
        if error.reason != "failed":
            raise
        raise GitError(
            f"git does not hold the files of commit {commit[:12]} in {objects.top}: a clone without its folders "
            f"leaves them on the server; fetch them first, by: {_FETCH} (or the repository is damaged: git fsck)"
        ) from None
