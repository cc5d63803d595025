"""The content ids of all files of a tree at once."""

from collections.abc import Mapping

from aimslint.trees.overlay import OverlayTree
from aimslint.trees.stored import StoredTree
from aimslint.trees.tree import Tree


def blobs_of(tree: Tree) -> dict[str, str]:
    """The content id of every file that has one, by path; of a link, that of its target's name."""
    if isinstance(tree, StoredTree):
        return dict(tree.blobs)
    if not isinstance(tree, OverlayTree):
        told = ((path, tree.blob(path)) for path in tree.paths())
        return {path: blob for path, blob in told if blob is not None}
    found = blobs_of(tree.below)
    for path in tree.changed:
        found.pop(path, None)
        blob = tree.blob(path) if path in tree.above_has else None
        if blob is not None:
            found[path] = blob
    return found


def blobs_at_hand(tree: Tree) -> Mapping[str, str] | None:
    """The same, where no file has to be read for it; else None."""
    if isinstance(tree, StoredTree):
        return tree.blobs
    return blobs_of(tree) if isinstance(tree, OverlayTree) and blobs_at_hand(tree.below) is not None else None
