"""Trees: readable snapshots of files, from the working tree, from the git index, from a commit, from memory."""

from aimslint.trees.commit import CommitTree
from aimslint.trees.index import IndexTree
from aimslint.trees.memory import MemoryTree
from aimslint.trees.overlay import OverlayTree, overlaid
from aimslint.trees.repository import NoRepository, find_repository, is_own_repository
from aimslint.trees.tree import MOST_BYTES, Tree, Unreadable
from aimslint.trees.working import WorkingTree

__all__ = [
    "MOST_BYTES",
    "CommitTree",
    "IndexTree",
    "MemoryTree",
    "NoRepository",
    "OverlayTree",
    "Tree",
    "Unreadable",
    "WorkingTree",
    "find_repository",
    "is_own_repository",
    "overlaid",
]
