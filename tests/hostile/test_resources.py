"""Time and memory stay within bounds whatever a file asks for, and it is told what it asked for."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.resources import BOMBS, Bomb

TOP = Path(__file__).parents[2]
posix_only = pytest.mark.skipif(sys.platform != "linux", reason="bounds are kept by the system")


@pytest.fixture(scope="module")
def results() -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.hostile.bounded"]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, timeout=1_000)
    assert done.returncode == 0, done.stderr
    return {result["name"]: result for result in map(json.loads, done.stdout.splitlines())}


@posix_only
@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.name)
def test_stays_within_its_bounds(bomb: Bomb, results: dict[str, Any]) -> None:
    result = results[bomb.name]
    assert result["status"] == 0, f"killed after {result['seconds']:.0f} s and {result['kilobytes'] >> 10} MiB"
    assert set(bomb.found) <= set(result["found"]), result["found"][:10]
