"""What a check does grows with what it reads and not faster: calls are counted, so no busy machine can upset this."""

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from aimslint.engine import check, config_of, rulebook_of
from aimslint.records.validating import expect_many
from aimslint.trees import MemoryTree

BENCH = Path(__file__).parents[1] / "bench"
AS_OF = date(2026, 11, 20)
STEP = 25
"""Systems of a unit of the corpus: each step adds the same kinds of records."""
FEW = 500
"""So few calls may come and go with what the records happen to say."""
ROOM = 1.15


@dataclass(frozen=True, slots=True)
class Work:
    """What one check did: calls by layer, calls of matchers, and how often a rule was asked."""

    calls: Counter[str]
    matcher_calls: int
    asked: int


@pytest.fixture(scope="module")
def works() -> list[Work]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        maker, writing = import_module("make_corpus"), import_module("corpus.yaml_text")
        trees = [_tree(maker, writing, systems) for systems in (STEP, 2 * STEP, 3 * STEP)]
    expect_many()  # as the larger ones do, whatever ran before: few records are validated in another way
    _work(trees[0])  # what is worked out once a process
    return [_work(tree) for tree in trees]


def _tree(maker: Any, writing: Any, systems: int) -> MemoryTree:
    records = {path: writing.as_file(path, held) for path, held in maker.records(systems, 1).items()}
    return MemoryTree(records | maker.other_files(systems, 1))


def _work(tree: MemoryTree) -> Work:
    rulebook = rulebook_of(tree, config_of(tree, ""), "")
    calls: Counter[str] = Counter()
    matchers = 0

    def count(frame: FrameType, event: str, _: Any) -> None:
        nonlocal matchers
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.startswith("aimslint."):
            calls[module.split(".")[1]] += 1
            matchers += module.startswith("aimslint.rulebook.matchers.") and frame.f_code.co_name == "test"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        report = check(tree, AS_OF, rulebook=rulebook)
    finally:
        sys.setprofile(before)
    return Work(calls, matchers, sum(tally.judged for tally in report.tallies.values()))


def test_twice_the_systems_are_twice_the_work_in_every_layer(works: list[Work]) -> None:
    small, middle, large = (work.calls for work in works)
    assert {"aims", "loading", "records", "rulebook", "checks", "snapshot"} <= set(large)
    faster = {
        layer: (small[layer], middle[layer], large[layer])
        for layer in large
        if large[layer] - middle[layer] > ROOM * (middle[layer] - small[layer]) + FEW
    }
    assert faster == {}


def test_a_rule_asks_few_matchers_each_time(works: list[Work]) -> None:
    """Today 5 calls of a matcher, and 33 of the whole rulebook."""
    large = works[-1]
    assert large.asked > 5_000
    assert large.matcher_calls < 7 * large.asked
    assert large.calls["rulebook"] < 45 * large.asked
