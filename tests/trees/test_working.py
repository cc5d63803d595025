"""The working tree: what is listed, and what reading says about everything that is no plain file."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aimslint.trees import NoRepository, Unreadable, WorkingTree
from tests.repositories import commit, git, make_repository, write_files
from tests.trees.trees import refused

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def test_lists_tracked_and_untracked_but_not_ignored_files(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {".gitignore": "*.tmp\nbuild/\n", "governance/a.yaml": "kind: a\n"})
    write_files(top, {"governance/new.yaml": "n", "governance/x.tmp": "t", "build/out.yaml": "o", "b.yaml": "b"})
    write_files(top, {"build/kept.yaml": "k"})
    git(top, "add", "--force", "build/kept.yaml")
    tree = WorkingTree.at(top / "governance")
    assert tree.top == top.resolve()
    assert tree.paths() == (".gitignore", "b.yaml", "build/kept.yaml", "governance/a.yaml", "governance/new.yaml")
    assert tree.no_repository is None
    assert tree.unmerged() == ()


def test_a_file_deleted_on_disk_is_not_there(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a", "gone.yaml": "g", "folder/gone.yaml": "g"})
    (top / "gone.yaml").unlink()
    (top / "folder/gone.yaml").unlink()
    (top / "folder").rmdir()
    tree = WorkingTree.at(top)
    assert tree.paths() == ("a.yaml",)
    assert not tree.has("folder")
    assert refused(tree, "gone.yaml").rule == "unreadable-file"


def test_reads_what_stands_on_disk_not_what_is_staged(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "old"})
    write_files(top, {"a.yaml": "staged"})
    git(top, "add", "a.yaml")
    write_files(top, {"a.yaml": b"on disk \xff"})
    tree = WorkingTree.at(top)
    assert tree.read("a.yaml") == b"on disk \xff"
    assert tree.size("a.yaml") == 9
    assert tree.size("b.yaml") is None


def test_a_file_in_conflict_is_listed_once_and_read_from_disk(tmp_path: Path) -> None:
    top = _in_conflict(tmp_path)
    tree = WorkingTree.at(top)
    assert tree.paths() == ("a.yaml",)
    assert b"<<<<<<<" in tree.read("a.yaml")


def _in_conflict(tmp_path: Path) -> Path:
    top = make_repository(tmp_path / "repo", {"a.yaml": "base\n"})
    git(top, "checkout", "--quiet", "-b", "other")
    commit(top, "Theirs", {"a.yaml": "theirs\n"})
    git(top, "checkout", "--quiet", "main")
    commit(top, "Ours", {"a.yaml": "ours\n"})
    git(top, "merge", "--quiet", "other", accept=(1,))
    return top


def test_without_a_repository_every_file_counts(tmp_path: Path) -> None:
    write_files(tmp_path, {"b/.hidden.yaml": "h", "a.yaml": "a", "b/c.yaml": "c", "sub/.git/config": "no"})
    tree = WorkingTree.at(tmp_path)
    assert tree.paths() == ("a.yaml", "b/.hidden.yaml", "b/c.yaml")
    assert isinstance(tree.no_repository, NoRepository)
    assert tree.no_repository.reason == "no-repository"
    assert tree.top == tmp_path.resolve()


@pytest.mark.parametrize("in_repository", [True, False])
def test_folders_and_letter_case(tmp_path: Path, in_repository: bool) -> None:
    files = {"governance/Systems/credit.yaml": "x", "README.md": "r"}
    if in_repository:
        make_repository(tmp_path / "repo", files)
    write_files(tmp_path / "repo", files)
    tree = WorkingTree.at(tmp_path / "repo")
    assert all(tree.has(p) for p in ("README.md", "governance", "governance/Systems/", "./README.md", "."))
    assert not any(tree.has(p) for p in ("readme.md", "gov", "governance/credit.yaml", "..", "../repo/README.md"))
    assert tree.similar("readme.MD") == "README.md"
    assert tree.similar("governance/systems") == "governance/Systems"
    assert tree.similar("README.md") is None
    assert tree.similar("other.md") is None


@posix_only
@pytest.mark.parametrize("in_repository", [True, False])
def test_links(tmp_path: Path, in_repository: bool) -> None:
    top = tmp_path / "repo"
    write_files(tmp_path, {"outside.yaml": "secret", "repo/a.yaml": "a", "repo/docs/b.yaml": "b"})
    if in_repository:
        make_repository(top)
    links = {
        "near.yaml": "a.yaml",
        "docs/up.yaml": "../a.yaml",
        "chain.yaml": "near.yaml",
        "docs-link": "docs",
        "through.yaml": "docs-link/b.yaml",
        "folder.yaml": "docs",
        "top.yaml": ".",
        "broken.yaml": "nothing.yaml",
        "case.yaml": "A.yaml",
        "out.yaml": "../outside.yaml",
        "back-in.yaml": "../repo/a.yaml",
        "absolute.yaml": str(tmp_path / "outside.yaml"),
        "device.yaml": "/dev/zero",
        "loop.yaml": "loop.yaml",
        "loop-a.yaml": "loop-b.yaml",
        "loop-b.yaml": "loop-a.yaml",
        "git.yaml": ".git/config",
    }
    for link, target in links.items():
        (top / link).symlink_to(target)
    tree = WorkingTree.at(top)
    assert tree.paths() == tuple(sorted([*links, "a.yaml", "docs/b.yaml"]))
    assert {path: tree.read(path) for path in ("near.yaml", "docs/up.yaml", "chain.yaml", "through.yaml")} == {
        "near.yaml": b"a",
        "docs/up.yaml": b"a",
        "chain.yaml": b"a",
        "through.yaml": b"b",
    }
    assert tree.size("chain.yaml") == 1
    for path, words in {
        "folder.yaml": "the folder docs",
        "top.yaml": "the folder .",
        "docs-link": "the folder docs",
        "broken.yaml": "broken symbolic link: it leads to nothing.yaml",
        "case.yaml": "a.yaml exists",
        "out.yaml": "out of the repository",
        "back-in.yaml": "out of the repository",
        "absolute.yaml": "out of the repository",
        "device.yaml": "out of the repository",
        "loop.yaml": "leads back to itself",
        "loop-a.yaml": "leads back to itself",
        "git.yaml": "does not hold",
    }.items():
        assert words in refused(tree, path).reason, path
    assert [path for path in links if not tree.has(path)] == [
        "broken.yaml", "case.yaml", "out.yaml", "back-in.yaml", "absolute.yaml", "device.yaml",
        "loop.yaml", "loop-a.yaml", "loop-b.yaml", "git.yaml",
    ]  # fmt: skip
    assert tree.has("docs-link/b.yaml")
    assert not tree.has("docs-link/c.yaml")


@posix_only
def test_a_link_to_an_ignored_file_is_not_read(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {".gitignore": ".env\n"})
    write_files(top, {".env": "password: secret\n"})
    (top / "a.yaml").symlink_to(".env")
    assert "does not hold" in refused(WorkingTree.at(top), "a.yaml").reason


@posix_only
def test_tracked_files_behind_a_folder_that_became_a_link_are_not_there(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"governance/deep/a.yaml": "mine"})
    write_files(tmp_path, {"elsewhere/deep/a.yaml": "foreign"})
    (top / "governance/deep/a.yaml").unlink()
    (top / "governance/deep").rmdir()
    (top / "governance").rmdir()
    (top / "governance").symlink_to(tmp_path / "elsewhere")
    tree = WorkingTree.at(top)
    assert tree.paths() == ("governance",)
    assert not tree.has("governance/deep/a.yaml")


@posix_only
@pytest.mark.parametrize("in_repository", [True, False])
def test_pipes_and_folders_where_a_file_was_expected(tmp_path: Path, in_repository: bool) -> None:
    top = tmp_path / "repo"
    write_files(top, {"g/ok.yaml": "a", "g/full.yaml/in.yaml": "i", ".gitignore": "ignored*\n"})
    if in_repository:
        make_repository(top, {"g/was-file.yaml": "w", "g/was-pipe.yaml": "w"})
        (top / "g/was-file.yaml").unlink()
        (top / "g/was-pipe.yaml").unlink()
    (top / "g/was-file.yaml").mkdir()
    os.mkfifo(top / "g/was-pipe.yaml")
    os.mkfifo(top / "g/pipe.yaml")
    os.mkfifo(top / "g/:(top)pipe.yaml")
    os.mkfifo(top / "g/ignored.yaml")
    (top / "g/empty.yaml").mkdir()
    (top / "g/plain-folder").mkdir()
    (top / "g/to-pipe.yaml").symlink_to("pipe.yaml")
    tree = WorkingTree.at(top)
    odd = {
        "g/:(top)pipe.yaml": "pipe", "g/pipe.yaml": "pipe", "g/was-pipe.yaml": "pipe", "g/to-pipe.yaml": "pipe",
        "g/was-file.yaml": "a folder stands", "g/empty.yaml": "a folder stands", "g/full.yaml": "a folder stands",
    }  # fmt: skip
    if not in_repository:
        odd["g/ignored.yaml"] = "pipe"
    assert set(tree.paths()) == {".gitignore", "g/ok.yaml", "g/full.yaml/in.yaml", *odd}
    for path, words in odd.items():
        reason = refused(tree, path).reason
        assert words in reason
        assert "file was expected" in reason or "which is" in reason
    assert tree.read("g/full.yaml/in.yaml") == b"i"


@pytest.mark.parametrize(("content", "limit", "fits"), [(b"12345", 5, True), (b"123456", 5, False), (b"", 0, True)])
def test_the_limit_counts_bytes(tmp_path: Path, content: bytes, limit: int, fits: bool) -> None:
    write_files(tmp_path, {"a.yaml": content})
    tree = WorkingTree.at(tmp_path)
    if fits:
        assert tree.read("a.yaml", limit) == content
    else:
        unreadable = refused(tree, "a.yaml", limit)
        assert unreadable.rule == "too-large"
        assert "5 bytes" in unreadable.reason


def test_a_very_large_file_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(100 * 1024 * 1024)

    def no_read(file: int, count: int) -> bytes:
        raise AssertionError(f"read {count} bytes")

    monkeypatch.setattr(os, "read", no_read)
    unreadable = refused(WorkingTree.at(tmp_path), "a.yaml")
    assert unreadable.rule == "too-large"
    assert "32 MiB" in unreadable.reason


def test_a_file_that_grows_while_it_is_read_stays_within_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"12")
    tree = WorkingTree.at(tmp_path)
    true_read = os.read
    asked: list[int] = []

    def growing(descriptor: int, count: int) -> bytes:
        asked.append(count)
        with file.open("ab") as more:
            more.write(b"x" * 100)
        return true_read(descriptor, count)

    monkeypatch.setattr(os, "read", growing)
    with pytest.raises(Unreadable) as caught:
        tree.read("a.yaml", 10)
    assert caught.value.rule == "too-large"
    assert sum(asked) <= 11


@pytest.mark.parametrize("how", ["removed", "link", "pipe", "folder"])
@posix_only
def test_a_file_replaced_after_listing_is_refused(tmp_path: Path, how: str) -> None:
    write_files(tmp_path, {"repo/a.yaml": "a", "outside.yaml": "secret"})
    tree = WorkingTree.at(tmp_path / "repo")
    file = tmp_path / "repo/a.yaml"
    file.unlink()
    replace: dict[str, Callable[[], None]] = {
        "removed": lambda: None,
        "link": lambda: file.symlink_to(tmp_path / "outside.yaml"),
        "pipe": lambda: os.mkfifo(file),
        "folder": file.mkdir,
    }
    replace[how]()
    assert "replaced" in refused(tree, "a.yaml").reason


def test_a_file_that_the_system_will_not_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"a.yaml": "a"})
    tree = WorkingTree.at(tmp_path)

    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    assert "no permission" in refused(tree, "a.yaml").reason

    def broken(*_: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "open", broken)
    assert "input/output error" in refused(tree, "a.yaml").reason


@pytest.mark.skipif(
    sys.platform == "win32" or getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read everything"
)
def test_files_and_folders_without_permission(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "a", "closed/b.yaml": "b", "blind/c.yaml": "c"})
    (top / "a.yaml").chmod(0)
    (top / "closed").chmod(0)
    (top / "blind").chmod(0o100)  # may be entered, not listed
    try:
        tree = WorkingTree.at(top)
        assert tree.paths() == ("a.yaml", "blind/c.yaml", "closed/b.yaml")
        assert "no permission" in refused(tree, "a.yaml").reason
        assert "no permission" in refused(tree, "closed/b.yaml").reason
        assert tree.read("blind/c.yaml") == b"c"
    finally:
        (top / "closed").chmod(0o700)
        (top / "blind").chmod(0o700)


@posix_only
@pytest.mark.parametrize("in_repository", [True, False])
def test_strange_names(tmp_path: Path, in_repository: bool) -> None:
    top = tmp_path / "repo"
    names = ["new\nline.yaml", 'quo"te.yaml', "tab\t.yaml", "? 100644.yaml", "ünï.yaml", "\x1b[31m.yaml", ":(top).yaml"]
    write_files(top, dict.fromkeys(names, "x"))
    (top / os.fsdecode(b"lat\xefn.yaml")).write_bytes(b"y")
    (top / "link.yaml").symlink_to(os.fsdecode(b"lat\xefn.yaml"))
    (top / "ugly-link.yaml").symlink_to("no\nthing\x1b.yaml")
    if in_repository:
        make_repository(top)
    tree = WorkingTree.at(top)
    assert set(tree.paths()) == {*names, "lat\udcefn.yaml", "link.yaml", "ugly-link.yaml"}
    assert [tree.read(name) for name in names] == [b"x"] * len(names)
    assert "not valid UTF-8" in refused(tree, "lat\udcefn.yaml").reason
    assert tree.read("link.yaml") == b"y"
    assert "no\\nthing\\x1b.yaml" in refused(tree, "ugly-link.yaml").reason


@posix_only
def test_submodules_and_nested_repositories_are_not_entered(tmp_path: Path) -> None:
    other = make_repository(tmp_path / "other", {"theirs.yaml": "t"})
    top = make_repository(tmp_path / "repo", {"a.yaml": "a"})
    git(top, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "mounted.yaml")
    make_repository(top / "nested.yaml", {"b.yaml": "b"})
    make_repository(top / "empty-nested").joinpath("c.yaml").write_text("c")
    tree = WorkingTree.at(top)
    assert tree.paths() == (".gitmodules", "a.yaml")
    assert tree.has("mounted.yaml")
    assert tree.has("nested.yaml")
    assert not tree.has("mounted.yaml/theirs.yaml")
    inside = WorkingTree.at(top / "mounted.yaml")
    assert inside.top == (top / "mounted.yaml").resolve()
    assert inside.paths() == ("theirs.yaml",)


@posix_only
def test_very_deep_folders(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"/".join(["d"] * 900) + "/a.yaml": "deep"})
    tree = WorkingTree.at(top)
    assert tree.paths() == ("d/" * 900 + "a.yaml",)
    assert not tree.has("x/" * 500_000)
    write_files(top, {"b.yaml": "b"})
    (top / "self").symlink_to(".")
    tree = WorkingTree.at(top)
    assert tree.has("self/" * 30 + "b.yaml")
    assert not tree.has("self/" * 60 + "b.yaml")  # as the system counts links


def test_sorted_and_the_same_twice(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"b.yaml": "", "a/z.yaml": "", "a.yaml": "", "B.yaml": ""})
    write_files(top, {"aa.yaml": "", "0.yaml": ""})
    paths = WorkingTree.at(top).paths()
    assert list(paths) == sorted(paths)
    assert paths == WorkingTree.at(top).paths()
