"""Files parsed by several processes: the same as from one, whatever becomes of the helpers."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aimslint.loading import Limits, Loaded, load_file
from aimslint.loading import together as module
from aimslint.loading.plain import from_plain, to_plain
from aimslint.loading.together import Together, best_jobs
from aimslint.trees import MemoryTree

LIMITS = Limits()
TEXTS = [
    b"kind: ai_system\nid: chat\nnumbers: [1, 0x1F, 2.5, -0.0, 1e300, true, null, 'x', ~]\n",
    b"\xef\xbb\xbfid: with a byte order mark\n",
    b"id: a\n---\n\n---\nid: b\r\nbig: 123456789012345678901234567890\n",
    "text: |\n  Grüße, 你好\n  zwei\n".encode(),
    b"id: a\nid: b\n",
    b"id: [a\n",
    b"",
    b"\xff\xfe",
    b"a: &x {b: [c]}\nd: *x\n",
    b"- a list\n",
]
MARKDOWN = [b"---\nkind: policy\nid: p\n---\n\nText\r\nof it\n", b"# No record\n", b"---\nkind: policy\n"]


def files(copies: int) -> list[tuple[str, bytes]]:
    many = [(f"{copy}-{number}.yaml", raw) for copy in range(copies) for number, raw in enumerate(TEXTS)]
    return many + [(f"{copy}-{number}.md", raw) for copy in range(copies) for number, raw in enumerate(MARKDOWN)]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Helpers for little work, in small pieces."""
    monkeypatch.setattr(module, "WORTH_A_HELPER", 1_000)
    monkeypatch.setattr(module, "PIECE", 700)


def one_by_one(many: list[tuple[str, bytes]], limits: Limits = LIMITS) -> list[Loaded]:
    return [load_file(path, raw, limits) for path, raw in many]


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.usefixtures("small")
def test_several_processes_find_what_one_finds_in_the_same_order(jobs: int) -> None:
    many = files(40)
    assert list(Together(many, LIMITS, jobs).results()) == one_by_one(many)


@pytest.mark.usefixtures("small")
def test_helpers_do_all_of_it_when_there_is_time_and_under_the_same_limits() -> None:
    many, limits = files(20), Limits(nodes=8)
    work = Together(many, limits, 2)
    work._helpers[0].end()  # its threads end when everything has been answered
    assert sorted(work._done) == list(range(len(work._pieces))), "a piece was not answered"
    assert list(work.results()) == one_by_one(many, limits)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "program", ["import os; os._exit(3)", "print('no such answer')", "import nothing_of_that_name"]
)
def test_a_helper_that_fails_costs_nothing_but_time(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(module, "_PROGRAM", program)
    many = files(40)
    assert list(Together(many, LIMITS, 3).results()) == one_by_one(many)


@pytest.mark.usefixtures("small")
@pytest.mark.skipif(sys.platform == "win32", reason="a signal that cannot be refused")
def test_a_helper_that_is_killed_costs_nothing_but_time() -> None:
    many = files(200)
    work = Together(many, LIMITS, 3)
    results = work.results()
    found = [next(results) for _ in range(20)]
    process = work._helpers[0]._process
    assert process is not None
    process.send_signal(signal.SIGKILL)
    assert found + list(results) == one_by_one(many)


@pytest.mark.usefixtures("small")
def test_no_helper_where_no_program_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/there/is/no/such/python")
    many = files(20)
    assert list(Together(many, LIMITS, 2).results()) == one_by_one(many)


@pytest.mark.usefixtures("small")
def test_whoever_stops_early_leaves_no_process_behind() -> None:
    work = Together(files(200), LIMITS, 3)
    results = work.results()
    next(results)
    results.close()
    assert all(helper._process is not None and helper._process.poll() is not None for helper in work._helpers)


def test_little_work_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    many = files(2)
    assert list(Together(many, LIMITS, 8).results()) == one_by_one(many)
    assert best_jobs() >= 1


@pytest.mark.usefixtures("small")
def test_a_helper_runs_nothing_of_the_folder_it_is_started_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("yaml.py", "marshal.py", "gc.py", "sitecustomize.py", "aimslint.py"):
        tmp_path.joinpath(name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "yaml.py"))
    many = files(20)
    work = Together(many, LIMITS, 2)
    work._helpers[0].end()
    assert work._done, "the helper has answered"
    assert list(work.results()) == one_by_one(many)
    assert not tmp_path.joinpath("ran").exists()


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.sampled_from(["a.yaml", "a.md"]))
@settings(max_examples=200)
def test_the_plain_form_of_a_file_is_the_whole_of_it(raw: bytes, path: str) -> None:
    loaded = load_file(path, raw)
    plain = to_plain(loaded)
    assert plain is None or from_plain(path, raw, plain) == loaded


@pytest.mark.usefixtures("small")
def test_a_check_by_several_processes_gives_the_same_report() -> None:
    from datetime import date

    from aimslint.engine import check

    tree = MemoryTree({f"governance/{path}": raw for path, raw in files(30)})
    one, several = (check(tree, date(2026, 11, 20), jobs=jobs) for jobs in (1, 2))
    assert one.findings == several.findings
    assert one.skipped == several.skipped
    assert one.aims.texts == several.aims.texts
