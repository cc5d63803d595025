"""Trees of texts in memory."""

from pathlib import Path

from aimslint.trees import MemoryTree, Tree
from tests.trees.trees import refused


def test_holds_what_it_is_given() -> None:
    tree: Tree = MemoryTree({"b.yaml": "ü", "a/c.yaml": b"\xff"})
    assert tree.paths() == ("a/c.yaml", "b.yaml")
    assert tree.read("b.yaml") == "ü".encode()
    assert dict(tree.read_many(["a/c.yaml"])) == {"a/c.yaml": b"\xff"}
    assert tree.size("b.yaml") == 2
    assert tree.size("c.yaml") is None
    assert tree.has("a")
    assert not tree.has("c")
    assert tree.similar("A/C.yaml") == "a/c.yaml"
    assert tree.unmerged() == ()
    assert refused(tree, "c.yaml").rule == "unreadable-file"
    assert refused(tree, "b.yaml", 1).rule == "too-large"
    assert MemoryTree({}, top=Path("/somewhere")).top == Path("/somewhere")


def test_similar_gives_the_same_answer_whatever_the_order() -> None:
    names = ["A.yaml", "a.yaml", "A.YAML"]
    assert {MemoryTree(dict.fromkeys(order, "")).similar("a.Yaml") for order in (names, names[::-1])} == {"A.YAML"}
