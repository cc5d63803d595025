"""A tree with some paths of another one."""

import pytest

from aimslint.trees import MemoryTree, OverlayTree, Unreadable, overlaid

BELOW = MemoryTree({"a": "below", "b": "below", "gone": "below"}, unmerged=["u", "v"])
OTHER = MemoryTree({"b": "other", "new": "other", "c": "other"})
TREE = OverlayTree(BELOW, OTHER, ["b", "new", "gone", "u", "nowhere"])


def test_chosen_paths_are_as_in_the_other_tree() -> None:
    assert TREE.paths() == ["a", "b", "new", "v"]
    assert [TREE.read(path) for path in ("a", "b", "new")] == [b"below", b"other", b"other"]
    assert (TREE.size("b"), TREE.blob("b")) == (5, OTHER.blob("b"))
    assert TREE.blob("a") == BELOW.blob("a")
    assert [TREE.has(path) for path in ("a", "new", "gone", "c", "nowhere")] == [True, True, False, False, False]
    assert TREE.unmerged() == ["v"]
    assert (TREE.similar("A"), TREE.similar("gone")) == ("a", None)
    assert TREE.top == BELOW.top


def test_what_is_not_there_cannot_be_read() -> None:
    with pytest.raises(Unreadable):
        TREE.read("gone")
    read = dict(TREE.read_many(["new", "gone", "a", "missing", "b"], limit=5))
    assert list(read) == ["new", "gone", "a", "missing", "b"]
    assert (read["new"], read["a"], read["b"]) == (b"other", b"below", b"other")
    assert isinstance(read["gone"], Unreadable)
    assert isinstance(read["missing"], Unreadable)


def test_new_changed_and_missing_files_laid_over_a_tree() -> None:
    tree = overlaid(BELOW, {"a": b"mine", "new/folder/x": b"x", "gone": None})
    assert tree.paths() == ["a", "b", "new/folder/x", "u", "v"]
    assert (tree.read("a"), tree.read("b"), tree.read("new/folder/x")) == (b"mine", b"below", b"x")
    assert [tree.has(path) for path in ("new/folder", "new/folder/", "new/folder/x", "gone", "b", "else")] == [
        *(True, True, True, False, True, False)
    ]
    assert tree.similar("NEW/folder/x") == "new/folder/x"
    with pytest.raises(Unreadable):
        tree.read("gone")
