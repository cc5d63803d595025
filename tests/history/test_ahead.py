"""Old contents that are read before somebody asks for them are those that git tells when asked."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from aimslint.blobs import blob_id
from aimslint.history import GitHistory, ahead
from aimslint.history.ahead import Ahead
from aimslint.history.blob_reading import BlobReader
from tests.repositories import commit, make_repository

ONE, TWO, CODE = blob_id(b"1"), blob_id(b"2"), blob_id(b"code")


@pytest.fixture
def changed(top: Path) -> Path:
    """A repository in which a record and code were changed, and another record removed."""
    make_repository(top)
    commit(top, "First", {"a.yaml": "1", "b.yaml": "2", "c.py": "code"})
    commit(top, "Second", {"a.yaml": "new", "b.yaml": None, "c.py": "new code"})
    return top


def test_what_records_held_is_at_hand_without_git(changed: Path) -> None:
    history = GitHistory.at(changed, ahead=(".yaml",))
    history.read(())  # waits until all is read
    shutil.rmtree(changed / ".git")
    assert dict(history.read([TWO, CODE, ONE])) == {ONE: b"1", TWO: b"2"}


def test_who_people_are_and_what_the_tip_holds_is_at_hand_without_git(changed: Path) -> None:
    asked = GitHistory.at(changed)
    expected = asked.tip, asked.log.commits[0].authors
    history = GitHistory.at(changed, ahead=(".yaml",))
    assert history.unknown is None
    shutil.rmtree(changed / ".git")
    assert (history.tip, history.log.commits[0].authors) == expected
    assert expected[0].keys() == {"a.yaml", "c.py"}
    assert len(expected[1]) == 1


def test_what_was_given_away_is_read_again(changed: Path) -> None:
    history = GitHistory.at(changed, ahead=(".yaml",))
    for _ in range(2):
        assert history.read([ONE, CODE, "0" * 40, ONE]) == {ONE: b"1", CODE: b"code"}


def test_what_there_is_no_room_for_is_read_when_asked_for(changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "MOST_BYTES", 1)
    monkeypatch.setattr(ahead, "AT_ONCE", 1)
    reader = BlobReader(changed, True)
    reading = Ahead(reader)
    reading.begin([ONE, TWO])
    assert reading.take([ONE, TWO]) == {ONE: b"1"}
    assert reader.count == 1
    assert GitHistory.at(changed, ahead=(".yaml",)).read([ONE, TWO]) == {ONE: b"1", TWO: b"2"}


def test_it_stops_when_nobody_wants_it_any_more(changed: Path) -> None:
    def endless() -> Iterator[str]:
        for number in count():
            yield f"{number:040x}"

    reading = Ahead(BlobReader(changed, True))
    reading.begin(endless())
    reading.close()
    assert reading.take([ONE]) == {}


def test_a_repository_without_commits(top: Path) -> None:
    make_repository(top)
    assert GitHistory.at(top, ahead=(".yaml",)).read([ONE]) == {}
