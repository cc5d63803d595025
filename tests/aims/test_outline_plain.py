"""An outline that was kept is the one that was made; what is none is as good as absent."""

import json
from dataclasses import replace
from typing import Any

import pytest

from aimslint.aims.beyond import Beyond
from aimslint.aims.column import MOST
from aimslint.aims.outline import Nodes, Outline
from aimslint.aims.outline_plain import Packed, from_plain, to_plain

NODES = Nodes(["register", "risk", "risk"], ["r", "R1", "R1"], [0, 0, 0], [0, 0, 0], [(), ("risks", 0), ("risks", 1)])
MADE = Outline(
    ["a.yaml", "b.yaml"],
    NODES,
    ["register", "risk", "Evidence", "requirement"],
    NODES.by_kind(),
    NODES.doubled(),
    {"Evidence": [0, 1], "Nothing": []},
    {0: {"referrers": [1, 2], "risks": [None, 1]}, "A.5.2": {"referrers": [2]}},
    {"ada": "ceo"},
    [("OWN-1", "Ours")],
    {0: {"paths": ["x"]}},
    "digest",
    {1},
    {0},
    set(),
    {"risk": ["text"]},
    [("risk", "")],
    [],
)


def plain() -> Any:
    return json.loads(json.dumps(to_plain(MADE)))


def test_it_is_found_as_it_was_made() -> None:
    found = from_plain(plain())
    assert found is not None
    assert found.back[0] == {"referrers": [1, 2], "risks": [None, 1]}
    assert [found.nodes[number] for number in range(3)] == [NODES[number] for number in range(3)]
    assert found.doubled == {1, 2}
    assert dict(found.back) == MADE.back
    assert dict(found.holds) == MADE.holds
    assert json.loads(json.dumps(to_plain(found))) == plain()


@pytest.mark.parametrize("place", range(24))
@pytest.mark.parametrize("other", [None, 7, "text", [[1]], {"a": 1}])
def test_whatever_else_it_is_it_is_absent_or_beyond_what_can_be_told(place: int, other: Any) -> None:
    left = plain()
    left[place] = other
    found = from_plain(left)
    if found is not None:
        for packed in (found.holds, found.back):
            assert isinstance(packed, Packed)
            for key in packed:
                try:
                    packed[key]
                except Beyond:
                    continue


@pytest.mark.parametrize("left", [None, 7, [], {}, "text", [[]] * 24])
def test_what_is_no_outline_is_absent(left: Any) -> None:
    found = from_plain(left)
    assert found is None or not len(found.nodes)


def test_nodes_that_moved_are_kept_where_they_stand() -> None:
    found = from_plain(plain())
    assert found is not None
    now = found.nodes.copy()
    now.move(2, 7, ("risks", 3))
    assert (found.nodes[2].keys, now[2].document, now[2].keys) == (("risks", 1), 7, ("risks", 3))
    assert list(now.keys) == [(), ("risks", 0), ("risks", 3)]
    assert list(now.keys[1:]) == [("risks", 0), ("risks", 3)]
    later = from_plain(json.loads(json.dumps(to_plain(replace(found, nodes=now)))))
    assert later is not None
    assert [later.nodes[number] for number in range(3)] == [now[number] for number in range(3)]


def test_what_has_no_letter_is_not_kept() -> None:
    nodes = NODES.copy()
    nodes.move(1, MOST - 1, ("risks", 0))
    kept = from_plain(json.loads(json.dumps(to_plain(replace(MADE, nodes=nodes)))))
    assert kept is not None
    assert kept.nodes[1].document == MOST - 1
    nodes.move(1, MOST, ("risks", 0))
    with pytest.raises(Beyond):
        to_plain(replace(MADE, nodes=nodes))
