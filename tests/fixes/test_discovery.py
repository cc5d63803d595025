"""Every fix belongs to a rule, and nothing else is needed to have one."""

import inspect

import pytest

from aimslint.config import Config
from aimslint.engine import rulebook_of
from aimslint.fixes import all_fixes
from aimslint.packs import all_pack_names
from aimslint.trees import MemoryTree

PACKS = [name for name in all_pack_names() if name != "core"]
RULES = rulebook_of(MemoryTree({}), Config(packs=PACKS), "").rules


@pytest.mark.parametrize("rule", all_fixes())
def test_a_fix_bears_the_name_of_a_rule_and_says_what_it_does(rule: str) -> None:
    assert rule in RULES
    assert inspect.getdoc(all_fixes()[rule])


def test_what_fixes_share_is_no_fix() -> None:
    assert {"Spot", "quoted", "is-text", "spot"}.isdisjoint(all_fixes())
    assert {"enum-alias", "soa-control-missing"} <= set(all_fixes())
