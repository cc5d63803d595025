import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aimslint.writing import AlreadyThere, Changed, NotWritten, replace, write_new

CALLS = ("open", "write", "fsync", "close", "link", "unlink", "replace", "mkdir", "lstat", "fstat", "chmod", "read")


def everything(folder: Path) -> dict[str, bytes | None]:
    """All that lies below a folder, hidden files too; None for a folder, for a broken link its text."""
    return {
        str(found.relative_to(folder)): None
        if found.is_dir()
        else (found.read_bytes() if found.exists() else os.fsencode(os.readlink(found)))
        for found in folder.rglob("*")
    }


def count_calls(monkeypatch: pytest.MonkeyPatch, action: Callable[[], None]) -> list[str]:
    """The calls to the file system that an action makes, in order."""
    made: list[str] = []
    with monkeypatch.context() as patch:
        for name in CALLS:
            true = getattr(os, name)

            def noted(*args: Any, _true: Any = true, _name: str = name, **extra: Any) -> Any:
                made.append(_name)
                return _true(*args, **extra)

            patch.setattr(os, name, noted)
        action()
    return made


def fail_at(patch: pytest.MonkeyPatch, position: int, raised: BaseException) -> None:
    """Let the call to the file system at this position fail; a `close` closes all the same, as systems do."""
    seen = 0
    for name in CALLS:
        true = getattr(os, name)

        def failing(*args: Any, _true: Any = true, _name: str = name, **extra: Any) -> Any:
            nonlocal seen
            seen += 1
            if seen - 1 != position:
                return _true(*args, **extra)
            if _name == "close":
                _true(*args, **extra)
            raise raised

        patch.setattr(os, name, failing)


def failures(monkeypatch: pytest.MonkeyPatch, calls: list[str]) -> Iterator[tuple[int, str, BaseException]]:
    for position, name in enumerate(calls):
        yield position, name, OSError(errno.ENOSPC, "No space left on device")
        yield position, name, OSError(errno.EIO, "Input/output error")
        yield position, name, KeyboardInterrupt()


def test_a_new_file_holds_exactly_what_was_asked_for_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_new(tmp_path, "governance/systems/chat.yaml", b"kind: ai_system\r\n\xff")
    assert everything(tmp_path) == {
        "governance": None,
        "governance/systems": None,
        "governance/systems/chat.yaml": b"kind: ai_system\r\n\xff",
    }


def test_a_new_file_gets_the_permissions_that_any_new_file_gets(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    write_new(tmp_path, "new", b"x")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert (tmp_path / "new").stat().st_nlink == 1


@pytest.mark.parametrize("there", ["file", "folder", "link", "broken link"])
def test_what_is_there_is_never_overwritten(tmp_path: Path, there: str) -> None:
    place, other = tmp_path / "place", tmp_path / "other"
    other.write_bytes(b"other")
    if there == "file":
        place.write_bytes(b"mine")
    elif there == "folder":
        place.mkdir()
    else:
        place.symlink_to(other if there == "link" else tmp_path / "nowhere")
    before = everything(tmp_path)
    with pytest.raises(AlreadyThere, match="place"):
        write_new(tmp_path, "place", b"new")
    assert everything(tmp_path) == before
    assert not (tmp_path / "nowhere").exists()


def test_what_comes_in_between_is_not_overwritten_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true = os.link

    def somebody_was_faster(source: bytes, target: bytes) -> None:
        Path(os.fsdecode(target)).write_bytes(b"theirs")
        true(source, target)

    monkeypatch.setattr(os, "link", somebody_was_faster)
    with pytest.raises(AlreadyThere):
        write_new(tmp_path, "place", b"mine")
    assert everything(tmp_path) == {"place": b"theirs"}


def test_a_file_system_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*args: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    write_new(tmp_path, "a/place", b"mine")
    assert everything(tmp_path) == {"a": None, "a/place": b"mine"}
    with pytest.raises(AlreadyThere):
        write_new(tmp_path, "a/place", b"new")


@pytest.mark.parametrize("path", ["../out", "a/../../out", "/out", "", "a//b", "./a", "a\0b"])
def test_a_path_that_leads_elsewhere_is_refused(tmp_path: Path, path: str) -> None:
    top = tmp_path / "top"
    top.mkdir()
    with pytest.raises(NotWritten):
        write_new(top, path, b"x")
    with pytest.raises(NotWritten):
        replace(top, path, b"x", expected=b"")
    assert everything(tmp_path) == {"top": None}


def test_a_linked_folder_is_not_entered(tmp_path: Path) -> None:
    outside, top = tmp_path / "outside", tmp_path / "top"
    outside.mkdir()
    top.mkdir()
    (outside / "file").write_bytes(b"old")
    (top / "governance").symlink_to(outside)
    with pytest.raises(NotWritten, match="`governance` is a link"):
        write_new(top, "governance/new", b"x")
    with pytest.raises(NotWritten, match="`governance` is a link"):
        replace(top, "governance/file", b"x", expected=b"old")
    assert everything(outside) == {"file": b"old"}


def test_a_file_on_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "governance").write_bytes(b"a file")
    with pytest.raises(NotWritten, match="is a file, not a folder"):
        write_new(tmp_path, "governance/systems/chat.yaml", b"x")
    assert everything(tmp_path) == {"governance": b"a file"}


