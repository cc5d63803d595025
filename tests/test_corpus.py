"""The corpus of the benchmark: valid, complete, silent, always the same."""

import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from aimslint.engine import check
from aimslint.history import GitHistory
from aimslint.records.table import record_kinds
from aimslint.report import Report
from aimslint.trees import WorkingTree
from tests.repositories import git

MAKER = Path(__file__).parents[1] / "bench" / "make_corpus.py"
SYSTEMS = 60


SORTS_OF_DEFECTS = 26


def make(folder: Path, *more: str, systems: int = SYSTEMS) -> Path:
    subprocess.run([sys.executable, str(MAKER), str(folder), "--systems", str(systems), *more], check=True)
    return folder


def checked(corpus: Path) -> Report:
    day = date(2026, 11, 20)
    return check(WorkingTree.at(corpus), day, history=GitHistory.at(corpus, use_cache=False, latest=day))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("corpus") / "out", "--commits", "90")


@pytest.fixture(scope="module")
def report(corpus: Path) -> Report:
    return checked(corpus)


def test_no_rule_objects_to_anything(report: Report) -> None:
    found = [f"{f.location.path}:{f.location.line}: {f.rule}: {f.message}" for f in report.findings]
    assert found[:20] == []
    assert [(one.finding.rule, one.by.kind) for one in report.suppressed] == [("review-overdue", "waiver")]


def test_every_rule_can_be_judged(report: Report) -> None:
    """No history is given, so rules that ask it cannot be."""
    assert [skip for skip in report.skipped if skip.cause != "history"] == []


def test_every_record_kind_of_the_standard_is_there(report: Report) -> None:
    """A kind that somebody adds may come to the corpus later; those that were there stay."""
    there = {record.kind for record in report.aims.records}
    assert there <= set(record_kinds())
    assert len(there) >= 34


def test_about_four_files_and_ten_kilobytes_a_system(corpus: Path) -> None:
    files = [path for path in (corpus / "governance").rglob("*.*") if path.is_file()]
    assert 3.5 < len(files) / SYSTEMS < 4.5
    assert 9_000 < sum(path.stat().st_size for path in files) / SYSTEMS < 14_000


def test_the_history_spans_two_years_and_several_people(corpus: Path) -> None:
    days = git(corpus, "log", "--format=%ad", "--date=short").decode().split()
    authors = set(git(corpus, "log", "--format=%ae").decode().split())
    assert len(days) == 90
    assert days == sorted(days, reverse=True)
    assert date.fromisoformat(days[0]) - date.fromisoformat(days[-1]) > date(2026, 11, 1) - date(2024, 12, 31)
    assert len(authors) > 5
    assert git(corpus, "status", "--porcelain") == b""


def test_the_same_arguments_give_the_same_commits(corpus: Path, tmp_path: Path) -> None:
    same, other = make(tmp_path / "same", "--commits", "90"), make(tmp_path / "other", "--seed", "2")
    assert git(same, "rev-parse", "HEAD") == git(corpus, "rev-parse", "HEAD")
    assert git(other, "rev-parse", "HEAD^{tree}") != git(corpus, "rev-parse", "HEAD^{tree}")


def test_more_commits_than_changes_are_no_problem(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, str(MAKER), str(tmp_path / "out"), "--systems", "1", "--commits", "300"], check=True
    )
    assert git(tmp_path / "out", "rev-list", "--count", "HEAD").strip() == b"300"


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    done = subprocess.run([sys.executable, str(MAKER), str(tmp_path), "--systems", "1"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "is not empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_of_sown_defects_each_is_found_once_and_nothing_else(tmp_path: Path) -> None:
    corpus = make(tmp_path / "out", "--defects", str(SORTS_OF_DEFECTS), "--commits", "100", systems=100)
    sown = json.loads((tmp_path / "out.defects.json").read_text("utf-8"))
    assert len({defect["sort"] for defect in sown}) == len(sown) == SORTS_OF_DEFECTS
    found = Counter((finding.location.path, finding.rule) for finding in checked(corpus).findings)
    assert found == Counter((defect["told_in"], defect["rule"]) for defect in sown)
    assert len({defect["path"] for defect in sown}) == len(sown), "one a file: whoever reports the file has found it"


def test_more_defects_than_there_is_room_for_are_refused(tmp_path: Path) -> None:
    command = [sys.executable, str(MAKER), str(tmp_path / "out"), "--systems", "2", "--defects", "99"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "write more systems" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("shape", ["few-huge-registers", "many-tiny-files", "deep", "long-prose"])
def test_other_shapes_hold_the_same_systems(tmp_path: Path, shape: str) -> None:
    corpus = make(tmp_path / "out", "--commits", "20", "--shape", shape, systems=6)
    report = checked(corpus)
    assert sum(record.kind == "ai_system" for record in report.aims.records) == 6
    assert not report.aims.problems
