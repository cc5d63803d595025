"""The index as a tree: exactly what the next commit will hold."""

import hashlib
import os
import sys
from pathlib import Path
from typing import Any

import pytest

import aimslint
from aimslint.git_command import GitError, run_git, split_names
from aimslint.trees import IndexTree, WorkingTree
from tests.repositories import commit, git, make_repository, write_files
from tests.trees.trees import refused

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def test_holds_what_is_staged_whatever_stands_on_disk(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "old", "removed.yaml": "r", "gone.yaml": "g"})
    write_files(top, {"a.yaml": "staged", "new.yaml": "n", "empty.yaml": ""})
    git(top, "add", "a.yaml", "new.yaml", "empty.yaml")
    git(top, "rm", "--quiet", "--cached", "removed.yaml")
    write_files(top, {"a.yaml": "on disk", "untracked.yaml": "u", "gone.yaml": None})
    tree = IndexTree.at(top)
    assert tree.top == top.resolve()
    assert tree.paths() == ("a.yaml", "empty.yaml", "gone.yaml", "new.yaml")
    assert dict(tree.read_many(tree.paths())) == {
        "a.yaml": b"staged",
        "empty.yaml": b"",
        "gone.yaml": b"g",
        "new.yaml": b"n",
    }
    assert tree.read("a.yaml") == b"staged"
    assert tree.size("a.yaml") == 6
    assert tree.size("removed.yaml") is None
    assert "no such file" in refused(tree, "removed.yaml").reason


@pytest.mark.parametrize("version", [2, 3, 4])
def test_every_index_version(tmp_path: Path, version: int) -> None:
    files = {f"governance/systems/{name}.yaml": name for name in ("alpha", "alphabet", "beta")}
    top = make_repository(tmp_path / "repo", files)
    git(top, "update-index", "--index-version", "4" if version == 4 else "2")
    if version == 3:  # git writes version 3 when an entry bears an extended flag
        git(top, "update-index", "--skip-worktree", "governance/systems/beta.yaml")
    assert (top / ".git/index").read_bytes()[4:8] == version.to_bytes(4, "big")
    tree = IndexTree.at(top / "governance")
    assert tree.paths() == tuple(sorted(files))
    assert [content for _, content in tree.read_many(tree.paths())] == [b"alpha", b"alphabet", b"beta"]


def test_repositories_with_sha256(tmp_path: Path) -> None:
    top = tmp_path / "repo"
    top.mkdir()
    git(top, "init", "--quiet", "--object-format=sha256")
    commit(top, "First", {"a.yaml": "a", "empty.yaml": ""})
    write_files(top, {"later.yaml": "l"})
    git(top, "add", "--intent-to-add", "later.yaml")
    tree = IndexTree.at(top)
    assert dict(tree.read_many(tree.paths())) == {"a.yaml": b"a", "empty.yaml": b""}


@pytest.mark.parametrize("form", ["relative", "absolute"])
def test_respects_the_index_file_of_a_hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    top = make_repository(tmp_path / "repo", {"sub/a.yaml": "first"})
    next_index = top / ".git/next-index.lock"
    write_files(top, {"sub/a.yaml": "next"})
    git(top, "add", "sub/a.yaml", environment={"GIT_INDEX_FILE": str(_copy(top / ".git/index", next_index))})
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index.lock" if form == "relative" else str(next_index))
    monkeypatch.chdir(top)
    assert IndexTree.at(top).read("sub/a.yaml") == b"next"
    assert IndexTree.at(Path("sub")).read("sub/a.yaml") == b"next"
    monkeypatch.chdir(top / "sub")
    assert IndexTree.at(Path()).read("sub/a.yaml") == b"next"
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert IndexTree.at(top).read("sub/a.yaml") == b"first"


def test_the_index_file_of_a_hook_means_no_other_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = make_repository(tmp_path / "mine", {"mine.yaml": "m"})
    other = make_repository(mine / "other", {"other.yaml": "o"})
    monkeypatch.setenv("GIT_INDEX_FILE", str(mine / ".git/index"))
    monkeypatch.setenv("GIT_DIR", str(mine / ".git"))
    monkeypatch.chdir(mine)
    assert IndexTree.at(other).paths() == ("other.yaml",)
    assert IndexTree.at(mine).paths() == ("mine.yaml",)


def _copy(source: Path, target: Path) -> Path:
    target.write_bytes(source.read_bytes())
    return target


HOOK = """#!/bin/sh
cd "$PWD/$SUBFOLDER" || exit 1
exec "$PYTHON" -c '
import sys
from pathlib import Path
from aimslint.trees import IndexTree, WorkingTree
tree = IndexTree.at(Path())
for path, content in tree.read_many(tree.paths()):
    print(path, content)
print(*WorkingTree.at(Path()).paths())
' > "$ANSWER"
"""


