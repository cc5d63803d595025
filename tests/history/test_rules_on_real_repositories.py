"""The rules about history say of real repositories what they say of told ones: every example, made with git."""

import re
from pathlib import Path

import pytest

from aimslint import engine
from aimslint.config import Config
from aimslint.history import History
from aimslint.history.git import GitHistory
from aimslint.report import Report
from aimslint.rule_tests import EXAMPLE_DAY, files_of, rulebooks, scripted
from aimslint.rulebook import Rule, Rulebook
from aimslint.trees import MemoryTree, Tree, WorkingTree
from tests.history.building import build

RULEBOOK_FOR = rulebooks(MemoryTree({}))
RULES = RULEBOOK_FOR(Config())
CASES = [
    pytest.param(rule.name, number, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, example in enumerate(rule.examples, 1)
    if example.history
]


@pytest.mark.parametrize(("name", "number"), CASES)
def test_an_example_as_a_repository(name: str, number: int, tmp_path: Path) -> None:
    example = RULES.rules[name].examples[number - 1]
    told = scripted(example)
    assert told is not None
    files = files_of(example)
    top = build(tmp_path, told.steps, files)
    real = GitHistory.at(top, use_cache=False, latest=EXAMPLE_DAY)
    assert said(name, WorkingTree.at(top), real) == said(name, MemoryTree(files), told)


def said(name: str, tree: Tree, history: History) -> tuple[list[str], list[tuple[str, int]]]:
    """What a rule finds and what it cannot judge, ids of commits left out."""
    report = check(name, tree, history)
    found = [f"{finding.location.path}:{finding.location.line}: {finding.message}" for finding in report.findings]
    skipped = [(skip.reason, skip.subjects) for skip in report.skipped]
    return [_ID.sub("COMMIT", text) for text in found], [(_ID.sub("COMMIT", text), count) for text, count in skipped]


_ID = re.compile(r"\b[0-9a-f]{7}\b")


def check(name: str, tree: Tree, history: History) -> Report:
    """A check with one rule."""
    config = engine.config_of(tree, "")
    rules = RULEBOOK_FOR(config).rules
    return engine.check(tree, EXAMPLE_DAY, config, history=history, rulebook=Rulebook({name: rules[name]} | raised()))


def raised() -> dict[str, Rule]:
    """The rules about reading, whose words every check needs."""
    return {rule.name: rule for rule in RULES if rule.raised_by}
