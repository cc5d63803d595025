"""`aimslint server` before it serves."""

import importlib.util
from typing import Any

import pytest

from aimslint.cli.commands import server
from tests.cli.running import run


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(name: str, *_: Any) -> Any:
        return None if name == "pygls" else importlib.util.find_spec(name)

    monkeypatch.setattr(server, "find_spec", find)
    result = run("server")
    assert result.exit_code == 2
    assert result.output == "aimslint: the language server needs two more packages: pip install 'aimslint[editor]'\n"