@posix_only
@pytest.mark.parametrize("subfolder", [".", "sub"])
@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("how", ["staged", "all", "only"])
def test_inside_a_true_commit(tmp_path: Path, how: str, linked: bool, subfolder: str) -> None:
    main = make_repository(tmp_path / "main", {"sub/a.yaml": "1", "b.yaml": "1"})
    top = main
    if linked:
        top = tmp_path / "linked"
        git(main, "worktree", "add", "--quiet", str(top))
    hook = main / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK)
    hook.chmod(0o755)
    write_files(top, {"sub/a.yaml": "2", "b.yaml": "2"})
    if how == "staged":
        git(top, "add", "sub/a.yaml")
    options = {"staged": [], "all": ["--all"], "only": ["--only", "b.yaml"]}[how]
    answer = tmp_path / "answer"
    environment = {
        "PYTHON": sys.executable,
        "PYTHONPATH": str(Path(aimslint.__file__).parents[1]),
        "ANSWER": str(answer),
        "SUBFOLDER": subfolder,
    }
    git(top, "commit", "--quiet", "--message", "Second", *options, environment=environment)
    staged, other = {"staged": (b"2", b"1"), "all": (b"2", b"2"), "only": (b"1", b"2")}[how]
    assert answer.read_text().splitlines() == [f"b.yaml {other!r}", f"sub/a.yaml {staged!r}", "b.yaml sub/a.yaml"]


def test_unmerged_entries_are_reported_and_not_read(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "base\n", "fine.yaml": "f"})
    git(top, "checkout", "--quiet", "-b", "other")
    commit(top, "Theirs", {"a.yaml": "theirs\n"})
    git(top, "checkout", "--quiet", "main")
    commit(top, "Ours", {"a.yaml": "ours\n"})
    git(top, "merge", "--quiet", "other", accept=(1,))
    tree = IndexTree.at(top)
    assert tree.paths() == ("a.yaml", "fine.yaml")
    assert tree.unmerged() == ["a.yaml"]
    assert tree.has("a.yaml")
    unreadable = refused(tree, "a.yaml")
    assert unreadable.rule == "unmerged-entry"
    assert "git add a.yaml" in unreadable.advice
    assert tree.read("fine.yaml") == b"f"


@posix_only
def test_an_announced_file_is_left_out_and_an_empty_one_is_not(tmp_path: Path) -> None:
    forged = "x\n  ctime: 0:0\n  mtime: 0:0\n  dev: 0\tino: 0\n  uid: 0\tgid: 0\n  size: 0\tflags: 20004000\n"
    top = make_repository(tmp_path / "repo", {"empty.yaml": "", "last.yaml": "", f"{forged}.yaml": ""})
    write_files(top, {"a-later.yaml": "l", "later\n.yaml": "l", "zz.yaml": "z"})
    git(top, "add", "--intent-to-add", "a-later.yaml", "later\n.yaml", "zz.yaml")
    tree = IndexTree.at(top)
    assert tree.paths() == ("empty.yaml", "last.yaml", f"{forged}.yaml")
    assert not tree.has("a-later.yaml")
    assert tree.read("empty.yaml") == b""


