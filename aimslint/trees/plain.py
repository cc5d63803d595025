"""Trees as plain data, for another process that is to see the same files. The names travel, contents stay in place.

Only trees that lie on disk or in a repository have such a form.
"""

from typing import Any

from aimslint.trees.commit import CommitTree
from aimslint.trees.index import IndexTree
from aimslint.trees.stored import StoredTree
from aimslint.trees.tree import Tree
from aimslint.trees.working import WorkingTree


def to_plain(tree: Tree) -> list[Any] | None:
    """A tree as lists, maps and texts; None where another process cannot see it."""
    if isinstance(tree, WorkingTree):
        return ["disk", tree.to_plain()]
    return ["git", tree.to_plain()] if isinstance(tree, IndexTree | CommitTree) else None


def from_plain(plain: Any) -> Tree:
    """The tree that `to_plain` made this of. Raises ValueError or TypeError for anything else."""
    where, told = plain
    return WorkingTree.from_plain(told) if where == "disk" else StoredTree.from_plain(told)
