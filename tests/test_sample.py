"""The sample repository keeps its promises, where it lies and copied out into a repository of its own."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from aimslint.engine import check
from aimslint.trees import WorkingTree
from tests.cli.running import run
from tests.repositories import make_repository

SAMPLE = Path(__file__).resolve().parent.parent / "sample-repo"
AS_OF = "2026-11-20"
LAST_DAY = "2026-11-17"


def findings_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(folder)
    done = run("check", "--output-format", "concise", "-q", "--as-of", AS_OF)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_sample_raises_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings_in(SAMPLE, monkeypatch) == (SAMPLE / "expected.txt").read_text(encoding="utf-8")


def test_a_copy_in_a_repository_of_its_own_raises_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = make_repository(tmp_path / "copy")
    shutil.copytree(SAMPLE, copy, dirs_exist_ok=True)
    assert findings_in(copy, monkeypatch) == (SAMPLE / "expected.txt").read_text(encoding="utf-8")


def test_its_readme_explains_each_warning() -> None:
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    for line in (SAMPLE / "expected.txt").read_text(encoding="utf-8").splitlines():
        rule = line.split("[")[1].split("]")[0]
        assert f"`{rule}`" in readme


def test_it_has_the_systems_of_a_believable_lender() -> None:
    systems = check(WorkingTree.at(SAMPLE), date.fromisoformat(AS_OF), root="sample-repo").aims.of_kind(("ai_system",))
    stages = [system.data["lifecycle_stage"] for system in systems]
    roles = {role for system in systems for role in system.data["organisation_role"]}
    assert len(systems) >= 8
    assert {"deployed", "pilot", "retired", "idea"} <= set(stages)
    assert {"developer", "provider", "user"} <= roles


def test_no_past_day_lies_after_the_last_day_of_the_sample() -> None:
    report = check(WorkingTree.at(SAMPLE), date.fromisoformat(LAST_DAY), root="sample-repo")
    assert [finding for finding in report.findings if finding.rule == "future-date"] == []


def test_the_code_it_governs_runs_its_own_tests() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "unittest", "-q"], cwd=SAMPLE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
