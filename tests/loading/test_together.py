"""Files parsed by several processes: the same as from one, whatever becomes of the helpers."""

import marshal
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aimslint.loading import Limits, Loaded, load_file
from aimslint.loading import together as module
from aimslint.loading.document import Document
from aimslint.loading.plain import Packed, from_plain, pack, to_plain, unpack
from aimslint.loading.together import Files, Learner, Parsed, Together
from aimslint.trees import MemoryTree
from aimslint.worker import process as worker_module
from aimslint.worker.process import Worker, best_jobs

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


@dataclass(frozen=True)
class Made:
    """What is made of a file here: what it holds."""

    loaded: Loaded
    sound: bool = False


class Learning:
    """A process that learns, as it looks from here: it answers `parse` at once, or never."""

    def __init__(self, limits: Limits, silent: bool = False) -> None:
        self._limits, self._silent = limits, silent
        self.files: dict[int, Files] = {}
        self.knows: dict[str, tuple[Loaded | None, bool]] = {}

    def follow(self, parsed: Parsed, ended: Callable[[], None]) -> None:
        self._parsed, self.ended = parsed, ended

    def tell(self, message: list[Any]) -> None:
        match message:
            case ["files", number, files]:
                self.files[number] = files
            case ["parse", number] if not self._silent:
                Thread(target=self._answer, args=(number,)).start()
            case ["parsed", number, packed, sound]:
                self._know(number, packed, sound)

    def _answer(self, number: int) -> None:
        packed = pack(load_file(path, raw, self._limits) for path, raw in self.files[number])
        sound = [False] * len(self.files[number])
        self._know(number, packed, sound)
        self._parsed(number, packed, sound)

    def _know(self, number: int, packed: Packed, sound: list[bool]) -> None:
        files = self.files[number]
        for (path, _), loaded, is_sound in zip(files, unpack(files, packed, sound), sound, strict=True):
            assert path not in self.knows, "told twice"
            self.knows[path] = loaded, is_sound


def begun(
    many: list[tuple[str, bytes]], limits: Limits = LIMITS, jobs: int = 1, learner: Learner | None = None
) -> Together[Made]:
    """Files that are being parsed."""
    work = Together(limits, lambda loaded, raw: Made(loaded), jobs, learner)
    for path, raw in many:
        work.add(path, raw)
    work.close()
    return work


def loaded(results: Iterable[Made]) -> list[Loaded]:
    return [one.loaded for one in results]


def one_by_one(many: list[tuple[str, bytes]], limits: Limits = LIMITS) -> list[Loaded]:
    return [load_file(path, raw, limits) for path, raw in many]


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> list[Worker]:
    """The helpers that are started."""
    started: list[Worker] = []

    def start(*arguments: Any) -> Worker:
        started.append(Worker(*arguments))
        return started[-1]

    monkeypatch.setattr(module, "Worker", start)
    return started


def until_gone(worker: Worker) -> None:
    """Wait until a helper that ends by itself has ended."""
    worker._threads[1].join()


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.usefixtures("small")
def test_several_processes_find_what_one_finds_in_the_same_order(jobs: int) -> None:
    many = files(40)
    assert loaded(begun(many, jobs=jobs).results()) == one_by_one(many)


