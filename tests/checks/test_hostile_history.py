"""Whatever older versions of records hold, rules about history answer: nothing in them ends a check."""

from random import Random
from typing import Any

import pytest
import yaml

from aimslint.config import Config
from aimslint.engine import check
from aimslint.history.scripted import ScriptedHistory, Step
from aimslint.rule_tests import EXAMPLE_DAY
from aimslint.rulebook import Rulebook
from aimslint.trees import MemoryTree
from tests.checks.honest_year import the_year
from tests.checks.telling import GROUP, RULEBOOK, files_after

RULES = Rulebook({name: rule for name, rule in RULEBOOK.rules.items() if rule.raised_by or name in GROUP})
ODD: list[Any] = [
    *(None, True, 3, 4.5, "x", "", [], {}, [1], {"a": 1}, [{"id": "z"}], [{"id": ["q"]}], {1: 2}, [[[]]]),
    *("2026-13-45", "9999-12-31", "0001-01-01", "9999 years", "../../etc", {"not_applicable": {"reason": "x"}}),
    *(["a", {"b": []}], {"erased": True}),
]


def bent(value: Any, chance: Random) -> Any:
    """The value with parts of it exchanged, renamed or left out."""
    if isinstance(value, list):
        return [bent(part, chance) if chance.random() < 0.9 else chance.choice(ODD) for part in value]
    if not isinstance(value, dict):
        return value
    changed = {}
    for key, part in value.items():
        name = f"{key}x" if chance.random() < 0.02 else key
        changed[name] = chance.choice(ODD) if chance.random() < 0.05 else bent(part, chance)
    return changed


def spoilt(text: str | None, chance: Random) -> str | None:
    if text is None or chance.random() < 0.6:
        return text
    try:
        return yaml.safe_dump(bent(yaml.safe_load(text), chance))
    except yaml.YAMLError:
        return text


@pytest.mark.parametrize("seed", range(8))
def test_nothing_raises(seed: int) -> None:
    chance = Random(seed)
    steps = [
        Step(step.on, step.by, {path: spoilt(text, chance) for path, text in step.files.items()}, step.says)
        for step in the_year()
    ]
    report = check(
        MemoryTree(files_after(steps)), EXAMPLE_DAY, Config(), history=ScriptedHistory(steps), rulebook=RULES
    )
    assert report.aims.records
