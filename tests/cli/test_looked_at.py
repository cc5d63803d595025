"""The files that were looked at last are as they were read, whatever is found where they are kept."""

from pathlib import Path

import pytest

from aimslint.cache import Cache
from aimslint.cli import looked_at
from aimslint.cli.looked_at import NAME, LookedAt, Version
from aimslint.loading import load_file
from aimslint.records.filed import Filed, filed

SOUND = b"""\
kind: policy
id: ai-policy
title: AI policy
---
kind: policy
id: data-policy
title: Policy of data
"""
BENT = b"kind: policy\nid: third\ntitle: 7\n"


def read(raw: bytes, number: int = 0) -> tuple[Version, Filed]:
    path = f"governance/{number}.yaml"
    return (path, f"blob {number}"), filed(load_file(path, raw))


def many(raw: bytes, most: int) -> dict[Version, Filed]:
    return dict(read(raw, number) for number in range(most))


def known(cache: Cache, *versions: Version, key: str = "key") -> list[bool]:
    """Whether a later run knows these."""
    kept = LookedAt(cache, key)
    return [kept.has(version) for version in versions]


def test_what_is_kept_is_read_back_as_it_was_read(tmp_path: Path) -> None:
    cache, files = Cache(tmp_path, b"secret"), many(SOUND, 3)
    LookedAt(cache, "key").keep(files)
    kept = LookedAt(cache, "key")
    for version, file in files.items():
        found = kept.filed(version)
        assert (found.records, found.problems, found.lost, found.sound) == (file.records, (), (), True)
        assert [list(one.data) for one in found.records] == [list(one.data) for one in file.records]
    version = next(iter(files))
    assert known(cache, version, (version[0], "another blob")) == [True, False]
    assert known(cache, version, key="another key") == [False]


def test_a_file_may_have_a_fault_around_sound_records(tmp_path: Path) -> None:
    cache, files = Cache(tmp_path, b"secret"), many(SOUND.replace(b"---", b"title: Twice\n---"), 3)
    LookedAt(cache, "key").keep(files)
    kept = LookedAt(cache, "key")
    for version, file in files.items():
        found = kept.filed(version)
        assert [problem.rule for problem in found.problems] == ["duplicate-key"]
        assert (found.records, found.problems, found.lost, found.sound) == (file.records, file.problems, (), False)


@pytest.mark.parametrize(
    "spoilt",
    [
        SOUND + b"---\nkind: polcy\nid: a\n",  # what kind it is cannot be told
        SOUND + b"---\nkind: policy\nid: [\n",
        SOUND + b"---\nkind: policy\nid: fourth\ntitle: !!python/none x\n",
        SOUND + b"---\nkind: policy\nid: fifth\nversion: .inf\n",
        b"",
        b"title: Twice\ntitle: Nothing else\n",
    ],
)
def test_of_other_faulty_files_more_is_to_be_known(tmp_path: Path, spoilt: bytes) -> None:
    cache, files = Cache(tmp_path, b"secret"), many(spoilt, 3)
    LookedAt(cache, "key").keep(files)
    assert known(cache, *files) == [False] * 3


def test_what_is_not_sound_is_not_kept(tmp_path: Path) -> None:
    cache, (version, bent) = Cache(tmp_path, b"secret"), read(BENT, 99)
    assert not bent.sound
    LookedAt(cache, "key").keep({**many(SOUND, 1), version: bent})
    assert known(cache, *many(SOUND, 1), version) == [True, False]


def test_they_are_written_down_when_enough_of_them_are_new(tmp_path: Path) -> None:
    cache, files = Cache(tmp_path, b"secret"), many(SOUND, 13)
    versions = list(files)
    LookedAt(cache, "key").keep({version: files[version] for version in versions[:10]})
    LookedAt(cache, "key").keep({version: files[version] for version in versions[:12]})
    assert known(cache, *versions) == [True] * 10 + [False] * 3
    LookedAt(cache, "key").keep({version: files[version] for version in versions[1:13]})
    assert known(cache, *versions) == [False] + [True] * 12


def test_only_so_many_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looked_at, "MOST", 3)
    cache, files = Cache(tmp_path, b"secret"), many(SOUND, 5)
    LookedAt(cache, "key").keep(files)
    assert known(cache, *files) == [True] * 3 + [False] * 2


@pytest.mark.parametrize(
    "left", [None, {}, "text", [1], [["a.yaml"]], [["a.yaml", 1, []]], [["a.yaml", "b", []]], [["a.yaml", "b", {}, []]]]
)
def test_what_is_nothing_of_the_kind_is_as_good_as_absent(tmp_path: Path, left: object) -> None:
    cache = Cache(tmp_path, b"secret")
    cache.put(NAME, "key", left)
    assert known(cache, ("a.yaml", "b"), ("a.yaml", "1")) == [False, False]