@pytest.mark.usefixtures("small")
def test_helpers_do_all_of_it_when_there_is_time_and_under_the_same_limits() -> None:
    many, limits = files(20), Limits(nodes=8)
    work = begun(many, limits, 2)
    with work._changed:
        assert work._changed.wait_for(lambda: len(work._done) == len(work._pieces), 60), "a piece was not answered"
    assert loaded(work.results()) == one_by_one(many, limits)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "program", ["import os; os._exit(3)", "print('no such answer')", "import nothing_of_that_name"]
)
def test_a_helper_that_fails_costs_nothing_but_time(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(worker_module, "_PROGRAM", program)
    many = files(40)
    assert loaded(begun(many, jobs=3).results()) == one_by_one(many)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("answer", ["[0]", "[0, b'', []]", "[99, b'N', [False]]", "None", "[0, None, None]"])
def test_a_helper_that_talks_nonsense_costs_nothing_but_time(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    program = (
        "import sys; sys.path[:] = sys.argv[1:]; from aimslint.worker.talking import send; "
        f"send(sys.stdout.buffer, {answer})"
    )
    monkeypatch.setattr(worker_module, "_PROGRAM", program)
    many = files(40)
    assert loaded(begun(many, jobs=2).results()) == one_by_one(many)


@pytest.mark.usefixtures("small")
@pytest.mark.skipif(sys.platform == "win32", reason="a signal that cannot be refused")
def test_a_helper_that_is_killed_costs_nothing_but_time(workers: list[Worker]) -> None:
    many = files(200)
    results = begun(many, jobs=3).results()
    found = [next(results) for _ in range(20)]
    process = workers[0].process
    assert process is not None
    process.send_signal(signal.SIGKILL)
    assert loaded([*found, *results]) == one_by_one(many)


@pytest.mark.usefixtures("small")
def test_no_helper_where_no_program_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/there/is/no/such/python")
    many = files(20)
    assert loaded(begun(many, jobs=2).results()) == one_by_one(many)


@pytest.mark.usefixtures("small")
def test_whoever_stops_early_leaves_no_process_behind(workers: list[Worker]) -> None:
    results = begun(files(200), jobs=3).results()
    next(results)
    results.close()
    assert len(workers) == 2
    assert all(worker.process is not None and worker.process.poll() is not None for worker in workers)


def test_little_work_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    many = files(2)
    assert loaded(begun(many, jobs=8).results()) == one_by_one(many)
    assert best_jobs() >= 1


@pytest.mark.usefixtures("small")
def test_a_helper_runs_nothing_of_the_folder_it_is_started_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("yaml.py", "marshal.py", "gc.py", "sitecustomize.py", "aimslint.py"):
        tmp_path.joinpath(name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "yaml.py"))
    many = files(20)
    work = begun(many, jobs=2)
    with work._changed:
        assert work._changed.wait_for(lambda: work._done, 60), "the helper has not answered"
    assert loaded(work.results()) == one_by_one(many)
    assert not tmp_path.joinpath("ran").exists()


@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize("silent", [False, True])
@pytest.mark.usefixtures("small")
def test_a_learner_knows_of_every_file_what_it_holds(jobs: int, silent: bool) -> None:
    """Of those that it parses it knows itself, of all others it is told; one that falls silent is not waited for."""
    many = files(40)
    learner = Learning(LIMITS, silent)
    work = begun(many, jobs=jobs, learner=learner)
    if silent:
        learner.ended()
    assert loaded(work.results()) == one_by_one(many)
    assert [file for number in sorted(learner.files) for file in learner.files[number]] == many
    if not silent:
        assert {path: known for path, (known, _) in learner.knows.items()} == {
            one.path: None if to_plain(one) is None else one for one in one_by_one(many)
        }


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.sampled_from(["a.yaml", "a.md"]))
@settings(max_examples=200)
def test_the_plain_form_of_a_file_is_the_whole_of_it(raw: bytes, path: str) -> None:
    loaded = load_file(path, raw)
    plain = to_plain(loaded)
    assert plain is None or from_plain(path, raw, plain) == loaded
    files = [(path, raw), ("b.yaml", b"id: b"), ("c.yaml", raw)]
    packed = pack(load_file(*file) for file in files)
    others = [load_file(*file) for file in files[1:]]
    expected = [one if to_plain(one) is not None else None for one in (loaded, *others)]
    assert unpack(files, packed, [False] * 3) == expected


def test_what_lies_too_deep_to_be_sent_is_left_out_alone() -> None:
    deep: list[Any] = []
    for _ in range(3_000):
        deep = [deep]
    files = [("a.yaml", b"id: a"), ("b.yaml", b"x"), ("c.yaml", b"id: c")]
    parsed = [load_file(*file) for file in files]
    parsed[1] = Loaded("b.yaml", (Document("b.yaml", 0, deep, 1),), (), "x")
    assert unpack(files, pack(parsed), [False] * 3) == [parsed[0], None, parsed[2]]


PLAIN = to_plain(load_file("a.yaml", b"id: a"))


@pytest.mark.parametrize(
    "packed",
    [b"", b"x", b"N", *(marshal.dumps(one) for one in ([PLAIN], [PLAIN, PLAIN, PLAIN], [1, 1], ["ab", [3]], 7))],
)
def test_what_is_no_plain_form_is_none(packed: bytes) -> None:
    assert unpack([("a.yaml", b"id: a"), ("b.yaml", b"id: a")], packed, [False, False]) == [None, None]


@pytest.mark.usefixtures("small")
def test_a_check_by_several_processes_gives_the_same_report() -> None:
    from datetime import date

    from aimslint.engine import check

    tree = MemoryTree({f"governance/{path}": raw for path, raw in files(30)})
    one, several = (check(tree, date(2026, 11, 20), jobs=jobs) for jobs in (1, 2))
    assert one.findings == several.findings
    assert one.skipped == several.skipped
    assert one.aims.texts == several.aims.texts
