"""An honest team is never accused: a year of work, and not one finding of the rules that ask git."""

from datetime import date
from pathlib import Path

import pytest

from aimslint.config import Config
from aimslint.engine import check
from aimslint.history import History
from aimslint.history.git import GitHistory
from aimslint.history.scripted import ScriptedHistory
from aimslint.report import Report
from aimslint.rule_tests import EXAMPLE_DAY
from aimslint.rulebook import Rulebook
from aimslint.trees import MemoryTree, Tree, WorkingTree
from tests.checks.honest_year import the_year
from tests.checks.telling import GROUP, RULEBOOK, files_after
from tests.history.building import build

YEAR = the_year()
RULES = Rulebook({name: rule for name, rule in RULEBOOK.rules.items() if rule.raised_by or name in GROUP})


def checked(tree: Tree, history: History, as_of: date = EXAMPLE_DAY) -> Report:
    return check(tree, as_of, Config(), history=history, rulebook=RULES)


def accusations(report: Report) -> list[str]:
    return [f"{finding.rule}: {finding.message}" for finding in report.findings if finding.rule in GROUP]


def doubts(report: Report) -> dict[str, str]:
    return {skip.rule: skip.reason for skip in report.skipped if skip.rule in GROUP}


def test_the_whole_year() -> None:
    report = checked(MemoryTree(files_after(YEAR)), ScriptedHistory(YEAR))
    assert len(YEAR) > 40
    assert accusations(report) == []
    assert doubts(report) == {}
    bent = [finding for finding in report.findings if RULEBOOK.rules[finding.rule].raised_by in ("loading", "records")]
    assert bent == []


@pytest.mark.parametrize("day", range(1, len(YEAR)))
def test_every_day_of_it(day: int) -> None:
    """Also with the commit of the day not made yet."""
    before, after = YEAR[:day], YEAR[: day + 1]
    assert accusations(checked(MemoryTree(files_after(before)), ScriptedHistory(before), before[-1].on)) == []
    assert accusations(checked(MemoryTree(files_after(after)), ScriptedHistory(before), after[-1].on)) == []


def test_as_a_repository(tmp_path: Path) -> None:
    top = build(tmp_path, YEAR)
    report = checked(WorkingTree.at(top), GitHistory.at(top, use_cache=False, latest=EXAMPLE_DAY))
    assert (accusations(report), doubts(report)) == ([], {})