@pytest.mark.parametrize("links", [True, False])
def test_whatever_fails_no_half_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    content = b"content" * 1000

    def without_links(*args: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    if not links:
        monkeypatch.setattr(os, "link", without_links)
    tried = tmp_path / "tried"
    tried.mkdir()
    calls = count_calls(monkeypatch, lambda: write_new(tried, "a/b/c", content))
    assert {"open", "write", "fsync", "close", "link", "mkdir"} <= set(calls)
    for position, name, raised in failures(monkeypatch, calls):
        top = tmp_path / f"{position}-{type(raised).__name__}-{getattr(raised, 'errno', 0)}"
        top.mkdir()
        with monkeypatch.context() as patch:
            fail_at(patch, position, raised)
            try:
                write_new(top, "a/b/c", content)
                failed = False
            except (NotWritten, KeyboardInterrupt):
                failed = True
        hidden = [path for path in everything(top) if ".aimslint-" in path]
        assert not hidden or name == "unlink", (position, name, hidden)  # what cannot be removed stays
        rest = {path: found for path, found in everything(top).items() if ".aimslint-" not in path}
        whole = {"a": None, "a/b": None, "a/b/c": content}
        if not failed:
            assert rest == whole, (position, name)
        elif not isinstance(raised, KeyboardInterrupt):
            assert "a/b/c" not in rest, (position, name)
            assert rest == {} or hidden, (position, name)
        else:
            assert rest.get("a/b/c") in (None, content), (position, name)


def test_replacing_gives_the_new_content_and_keeps_the_permissions(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "run.sh"
    file.parent.mkdir()
    file.write_bytes(b"old")
    file.chmod(0o751)
    replace(tmp_path, "folder/run.sh", b"new", expected=b"old")
    assert everything(tmp_path) == {"folder": None, "folder/run.sh": b"new"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o751


@pytest.mark.parametrize("now", [b"other", b"old and more", b"", None])
def test_a_file_that_changed_under_our_hands_stays_as_it_is(tmp_path: Path, now: bytes | None) -> None:
    file = tmp_path / "file"
    if now is not None:
        file.write_bytes(now)
    before = everything(tmp_path)
    with pytest.raises(NotWritten) as told:
        replace(tmp_path, "file", b"new", expected=b"old")
    assert isinstance(told.value, Changed) or now is None
    assert everything(tmp_path) == before


def test_a_file_that_is_changed_while_we_write_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    true = os.write

    def meanwhile(opened: int, content: bytes) -> int:
        file.write_bytes(b"theirs")
        return true(opened, content)

    monkeypatch.setattr(os, "write", meanwhile)
    with pytest.raises(Changed):
        replace(tmp_path, "file", b"new", expected=b"old")
    assert everything(tmp_path) == {"file": b"theirs"}


@pytest.mark.parametrize("kind", ["link", "folder", "pipe", "read-only"])
def test_only_a_file_of_ours_is_replaced(tmp_path: Path, kind: str) -> None:
    place, other = tmp_path / "place", tmp_path / "other"
    other.write_bytes(b"old")
    if kind == "link":
        place.symlink_to(other)
    elif kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.write_bytes(b"old")
        place.chmod(0o444)
    with pytest.raises(NotWritten):
        replace(tmp_path, "place", b"new", expected=b"old")
    assert other.read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == ["other", "place"]


def test_whatever_fails_the_original_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = b"old" * 1000, b"new" * 1000

    def prepared(name: str) -> Path:
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_bytes(old)
        return tmp_path / name

    tried = prepared("tried")
    calls = count_calls(monkeypatch, lambda: replace(tried, "file", new, expected=old))
    assert {"open", "write", "fsync", "close", "replace", "read", "lstat"} <= set(calls)
    for position, name, raised in failures(monkeypatch, calls):
        top = prepared(f"{position}-{type(raised).__name__}-{getattr(raised, 'errno', 0)}")
        with monkeypatch.context() as patch:
            fail_at(patch, position, raised)
            try:
                replace(top, "file", new, expected=old)
                failed = False
            except (NotWritten, KeyboardInterrupt):
                failed = True
        found = everything(top)
        hidden = [path for path in found if path != "file"]
        assert not hidden or name == "unlink", (position, name, hidden)
        if failed and not isinstance(raised, KeyboardInterrupt):
            assert found["file"] == old, (position, name)
        else:
            assert found["file"] in ((old, new) if failed else (new,)), (position, name)


def test_the_reader_is_told_what_happened_and_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(NotWritten) as told:
        write_new(tmp_path, "a/b.yaml", b"x")
    assert str(told.value) == "a/b.yaml: not written: the disk is full; make room and run the command again"
    assert everything(tmp_path) == {}
