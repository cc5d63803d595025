"""What two processes share out, and how one answers the other."""

import marshal
from datetime import date
from typing import Any

import pytest

from aimslint.apart import from_plain, rules_apart, to_plain
from aimslint.config import Config
from aimslint.engine import judge_part, read, rulebook_of
from aimslint.rulebook import Rulebook
from aimslint.trees import MemoryTree
from tests.cli.running import BROKEN

DAY = date(2026, 11, 20)
TREE = MemoryTree(BROKEN)
NOTHING = to_plain([], [], None)[0]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return rulebook_of(TREE, Config(), "")


@pytest.mark.parametrize("with_past", [True, False])
def test_each_judges_some_and_one_alone_asks_the_past(rulebook: Rulebook, with_past: bool) -> None:
    apart = rules_apart(rulebook, with_past=with_past)
    judged = {rule.name for rule in rulebook if rule.raised_by is None}
    assert {rule.name for rule in rulebook if rule.needs} <= apart < judged


def test_an_answer_says_all_that_was_found(rulebook: Rulebook) -> None:
    aims = read(TREE, Config(), packs=rulebook.packs)
    names = frozenset(rule.name for rule in rulebook if rule.raised_by is None)
    placed, verdicts = judge_part(aims, DAY, Config(), rulebook, names)
    notes = {"quiet": ("state", ["a", "b"])}
    answer = from_plain(marshal.loads(marshal.dumps(to_plain(placed, verdicts, notes))), names)
    assert answer is not None
    assert answer.findings == [finding for _, finding in placed]
    assert answer.findings
    assert [(doubt.rule, doubt.why) for doubt in answer.found.doubts] == [
        (verdict.rule.name, why) for verdict in verdicts for _, why in verdict.doubts
    ]
    assert {name: (tally.judged, tally.unsure) for name, tally in answer.tallies.items()} == {
        verdict.rule.name: (verdict.judged, len(verdict.doubts)) for verdict in verdicts
    }
    assert answer.notes == notes


@pytest.mark.parametrize(
    "plain",
    [
        None,
        7,
        [],
        [NOTHING, {}],
        [None, {"a": [1, 0, 0]}, None],
        [NOTHING, {"a": 1}, None],
        [NOTHING, [], None],
    ],
)
def test_what_is_no_answer_is_none(plain: Any) -> None:
    assert from_plain([NOTHING, {"a": [1, 0, 0]}, None], frozenset("a")) is not None
    assert from_plain(plain, frozenset("a")) is None


def test_an_answer_about_other_rules_is_none() -> None:
    assert from_plain([NOTHING, {"a": [1, 0, 0]}, None], frozenset("ab")) is None
