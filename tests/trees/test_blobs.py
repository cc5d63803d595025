"""The ids of files: those that git would give, and a clean checkout never looks changed."""

import hashlib
import os
import shutil
import sys
from pathlib import Path

import pytest

from aimslint.blobs import blob_id
from aimslint.trees import IndexTree, MemoryTree, WorkingTree, disk, overlaid, unchanged
from tests.repositories import commit, git, make_repository, write_files

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")

LONG_AGO = 1_700_000_000


def committed(top: Path) -> dict[str, str]:
    """Path and blob id of every file of the newest commit, as git tells them."""
    lines = git(top, "ls-tree", "-r", "-z", "HEAD").decode("utf-8", "surrogateescape").split("\0")[:-1]
    return {path: about.split(" ")[2] for about, _, path in (line.partition("\t") for line in lines)}


def ids(tree: WorkingTree | IndexTree | MemoryTree) -> dict[str, str | None]:
    return {path: tree.blob(path) for path in tree.paths()}


def settle(top: Path) -> None:
    """Let everything seem to have happened long ago, file after index, so that no entry is racy."""
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if name != ".git"]
        for name in files:
            os.utime(Path(folder, name), (LONG_AGO, LONG_AGO), follow_symlinks=False)
    git(top, "update-index", "--refresh", accept=(0, 1))


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_every_tree_gives_the_ids_of_git(tmp_path: Path, algorithm: str) -> None:
    files: dict[str, str | bytes] = {
        "a.yaml": "a: 1\n",
        "empty.yaml": "",
        "sub/ü\t\n\"'.yaml": b"\xff\0",
        "crlf.yaml": "a\r\nb\r\n",
    }
    top = tmp_path / "repo"
    top.mkdir()
    git(top, "init", "--quiet", f"--object-format={algorithm}")
    commit(top, "First", files)
    expected = committed(top)
    assert set(expected) == set(files)
    assert ids(IndexTree.at(top)) == expected
    assert ids(WorkingTree.at(top)) == expected
    settle(top)
    assert ids(WorkingTree.at(top)) == expected
    write_files(top, {"new.yaml": "n"})
    assert WorkingTree.at(top).blob("new.yaml") == git(top, "hash-object", "new.yaml").decode().strip()
    if algorithm == "sha1":
        assert ids(MemoryTree(files)) == expected


def test_other_content_laid_over_a_tree(tmp_path: Path) -> None:
    top = tmp_path / "repo"
    top.mkdir()
    git(top, "init", "--quiet", "--object-format=sha256")
    commit(top, "First", {"a.yaml": "a", "b.yaml": "b"})
    tree = overlaid(WorkingTree.at(top), {"a.yaml": b"c"})
    write_files(top, {"a.yaml": "c"})
    assert tree.blob("a.yaml") == git(top, "hash-object", "a.yaml").decode().strip()
    assert tree.blob("b.yaml") == committed(top)["b.yaml"]


def test_what_is_no_file_has_no_id(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a", "gone.yaml": "g", "folder/b.yaml": "b"})
    write_files(top, {"gone.yaml": None})
    for tree in (WorkingTree.at(top), IndexTree.at(top), MemoryTree({"a.yaml": "a", "folder/b.yaml": "b"})):
        assert tree.blob("folder") is None
        assert tree.blob("nowhere.yaml") is None
        assert tree.blob("") is None
    assert WorkingTree.at(top).blob("gone.yaml") is None
    assert IndexTree.at(top).blob("gone.yaml") == blob_id(b"g")


def test_staged_and_unstaged_changes(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"staged.yaml": "1", "unstaged.yaml": "1", "back.yaml": "1"})
    settle(top)
    write_files(top, {"staged.yaml": "2", "back.yaml": "2"})
    git(top, "add", "staged.yaml", "back.yaml")
    write_files(top, {"unstaged.yaml": "3", "back.yaml": "1", "announced.yaml": "4"})
    git(top, "add", "--intent-to-add", "announced.yaml")
    assert ids(WorkingTree.at(top)) == {
        "announced.yaml": blob_id(b"4"),
        "back.yaml": blob_id(b"1"),
        "staged.yaml": blob_id(b"2"),
        "unstaged.yaml": blob_id(b"3"),
    }
    index = IndexTree.at(top)
    assert ids(index) == {"back.yaml": blob_id(b"2"), "staged.yaml": blob_id(b"2"), "unstaged.yaml": blob_id(b"1")}
    assert index.blob("announced.yaml") is None


def test_a_file_in_conflict_has_the_id_of_what_stands_on_disk(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "base\n"})
    git(top, "checkout", "--quiet", "-b", "other")
    commit(top, "Theirs", {"a.yaml": "theirs\n"})
    git(top, "checkout", "--quiet", "main")
    commit(top, "Ours", {"a.yaml": "ours\n"})
    git(top, "merge", "--quiet", "other", accept=(1,))
    assert WorkingTree.at(top).blob("a.yaml") == blob_id((top / "a.yaml").read_bytes())
    assert IndexTree.at(top).blob("a.yaml") is None


