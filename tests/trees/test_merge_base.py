"""The commit that a change is compared with, in real repositories."""

from pathlib import Path

import pytest

from aimslint.git_command import GitError
from aimslint.trees.merge_base import find_base
from aimslint.trees.objects import Objects
from tests.repositories import commit, git, make_repository


@pytest.fixture
def forked(tmp_path: Path) -> tuple[Path, str]:
    """`main` and `work` parted at the second commit; work is checked out."""
    top = make_repository(tmp_path / "r", {"a": "1"})
    parted = commit(top, "Second", {"a": "2"})
    git(top, "branch", "work")
    commit(top, "On main", {"b": "1"})
    git(top, "checkout", "--quiet", "work")
    commit(top, "On work", {"c": "1"})
    return top, parted


def tip(top: Path) -> str:
    return git(top, "rev-parse", "HEAD").decode().strip()


def test_a_branch_is_compared_with_where_it_left(forked: tuple[Path, str]) -> None:
    top, parted = forked
    assert find_base(Objects.of(top), "main").commit == parted
    assert find_base(Objects.of(top), "main").words == f"{parted[:7]}, where this parted from main"


def test_a_commit_on_the_way_is_its_own_base(forked: tuple[Path, str]) -> None:
    top, parted = forked
    assert find_base(Objects.of(top), parted[:10]).words == parted[:7]
    assert find_base(Objects.of(top), "HEAD").words.startswith("HEAD (")


def test_a_pull_request_merged_for_the_check_is_compared_with_its_target(forked: tuple[Path, str]) -> None:
    top, _ = forked
    git(top, "checkout", "--quiet", "--detach", "main")
    target = git(top, "rev-parse", "HEAD").decode().strip()
    git(top, "merge", "--quiet", "--no-edit", "work")
    merged = tip(top)
    assert find_base(Objects.of(top), "work", merged_for_check=merged).commit == target
    assert find_base(Objects.of(top), "main", merged_for_check=merged).commit == target


def test_a_merge_at_the_tip_of_a_branch_is_not_taken_for_one_made_for_the_check(forked: tuple[Path, str]) -> None:
    """Where CI checks out the branch, what came before such a merge would else be left out of the comparison."""
    top, _ = forked
    git(top, "checkout", "--quiet", "work")
    git(top, "merge", "--quiet", "--no-edit", "main")
    of_main = git(top, "rev-parse", "main").decode().strip()
    assert find_base(Objects.of(top), "main", merged_for_check="0" * 40).commit == of_main


def test_a_clone_of_two_commits_is_enough_for_such_a_merge_and_one_says_what_to_fetch(
    forked: tuple[Path, str], tmp_path: Path
) -> None:
    top, _ = forked
    git(top, "checkout", "--quiet", "-b", "merged", "main")
    git(top, "merge", "--quiet", "--no-edit", "work")
    for depth in (1, 2):
        git(tmp_path, "clone", "--quiet", f"--depth={depth}", "--branch=merged", top.as_uri(), f"deep{depth}")
    merged = tip(top)
    enough = find_base(Objects.of(tmp_path / "deep2"), "origin/main", merged_for_check=merged)
    assert enough.words.endswith("pull request")
    with pytest.raises(GitError, match="fetch-depth: 2"):
        find_base(Objects.of(tmp_path / "deep1"), "origin/main", merged_for_check=merged)
    with pytest.raises(GitError, match="fetch"):
        find_base(Objects.of(tmp_path / "deep1"), "main")


def test_unrelated_histories_have_none(forked: tuple[Path, str]) -> None:
    top, _ = forked
    git(top, "checkout", "--quiet", "--orphan", "other")
    commit(top, "Alone", {"z": "1"})
    with pytest.raises(GitError, match="no commit in common"):
        find_base(Objects.of(top), "main")


def test_before_the_first_commit_all_is_new(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "r")
    assert find_base(Objects.of(top), "HEAD").commit is None
    with pytest.raises(GitError, match="nothing was committed"):
        find_base(Objects.of(top), "main")
