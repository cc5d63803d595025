"""Known, bounded, unknown: every state in which a repository may be."""

import os
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from aimslint.blobs import blob_id
from aimslint.history import GitHistory
from tests.repositories import commit, git, make_repository, write_files

ONE, TWO = blob_id(b"1"), blob_id(b"2")


def three_commits(top: Path) -> list[str]:
    make_repository(top)
    return [commit(top, f"Number {number}", {"a.yaml": str(number), f"{number}.yaml": "x"}) for number in (1, 2, 3)]


def nothing_but(history: GitHistory, reason: str, mend: str) -> None:
    """The history is unknown, for this reason, and everything else is empty."""
    assert history.unknown is not None
    assert reason in history.unknown.reason
    assert mend in history.unknown.mend
    assert str(history.unknown).isprintable()
    assert list(history.log.commits) == []
    assert history.log.of_path("a.yaml") == ()
    assert dict(history.tip) == {}
    assert dict(history.read([ONE])) == {}


def subjects(history: GitHistory) -> list[str]:
    assert history.unknown is None, str(history.unknown)
    return [commit.subject for commit in history.log.commits]


def all_three(history: GitHistory) -> bool:
    return subjects(history) == ["Number 3", "Number 2", "Number 1"]


def test_a_shallow_clone_knows_where_it_is_cut(top: Path, tmp_path: Path) -> None:
    ids = three_commits(top)
    git(tmp_path, "clone", "--quiet", "--depth=2", top.as_uri(), "clone")
    history = GitHistory.at(tmp_path / "clone")
    assert subjects(history) == ["Number 3", "Number 2"]
    assert history.log.boundaries == {ids[1]}
    assert history.log.commits[-1].parents == ()
    assert [change.path for change in history.log.commits[-1].changes] == ["1.yaml", "2.yaml", "a.yaml"]
    assert GitHistory.at(tmp_path / "clone").log.boundaries == {ids[1]}
    git(tmp_path / "clone", "fetch", "--quiet", "--unshallow")
    whole = GitHistory.at(tmp_path / "clone")
    assert all_three(whole)
    assert whole.log.boundaries == frozenset()


def test_boundaries_of_other_branches_do_not_count(top: Path, tmp_path: Path) -> None:
    three_commits(top)
    git(top, "checkout", "--quiet", "--orphan", "other")
    commit(top, "Other 1", {"o.yaml": "1"})
    commit(top, "Other 2", {"o.yaml": "2"})
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", top.as_uri(), "clone")
    clone = tmp_path / "clone"
    assert len(git(clone, "rev-parse", "--git-dir").split()) == 1
    assert len((clone / ".git/shallow").read_text().split()) == 2
    assert len(GitHistory.at(clone).log.boundaries) == 1


def test_a_file_named_shallow_that_says_nothing_of_use(top: Path) -> None:
    three_commits(top)
    (top / ".git/shallow").write_bytes(b"")
    assert all_three(GitHistory.at(top))


def test_no_repository(tmp_path: Path) -> None:
    nothing_but(GitHistory.at(tmp_path), "is in no git repository", "keep the records in one")
    nothing_but(GitHistory.at(tmp_path / "missing"), "cannot change to", "git fsck")


