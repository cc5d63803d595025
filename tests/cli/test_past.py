"""Which history a command asks."""

from datetime import date
from pathlib import Path

import pytest

from aimslint.cli.past import _show_progress, past_of
from aimslint.cli.project import open_project
from tests.cli.running import SOUND, write
from tests.repositories import make_repository

DAY = date(2026, 11, 20)


def why(folder: Path, monkeypatch: pytest.MonkeyPatch, settings: str) -> str:
    write(folder, SOUND | {"aimslint.yaml": settings})
    monkeypatch.chdir(folder)
    unknown = past_of(open_project(["."]), DAY, use_cache=False).unknown
    return str(unknown) if unknown is not None else ""


def test_that_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert why(make_repository(tmp_path / "r"), monkeypatch, "version: 1\n") == ""


def test_none_outside_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert why(tmp_path, monkeypatch, "version: 1\n") == "there is no git repository"


def test_none_where_the_configuration_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = "history: {use: none, reason: Kept elsewhere}\n"
    assert "configuration" in why(make_repository(tmp_path / "r"), monkeypatch, settings)


def test_a_long_history_is_announced_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    for commits in range(1000, 50_000, 1000):
        _show_progress(commits)
    assert capsys.readouterr().err.splitlines() == [
        "reading the history: 20000 commits so far",
        "reading the history: 40000 commits so far",
    ]
