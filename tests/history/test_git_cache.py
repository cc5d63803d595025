"""The cache makes reading a history faster, and never changes what is read."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import enumerate as threads

import pytest

import aimslint
from aimslint.cache import Cache, own_secret
from aimslint.history import Commit, GitHistory
from aimslint.history import gathering as gathering_module
from aimslint.history.log_reading import read_log
from tests.repositories import commit, git, make_repository

MARCH = 1_772_323_200


def answer(top: Path, tip: str = "HEAD", *, use_cache: bool = True, latest: date | None = None) -> list[Commit]:
    """The whole log, and the same by path."""
    history = GitHistory.at(top, tip, use_cache=use_cache, latest=latest)
    assert history.unknown is None, str(history.unknown)
    found = list(history.log.commits)
    by_path: dict[str, list[object]] = {}
    for each in found:
        assert list(each.changes) == sorted(each.changes, key=lambda change: change.path)
        for change in each.changes:
            by_path.setdefault(change.path, []).append((each, change))
    for path, expected in by_path.items():
        assert list(history.log.of_path(path)) == expected
    written()
    return found


def written() -> None:
    """Wait for what is written in the background."""
    for thread in threads():
        if "put" in thread.name:
            thread.join()


def plain(top: Path, tip: str = "HEAD", latest: date | None = None) -> list[Commit]:
    return answer(top, tip, use_cache=False, latest=latest)


def entry(top: Path) -> Path:
    (only,) = (top / ".git/aimslint").glob("history-*.json")
    return only


def line_of(top: Path, count: int, start: int = 0) -> None:
    """A repository with so many commits, one after the other."""
    make_repository(top)
    _add(top, count, start, b"")


def more(top: Path, count: int, start: int) -> None:
    """More of them, on the branch that is checked out."""
    _add(top, count, start, git(top, "rev-parse", "HEAD").strip())


def _add(top: Path, count: int, start: int, parent: bytes) -> None:
    branch = git(top, "symbolic-ref", "HEAD").strip()
    stream = []
    for number in range(start, start + count):
        stream.append(b"commit %s\ncommitter Ada <ada@example.org> %d +0000\n" % (branch, MARCH + number * 3600))
        told, content = f"Number {number}".encode(), f"{number}".encode()
        stream.append(b"data %d\n%s\n" % (len(told), told))
        stream.append(b"from %s\n" % parent if parent and number == start else b"")
        stream.append(b"M 100644 inline %d.yaml\ndata %d\n%s\n\n" % (number % 3, len(content), content))
    git(top, "fast-import", "--quiet", stdin=b"".join(stream))
    git(top, "reset", "--quiet", "--hard")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What git was asked for: the commit that was left out of each log, empty for a whole one."""
    told: list[str] = []

    def spy(top: Path, tip: str, without: str = "", **others: object) -> object:
        told.append(without)
        return read_log(top, tip, without, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(gathering_module, "read_log", spy)
    return told


def test_what_is_cached_is_not_asked_for_again(top: Path, asked: list[str]) -> None:
    line_of(top, 5)
    tip = git(top, "rev-parse", "HEAD").decode().strip()
    first = answer(top)
    assert asked == [""]
    assert answer(top) == first == plain(top)
    assert asked == ["", ""]  # the second is the one without cache
    more(top, 4, 5)
    assert answer(top) == plain(top)
    assert asked[2:] == [tip, ""]


def test_the_cache_is_written_anew_when_it_is_far_behind(
    top: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering_module, "RENEW_AFTER", 3)
    line_of(top, 2)
    answer(top)
    before = entry(top).read_bytes()
    more(top, 3, 2)
    answer(top)
    assert entry(top).read_bytes() == before
    more(top, 1, 5)
    assert answer(top) == plain(top)
    assert entry(top).read_bytes() != before
    del asked[:]
    assert answer(top) == plain(top)
    assert asked == [""]  # of the one without cache


def test_another_branch_and_an_older_commit(top: Path, asked: list[str]) -> None:
    line_of(top, 6)
    answer(top)
    git(top, "checkout", "--quiet", "-b", "side", "HEAD~3")
    commit(top, "Side", {"s.yaml": "1"}, date=f"@{MARCH + 2 * 3600 + 1800} +0000")
    assert answer(top) == plain(top)
    assert answer(top, "main") == plain(top, "main")
    assert answer(top, "main~4") == plain(top, "main~4")
    git(top, "merge", "--quiet", "--message", "Merge", "main")
    assert answer(top) == plain(top)
    git(top, "checkout", "--quiet", "--orphan", "elsewhere")
    commit(top, "Elsewhere", {"e.yaml": "1"})
    assert answer(top) == plain(top)
    assert len(answer(top)) == 1
    assert "" in asked


def test_a_commit_that_is_gone(top: Path) -> None:
    line_of(top, 3)
    answer(top)
    git(top, "reset", "--quiet", "--hard", "HEAD~1")
    more(top, 2, 10)
    git(top, "reflog", "expire", "--expire=now", "--all")
    git(top, "gc", "--quiet", "--prune=now")
    assert answer(top) == plain(top)


def test_a_clock_that_ran_back_while_the_cache_was_behind(top: Path) -> None:
    line_of(top, 3)
    answer(top)
    commit(top, "Early", {"a.yaml": "1"}, date=f"@{MARCH - 86_400 * 90} +0000")
    assert answer(top) == plain(top)
    more(top, 2, 20)
    assert answer(top) == plain(top)


def test_the_latest_day_may_move(top: Path) -> None:
    line_of(top, 3)
    commit(top, "Future", {"a.yaml": "1"}, date="@1900000000 +0000")
    commit(top, "Far future", {"a.yaml": "2"}, date="@2000000000 +0000")
    days = [date(2026, 3, 1), date(2026, 3, 2), date(2031, 1, 1), date(2026, 3, 1), None, date(2099, 1, 1)]
    for latest in days:
        assert answer(top, latest=latest) == plain(top, latest=latest)
    more(top, 2, 50)
    for latest in days:
        assert answer(top, latest=latest) == plain(top, latest=latest)


def _rewritten(file: Path, change: Callable[[dict[str, object]], None]) -> None:
    """Change what is stored, and make the seal fit again, as only this user could."""
    head, _, body = file.read_bytes().partition(b"\n")
    data = json.loads(body)
    change(data)
    about = json.loads(head.rpartition(b" ")[0])
    cache = Cache(file.parent, own_secret())
    cache.put(about["name"], about["key"], data)
    assert cache.get(about["name"], about["key"]) == data


POISON: list[Callable[[dict[str, object]], object]] = [
    lambda data: data.clear(),
    lambda data: data.pop("rows"),
    lambda data: data.update(tip="0" * 40),
    lambda data: data.update(tip="--output=planted"),
    lambda data: data.update(tip=None),
    lambda data: data.update(rows=""),
    lambda data: data.update(rows="x\n" + str(data["rows"])),
    lambda data: data.update(rows=str(data["rows"]).replace(" - ", " 77 ")),
    lambda data: data.update(rows=["a"]),
    lambda data: data.update(changes="1:2\n" * 3),
    lambda data: data.update(changes=str(data["changes"]) + "\n"),
    lambda data: data.update(changes=str(data["changes"]).replace("0:", "999999999:")),
    lambda data: data.update(changes=None),
    lambda data: data.update(paths=[1, 2, 3]),
    lambda data: data.update(paths=["a"]),
    lambda data: data.update(paths={"a": 1, "b": 2, "c": 3}),
    lambda data: data.update(touched="0 1 x\n0\n0"),
    lambda data: data.update(touched="999\n999\n999"),
    lambda data: data.update(blobs="XYZ"),
    lambda data: data.update(blobs="\u00e9"),
    lambda data: data.update(people=[]),
    lambda data: data.update(people=[None]),
    lambda data: data.update(people="abc"),
    lambda data: data.update(mended={"x": 1}),
    lambda data: data.update(mended={"0": "1"}),
    lambda data: data.update(mended={"0": -(10**30)}),
    lambda data: data.update(mended=[]),
    lambda data: data.update(highest=None),
    lambda data: data.update(highest=True),
    lambda data: data.update(doubted="x"),
]


@pytest.mark.parametrize("number", range(len(POISON)))
def test_a_cache_with_other_content_raises_nothing(top: Path, number: int) -> None:
    line_of(top, 4)
    expected = plain(top)
    answer(top)
    _rewritten(entry(top), lambda data: (POISON[number](data), None)[1])
    try:
        found = answer(top)
    except AssertionError:
        found = list(GitHistory.at(top).log.commits)
    assert [each.id for each in found] == [each.id for each in expected]
    more(top, 1, 9)
    assert len(GitHistory.at(top).log.commits) == 5


@pytest.mark.parametrize("number", range(16))
def test_a_damaged_cache_is_as_good_as_none(top: Path, number: int) -> None:
    line_of(top, 4)
    expected = answer(top)
    chance = random.Random(number)
    content = bytearray(entry(top).read_bytes())
    if number == 0:
        content.clear()
    elif number == 1:
        content[:] = b"null\nnull"
    elif number == 2:
        content[:] = b'{"rows": ' + b"[" * 100_000
    elif number < 12:
        del content[chance.randrange(len(content)) :]
    else:
        place = chance.randrange(len(content))
        content[place] ^= 1 << chance.randrange(8)
    entry(top).write_bytes(content)
    assert answer(top) == expected
    assert answer(top) == expected


def test_the_cache_of_another_repository(top: Path, tmp_path: Path) -> None:
    line_of(top, 4)
    answer(top)
    other = tmp_path / "other"
    line_of(other, 3, start=100)
    answer(other)
    entry(other).write_bytes(entry(top).read_bytes())
    assert answer(other) == plain(other)


def test_what_cannot_be_written_to(top: Path) -> None:
    line_of(top, 2)
    (top / ".git/aimslint").write_text("a file")
    assert answer(top) == plain(top)
    (top / ".git/aimslint").unlink()
    (top / ".git/aimslint").symlink_to(top.parent)
    before = sorted(top.parent.iterdir())
    assert answer(top) == plain(top)
    assert sorted(top.parent.iterdir()) == before


def test_without_a_cache_nothing_is_written(top: Path) -> None:
    line_of(top, 2)
    plain(top)
    assert not (top / ".git/aimslint").exists()


def test_the_work_tree_and_what_git_says_of_it_stay_as_they_were(top: Path) -> None:
    line_of(top, 2)
    answer(top)
    assert git(top, "status", "--porcelain", "--ignored") == b""
    assert git(top, "fsck") == b""


def test_many_runs_at_once(top: Path) -> None:
    line_of(top, 6)
    expected = [each.id for each in plain(top)]
    code = (
        "import sys; from pathlib import Path; from aimslint.history import GitHistory\n"
        "print(*[c.id for c in GitHistory.at(Path(sys.argv[1])).log.commits])"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(aimslint.__file__).parents[1])}
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(top)], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    assert [run.communicate()[0].split() for run in runs] == [expected] * 6
    assert sorted(path.suffix for path in (top / ".git/aimslint").iterdir()) == [".json"]
    assert answer(top) == plain(top)