@posix_only
def test_links_are_followed_inside_the_index_only(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a", "docs/b.yaml": "b", ".gitignore": "ignored\n"})
    (top / "ignored").write_text("i")
    links = {
        "near.yaml": "a.yaml",
        "docs/up.yaml": "../near.yaml",
        "docs-link": "docs",
        "through.yaml": "docs-link/b.yaml",
        "folder.yaml": "docs",
        "broken.yaml": "ignored",
        "out.yaml": "../outside.yaml",
        "absolute.yaml": str(top / "a.yaml"),
        "loop.yaml": "loop.yaml",
    }
    for link, target in links.items():
        (top / link).symlink_to(target)
    git(top, "add", "--all")
    for link in links:
        (top / link).unlink()
    tree = IndexTree.at(top)
    assert [tree.read(path) for path in ("near.yaml", "docs/up.yaml", "through.yaml")] == [b"a", b"a", b"b"]
    for path, words in {
        "folder.yaml": "the folder docs",
        "broken.yaml": "broken symbolic link",
        "out.yaml": "out of the repository",
        "absolute.yaml": "out of the repository",
        "loop.yaml": "leads back to itself",
    }.items():
        assert words in refused(tree, path).reason
    assert tree.has("docs-link/b.yaml")
    assert not tree.has("out.yaml")


def test_a_link_entry_with_a_huge_target_is_refused(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    blob = git(top, "hash-object", "-w", "--stdin", stdin=b"a/" * 100_000).decode().strip()
    git(top, "update-index", "--add", "--cacheinfo", f"120000,{blob},link.yaml")
    tree = IndexTree.at(top)
    assert "far too long" in refused(tree, "link.yaml").reason
    assert not tree.has("link.yaml/x")


def test_submodule_entries_are_folders_without_content(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a", "x.yaml/in.yaml": "i"})
    git(top, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},vendor/mounted.yaml")
    tree = IndexTree.at(top)
    assert tree.paths() == ("a.yaml", "x.yaml", "x.yaml/in.yaml")
    assert tree.has("vendor/mounted.yaml")
    assert "no such file" in refused(tree, "vendor/mounted.yaml").reason
    assert "a folder stands" in refused(tree, "x.yaml").reason


@posix_only
def test_strange_names(tmp_path: Path) -> None:
    names = ["new\nline.yaml", 'quo"te.yaml', "tab\t.yaml", "ünï.yaml", "\x1b[31m.yaml", " leading.yaml"]
    top = make_repository(tmp_path / "repo", dict.fromkeys(names, "x"))
    (top / os.fsdecode(b"lat\xefn.yaml")).write_bytes(b"y")
    git(top, "add", "--all")
    tree = IndexTree.at(top)
    assert set(tree.paths()) == {*names, "lat\udcefn.yaml"}
    assert [content for _, content in tree.read_many(names)] == [b"x"] * len(names)
    assert "not valid UTF-8" in refused(tree, "lat\udcefn.yaml").reason


def test_the_limit_holds_before_content_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "12345", "b.yaml": "123456"})
    tree = IndexTree.at(top)
    assert tree.read("a.yaml", 5) == b"12345"
    assert refused(tree, "b.yaml", 5).rule == "too-large"
    asked: list[bytes] = []
    true_run = run_git

    def listening(folder: Path, *args: str, stdin: bytes | None, **rest: Any) -> bytes:
        if "--batch" in args:
            asked.append(stdin or b"")
        return true_run(folder, *args, stdin=stdin, **rest)

    monkeypatch.setattr("aimslint.trees.objects.run_git", listening)
    assert dict(tree.read_many(["a.yaml", "b.yaml"], 5))["a.yaml"] == b"12345"
    assert [len(ids.split()) for ids in asked] == [1]


@posix_only
@pytest.mark.parametrize(
    ("disk", "asked"),
    [("staged", False), ("staged\r", True), ("edite!", True), (None, True), ("folder", True), ("link", True)],
)
def test_git_is_not_asked_for_what_the_disk_is_seen_to_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disk: str | None, asked: bool
) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "staged"})
    (top / "a.yaml").unlink()
    match disk:
        case "folder":
            (top / "a.yaml").mkdir()
        case "link":
            (tmp_path / "same").write_text("staged")
            (top / "a.yaml").symlink_to(tmp_path / "same")
        case str(text):
            (top / "a.yaml").write_bytes(text.encode())
    calls = []
    tree = IndexTree.at(top)

    def counted(*args: Any, **options: Any) -> bytes:
        calls.append(args)
        return run_git(*args, **options)

    monkeypatch.setattr("aimslint.trees.objects.run_git", counted)
    assert tree.read("a.yaml") == b"staged"
    assert bool(calls) == asked
    assert refused(tree, "a.yaml", 3).rule == "too-large"


def test_many_files_are_read_in_batches_in_the_order_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{n:02}.yaml": f"{n}\n" * (n + 1) for n in range(20)} | {"same.yaml": "0\n"}
    tree = IndexTree.at(make_repository(tmp_path / "repo", files))
    monkeypatch.setattr("aimslint.trees.stored._BATCH_BYTES", 100)
    asked = [*reversed(tree.paths()), "missing.yaml", "00.yaml"]
    answer = list(tree.read_many(asked))
    assert [path for path, _ in answer] == asked
    assert {path: content for path, content in answer if path in files} == {
        path: text.encode() for path, text in files.items()
    }
    assert list(tree.read_many([])) == []


def test_a_blob_that_the_repository_does_not_hold(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    git(top, "update-index", "--add", "--cacheinfo", f"100644,{'1' * 40},lost.yaml")
    tree = IndexTree.at(top)
    assert "does not hold" in refused(tree, "lost.yaml").reason
    assert tree.size("lost.yaml") is None
    assert [content for _, content in tree.read_many(["a.yaml"])] == [b"a"]


@pytest.mark.parametrize("name", ["../outside.yaml", "aa/../../b.yaml", "/etc/hostname.y", ".git/config.yam"])
def test_a_prepared_index_cannot_lead_out_of_the_top(tmp_path: Path, name: str) -> None:
    write_files(tmp_path, {"outside.yaml": "secret", "b.yaml": "secret"})
    harmless = "aa/" + "x" * (len(name) - 3)
    top = make_repository(tmp_path / "repo", {harmless: "a", "fine.yaml": "f"})
    index = (top / ".git/index").read_bytes()[:-20].replace(harmless.encode(), name.encode())
    (top / ".git/index").write_bytes(index + hashlib.sha1(index, usedforsecurity=False).digest())
    assert name in split_names(git(top, "ls-files", "-z"))
    assert IndexTree.at(top).paths() == ("fine.yaml",)
    assert not IndexTree.at(top).has(name)
    assert name not in WorkingTree.at(top).paths()
    assert not WorkingTree.at(top).has("..")


def test_a_new_repository_without_any_entry(tmp_path: Path) -> None:
    tree = IndexTree.at(make_repository(tmp_path / "repo"))
    assert tree.paths() == ()
    assert tree.unmerged() == []


def test_without_a_repository_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="in no git repository"):
        IndexTree.at(tmp_path)


def test_a_damaged_index_is_said_in_words(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    (top / ".git/index").write_bytes(b"DIRCgarbage" * 10)
    with pytest.raises(GitError, match=r"git ls-files failed in .*index"):
        IndexTree.at(top)
