"""Which repository a folder belongs to, and what happens when git will not say."""

import sys
from pathlib import Path

import pytest

from aimslint.trees import NoRepository, WorkingTree, find_repository, is_own_repository
from tests.repositories import git, make_repository, write_files

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")


def _none(folder: Path) -> NoRepository:
    found = find_repository(folder)
    assert isinstance(found, NoRepository)
    return found


def test_the_top_is_found_from_any_folder_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = make_repository(tmp_path / "repo", {"a/b/c.yaml": "c"})
    assert find_repository(top) == find_repository(top / "a/b") == top.resolve()
    monkeypatch.chdir(top / "a")
    assert find_repository(Path()) == top.resolve()


@posix_only
def test_through_a_link_the_top_is_the_true_folder(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "new\nline", {"a/b.yaml": "b"})
    (tmp_path / "link").symlink_to(top / "a")
    assert find_repository(tmp_path / "link") == top.resolve()
    assert WorkingTree.at(tmp_path / "link").paths() == ("a/b.yaml",)


def test_an_empty_git_folder_on_the_way_is_no_repository(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a/b.yaml": "b"})
    (top / "a/.git").mkdir()
    assert find_repository(top / "a") == top.resolve()
    (tmp_path / "plain/.git").mkdir(parents=True)
    assert _none(tmp_path / "plain").reason == "no-repository"


def test_a_hook_of_another_repository_does_not_lead_astray(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = make_repository(tmp_path / "mine", {"sub/a.yaml": "a"})
    other = make_repository(tmp_path / "other", {"b.yaml": "b"})
    monkeypatch.setenv("GIT_DIR", str(mine / ".git"))
    monkeypatch.chdir(mine / "sub")
    assert find_repository(mine / "sub") == mine.resolve()
    assert find_repository(other) == other.resolve()
    assert is_own_repository(mine.resolve())
    assert not is_own_repository(other.resolve())
    assert _none(tmp_path).reason == "no-repository"
    monkeypatch.chdir(tmp_path)  # in no repository: whichever is asked for
    assert is_own_repository(other.resolve())


def test_dubious_ownership_is_read_without_git_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = make_repository(tmp_path / "repo", {"governance/a.yaml": "a", "b.yaml": "b"})
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    tree = WorkingTree.at(top / "governance")
    assert tree.no_repository is not None
    assert tree.no_repository.reason == "ownership"
    assert "does not trust" in tree.no_repository.explanation
    assert f"safe.directory {top.resolve()}" in tree.no_repository.explanation
    assert tree.top == top.resolve()
    assert tree.paths() == ("b.yaml", "governance/a.yaml")


def test_without_git_the_files_are_read_and_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = make_repository(tmp_path / "repo", {"governance/a.yaml": "a"})
    monkeypatch.setenv("PATH", str(tmp_path))
    tree = WorkingTree.at(top / "governance")
    assert tree.no_repository is not None
    assert tree.no_repository.reason == "no-git"
    assert (tree.top, tree.paths()) == (top.resolve(), ("governance/a.yaml",))


def test_a_git_file_that_leads_nowhere(tmp_path: Path) -> None:
    for text in ("gitdir: /nowhere/.git/worktrees/x\n", "no git file\n", ""):
        write_files(tmp_path, {"repo/.git": text, "repo/governance/a.yaml": "a"})
        tree = WorkingTree.at(tmp_path / "repo/governance")
        assert tree.no_repository is not None
        assert tree.no_repository.reason == "failed"
        assert (tree.top, tree.paths()) == ((tmp_path / "repo").resolve(), ("governance/a.yaml",))


def test_bare_repositories_have_no_tree(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "alone.git")
    assert _none(tmp_path / "alone.git").reason == "bare"
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    git(top, "init", "--quiet", "--bare", "planted")  # a bare repository committed as a folder
    found = _none(top / "planted")
    assert (found.reason, found.top) == ("bare", top.resolve())
    assert find_repository(top) == top.resolve()


@pytest.mark.parametrize("target", ["/", "elsewhere"])
def test_a_repository_may_not_name_another_folder_as_its_own(tmp_path: Path, target: str) -> None:
    write_files(tmp_path, {"elsewhere/secret.yaml": "s"})
    top = make_repository(tmp_path / "repo", {"sub/a.yaml": "a"})
    git(top, "config", "core.worktree", str(tmp_path / target))
    tree = WorkingTree.at(top / "sub")
    assert tree.no_repository is not None
    assert "names another folder" in tree.no_repository.explanation
    assert (tree.top, tree.paths()) == (top.resolve(), ("sub/a.yaml",))
