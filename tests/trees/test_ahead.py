"""Whoever asks a tree about its files need not wait for git."""

import shutil
from pathlib import Path

import pytest

from aimslint.blobs import blob_id
from aimslint.git_command import GitError
from aimslint.trees import MemoryTree, WorkingTree
from aimslint.trees.ahead import look_ahead
from tests.repositories import make_repository, write_files


def test_what_the_index_holds_is_at_hand_without_git(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "work", {"a.yaml": "id: a\n", "b.yaml": "id: b\n"})
    write_files(top, {"b.yaml": "id: other\n"})
    tree = WorkingTree.at(top)
    look_ahead(tree).join()
    shutil.rmtree(top / ".git")
    assert [tree.blob(path) for path in ("a.yaml", "b.yaml")] == [blob_id(b"id: a\n"), blob_id(b"id: other\n")]


@pytest.mark.filterwarnings("error")
def test_what_goes_wrong_is_told_to_whoever_asks(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    top = make_repository(tmp_path / "work", {"a.yaml": "id: a\n"})
    tree = WorkingTree.at(top)
    shutil.rmtree(top / ".git")
    look_ahead(tree).join()
    look_ahead(MemoryTree({"a.yaml": "id: a\n"})).join()
    assert capfd.readouterr() == ("", "")
    with pytest.raises(GitError):
        tree.blob("a.yaml")
