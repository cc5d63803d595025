"""Commands that show something else than findings read as `check` does: with helpers, and with what is kept."""

from pathlib import Path
from typing import Any

import pytest

from aimslint import engine
from aimslint.loading.together import best_jobs
from tests.cli.running import AS_OF, SOUND, run
from tests.repositories import make_repository


@pytest.mark.parametrize("command", [["coverage"], ["show", "plan"], ["upcoming"]])
def test_they_parse_together_and_keep_what_they_parsed(
    here: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    make_repository(here, SOUND)
    given: list[dict[str, Any]] = []
    real = engine.check

    def check(*arguments: Any, **named: Any) -> Any:
        given.append(named)
        return real(*arguments, **named)

    monkeypatch.setattr(engine, "check", check)
    assert run(*command, "--as-of", AS_OF).exit_code == 0
    assert run(*command, "--as-of", AS_OF, "--no-cache").exit_code == 0
    assert [one["jobs"] for one in given] == [best_jobs()] * 2
    kept, not_kept = (one["cache"] for one in given)
    assert kept.folder == here / ".git" / "aimslint"
    assert not_kept is None
