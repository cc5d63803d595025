"""The four phases: little to begin with, each asks all that the ones before it ask, and what waits is counted."""

import shlex
from collections.abc import Mapping
from contextlib import chdir
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from aimslint.config import Config
from aimslint.engine import check, rulebook_of
from aimslint.model import Phase, Severity
from aimslint.report import Report
from aimslint.trees import MemoryTree
from aimslint.views import Wanted, narrow
from tests.cli.running import run
from tests.docs.pages import blocks

AS_OF = date(2026, 11, 20)
SAMPLE = Path(__file__).resolve().parents[1] / "sample-repo"
GUIDE = "docs/guides/getting-started.md"


@cache
def five_files() -> Mapping[str, bytes]:
    """The records that the first command of the guide for beginners writes."""
    line = next(
        line for block in blocks(GUIDE) for line in block.text.splitlines() if line.startswith("$ aimslint init")
    )
    with TemporaryDirectory() as folder, chdir(folder):
        done = run(*shlex.split(line)[2:], "--yes")
        assert done.exit_code == 0, done.output
        files = sorted(Path().glob("governance/**/*.yaml"))
        return {file.as_posix(): file.read_bytes() for file in files}


def sample() -> dict[str, bytes]:
    return {
        path.relative_to(SAMPLE).as_posix(): path.read_bytes()
        for path in SAMPLE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module", params=["five files", "sample", "sample without assessments and methods"])
def report(request: pytest.FixtureRequest) -> Report:
    if request.param == "five files":
        return check(MemoryTree(five_files()), AS_OF)
    files = sample()
    if request.param != "sample":
        files = {path: raw for path, raw in files.items() if "/assessments/" not in path and "-method" not in path}
    return check(MemoryTree(files), AS_OF)


@pytest.fixture(scope="module")
def sample_report() -> Report:
    return check(MemoryTree(sample()), AS_OF)


def listed(report: Report, phase: Phase) -> set[str]:
    return {one.finding.fingerprint for one in narrow([report], Wanted(phase=phase)).findings}


def test_day_one_of_a_new_user_shows_fewer_than_ten_findings() -> None:
    files = five_files()
    assert len(files) == 5
    found = narrow([check(MemoryTree(files), AS_OF)], Wanted()).findings
    assert 0 < len(found) < 10
    assert [one.rule.name for one in found if one.finding.severity is Severity.ERROR] == ["deployed-without-aiia"]


def test_five_files_as_sparse_as_can_be_show_fewer_than_ten_findings() -> None:
    """Ids and names alone, nothing thought through."""
    files = {
        "governance/scope.yaml": "{kind: scope, id: scope}\n",
        "governance/policy.yaml": "{kind: policy, id: policy}\n",
        "governance/roles.yaml": "{kind: roles, id: roles, roles: [{id: lead}]}\n",
        "governance/chat.yaml": "{kind: ai_system, id: chat, owner: lead, lifecycle_stage: deployed}\n",
        "governance/rank.yaml": "{kind: ai_system, id: rank, owner: lead, lifecycle_stage: design}\n",
    }
    assert len(narrow([check(MemoryTree(files), AS_OF)], Wanted()).findings) < 10


def test_every_phase_asks_all_that_the_ones_before_it_ask(report: Report) -> None:
    phases = [listed(report, phase) for phase in Phase]
    for earlier, later in pairwise(phases):
        assert earlier <= later
    assert phases[-1] == {finding.fingerprint for finding in report.findings}


def test_what_waits_in_later_phases_is_counted(report: Report) -> None:
    for phase in Phase:
        summary = narrow([report], Wanted(phase=phase)).summary
        assert summary.findings + sum(summary.later_phases.values()) == len(report.findings)
        assert list(summary.later_phases) == [each for each in Phase if each.rank > phase.rank]
        for later, count in summary.later_phases.items():
            assert count == sum(report.rulebook.rules[found.rule].phase is later for found in report.findings)


def test_every_phase_adds_rules() -> None:
    rulebook = rulebook_of(MemoryTree({}), Config(), "")
    assert all(sum(rule.phase is phase for rule in rulebook) >= 10 for phase in Phase)


def test_the_sample_moves_through_the_phases_without_an_error(sample_report: Report) -> None:
    counts = [len(listed(sample_report, phase)) for phase in Phase]
    assert counts == sorted(counts)
    assert counts[:2] == [0, 0]
    assert 0 < counts[2] < counts[3] < 12
    assert [finding for finding in sample_report.findings if finding.severity is Severity.ERROR] == []


def test_a_repository_that_only_began_has_more_to_do_in_each_phase() -> None:
    report = check(MemoryTree(five_files()), AS_OF)
    counts = [len(listed(report, phase)) for phase in Phase]
    assert counts[0] < counts[1] < counts[2] <= counts[3]
