"""Two processes find what one finds, to the byte, whatever becomes of the second."""

import marshal
import random
import signal
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sample_history import build

from aimslint.apart import Answer
from aimslint.cli import halving
from aimslint.config import Config
from aimslint.engine import check
from aimslint.history import GitHistory, NoHistory
from aimslint.history.scripted import ScriptedHistory
from aimslint.loading import together
from aimslint.records.filed import Shelf
from aimslint.second import MODULE
from aimslint.second.asking import Second
from aimslint.second.job import Job
from aimslint.trees import CommitTree, IndexTree, MemoryTree, WorkingTree
from aimslint.trees.tree import Tree
from aimslint.worker import process as worker_module
from aimslint.worker.process import Worker
from tests.cli.running import BROKEN, run
from tests.mutated import Changes
from tests.repositories import git, isolated_environment, make_repository, write_files

DAY = date(2026, 11, 20)
FORMS = ("full", "concise", "json", "sarif", "junit", "gitlab", "markdown", "github")
STARTED = "import os, sys; sys.path[:] = sys.argv[1:]; import aimslint.second.serving as second; "
STARTED += "NOTHING = second.apart.to_plain([], [], None)[0]; "


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Answer | None]:
    """What second processes answered; also a small project is worth one here."""
    monkeypatch.setattr(halving, "WORTH_HALVING", 1)
    monkeypatch.setattr(together, "PIECE", 3_000)
    for name, value in isolated_environment().items():
        monkeypatch.setenv(name, value)
    heard: list[Answer | None] = []
    real = Second.answer

    def answer(self: Second) -> Answer | None:
        heard.append(real(self))
        return heard[-1]

    monkeypatch.setattr(Second, "answer", answer)
    return heard


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample with its history; some of it changed, staged or not, broken or not readable."""
    top = Path(build(tmp_path / "work").working_dir).resolve()
    chance = random.Random(5)
    names = [file.relative_to(top).as_posix() for file in sorted((top / "governance").rglob("*.yaml"))]
    texts = {name: (top / name).read_text(encoding="utf-8") for name in names}
    changes = Changes(chance, texts)
    for seen in range(2):
        after = changes.of(texts, most=25)
        write_files(top, {name: text for name, text in after.items() if texts.get(name) != text})
        for name in texts.keys() - after.keys():
            (top / name).unlink()
        if not seen:
            git(top, "add", "--all")
            texts = after
    write_files(top, {"governance/broken.yaml": "kind: [\n", "governance/bytes.yaml": b"\xff\xfe\x00"})
    (top / "governance/away.yaml").symlink_to("../../outside.yaml")
    monkeypatch.chdir(top)
    return top


def outcome(*options: str) -> tuple[int, str, str]:
    done = run("check", "--as-of", str(DAY), "--phase", "surveillance", *options)
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize("tree", [[], ["--staged"], ["--rev", "HEAD"]], ids=["disk", "index", "commit"])
def test_the_output_is_the_same_in_every_format(
    top: Path, tmp_path: Path, answers: list[Answer | None], tree: list[str]
) -> None:
    written = {}
    for jobs in ("1", "2", "3"):
        out = tmp_path / f"out-{jobs}"
        out.mkdir()
        reports = [word for form in FORMS for word in ("--report", f"{form}={out / form}")]
        said = outcome(*tree, "--no-cache", "-v", "--jobs", jobs, *reports)
        assert said[0] == (0 if tree[:1] == ["--rev"] else 1), said
        written[jobs] = [said, *((out / form).read_bytes() for form in FORMS)]
    assert written["1"] == written["2"] == written["3"]
    assert len(answers) == 2
    assert all(answer is not None and answer.tallies for answer in answers), "the second process did its share"
    assert tree[:1] == ["--rev"] or all(answer is not None and answer.findings for answer in answers)


def test_also_with_what_is_kept_and_without_a_history(
    top: Path, answers: list[Answer | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aimslint.reading.WORTH_KEEPING", 1)
    plain = outcome("--no-cache", "--jobs", "1", "--output-format", "json")
    for _ in range(2):  # the second one finds what the first one parsed
        assert outcome("--jobs", "2", "--output-format", "json") == plain
    kept = {file.name.partition("-")[0] for file in (top / ".git/aimslint").iterdir()}
    assert {"documents", "history", "notes"} <= kept, "what the second process found out is kept as well"
    (top / ".git").rename(top / "elsewhere")
    assert outcome("--jobs", "2") == outcome("--jobs", "1")
    assert [answer is not None for answer in answers] == [True] * 3


def test_what_rules_are_told_is_counted_alike(top: Path, answers: list[Answer | None]) -> None:
    options = ("--statistics", "--no-cache")
    assert outcome(*options, "--jobs", "2") == outcome(*options, "--jobs", "1")
    alone, helped = (_report(WorkingTree.at(top), top, second) for second in (False, True))
    assert list(alone.tallies.items()) == list(helped.tallies.items())
    assert alone.skipped == helped.skipped
    assert [answer is not None for answer in answers] == [True, True]


def _report(tree: Tree, top: Path, second: bool) -> Any:
    past = GitHistory.at(top, latest=DAY, use_cache=False)
    plain = Job(tree, past, Config(), "", DAY).to_plain()
    assert plain is not None
    worker = Worker(MODULE) if second else None
    try:
        return check(tree, DAY, history=past, second=Second(worker, plain) if worker is not None else None)
    finally:
        if worker is not None:
            worker.end()


FAILING = {
    "ends": "os._exit(3)",
    "prints": "print('no such answer' * 100)",
    "lacks": "import nothing_of_that_name",
    "killed while it parses": "second._Files._parse = lambda *_: os.kill(os.getpid(), 9); second.serve()",
    "killed when it has parsed": "second.link_records = lambda *_: os.kill(os.getpid(), 9); second.serve()",
    "killed when it has judged": "second.apart.to_plain = lambda *_: os.kill(os.getpid(), 9); second.serve()",
    "killed when it has all but one portion": "second._judged = lambda *a: [os.kill(os.getpid(), 9) for _ in a[4]]; "
    "second.serve()",
    "takes rules and judges none": "second._judged = lambda *a: [list(a[4]), NOTHING, {}, None][1:]; second.serve()",
    "raises": "second._judged = lambda *_: 1 / 0; second.serve()",
    "nothing": "second._judged = lambda *_: None; second.serve()",
    "nonsense": "second._judged = lambda *_: [NOTHING, {'no-such-rule': [1, 0, 0]}, None]; second.serve()",
    "too little": "second._judged = lambda *_: [NOTHING, {}, None]; second.serve()",
    "no findings": "second._judged = lambda *_: [[[[1, 2]], *NOTHING[1:]], {}, None]; second.serve()",
    "no files": "second._Files._parse = lambda *_: ([], []); second.serve()",
    "no plain form": "second.pack = lambda *_: b'x'; second.serve()",
}


@pytest.mark.parametrize("program", FAILING.values(), ids=FAILING)
@pytest.mark.skipif(sys.platform == "win32", reason="signals are as on POSIX")
def test_one_that_fails_costs_nothing_but_time(
    tmp_path: Path, answers: list[Answer | None], monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.chdir(make_repository(tmp_path / "work", BROKEN))
    plain = outcome("--no-cache", "--jobs", "1", "--output-format", "json")
    monkeypatch.setattr(worker_module, "_PROGRAM", STARTED + program)
    assert outcome("--no-cache", "--jobs", "2", "--output-format", "json") == plain
    assert [answer is None for answer in answers] == [program != FAILING["no plain form"]]


@pytest.mark.skipif(sys.platform == "win32", reason="a signal that cannot be refused")
def test_one_that_is_killed_from_outside_at_any_time(
    top: Path, answers: list[Answer | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = outcome("--no-cache", "--jobs", "1", "--output-format", "json")
    real = Second.tell
    for moment in (0, 3, 8, 20):
        told = iter(range(1000))

        def tell(self: Second, message: list[Any], told: Iterator[int] = told, moment: int = moment) -> None:
            if next(told) == moment and self._worker.process is not None:
                self._worker.process.send_signal(signal.SIGKILL)
            real(self, message)

        monkeypatch.setattr(Second, "tell", tell)
        assert outcome("--no-cache", "--jobs", "2", "--output-format", "json") == plain
    assert answers == [None] * 4


def test_none_where_it_would_not_see_the_same(top: Path, answers: list[Answer | None]) -> None:
    """Nor where rules are timed, a change is judged, or files are mended."""
    trees: list[Tree] = [WorkingTree.at(top), IndexTree.at(top), CommitTree.at(top, "HEAD"), MemoryTree({})]
    past = NoHistory(None)
    assert [Job(tree, past, Config(), "", DAY).to_plain() is None for tree in trees] == [False, False, False, True]
    assert Job(trees[0], ScriptedHistory([]), Config(), "", DAY).to_plain() is None
    for options in (["--statistics", "-v"], ["--since", "HEAD"], ["--diff"], ["--jobs", "1"]):
        assert outcome("--no-cache", *options)[0] in (0, 1)
    assert answers == []


def test_one_does_not_go_with_a_shelf(top: Path) -> None:
    job = Job(WorkingTree.at(top), NoHistory(None), Config(), "", DAY).to_plain()
    assert job is not None
    worker = Worker(MODULE)
    try:
        with pytest.raises(ValueError, match="shelf"):
            check(WorkingTree.at(top), DAY, shelf=Shelf(), second=Second(worker, job))
    finally:
        worker.end()


def test_a_small_project_is_not_worth_one(
    top: Path, answers: list[Answer | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(halving, "WORTH_HALVING", 10_000)
    assert outcome("--no-cache", "--jobs", "2")[0] == 1
    assert answers == []


@pytest.fixture
def happened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """When processes started and ended, and files were listed."""
    heard: list[str] = []

    class Noting(Worker):
        def __init__(self, module: str) -> None:
            heard.append("started")
            super().__init__(module)

        def end(self) -> None:
            super().end()
            assert self.process is not None
            assert self.process.poll() is not None
            heard.append("ended")

    def at(top: Path, **how: Any) -> WorkingTree:
        heard.append("listed")
        return real(top, **how)

    real = WorkingTree.at
    monkeypatch.setattr(halving, "Worker", Noting)
    monkeypatch.setattr(WorkingTree, "at", at)
    return heard


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--jobs 2", ["started", "listed", "ended"]),
        ("--jobs 2 --config no-such-file", ["started", "listed", "ended"]),
        ("--jobs 1", ["listed"]),
        ("--jobs 2 --since HEAD", ["listed"]),
        ("--jobs 2 --show-files", ["listed"]),
    ],
)
def test_it_starts_before_files_are_listed(
    top: Path, answers: list[Answer | None], happened: list[str], options: str, expected: list[str]
) -> None:
    outcome("--no-cache", *options.split())
    assert happened == expected
    assert len(answers) == (options == "--jobs 2")


@pytest.mark.parametrize("guess", ["too few", "too many"])
def test_the_files_decide_whether_it_does_something(
    top: Path, answers: list[Answer | None], happened: list[str], monkeypatch: pytest.MonkeyPatch, guess: str
) -> None:
    """The index of git, for all that it may hold, only decides how early it starts."""
    if guess == "too few":
        (top / ".git/index").unlink()
    else:
        monkeypatch.setattr(halving, "_is_large", lambda _: False)
    plain = outcome("--no-cache", "--jobs", "1")
    happened.clear()
    assert outcome("--no-cache", "--jobs", "2") == plain
    assert happened == (["listed", "started", "ended"] if guess == "too few" else ["started", "listed", "ended"])
    assert len(answers) == (guess == "too few")


def test_mistakes_in_settings_and_rules_are_told_as_ever(top: Path, answers: list[Answer | None]) -> None:
    plain = {}
    for name, text in {
        "own rule": "version: 1\nrule_folders: [rules]\n",
        "extension": "version: 1\nextensions: {vehicle: no-such.json}\n",
    }.items():
        write_files(top, {"aimslint.yaml": text, "rules/x.yaml": "name: acme/x\ncode: [\n"})
        plain[name] = outcome("--no-cache", "--jobs", "1")
        assert outcome("--no-cache", "--jobs", "2") == plain[name]
        assert plain[name][0] == 2
    assert answers == []


def test_the_tree_that_another_process_sees(top: Path) -> None:
    for tree in (WorkingTree.at(top), IndexTree.at(top), CommitTree.at(top, "HEAD")):
        job = Job(tree, NoHistory(None), Config(), "", DAY)
        told = Job.from_plain(marshal.loads(marshal.dumps(job.to_plain()))).tree
        assert told.top == tree.top
        assert told.paths() == tree.paths()
        assert told.links() == tree.links()
        assert told.unmerged() == tree.unmerged()
        for path in (*tree.paths(), "governance", "no/such", "GOVERNANCE"):
            assert told.blob(path) == tree.blob(path)
            assert told.has(path) == tree.has(path)
            assert told.similar(path) == tree.similar(path)
            assert told.size(path) == tree.size(path)
