"""What rules ask a tree for is noted, and the tree answers as it would."""

from collections.abc import Callable

import pytest

from aimslint.trees import MemoryTree
from aimslint.trees.asked import AskedTree, with_folders
from aimslint.trees.tree import Tree

FILES = MemoryTree({"docs/plan.md": b"Plan", "governance/chat.yaml": b"kind: ai_system"})


@pytest.mark.parametrize(
    "ask",
    [
        lambda tree: tree.has("docs/plan.md"),
        lambda tree: tree.read("docs/plan.md"),
        lambda tree: list(tree.read_many(["docs/plan.md"])),
        lambda tree: tree.size("docs/plan.md"),
        lambda tree: tree.blob("docs/plan.md"),
    ],
)
def test_whoever_asks_for_a_path_is_noted(ask: Callable[[Tree], object]) -> None:
    tree = AskedTree(FILES)
    assert ask(tree) == ask(FILES)
    assert (tree.asked, tree.listed) == ({"docs/plan.md"}, False)


def test_a_folder_is_asked_for_without_its_slash() -> None:
    tree = AskedTree(FILES)
    assert (tree.has("docs/"), tree.has("nowhere/")) == (True, False)
    assert tree.asked == {"docs", "nowhere"}


@pytest.mark.parametrize(
    "ask", [lambda tree: tree.paths(), lambda tree: tree.similar("Docs"), lambda tree: tree.links()]
)
def test_whoever_looks_through_all_is_noted(ask: Callable[[Tree], object]) -> None:
    tree = AskedTree(FILES)
    assert ask(tree) == ask(FILES)
    assert tree.listed


def test_the_rest_is_that_of_the_tree_below() -> None:
    tree = AskedTree(FILES)
    assert (tree.top, tree.unmerged()) == (FILES.top, FILES.unmerged())
    assert (tree.asked, tree.listed) == (set(), False)


def test_a_path_stands_for_its_folders() -> None:
    assert list(with_folders(["a/b/c.md", "d"])) == ["a/b/c.md", "a/b", "a", "d"]
