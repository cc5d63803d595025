"""What an earlier session told is told at once by the next: where everything is as it was, and only there."""

import asyncio
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pygls.uris import to_fs_path

from aimslint.cli.remembered import state_of
from aimslint.editor.buffers import Buffer
from aimslint.editor.bureau import Bureau
from aimslint.editor.desk import Desk, Going
from aimslint.editor.kept import NAME
from aimslint.editor.positions import Text
from aimslint.editor.rounds import Rounds
from aimslint.editor.workspace import Workspace
from aimslint.trees.repository import cache_of
from tests.cli.running import write
from tests.editor.client import AS_OF, Client
from tests.editor.test_server import FILES, SYSTEM
from tests.repositories import commit, git, isolated_environment, make_repository

DAY = date(2026, 11, 20)
WRONG = SYSTEM.replace("sales", "nobody")
RENAMED = SYSTEM.replace("id: ranking", "id: rating")
TWICE = {"governance/again.yaml": SYSTEM}


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with findings that name other files."""
    alone = isolated_environment()
    for name in os.environ.keys() - alone.keys():
        monkeypatch.delenv(name)
    for name, value in alone.items():
        monkeypatch.setenv(name, value)
    return make_repository(tmp_path / "records", {**FILES, **TWICE})


def desk(top: Path, day: date = DAY, encoding: str = "utf-16") -> Desk:
    return Desk(top, encoding, lambda: day, state_of)


def opened(top: Path, path: str, text: str | None = None, uri: str | None = None) -> dict[str, Buffer]:
    text = (top / path).read_text() if text is None else text
    return {path: Buffer(uri or (top / path).as_uri(), top / path, Text(text))}


def session(top: Path, buffers: dict[str, Buffer] | None = None, *, past: bool = True) -> Any:
    """What was told when a session ended."""
    one = desk(top)
    told = one.check("", buffers or {}, Going(), past=past).diagnostics
    one.keep([""])
    return told


def recalled(top: Path, *args: Any, starts: tuple[str, ...] = ("",), open_: dict[str, Buffer] | None = None) -> Any:
    """What the next session tells at once; None for nothing."""
    found = desk(top, *args).remembered(open_ or {}, starts)
    return found[0].diagnostics if found else None


def test_what_was_told_is_told_again(top: Path) -> None:
    assert recalled(top) is None
    told = session(top)
    assert {one.code for some in told.values() for one in some} >= {"duplicate-id"}
    assert any(one.related_information for some in told.values() for one in some)
    assert recalled(top) == told


def test_with_the_names_that_the_client_has_for_files_now(top: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(top)
    strange = (tmp_path / "link/governance/again.yaml").as_uri()
    told = session(top, opened(top, "governance/again.yaml", uri=strange))
    assert strange in repr(told)
    assert strange not in repr(recalled(top))
    assert recalled(top, open_=opened(top, "governance/again.yaml", uri=strange)) == told


CHANGES: list[Callable[[Path], object]] = [
    lambda top: write(top, {"governance/ranking.yaml": WRONG}),
    lambda top: write(top, {"governance/new.yaml": RENAMED}),
    lambda top: (top / "governance/test.yaml").unlink(),
    lambda top: write(top, {"aimslint.yaml": "version: 1\nphase: operating\n"}),
    lambda top: git(top, "rm", "-q", "--cached", *TWICE),
    lambda top: commit(top, "Nothing"),
    lambda top: git(top, "config", "user.name", "Somebody"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_is_told_of_another_state(top: Path, change: Callable[[Path], object]) -> None:
    session(top)
    change(top)
    assert recalled(top) is None


def test_nor_on_another_day_or_in_other_words(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session(top)
    assert recalled(top, DAY + timedelta(1)) is None
    assert recalled(top, DAY, "utf-8") is None
    assert recalled(top, starts=("", "governance")) is None
    assert recalled(top, starts=()) is None
    monkeypatch.setattr("aimslint.cli.remembered.VERSION", "9.9.9")
    assert recalled(top) is None


@pytest.mark.parametrize("text", [WRONG, "{{{"])
def test_what_was_told_of_a_file_that_is_not_saved_is_not_kept(top: Path, text: str) -> None:
    session(top, opened(top, "governance/ranking.yaml", text))
    assert recalled(top) is None
    session(top, opened(top, "governance/ranking.yaml"))
    assert recalled(top) is not None


def test_nor_what_was_told_before_history_was_asked(top: Path) -> None:
    session(top, past=False)
    assert recalled(top) is None


def test_nor_what_was_told_before_something_changed_on_disk(top: Path) -> None:
    one = desk(top)
    one.check("", {}, Going())
    write(top, {"governance/ranking.yaml": WRONG})
    one.keep([""])
    assert recalled(top) is None
    one.refresh()
    one.keep([""])
    assert recalled(top) is None, "it was not checked since"
    told = one.check("", {}, Going()).diagnostics
    one.keep([""])
    assert recalled(top) == told


def test_what_somebody_else_put_there_is_not_told(top: Path) -> None:
    session(top)
    cache = cache_of(top)
    assert cache is not None
    (entry,) = cache.folder.glob(f"{NAME}-*")
    entry.write_bytes(entry.read_bytes().replace(b"again", b"other"))
    assert recalled(top) is None


def test_without_git_and_in_hooks_nothing_is_kept(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = write(tmp_path / "plain", FILES)
    session(plain)
    assert recalled(plain) is None
    monkeypatch.setenv("GIT_INDEX_FILE", str(top / ".git/index"))
    session(top)
    assert recalled(top) is None


def test_the_next_session_begins_with_it(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything was read. What the client has otherwise is not told of, and what follows from that taken back."""
    monkeypatch.setenv("AIMSLINT_AS_OF", AS_OF)
    session(top)
    again, ranking = top / "governance/again.yaml", (top / "governance/ranking.yaml").as_uri()
    client = Client([top])
    client.open(again, RENAMED)
    client.settle()
    assert client.leave() == 0
    heard = [one["params"] for one in client.heard if one["method"] == "textDocument/publishDiagnostics"]
    told = {uri: [codes(one) for one in heard if one["uri"] == uri] for uri in (ranking, again.as_uri())}
    assert "duplicate-id" in told[ranking][0]
    assert "duplicate-id" not in told[ranking][-1]
    assert heard[0]["uri"] == ranking
    assert not any("duplicate-id" in some for some in told[again.as_uri()])


def codes(params: dict[str, Any]) -> list[str]:
    return [one["code"] for one in params["diagnostics"]]


def test_what_was_known_is_not_found_again_before_history_is_asked(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    check = Bureau.check

    def noting(self: Bureau, *args: Any, past: bool) -> Any:
        asked.append(past)
        return check(self, *args, past=past)

    monkeypatch.setattr(Bureau, "check", noting)
    session(top)
    assert asyncio.run(opening(top)) == session(top)
    assert asked == [True]
    write(top, {"governance/ranking.yaml": WRONG})
    assert asyncio.run(opening(top)) == session(top)
    assert asked == [True, False, True]


async def opening(top: Path) -> dict[str, Any]:
    """What is told by path once a folder was opened and all was checked."""
    workspace, faults, told = Workspace(), list[Exception](), dict[str, Any]()
    workspace.add_folder(top.as_uri())
    rounds = Rounds(
        workspace, lambda: DAY, lambda uri, some, _: told.update({uri: some}), faults.append, lambda: None, state_of
    )
    rounds.begin()
    await rounds.settled()
    rounds.end()
    assert not faults
    return {str(Path(to_fs_path(uri) or "").relative_to(top)): some for uri, some in told.items() if some}
