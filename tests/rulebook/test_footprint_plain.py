"""Footprints as they are kept, against what they were made of."""

import json
from dataclasses import replace

import pytest

from aimslint.checks import what_checks_read
from aimslint.config import Config
from aimslint.evidence import showings
from aimslint.evidence.footprint import footprint_of_showing
from aimslint.put_to_use import rulebook_of
from aimslint.rulebook.footprint import Footprint
from aimslint.rulebook.footprint_plain import from_plain, to_plain
from aimslint.rulebook.gathering import footprint_of
from aimslint.trees import MemoryTree


def everything() -> dict[str, Footprint]:
    rules = rulebook_of(MemoryTree({}), Config(), "")
    found = {rule.name: footprint_of(rule, what_checks_read()) for rule in rules if rule.raised_by is None}
    for pack in rules.packs.values():
        shown = showings(pack)
        found |= {one.qualified: footprint_of_showing(shown[one.id]) for one in pack.requirements.values()}
    return found


def test_what_is_kept_comes_back() -> None:
    found = everything()
    assert any(one.asked for one in found.values())
    without_conditions = {
        name: replace(one, asked=tuple(replace(asked, condition=None) for asked in one.asked))
        for name, one in found.items()
    }
    assert from_plain(json.loads(json.dumps(to_plain(found)))) == without_conditions


@pytest.mark.parametrize(
    "plain",
    [
        None,
        5,
        [],
        [[], 5],
        [[[["Follow"]]], {}],
        [[[["Jump", "a"]]], {}],
        [[], {"a": [[0], [], False, [], None, []]}],
        [[], {"a": [[], [], False, [], 5, []]}],
        [[], {"a": [[], [], False, [], None, [["risk", [0], True, None]]]}],
        [[], {"a": 1}],
    ],
)
def test_what_is_no_footprint_is_absent(plain: object) -> None:
    assert from_plain(plain) == {}