def test_a_run_that_ends_at_once_has_written_the_cache(top: Path) -> None:
    line_of(top, 2)
    code = "import sys; from pathlib import Path; from aimslint.history import GitHistory; "
    code += "GitHistory.at(Path(sys.argv[1])).log"
    environment = {**os.environ, "PYTHONPATH": str(Path(aimslint.__file__).parents[1])}
    subprocess.run([sys.executable, "-c", code, str(top)], env=environment, check=True)
    assert entry(top).exists()


def test_a_killed_run_leaves_nothing_that_matters(top: Path) -> None:
    line_of(top, 3)
    folder = top / ".git/aimslint"
    folder.mkdir()
    (folder / "history-aaaa.json.0123.tmp").write_text("half of")
    assert answer(top) == plain(top)
    assert answer(top) == plain(top)


@pytest.mark.parametrize("seed", range(12))
def test_random_histories_read_alike_with_and_without_cache(top: Path, seed: int) -> None:
    """Branches, merges and bad clocks, checked from a cache that was made anywhere in them."""
    chance = random.Random(seed)
    make_repository(top)
    ids: list[str] = []
    stream = [b"blob\nmark :999\ndata 1\na\n"]
    for number in range(1, 26):
        when = MARCH + number * 3600
        if chance.random() < 0.2:
            when = chance.choice((0, when - 10**7, when + 10**7, MARCH))
        parents = chance.sample(range(1, number), min(number - 1, chance.choice((1, 1, 1, 2, 3))))
        if chance.random() < 0.7 and number > 1:
            parents = [number - 1, *(parent for parent in parents if parent != number - 1)]
        told = f"commit refs/heads/b{number}\nmark :{number}\ncommitter A <a@x> {when} +0000\ndata 1\nm\n"
        told += "".join(f"{'merge' if place else 'from'} :{parent}\n" for place, parent in enumerate(parents))
        content = f"{number}".encode()
        told += f"M 100644 inline {chance.randrange(6)}.yaml\ndata {len(content)}\n{content.decode()}\n\n"
        stream.append(told.encode())
    git(top, "fast-import", "--quiet", stdin=b"".join(stream))
    ids = [f"b{number}" for number in range(1, 26)]
    for _ in range(12):
        tip = chance.choice(ids)
        latest = chance.choice((None, None, date(2026, 3, 2)))
        assert answer(top, tip, latest=latest) == plain(top, tip, latest)
