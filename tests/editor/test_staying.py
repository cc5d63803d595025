"""What a process that stays for days must not pile up: old graphs, and git waiting for questions."""

import asyncio
import gc
from datetime import date
from pathlib import Path

import pytest

from aimslint.aims import Aims
from aimslint.editor.desk import Desk, Going
from aimslint.editor.rounds import Rounds
from aimslint.editor.workspace import Workspace
from aimslint.git_command import StartedGit
from aimslint.history import blob_reading
from tests.cli.running import write
from tests.editor.test_server import FILES, SYSTEM
from tests.repositories import git, make_repository

DAY = date(2026, 11, 20)


def test_no_git_is_left_waiting_after_a_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[StartedGit] = []

    class Noted(StartedGit):
        def close(self) -> None:
            super().close()
            started.remove(self)

    def start(folder: Path, *args: str, asking: bool, own_repository: bool) -> StartedGit:
        started.append(Noted(folder, *args, asking=asking, own_repository=own_repository))
        asked.append(args)
        return started[-1]

    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(blob_reading, "StartedGit", start)
    top = make_repository(tmp_path / "records", FILES)
    desk = Desk(top, "utf-16", lambda: DAY)
    for day in ("2026-02-01", "2026-03-01"):
        write(top, {"governance/ranking.yaml": SYSTEM.replace("2026-01-15", day)})
        git(top, "add", ".")
        git(top, "commit", "-q", "-m", "Reviewed")
        desk.refresh()
        assert desk.check("", {}, Going()).project is not None
        assert not started
    assert asked, "history was read"


def test_old_graphs_are_forgotten(tmp_path: Path) -> None:
    folder = write(tmp_path, FILES)
    uri = (folder / "governance/ranking.yaml").as_uri()
    before = _graphs()

    async def type_on() -> int:
        workspace, faults = Workspace(), list[Exception]()
        workspace.add_folder(folder.as_uri())
        rounds = Rounds(workspace, lambda: DAY, lambda *_: None, faults.append, lambda: None)
        workspace.open(uri, SYSTEM, 1)
        for number in range(4):
            workspace.change(uri, number, [])
            rounds.settle(folder / "governance/ranking.yaml")
            await rounds.settled()
        rounds.end()
        assert not faults
        return _graphs()

    was_on = gc.isenabled()
    gc.disable()
    try:
        assert asyncio.run(type_on()) - before <= 2
    finally:
        if was_on:
            gc.enable()


def _graphs() -> int:
    return sum(isinstance(one, Aims) for one in gc.get_objects())
