"""The tree of a commit: its files, whatever stands on disk, and clear words for what names no commit."""

import hashlib
import os
import sys
from datetime import date
from itertools import count, pairwise
from pathlib import Path

import pytest

from aimslint.blobs import blob_id
from aimslint.git_command import GitError
from aimslint.trees import CommitTree, IndexTree, WorkingTree
from tests.repositories import commit, git, make_repository, write_files
from tests.trees.trees import refused

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def two_commits(folder: Path) -> tuple[Path, str, str]:
    top = make_repository(folder)
    first = commit(top, "First", {"a.yaml": "old", "sub/gone.yaml": "g"}, date="2026-01-15T23:30:00-02:00")
    second = commit(top, "Second", {"a.yaml": "new", "sub/gone.yaml": None, "b.yaml": "b"}, date="2026-03-01T12:00:00Z")
    return top, first, second


def why(folder: Path, rev: str) -> str:
    """What is said of a text that names no commit."""
    with pytest.raises(GitError) as caught:
        CommitTree.at(folder, rev)
    return str(caught.value)


def test_holds_the_files_of_the_commit_and_touches_nothing(tmp_path: Path) -> None:
    top, first, second = two_commits(tmp_path / "repo")
    write_files(top, {"a.yaml": "staged", "untracked.yaml": "u"})
    git(top, "add", "a.yaml")
    before = _everything_in(top)
    tree = CommitTree.at(top / "sub" if (top / "sub").exists() else top, "HEAD~1")
    assert (tree.commit, tree.day, tree.top) == (first, date(2026, 1, 16), top.resolve())
    assert tree.paths() == ("a.yaml", "sub/gone.yaml")
    assert dict(tree.read_many(tree.paths())) == {"a.yaml": b"old", "sub/gone.yaml": b"g"}
    assert tree.size("sub/gone.yaml") == 1
    assert tree.has("sub")
    assert tree.similar("SUB") == "sub"
    assert tree.unmerged() == []
    assert "no such file" in refused(tree, "b.yaml").reason
    assert refused(tree, "a.yaml", 2).rule == "too-large"
    assert (CommitTree.at(top, "main").commit, CommitTree.at(top, "main").day) == (second, date(2026, 3, 1))
    assert _everything_in(top) == before


def _everything_in(top: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in top.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "rev",
    ["HEAD~1", "HEAD^", "{id}", "{short}", "v1", "refs/tags/v1", "heads/topic", "topic", "main@{{1}}", ":/First", "@~"],
)
def test_every_way_to_name_a_commit(tmp_path: Path, rev: str) -> None:
    top, first, _ = two_commits(tmp_path / "repo")
    git(top, "tag", "--annotate", "--message=One", "v1", first)
    git(top, "branch", "topic", first)
    assert CommitTree.at(top, rev.format(id=first, short=first[:7])).commit == first


def test_repositories_with_sha256_and_an_empty_commit(tmp_path: Path) -> None:
    top = tmp_path / "repo"
    top.mkdir()
    git(top, "init", "--quiet", "--object-format=sha256")
    empty = commit(top, "Nothing")
    full = commit(top, "First", {"a.yaml": "a"})
    assert CommitTree.at(top, empty).paths() == ()
    tree = CommitTree.at(top, full)
    assert (len(tree.commit), tree.read("a.yaml")) == (64, b"a")
    assert (
        tree.blob("a.yaml") == WorkingTree.at(top).blob("a.yaml") == git(top, "rev-parse", "HEAD:a.yaml").decode()[:64]
    )


