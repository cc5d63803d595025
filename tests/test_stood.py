"""How requirements stood, as it is kept."""

import json

import pytest

from aimslint.coverage import Status
from aimslint.coverage.stood import Stood, from_plain, to_plain
from aimslint.evidence import State


def test_what_is_kept_comes_back() -> None:
    known = {
        "A.5.4": Stood(Status.STALE, {(State.OPERATING, False): 999, (State.STALE, False): 1}),
        "A.5.5": Stood(Status.DOCUMENTED, {(State.OPERATING, True): 2}),
        "A.10.4": Stood(Status.EXCLUDED, {}),
    }
    assert from_plain(json.loads(json.dumps(to_plain(known)))) == known


@pytest.mark.parametrize(
    "plain",
    [
        None,
        [],
        {"A.5.4": "stale"},
        {"A.5.4": ["well", []]},
        {"A.5.4": ["stale", [["stale", False]]]},
        {"A.5.4": ["stale", [["excluded", False, 1]]]},
        {"A.5.4": ["stale", [["stale", False, "many"]]]},
    ],
)
def test_what_is_nothing_of_the_kind_is_absent(plain: object) -> None:
    assert from_plain(plain) is None