def test_a_change_in_the_moment_of_the_commit_is_seen(tmp_path: Path) -> None:
    """Same size, same time: only the bytes tell. git calls such an entry racy."""
    top = make_repository(tmp_path / "repo", {"a.yaml": "old"})
    moment = (top / "a.yaml").stat().st_mtime_ns
    os.utime(top / ".git/index", ns=(moment, moment))
    (top / "a.yaml").write_bytes(b"new")
    os.utime(top / "a.yaml", ns=(moment, moment))
    assert WorkingTree.at(top).blob("a.yaml") == blob_id(b"new")


def test_a_file_system_that_keeps_whole_seconds(tmp_path: Path) -> None:
    """The index was written later in the second of the change; the clock of the file system cannot tell."""
    top = make_repository(tmp_path / "repo", {"a.yaml": "old"})
    os.utime(top / "a.yaml", (LONG_AGO, LONG_AGO))
    git(top, "update-index", "--refresh")
    (top / "a.yaml").write_bytes(b"new")
    os.utime(top / "a.yaml", (LONG_AGO, LONG_AGO))
    os.utime(top / ".git/index", ns=(0, LONG_AGO * 10**9 + 500_000_000))
    assert WorkingTree.at(top).blob("a.yaml") == blob_id(b"new")


def test_an_unchanged_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a", "b.yaml": "b"})
    settle(top)
    read: list[str] = []

    def reading(name: bytes, path: str, limit: int) -> bytes:
        read.append(path)
        return disk.read_regular_file(name, path, limit)

    monkeypatch.setattr(unchanged, "read_regular_file", reading)
    tree = WorkingTree.at(top)
    assert ids(tree) == committed(top)
    assert read == []
    write_files(top, {"a.yaml": "c"})
    assert WorkingTree.at(top).blob("a.yaml") == blob_id(b"c")
    assert read == ["a.yaml"]


def test_a_copied_checkout_is_not_changed(tmp_path: Path) -> None:
    """As in a container image: every time is another one, or has lost its nanoseconds."""
    top = make_repository(tmp_path / "repo", {"a.yaml": "a\n", "sub/b.yaml": "b\n"})
    for copy in (shutil.copy, shutil.copy2):
        shutil.copytree(top, tmp_path / copy.__name__, copy_function=copy)
        assert ids(WorkingTree.at(tmp_path / copy.__name__)) == committed(top)


def test_line_ends_converted_at_checkout_are_no_change(tmp_path: Path) -> None:
    origin = make_repository(tmp_path / "origin", {"a.yaml": "a: 1\nb: 2\n", "b.yaml": "c: 3\n"})
    top = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--config", "core.autocrlf=true", str(origin), str(top))
    assert (top / "a.yaml").read_bytes() == b"a: 1\r\nb: 2\r\n"
    assert ids(WorkingTree.at(top)) == committed(origin)
    for file in ("a.yaml", "b.yaml"):
        os.utime(top / file, (LONG_AGO, LONG_AGO))  # now the bytes must tell
    assert ids(WorkingTree.at(top)) == committed(origin)
    (top / "a.yaml").write_bytes(b"a: 1\r\nb: 3\r\n")
    assert WorkingTree.at(top).blob("a.yaml") != committed(origin)["a.yaml"]


@posix_only
@pytest.mark.parametrize("attribute", ["filter=lfs", "ident", "working-tree-encoding=UTF-16LE"])
def test_converted_content_is_no_change_and_no_filter_runs(tmp_path: Path, attribute: str) -> None:
    """What git wrote to disk is another text than it stores; nothing but git's own rules could convert it back."""
    top = make_repository(tmp_path / "repo", {".gitattributes": f"*.bin {attribute}\n"})
    text = "$Id$\n".encode("utf-16-le" if "UTF" in attribute else "utf-8")
    git(top, "config", "filter.lfs.clean", "tr a-z A-Z")
    git(top, "config", "filter.lfs.smudge", "tr A-Z a-z")
    commit(top, "Content", {"model.bin": text, "other.bin": text, "plain.yaml": "x"})
    (top / "model.bin").unlink()
    git(top, "checkout", "--quiet", "model.bin")
    canary = tmp_path / "ran"
    git(top, "config", "filter.lfs.clean", f"touch {canary}; cat")
    for times in (None, (LONG_AGO, LONG_AGO)):
        for file in ("model.bin", "plain.yaml"):
            os.utime(top / file, times)
        assert ids(WorkingTree.at(top)) == committed(top)
    (top / "model.bin").write_bytes(text * 2)
    (top / "plain.yaml").write_bytes(b"y")
    tree = WorkingTree.at(top)
    assert tree.blob("model.bin") == blob_id(text * 2)
    assert tree.blob("plain.yaml") == blob_id(b"y")
    assert not canary.exists()