@posix_only
def test_names_that_git_would_quote_or_no_report_could_print(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo")
    names = ["new\nline.yaml", "tab\t.yaml", 'quo"te.yaml', "ü.yaml", ":colon.yaml", "-dash.yaml", "* .yaml"]
    write_files(top, dict.fromkeys(names, "x") | {os.fsdecode(b"bad-\xff.yaml"): "y"})
    commit(top, "Names")
    git(top, "rm", "--quiet", "-r", ".")
    tree = CommitTree.at(top, "HEAD")
    assert tree.paths() == tuple(sorted([*names, "bad-\udcff.yaml"]))
    assert [tree.read(name) for name in names] == [b"x"] * len(names)
    assert "not valid UTF-8" in refused(tree, "bad-\udcff.yaml").reason


@posix_only
def test_links_are_followed_inside_the_commit_alone(tmp_path: Path) -> None:
    write_files(tmp_path, {"outside.yaml": "secret"})
    top = make_repository(tmp_path / "repo", {"docs/a.yaml": "a"})
    for link, target in {"near.yaml": "docs/a.yaml", "d": "docs", "through.yaml": "d/a.yaml", "loop": "loop"}.items():
        (top / link).symlink_to(target)
    (top / "out.yaml").symlink_to("../outside.yaml")
    commit(top, "Links")
    write_files(top, {"docs/a.yaml": "changed"})
    (top / "d").unlink()
    (top / "d").symlink_to("../")
    tree = CommitTree.at(top, "HEAD")
    assert tree.read("near.yaml") == tree.read("through.yaml") == b"a"
    assert "leads out of the repository" in refused(tree, "out.yaml").reason
    assert "back to itself" in refused(tree, "loop").reason
    assert "the folder docs" in refused(tree, "d").reason
    assert tree.blob("near.yaml") == git(top, "rev-parse", "HEAD:near.yaml").decode().strip()


def test_submodules_are_folders_without_content(tmp_path: Path) -> None:
    other = make_repository(tmp_path / "other", {"x.yaml": "x"})
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    head = git(other, "rev-parse", "HEAD").decode().strip()
    git(top, "update-index", "--add", "--cacheinfo", f"160000,{head},vendor/other")
    git(top, "commit", "--quiet", "--message=Submodule")
    tree = CommitTree.at(top, "HEAD")
    assert tree.paths() == ("a.yaml",)
    assert tree.has("vendor/other")
    assert tree.blob("vendor/other") is None


def test_names_that_would_lead_out_are_left_out(tmp_path: Path) -> None:
    """git refuses to make such folders; somebody may have written one byte by byte."""
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    blob = bytes.fromhex(git(top, "rev-parse", "HEAD:a.yaml").decode().strip())
    listing = b"".join(b"100644 %s\0%s" % (name, blob) for name in (b"..", b".git", b"fine.yaml"))
    assert len(hashlib.sha1(listing, usedforsecurity=False).digest()) == len(blob)
    folder = git(top, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", stdin=listing).decode().strip()
    made = git(top, "commit-tree", folder, "-m", "Hostile").decode().strip()
    assert CommitTree.at(top, made).paths() == ("fine.yaml",)


def test_worktrees_and_detached_heads(tmp_path: Path) -> None:
    top, first, second = two_commits(tmp_path / "repo")
    git(top, "worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"), first)
    tree = CommitTree.at(tmp_path / "linked", "HEAD")
    assert (tree.commit, tree.top) == (first, (tmp_path / "linked").resolve())
    assert CommitTree.at(tmp_path / "linked", "main").commit == second


def test_the_variables_of_a_hook_mean_no_other_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, _, second = two_commits(tmp_path / "mine")
    other = make_repository(mine / "other", {"other.yaml": "o"})
    monkeypatch.setenv("GIT_DIR", str(mine / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(mine / ".git/index"))
    monkeypatch.chdir(mine)
    assert CommitTree.at(other, "HEAD").paths() == ("other.yaml",)
    assert CommitTree.at(mine, "HEAD").commit == second


def test_a_replaced_commit_is_read_as_it_was_made(tmp_path: Path) -> None:
    top, first, second = two_commits(tmp_path / "repo")
    git(top, "replace", second, first)
    assert CommitTree.at(top, "HEAD").read("a.yaml") == b"new"


@posix_only
def test_nothing_that_the_repository_names_is_run(tmp_path: Path) -> None:
    top, _, second = two_commits(tmp_path / "repo")
    raw = git(top, "cat-file", "commit", second).replace(b"\n\n", b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n x\n\n", 1)
    signed = git(top, "hash-object", "-t", "commit", "-w", "--stdin", stdin=raw).decode().strip()
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\necho $0 $* >> {tmp_path / 'ran'}\n")
    script.chmod(0o755)
    traps = ("core.fsmonitor", "gpg.program", "core.pager", "diff.external", "filter.x.clean", "filter.x.smudge")
    for trap in (*traps, "filter.x.process", "core.sshCommand", "core.alternateRefsCommand"):
        git(top, "config", trap, str(script))
    git(top, "config", "log.showSignature", "true")
    (top / ".git/info/attributes").write_text("* filter=x diff=x\n")
    assert CommitTree.at(top, signed).read("b.yaml") == b"b"
    assert WorkingTree.at(top).blob("a.yaml") == CommitTree.at(top, signed).blob("a.yaml")
    write_files(top, {"a.yaml": "NEW!"})
    assert WorkingTree.at(top).blob("a.yaml") == blob_id(b"NEW!")
    with pytest.raises(GitError):
        CommitTree.at(top, "nothing")
    assert not (tmp_path / "ran").exists()
    git(top, "log", "-1", "--show-signature", signed)
    assert (tmp_path / "ran").exists()


@pytest.mark.parametrize("rev", ["--output=/x", "-1", "--all", "-"])
def test_what_looks_like_an_option(tmp_path: Path, rev: str) -> None:
    top, _, _ = two_commits(tmp_path / "repo")
    assert why(top, rev) == (
        f"`{rev}`, which looks like an option, does not name one commit; "
        "give a branch, a tag, a commit id, or such as HEAD~3"
    )


@pytest.mark.parametrize(
    ("rev", "said"),
    [
        ("", "an empty text does not name one commit"),
        ("  ", "an empty text does not name one commit"),
        ("ma\nin", r"`ma\nin`, which holds characters that cannot be printed, does not name one commit"),
        ("main\0", r"`main\x00`, which holds characters that cannot be printed, does not name one commit"),
        ("m\x1b[31m", r"`m\x1b[31m`, which holds characters"),
        ("bad-\udcff", r"`bad-\udcff`, which holds characters"),
        ("HEAD~1..HEAD", "`HEAD~1..HEAD`, a range, does not name one commit"),
        ("^HEAD", "`^HEAD` leaves commits out, where one commit was expected"),
        ("HEAD:a.yaml", "`HEAD:a.yaml` is a file, where a commit was expected"),
        (":a.yaml", "`:a.yaml` is a file, where a commit was expected"),
        ("HEAD^{tree}", "`HEAD^{tree}` is a folder, where a commit was expected"),
        ("a-file", "`a-file` is a tag of something else, where a commit was expected"),
        ("mian", "there is no commit `mian` in {top}; did you mean `main`?"),
        ("v1.O", "there is no commit `v1.O` in {top}; did you mean `v1.0`?"),
        ("HEAD~7", "there is no commit `HEAD~7` in {top}; `git log --oneline --all` lists those it has"),
        ("f" * 40, "there is no commit `ffff"),
        ("HEAD HEAD", "there is no commit `HEAD HEAD` in"),
        ("both", "`both` is both a branch and a tag; write `refs/heads/both` or `refs/tags/both`"),
        (":/no such words", "there is no commit `:/no such words` in"),
        ("main@{9999 years ago}x", "there is no commit"),
        ("a" * 100_000, "a text of 100000 characters does not name one commit"),
    ],
)
def test_what_names_no_commit(tmp_path: Path, rev: str, said: str) -> None:
    top, first, _ = two_commits(tmp_path / "repo")
    git(top, "tag", "v1.0")
    git(top, "tag", "--annotate", "--message=File", "a-file", f"{first}:a.yaml")
    git(top, "branch", "both")
    git(top, "tag", "both", first)
    assert why(top, rev).startswith(said.replace("{top}", str(top.resolve())))
    assert CommitTree.at(top, "refs/tags/both").commit == first


def test_the_start_of_several_ids(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo")
    story = "".join(
        f"commit refs/heads/{n}\ncommitter A <a@example.org> {1_700_000_000 + n} +0000\ndata 0\n" for n in range(600)
    )
    git(top, "fast-import", "--quiet", stdin=story.encode())
    ids = sorted(git(top, "for-each-ref", "--format=%(objectname)").decode().split())
    start = next(one[:4] for one, other in pairwise(ids) if one[:4] == other[:4])
    assert why(top, start) == f"`{start}` is the start of several ids; write more of it"


def test_a_commit_is_meant_where_a_file_begins_alike(tmp_path: Path) -> None:
    top, first, _ = two_commits(tmp_path / "repo")
    alike = next(content for n in count() if blob_id(content := b"%d" % n)[:4] == first[:4])
    git(top, "hash-object", "-w", "--stdin", stdin=alike)
    assert CommitTree.at(top, first[:4]).commit == first


def test_a_shallow_clone(tmp_path: Path) -> None:
    origin, first, second = two_commits(tmp_path / "origin")
    top = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{origin}", str(top))
    assert CommitTree.at(top, "HEAD").commit == second
    for rev in ("HEAD~1", first):
        assert "git fetch --unshallow (in CI, let the checkout step fetch all: fetch-depth: 0)" in why(top, rev)
    assert why(top, "mian").endswith("; did you mean `main`?")


def test_a_clone_that_follows_another_branch_alone(tmp_path: Path) -> None:
    origin, _, second = two_commits(tmp_path / "origin")
    git(origin, "branch", "topic")
    for number, depth in enumerate(((), ("--depth=1",))):
        top = tmp_path / f"clone{number}"
        git(tmp_path, "clone", "--quiet", *depth, "--single-branch", "--branch=topic", f"file://{origin}", str(top))
        advice = why(top, "main").partition("follows another branch alone; ")[2].split(", then ")
        assert len(advice) == 1 + number
        for command in advice:
            git(top, *command.split()[1:])
        assert CommitTree.at(top, "origin/main").commit == second


def test_a_branch_that_only_the_server_has(tmp_path: Path) -> None:
    """As in CI, where a checkout is of one commit and has no branches of its own."""
    origin, _, second = two_commits(tmp_path / "origin")
    top = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(origin), str(top))
    git(top, "checkout", "--quiet", "--detach")
    git(top, "branch", "--quiet", "-D", "main")
    git(top, "remote", "set-head", "origin", "--delete")
    assert why(top, "main").endswith("; did you mean `origin/main`?")
    assert CommitTree.at(top, "origin/main").commit == second


def test_partial_clones_say_what_to_fetch_and_fetch_nothing(tmp_path: Path) -> None:
    origin, _, _ = two_commits(tmp_path / "origin")
    git(origin, "config", "uploadpack.allowFilter", "true")
    blobless, treeless = tmp_path / "blobless", tmp_path / "treeless"
    for folder, left_out in ((blobless, "blob:none"), (treeless, "tree:0")):
        git(tmp_path, "clone", "--quiet", f"--filter={left_out}", f"file://{origin}", str(folder))
    git(blobless, "config", "remote.origin.uploadpack", f"touch {tmp_path / 'fetched'}; git-upload-pack")
    tree = CommitTree.at(blobless, "HEAD~1")
    git(blobless, "read-tree", "HEAD~1")
    new = git(blobless, "hash-object", "-w", "--stdin", stdin=b"n").decode().strip()
    git(blobless, "update-index", "--add", "--cacheinfo", f"100644,{new},new.yaml")
    assert dict(IndexTree.at(blobless).read_many(["new.yaml"])) == {"new.yaml": b"n"}
    assert "by: git checkout" in refused(IndexTree.at(blobless), "a.yaml").advice
    assert tree.paths() == ("a.yaml", "sub/gone.yaml")
    assert tree.size("a.yaml") is None
    answer = refused(tree, "a.yaml")
    assert "does not hold the content" in answer.reason
    assert "by: git fetch --refetch --no-filter" in answer.advice
    assert "git fetch --refetch --no-filter" in why(treeless, "HEAD~1")
    assert not (tmp_path / "fetched").exists()
    git(blobless, "config", "--unset", "remote.origin.uploadpack")
    for folder in (blobless, treeless):
        git(folder, "fetch", "--quiet", "--refetch", "--no-filter")
        assert CommitTree.at(folder, "HEAD~1").read("a.yaml") == b"old"


def test_a_commit_with_an_impossible_date(tmp_path: Path) -> None:
    top, first, _ = two_commits(tmp_path / "repo")
    raw = git(top, "cat-file", "commit", first).replace(b"1768527000 -0200", b"99999999999999999999 +0000")
    assert b"99999999999999999999" in raw
    made = git(top, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=raw).decode().strip()
    tree = CommitTree.at(top, made)
    assert (tree.day, tree.read("a.yaml")) == (date(1970, 1, 1), b"old")


def test_no_commit_and_no_repository(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo")
    write_files(top, {"a.yaml": "a"})
    assert why(top, "HEAD") == f"there is no commit `HEAD` in {top.resolve()}: nothing was committed there yet"
    (tmp_path / "plain").mkdir()
    assert "is in no git repository" in why(tmp_path / "plain", "HEAD")


def test_a_damaged_repository(tmp_path: Path) -> None:
    top, first, second = two_commits(tmp_path / "repo")
    folder = git(top, "rev-parse", f"{second}^{{tree}}").decode().strip()
    (top / ".git/objects" / folder[:2] / folder[2:]).unlink()
    assert "git fsck" in why(top, "HEAD")
    assert CommitTree.at(top, first).read("a.yaml") == b"old"
