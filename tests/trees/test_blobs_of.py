"""The content ids of all files at once, against asking for each."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from aimslint.trees import CommitTree, IndexTree, MemoryTree, OverlayTree
from aimslint.trees.blobs import blobs_of
from tests.repositories import commit, git, make_repository, write_files

NAMES = st.sampled_from(["a.yaml", "b/c.yaml", "b/d", "e"])
FILES = st.dictionaries(NAMES, st.binary(max_size=3))


def one_by_one(tree: OverlayTree | MemoryTree | CommitTree | IndexTree) -> dict[str, str]:
    told = {path: tree.blob(path) for path in tree.paths()}
    return {path: blob for path, blob in told.items() if blob is not None}


@given(below=FILES, above=FILES, paths=st.sets(NAMES))
def test_of_a_tree_over_another(below: dict[str, bytes], above: dict[str, bytes], paths: set[str]) -> None:
    tree = OverlayTree(MemoryTree(below), MemoryTree(above), paths)
    assert blobs_of(tree) == one_by_one(tree)


def test_of_what_git_holds(tmp_path: Path) -> None:
    make_repository(tmp_path)
    (tmp_path / "link").symlink_to("a.yaml")
    first = commit(tmp_path, "First", {"a.yaml": "a: 1\n", "b/c.yaml": "c: 1\n"})
    write_files(tmp_path, {"a.yaml": "a: 2\n"})
    git(tmp_path, "add", "a.yaml")
    index, before = IndexTree.at(tmp_path), CommitTree.at(tmp_path, first)
    assert blobs_of(index) == one_by_one(index)
    assert blobs_of(before) == one_by_one(before) != blobs_of(index)
    tree = OverlayTree(before, index, ["a.yaml", "b/c.yaml", "gone"])
    assert blobs_of(tree) == one_by_one(tree) == one_by_one(index)