def test_a_prepared_index_with_names_that_lead_out(tmp_path: Path) -> None:
    """Even when attributes must be asked for."""
    top = make_repository(tmp_path / "repo", {"a.yaml": "a", "bb/outside.yaml": "o"})
    index = (top / ".git/index").read_bytes().replace(b"bb/outside.yaml", b"../outside.yaml")
    (top / ".git/index").write_bytes(index[:-20] + hashlib.sha1(index[:-20], usedforsecurity=False).digest())
    write_files(top, {"a.yaml": "b"})
    tree = WorkingTree.at(top)
    assert tree.blob("a.yaml") == blob_id(b"b")
    assert tree.blob("../outside.yaml") is None


@posix_only
def test_a_link_has_the_id_of_its_text(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    (top / "link.yaml").symlink_to("a.yaml")
    (top / "broken.yaml").symlink_to("no\nwhere")
    commit(top, "Links")
    assert ids(WorkingTree.at(top)) == ids(IndexTree.at(top)) == committed(top)
    (top / "link.yaml").unlink()
    (top / "link.yaml").symlink_to("b.yaml")
    assert WorkingTree.at(top).blob("link.yaml") == blob_id(b"b.yaml")


@posix_only
def test_a_link_checked_out_as_a_file_is_no_change(tmp_path: Path) -> None:
    """As on Windows without the right to make links."""
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    (top / "link.yaml").symlink_to("a.yaml")
    commit(top, "Links")
    git(top, "config", "core.symlinks", "false")
    (top / "link.yaml").unlink()
    git(top, "checkout", "--quiet", "link.yaml")
    assert not (top / "link.yaml").is_symlink()
    assert ids(WorkingTree.at(top)) == committed(top)


def test_what_a_sparse_checkout_leaves_out_is_not_gone(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a/a.yaml": "a", "b/b.yaml": "b", "b/c.yaml": "c"})
    git(top, "sparse-checkout", "set", "--cone", "a")
    assert not (top / "b").exists()
    tree = WorkingTree.at(top)
    assert tree.paths() == ("a/a.yaml",)
    assert {path: tree.blob(path) for path in committed(top)} == committed(top)


@pytest.mark.parametrize("form", ["worktree", "detached", "shallow", "split-index", "index-version-4"])
def test_every_form_of_checkout(tmp_path: Path, form: str) -> None:
    origin = make_repository(tmp_path / "origin", {"a.yaml": "1", "b.yaml": "b"})
    commit(origin, "Second", {"a.yaml": "2"})
    top = tmp_path / "top"
    if form == "shallow":
        git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{origin}", str(top))
    else:
        git(origin, "worktree", "add", "--quiet", "--detach", str(top))
    if form == "detached":
        git(top, "checkout", "--quiet", "HEAD~1")
    if form == "split-index":
        git(top, "update-index", "--split-index")
    if form == "index-version-4":
        git(top, "update-index", "--index-version", "4")
    settle(top)
    assert ids(WorkingTree.at(top)) == ids(IndexTree.at(top)) == committed(top)
    write_files(top, {"a.yaml": "changed"})
    assert WorkingTree.at(top).blob("a.yaml") == blob_id(b"changed")


def test_before_the_first_commit_and_without_repository(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.yaml": "a\r\n"})
    assert ids(WorkingTree.at(tmp_path)) == {"a.yaml": blob_id(b"a\r\n")}
    make_repository(tmp_path)
    assert ids(WorkingTree.at(tmp_path)) == {"a.yaml": blob_id(b"a\r\n")}


@posix_only
def test_bytes_that_are_no_utf_8(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo")
    (top / os.fsdecode(b"bad-\xff.yaml")).write_bytes(b"x")
    commit(top, "Bad name")
    assert ids(WorkingTree.at(top)) == ids(IndexTree.at(top)) == committed(top) == {"bad-\udcff.yaml": blob_id(b"x")}


def test_large_files_are_hashed_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"a\r\n" * 1000
    top = make_repository(tmp_path / "repo", {"a.bin": content})
    monkeypatch.setattr(unchanged, "MOST_BYTES", 100)
    monkeypatch.setattr(unchanged, "_CHUNK", 7)
    os.utime(top / "a.bin", (LONG_AGO, LONG_AGO))
    assert WorkingTree.at(top).blob("a.bin") == blob_id(content)
    write_files(top, {"a.bin": content + b"more"})
    assert WorkingTree.at(top).blob("a.bin") == blob_id(content + b"more")
    monkeypatch.setattr(unchanged, "_MOST_HASHED", 3000)
    (top / "a.bin").write_bytes(content + b"a")
    assert WorkingTree.at(top).blob("a.bin") not in (blob_id(content), blob_id(content + b"a"), None)


@posix_only
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_nobody_may_open_is_not_called_changed(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    os.utime(top / "a.yaml", (LONG_AGO, LONG_AGO))
    (top / "a.yaml").chmod(0)
    assert ids(WorkingTree.at(top)) == committed(top)
