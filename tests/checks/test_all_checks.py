"""Checks are found by name, and the module of a topic is loaded when something of it is asked for."""

import subprocess
import sys

import pytest

from aimslint.checks import all_checks, what_checks_read
from aimslint.checks.dates import future


def test_a_check_is_found_by_its_topic_and_name() -> None:
    assert all_checks()["dates.future"] is future
    assert "dates.future" in all_checks()
    assert "dates.future" in set(all_checks())
    assert len(all_checks()) == len(set(all_checks()))
    assert what_checks_read().keys() <= all_checks().keys()


@pytest.mark.parametrize(
    "name", ["", "dates", "dates.", "dates._latest", "dates.date", "dates.future.x", "_fields.x", "os.x"]
)
def test_nothing_else_is_a_check(name: str) -> None:
    assert name not in all_checks()
    assert all_checks().get(name) is None
    assert what_checks_read().get(name) is None


def test_a_topic_is_loaded_when_it_is_asked_for() -> None:
    program = (
        "import sys; from aimslint.checks import all_checks; found = all_checks()['dates.future'];"
        "print(*(name for name in sys.modules if name.startswith('aimslint.checks.')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "aimslint.checks.dates" in loaded
    assert not loaded & {"aimslint.checks.approvals", "aimslint.checks.soa"}
