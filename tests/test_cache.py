"""The cache keeps what it can, gives back only what it was given, and never raises."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint import cache as cache_module
from aimslint.cache import Cache, own_secret

SECRET = b"known to these tests"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "kept", SECRET)


def files(cache: Cache) -> list[Path]:
    return sorted(cache.folder.iterdir())


def test_what_was_put_there(cache: Cache) -> None:
    assert cache.get("parsed", "a") is None
    cache.put("parsed", "a", {"x": [1, "é\udcff", None]})
    cache.put("parsed", "b", 2)
    assert cache.get("parsed", "a") == {"x": [1, "é\udcff", None]}
    assert cache.get("parsed", "b") == 2
    assert cache.get("history", "a") is None
    cache.put("parsed", "a", [])
    assert cache.get("parsed", "a") == []
    assert len(files(cache)) == 2


@given(st.text(), st.text(alphabet=st.characters(categories=["Cs", "L"])))
def test_any_key(one: str, other: str) -> None:
    folder = Path("/nowhere/at/all")
    assert Cache(folder, SECRET).get("parsed", one + other) is None


def test_an_entry_in_the_place_of_another(cache: Cache) -> None:
    cache.put("parsed", "a", 1)
    (first,) = files(cache)
    cache.put("parsed", "b", 2)
    (second,) = set(files(cache)) - {first}
    first.write_bytes(second.read_bytes())
    assert cache.get("parsed", "a") is None
    assert cache.get("parsed", "b") == 2


@pytest.mark.parametrize("content", [b"", b"\n", b"{}", b"{}\n{}", b"\xff" * 99, b"[" * 100_000])
def test_what_is_no_entry(cache: Cache, content: bytes) -> None:
    cache.put("parsed", "a", 1)
    (file,) = files(cache)
    file.write_bytes(content)
    assert cache.get("parsed", "a") is None
    cache.put("parsed", "a", 3)
    assert cache.get("parsed", "a") == 3


def test_every_cut_and_every_changed_byte_is_noticed(cache: Cache) -> None:
    cache.put("parsed", "a", {"some": "data", "n": 12})
    (file,) = files(cache)
    content = file.read_bytes()
    for place in range(len(content)):
        file.write_bytes(content[:place])
        assert cache.get("parsed", "a") is None
        file.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert cache.get("parsed", "a") is None
    file.write_bytes(content)
    assert cache.get("parsed", "a") == {"some": "data", "n": 12}


def test_a_deeply_nested_entry_whose_seal_fits(cache: Cache) -> None:
    cache.put("parsed", "a", 1)
    (file,) = files(cache)
    body = b"[" * 200_000
    file.write_bytes(cache._head("parsed", "a", body) + b"\n" + body)
    assert cache.get("parsed", "a") is None


def test_links_pipes_and_folders_are_not_read(cache: Cache, tmp_path: Path) -> None:
    cache.put("parsed", "a", 1)
    (file,) = files(cache)
    elsewhere = tmp_path / "elsewhere"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    assert cache.get("parsed", "a") is None
    before = elsewhere.read_bytes()
    cache.put("parsed", "a", 2)
    assert elsewhere.read_bytes() == before
    assert cache.get("parsed", "a") == 2
    file.unlink()
    os.mkfifo(file)
    assert cache.get("parsed", "a") is None
    file.unlink()
    file.mkdir()
    assert cache.get("parsed", "a") is None
    cache.put("parsed", "a", 3)


def test_a_linked_folder_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "kept").symlink_to(tmp_path / "elsewhere")
    cache = Cache(tmp_path / "kept", SECRET)
    cache.put("parsed", "a", 1)
    assert cache.get("parsed", "a") is None
    assert list((tmp_path / "elsewhere").iterdir()) == []
    (tmp_path / "elsewhere/mine.json").write_text("{}")
    cache.clean()
    assert (tmp_path / "elsewhere/mine.json").exists()


def test_nothing_is_kept_that_is_too_large(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "MOST_BYTES", 100)
    cache.put("parsed", "a", "x" * 200)
    assert cache.get("parsed", "a") is None
    cache.put("parsed", "a", "x" * 20)
    assert cache.get("parsed", "a") == "x" * 20


def test_the_oldest_entries_go_first(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "MOST_ENTRIES", 3)
    for number in range(6):
        cache.put("parsed", str(number), number)
        for place, file in enumerate(
            sorted(files(cache), key=lambda file: json.loads(file.read_bytes().split(b"\n")[1]))
        ):
            os.utime(file, ns=(place * 10**9, place * 10**9))
    assert [cache.get("parsed", str(number)) for number in range(6)] == [None, None, None, 3, 4, 5]
    monkeypatch.setattr(cache_module, "MOST_IN_ALL", 1)
    cache.put("parsed", "6", 6)
    assert files(cache) == []


def test_of_one_name_only_the_newest_stay(cache: Cache) -> None:
    cache.put("parsed", "old", 0)
    for number in range(4):
        cache.put("other", str(number), number, most=2)
        for place, file in enumerate(sorted(files(cache), key=lambda file: file.stat().st_mtime_ns)):
            os.utime(file, ns=(place * 10**9, place * 10**9))
    assert [cache.get("other", str(number)) for number in range(4)] == [None, None, 2, 3]
    assert cache.get("parsed", "old") == 0


def test_what_a_killed_run_left_behind_goes_in_the_end(cache: Cache) -> None:
    cache.put("parsed", "a", 1)
    left = cache.folder / "parsed-0123.json.89ab.tmp"
    left.write_text("half")
    cache.put("parsed", "a", 2)
    assert left.exists()  # somebody may be writing it
    os.utime(left, ns=(0, 0))
    cache.put("parsed", "a", 3)
    assert not left.exists()


def test_clean_removes_what_we_wrote_and_nothing_else(cache: Cache) -> None:
    cache.put("parsed", "a", 1)
    size = files(cache)[0].stat().st_size
    assert cache.clean() == (1, size)
    assert not cache.folder.exists()
    assert cache.clean() == (0, 0)
    cache.put("parsed", "a", 1)
    (cache.folder / "note.txt").write_text("mine")
    cache.clean()
    assert [file.name for file in files(cache)] == ["note.txt"]


def test_beside_a_repository_or_with_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "users"))
    git_folder = tmp_path / ".git"
    git_folder.mkdir()
    assert Cache.beside(git_folder).folder == git_folder / "aimslint"
    monkeypatch.setattr(os, "access", lambda *_: False)
    elsewhere = Cache.beside(git_folder)
    assert elsewhere.folder.parent == tmp_path / "users/aimslint"
    assert elsewhere.folder != Cache.beside(tmp_path / "other").folder
    elsewhere.put("parsed", "a", 1)
    assert elsewhere.get("parsed", "a") == 1
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert Cache.beside(git_folder).folder.parent == tmp_path / "home/.cache/aimslint"


def test_entries_are_the_users_own(cache: Cache) -> None:
    cache.put("parsed", "a", 1)
    assert cache.folder.stat().st_mode & 0o077 == 0
    assert files(cache)[0].stat().st_mode & 0o077 == 0


def test_what_somebody_else_prepared_is_not_believed(cache: Cache) -> None:
    theirs = Cache(cache.folder, b"known to somebody else")
    theirs.put("parsed", "a", "forged")
    assert theirs.get("parsed", "a") == "forged"
    assert cache.get("parsed", "a") is None
    cache.put("parsed", "a", "true")
    assert cache.get("parsed", "a") == "true"


def test_without_a_secret_nothing_is_kept_and_nothing_believed(cache: Cache) -> None:
    nobody = Cache(cache.folder, b"")
    nobody.put("parsed", "a", 1)
    assert not cache.folder.exists()
    cache.folder.mkdir()
    nobody._file("parsed", "a").write_bytes(nobody._head("parsed", "a", b"1") + b"\n1")
    assert nobody.get("parsed", "a") is None


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder / "aimslint"


def test_the_secret_is_made_once_and_is_the_users_own(state: Path) -> None:
    secret = own_secret()
    assert len(secret) == 32
    assert own_secret() == secret
    (file,) = state.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert state.stat().st_mode & 0o077 == 0


def test_a_secret_that_others_may_know_is_made_anew(state: Path, tmp_path: Path) -> None:
    seen = {own_secret()}
    (file,) = state.iterdir()
    file.chmod(0o644)
    seen.add(own_secret())
    file.write_bytes(b"short")
    seen.add(own_secret())
    (tmp_path / "prepared").write_bytes(b"x" * 32)
    (tmp_path / "prepared").chmod(0o600)
    file.unlink()
    file.symlink_to(tmp_path / "prepared")
    seen.add(own_secret())
    assert len(seen) == 4
    assert b"x" * 32 not in seen
    assert own_secret() in seen


def test_no_place_for_a_secret(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state.parent.write_text("a file")
    assert own_secret() == b""
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setenv("HOME", "relative")
    assert own_secret() == b""
