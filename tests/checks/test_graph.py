"""Chains of versions, and what relies on records that are out of use."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.checks.asking import findings


def _policies(older: dict[int, int | None]) -> str:
    return "\n---\n".join(
        f"{{kind: policy, id: p{number}{'' if other is None else f', supersedes: p{other}'}}}"
        for number, other in older.items()
    )


def test_a_circle_of_three_is_told_once_at_its_first_record() -> None:
    (found,) = findings("supersede-cycle", _policies({1: 3, 2: 1, 3: 2, 4: None}))
    assert found.message == "supersedes leads in a circle: `p1` -> `p3` -> `p2` -> `p1`"
    assert found.location.line == 1
    assert [place.location.line for place in found.related] == [5, 3]


def test_of_three_that_replace_the_same_one_the_second_and_third_are_told() -> None:
    found = findings("supersede-cycle", _policies({1: None, 2: 1, 3: 1, 4: 1}))
    assert [item.location.line for item in found] == [5, 7]
    assert all("`p2` both replace `p1`" in item.message for item in found)


def test_what_was_erased_replaces_nothing() -> None:
    text = """
{kind: policy, id: p1}
---
{kind: policy, id: p2, supersedes: p1, erased: {reason: Law, approved_by: dpo}}
---
{kind: policy, id: p3, supersedes: p1}
"""
    assert findings("supersede-cycle", text) == []


@given(
    st.integers(1, 7).flatmap(
        lambda count: st.lists(st.one_of(st.none(), st.integers(0, count - 1)), min_size=count, max_size=count)
    )
)
def test_one_finding_a_circle_and_one_a_rival(older: list[int | None]) -> None:
    found = findings("supersede-cycle", _policies(dict(enumerate(older))))
    circles = {frozenset(circle) for start in range(len(older)) if (circle := _circle(older, start))}
    rivals = sum(count - 1 for other, count in Counter(older).items() if other is not None)
    assert Counter("circle" in item.message for item in found) == Counter({True: len(circles), False: rivals})


def _circle(older: list[int | None], start: int) -> list[int]:
    """The records on the way from `start` back to itself."""
    trail = [start]
    while (following := older[trail[-1]]) is not None and following not in trail:
        trail.append(following)
    return trail if following == start else []


def test_an_entry_of_a_retired_record_is_retired() -> None:
    text = """
{kind: treatment_plan, id: plan-1, status: approved}
---
{kind: treatment_plan, id: plan-2, supersedes: plan-1, status: approved}
---
{kind: soa, id: soa, status: approved, treatment_plan: plan-1}
---
{kind: soa, id: draft-soa, status: draft, treatment_plan: plan-1}
"""
    (found,) = findings("ref-to-retired", text)
    assert found.location.line == 6
    assert found.message == (
        "soa `soa` relies on the treatment_plan `plan-1` (treatment_plan), which is replaced by `plan-2`"
    )


def test_a_risk_about_a_retired_system_and_a_scope_that_leaves_it_out() -> None:
    text = """
{kind: ai_system, id: old, lifecycle_stage: retired}
---
{kind: ai_system, id: new, lifecycle_stage: deployed, supersedes: old}
---
{kind: risk_register, id: r, risks: [{id: R1, systems: [old]}, {id: R2, systems: [old], status: closed}]}
---
{kind: scope, id: scope, status: approved, systems: {in: [new], out: [{system: old, reason: retired}]}}
---
{kind: evaluation, id: ev, status: approved, system: old}
"""
    (found,) = findings("ref-to-retired", text)
    assert found.location.line == 6
    assert found.record is not None
    assert found.record.id == "R1"
    assert found.data_path == "risks[R1].systems[old]"
