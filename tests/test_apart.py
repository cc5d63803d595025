"""What two processes share out, and how one answers the other."""

import marshal
import random
from datetime import date
from typing import Any

import pytest

from aimslint.apart import PORTIONS, Deal, from_plain, rules_of_past, to_plain
from aimslint.config import Config
from aimslint.engine import judge_part, read, rulebook_of
from aimslint.rulebook import Rule, Rulebook
from aimslint.trees import MemoryTree
from tests.cli.running import BROKEN

DAY = date(2026, 11, 20)
TREE = MemoryTree(BROKEN)
NOTHING = to_plain([], [], None)[0]


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return rulebook_of(TREE, Config(), "")


@pytest.fixture(scope="module")
def rules(rulebook: Rulebook) -> list[Rule]:
    return [rule for rule in rulebook if rule.raised_by is None]


@pytest.mark.parametrize("seed", range(5))
def test_each_rule_is_judged_by_one_process(rulebook: Rulebook, rules: list[Rule], seed: int) -> None:
    """Whoever asks when: and one alone judges those that ask the past."""
    past = rules_of_past(rulebook)
    deal = Deal(rules, read(TREE, Config(), packs=rulebook.packs), past)
    chance = random.Random(seed)
    here: list[str] = []
    there = list(past)
    asks = True
    while asks:
        some = [rule.name for rule in deal.take()] if chance.random() < seed / 4 else deal.give()
        asks = bool(some)
        (there if set(some) <= deal.given else here).extend(some)
    assert sorted(here + there) == sorted(rule.name for rule in rules)
    assert deal.given == set(there)
    assert {rule.name for rule in rules if rule.needs} == past <= deal.given
    assert not deal.take()
    assert not deal.give()


def test_portions_are_of_like_rules_and_small_at_the_end(rulebook: Rulebook, rules: list[Rule]) -> None:
    aims = read(MemoryTree(BROKEN), Config(), packs=rulebook.packs)
    deal = Deal(rules, aims, ())
    portions = list(iter(deal.take, ()))
    assert all(len({rule.kinds for rule in some}) == 1 for some in portions)
    weights = [sum(len(aims.items.get(kind, ())) for rule in some for kind in rule.kinds) for some in portions]
    assert weights == sorted(weights, reverse=True)
    one = max(sum(len(aims.items.get(kind, ())) for kind in rule.kinds) for rule in rules)
    assert weights[0] <= max(one, sum(weights) / PORTIONS)


def test_an_answer_says_all_that_was_found(rulebook: Rulebook) -> None:
    aims = read(TREE, Config(), packs=rulebook.packs)
    names = frozenset(rule.name for rule in rulebook if rule.raised_by is None)
    placed, verdicts = judge_part(aims, DAY, Config(), rulebook, [(), *({name} for name in names)])
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