def test_a_repository_of_somebody_else(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three_commits(top)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    nothing_but(GitHistory.at(top), "belong to another user", f"--add safe.directory {top}")


def test_no_git_at_all(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three_commits(top)
    monkeypatch.setenv("PATH", str(tmp_path))
    nothing_but(GitHistory.at(top), "git is not installed", "install git")


def test_a_detached_head(top: Path) -> None:
    ids = three_commits(top)
    git(top, "checkout", "--quiet", ids[1])
    assert subjects(GitHistory.at(top)) == ["Number 2", "Number 1"]


def test_before_the_first_commit_all_is_known_and_empty(top: Path) -> None:
    make_repository(top)
    for _ in range(2):
        history = GitHistory.at(top)
        assert subjects(history) == []
        assert history.log.of_path("a.yaml") == ()
        assert dict(history.tip) == {}
        git(top, "checkout", "--quiet", "--orphan", "feature/one")


def test_a_branch_yet_to_be_born_beside_others(top: Path) -> None:
    three_commits(top)
    git(top, "checkout", "--quiet", "--orphan", "other")
    assert subjects(GitHistory.at(top)) == []


def test_a_submodule_has_its_own_history(top: Path, tmp_path: Path) -> None:
    three_commits(tmp_path / "inner")
    make_repository(top, {"outer.yaml": "o"})
    inner = str(tmp_path / "inner")
    git(top, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "sub")
    commit(top, "A submodule")
    assert all_three(GitHistory.at(top / "sub"))
    assert subjects(GitHistory.at(top)) == ["A submodule", "First"]
    assert (top / ".git/modules/sub/aimslint").is_dir()


def test_linked_work_trees_share_what_was_read(top: Path, tmp_path: Path) -> None:
    three_commits(top)
    git(top, "worktree", "add", "--quiet", "-b", "other", str(tmp_path / "linked"), "HEAD~1")
    linked = tmp_path / "linked"
    commit(linked, "In the linked one", {"l.yaml": "l"})
    assert all_three(GitHistory.at(top))
    assert subjects(GitHistory.at(linked)) == ["In the linked one", "Number 2", "Number 1"]
    assert sorted(GitHistory.at(linked).tip) == ["1.yaml", "2.yaml", "a.yaml", "l.yaml"]
    assert [path.parent.parent for path in top.parent.rglob("history-*.json")] == [top / ".git"]


def test_a_partial_clone_leaves_out_contents_and_fetches_nothing(top: Path, tmp_path: Path) -> None:
    three_commits(top)
    git(top, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", top.as_uri(), "clone")
    before = _objects(tmp_path / "clone")
    history = GitHistory.at(tmp_path / "clone")
    assert all_three(history)
    assert sorted(history.tip) == ["1.yaml", "2.yaml", "3.yaml", "a.yaml"]
    assert history.read([ONE, blob_id(b"3"), TWO]) == {blob_id(b"3"): b"3"}  # what was checked out is there
    assert _objects(tmp_path / "clone") == before


def test_a_partial_clone_without_folders_is_unknown(top: Path, tmp_path: Path) -> None:
    three_commits(top)
    git(top, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=tree:0", "--no-checkout", top.as_uri(), "clone")
    before = _objects(tmp_path / "clone")
    nothing_but(GitHistory.at(tmp_path / "clone"), "promisor remote", "partial clone")
    assert _objects(tmp_path / "clone") == before


def _objects(top: Path) -> bytes:
    return git(top, "cat-file", "--batch-all-objects", "--batch-check")


def test_replaced_and_grafted_commits_are_seen_as_they_were_made(top: Path) -> None:
    ids = three_commits(top)
    git(top, "replace", ids[1], ids[0])
    assert b"Number 2" not in git(top, "log", "--format=%s")
    (top / ".git/info").mkdir(exist_ok=True)
    (top / ".git/info/grafts").write_text(f"{ids[2]}\n")
    assert all_three(GitHistory.at(top))


def test_a_history_without_common_beginning(top: Path) -> None:
    three_commits(top)
    git(top, "checkout", "--quiet", "--orphan", "other")
    commit(top, "Imported", {"o.yaml": "1"}, date="2026-01-16T12:00:00Z")
    git(top, "merge", "--quiet", "--allow-unrelated-histories", "--message", "Joined", "main", environment=LATER)
    history = GitHistory.at(top)
    assert subjects(history)[:2] == ["Joined", "Imported"]
    assert len(history.log.commits) == 5
    assert history.log.boundaries == frozenset()


LATER = {"GIT_AUTHOR_DATE": "2026-01-17T12:00:00Z", "GIT_COMMITTER_DATE": "2026-01-17T12:00:00Z"}


def test_a_git_file_that_points_nowhere(tmp_path: Path) -> None:
    write_files(tmp_path, {".git": "gitdir: /nowhere/at/all\n"})
    nothing_but(GitHistory.at(tmp_path), "not a git repository: /nowhere/at/all", "git fsck")


def test_a_bare_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "bare.git")
    nothing_but(GitHistory.at(tmp_path / "bare.git"), "bare git repository", "check the files out")


def test_sha256(top: Path) -> None:
    top.mkdir()
    git(top, "init", "--quiet", "--initial-branch=main", "--object-format=sha256")
    commit(top, "First", {"a.yaml": "1"})
    commit(top, "Second", {"a.yaml": "2"})
    for _ in range(2):
        history = GitHistory.at(top)
        assert subjects(history) == ["Second", "First"]
        one, two = (blob_id(text, "0" * 64) for text in (b"1", b"2"))
        assert [(change.before, change.after) for _, change in history.log.of_path("a.yaml")] == [
            (one, two),
            (None, one),
        ]
        assert history.read([one]) == {one: b"1"}
        assert history.tip == {"a.yaml": two}


@pytest.mark.parametrize(
    "tip",
    [
        "no-such-branch",
        "--output=planted",
        "-",
        "--",
        "",
        "a\0b",
        "main..main",
        "^main",
        "HEAD:a.yaml",
        "@{upstream}",
        "\n",
    ],
)
def test_what_names_no_commit(top: Path, tip: str, monkeypatch: pytest.MonkeyPatch) -> None:
    three_commits(top)
    monkeypatch.chdir(top)
    before = sorted(top.rglob("*"))
    nothing_but(GitHistory.at(top, tip), "names no commit", "name a branch")
    assert sorted(top.rglob("*")) == before


def test_a_branch_whose_name_looks_like_an_option(top: Path) -> None:
    ids = three_commits(top)
    git(top, "update-ref", "refs/heads/--output=planted", ids[0])
    assert subjects(GitHistory.at(top, "refs/heads/--output=planted")) == ["Number 1"]
    assert not (top / "planted").exists()


def test_a_file_with_the_name_of_a_branch(top: Path) -> None:
    three_commits(top)
    write_files(top, {"main": "m", "HEAD": "h"})
    assert all_three(GitHistory.at(top, "main"))
    assert all_three(GitHistory.at(top))


def _object_file(top: Path, name: str) -> Path:
    return top / ".git/objects" / name[:2] / name[2:]


def test_a_missing_commit(top: Path) -> None:
    ids = three_commits(top)
    _object_file(top, ids[1]).unlink()
    nothing_but(GitHistory.at(top), "git log failed", "git fsck")
    _object_file(top, ids[2]).unlink()
    nothing_but(GitHistory.at(top), "the commit that HEAD means is missing", "git fsck")


def test_a_missing_folder(top: Path) -> None:
    three_commits(top)
    _object_file(top, git(top, "rev-parse", "HEAD~1^{tree}").decode().strip()).unlink()
    nothing_but(GitHistory.at(top), "git log failed", "git fsck")


def test_the_folder_of_the_tip_goes_missing_after_all_was_read(top: Path) -> None:
    three_commits(top)
    history = GitHistory.at(top)
    assert all_three(history)
    _object_file(top, git(top, "rev-parse", "HEAD^{tree}").decode().strip()).unlink()
    assert dict(history.tip) == {}
    assert history.unknown is not None


@pytest.mark.parametrize("content", [b"", b"broken", b"x" * 4000])
def test_broken_objects(top: Path, content: bytes) -> None:
    ids = three_commits(top)
    blob = _object_file(top, TWO)
    for file in (blob, _object_file(top, ids[0])):
        file.chmod(0o644)
        file.write_bytes(content)
    history = GitHistory.at(top, f"{ids[2]}")
    nothing_but(history, "git log failed", "git fsck")
    _object_file(top, ids[0]).unlink()
    git(top, "fetch", "--quiet", str(top), accept=(0, 1, 128))
    write_files(top, {"a.yaml": "1"})
    (top / ".git/shallow").write_text(f"{ids[1]}\n")
    history = GitHistory.at(top)
    assert history.unknown is None
    assert history.read([ONE, TWO, blob_id(b"3")]) == {ONE: b"1", blob_id(b"3"): b"3"}


def test_a_broken_head_and_broken_branches(top: Path) -> None:
    three_commits(top)
    (top / ".git/refs/heads/main").write_text("rubbish\n")
    nothing_but(GitHistory.at(top), "HEAD means is missing", "git fsck")
    (top / ".git/HEAD").write_text("rubbish\n")
    nothing_but(GitHistory.at(top), "", "")


def test_a_configuration_that_git_cannot_read(top: Path) -> None:
    three_commits(top)
    (top / ".git/config").write_text("[core\n")
    nothing_but(GitHistory.at(top), "bad config", "git fsck")


def test_a_version_of_the_repository_from_the_future(top: Path) -> None:
    three_commits(top)
    git(top, "config", "core.repositoryFormatVersion", "99")
    nothing_but(GitHistory.at(top), "99", "git fsck")


def test_the_variables_of_a_hook_count_for_its_own_repository_only(
    top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_commits(top)
    other = make_repository(tmp_path / "other", {"other.yaml": "o"})
    for name, value in {"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index", "GIT_WORK_TREE": str(top)}.items():
        monkeypatch.setenv(name, str(top / value))
    monkeypatch.chdir(top)
    assert all_three(GitHistory.at(top))
    assert subjects(GitHistory.at(other, own_repository=False)) == ["First"]


def test_a_hook_sees_the_commit_before_the_one_being_made(top: Path, tmp_path: Path) -> None:
    three_commits(top)
    hook = top / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    code = "from pathlib import Path; from aimslint.history import GitHistory; "
    code += "print([c.subject for c in GitHistory.at(Path('.').resolve()).log.commits])"
    hook.write_text(f'#!/bin/sh\n"{sys.executable}" -c "{code}" > "{tmp_path}/seen"\n')
    hook.chmod(0o755)
    environment = {"PYTHONPATH": str(Path(__file__).parents[2])}
    write_files(top, {"a.yaml": "4"})
    git(top, "commit", "--quiet", "--all", "--message", "Number 4", environment=environment)
    assert (tmp_path / "seen").read_text() == "['Number 3', 'Number 2', 'Number 1']\n"


def test_contents_that_are_too_large_are_left_out(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aimslint.history.blob_reading.MOST_BYTES", 10)
    make_repository(top, {"a.yaml": "1", "large.yaml": "x" * 11, "just.yaml": "y" * 10, "empty.yaml": ""})
    history = GitHistory.at(top)
    found = history.read(history.tip.values())
    assert sorted(found.values()) == [b"", b"1", b"y" * 10]


def test_many_contents_of_any_bytes(top: Path) -> None:
    contents = [os.urandom(number * 997) for number in range(60)]
    contents += [b"\n", b"\n\n", b"blob 3\nabc\n", b"x" * (3 << 20)]
    make_repository(top, {f"{number}.bin": content for number, content in enumerate(contents)})
    history = GitHistory.at(top)
    found = history.read(history.tip.values())
    assert {path: found[blob] for path, blob in history.tip.items()} == {
        f"{number}.bin": content for number, content in enumerate(contents)
    }


def test_a_history_that_is_too_large_to_read(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three_commits(top)
    monkeypatch.setattr("aimslint.history.log_reading.MOST_BYTES", 100)
    nothing_but(GitHistory.at(top), "is larger than", "")


def test_a_repository_that_is_removed_meanwhile(top: Path) -> None:
    three_commits(top)
    history = GitHistory.at(top)
    assert all_three(history)
    shutil.rmtree(top)
    assert dict(history.read([ONE])) == {}
    assert dict(history.tip) == {}


def test_as_of_days_of_shallow_boundaries_are_plain_days(top: Path, tmp_path: Path) -> None:
    three_commits(top)
    git(tmp_path, "clone", "--quiet", "--depth=1", top.as_uri(), "clone")
    assert GitHistory.at(tmp_path / "clone").log.commits[0].committed == date(2026, 1, 15)
