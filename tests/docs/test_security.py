"""The page about security names tests that there are, and every test of a promise."""

import re
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PAGE = (TOP / "docs/security.md").read_text("utf-8")
PROMISES = re.findall(r"^### \d\. .*?(?=^##)", PAGE, re.MULTILINE | re.DOTALL)


def test_what_it_names_is_there() -> None:
    named = re.findall(r"`((?:tests|fuzz|bench|tools|requirements)/[\w./*-]*)`", PAGE)
    assert len(named) > 30
    assert [name for name in named if not list(TOP.glob(name.rstrip("/")))] == []


def test_each_promise_of_the_design_has_a_table_and_each_row_a_test() -> None:
    assert len(PROMISES) == 6
    for promise in PROMISES:
        rows = [row for row in promise.splitlines() if row.startswith("| ")][1:]
        assert rows
        above = ""
        for row in rows:
            held = row.split(" | ")[-1]
            assert "`" in held or (above and "the same" in held), row
            above = held


def test_every_test_of_a_promise_is_named() -> None:
    tests = [file.name for file in (TOP / "tests/promises").glob("test_*.py")]
    assert [name for name in tests if f"tests/promises/{name}" not in PAGE] == []
