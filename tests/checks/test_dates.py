"""Every day on which something happened is held against the as-of date, wherever the models declare one."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from aimslint.records.shape import ListOf, Object, Scalar, Shape, Type
from aimslint.records.table import all_kinds
from tests.checks.asking import findings

TODAY = date(2026, 5, 31)


@pytest.mark.parametrize(
    ("day", "told"), [("2026-05-31", False), ("2026-06-01", False), ("2026-06-02", True), ("2199-12-31", True)]
)
def test_one_day_ahead_is_today_elsewhere(day: str, told: bool) -> None:
    found = findings("future-date", f"{{kind: ai_system, id: chat, last_reviewed: {day}}}", as_of=TODAY)
    assert bool(found) is told


def test_the_last_day_there_is() -> None:
    assert findings("future-date", "{kind: ai_system, id: chat, created: 2199-12-31}", as_of=date.max) == []


def test_a_bent_day_is_told_once_by_the_rule_that_bends_it() -> None:
    assert findings("future-date", "{kind: ai_system, id: chat, created: 2199-13-31}", as_of=TODAY) == []


def test_planned_days_may_come() -> None:
    text = "{kind: suppliers, id: s, suppliers: [{id: bureau, contract: {ref: C-1, end: 2030-01-01}}]}"
    assert findings("future-date", text, as_of=TODAY) == []


def test_what_was_erased_is_passed_by() -> None:
    text = """
kind: incidents
id: log
incidents:
  - {id: I1, detected_on: 2027-01-01, erased: {reason: Law, approved_by: dpo}}
  - {id: I2, detected_on: 2027-01-01}
"""
    found = findings("future-date", text, as_of=TODAY)
    assert [(item.record.kind, item.record.id) for item in found if item.record] == [("incident", "I2")]


def _past_days(type_: Type, fields: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    match type_:
        case Scalar(past=True):
            yield fields
        case ListOf(item):
            yield from _past_days(item, (*fields, "[]"))
        case Object(shape):
            yield from _in_shape(shape, fields)
        case _:
            pass


def _in_shape(shape: Shape, fields: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, declared in shape.fields.items():
        if name != "erased":
            yield from _past_days(declared.type, (*fields, name))


ALL_PAST_DAYS = [
    (kind.name, fields) for kind in all_kinds().values() if kind.nature for fields in _in_shape(kind.shape, ())
]


def _nested(fields: tuple[str, ...]) -> Any:
    if not fields:
        return "2027-02-03"
    first, *rest = fields
    inner = _nested(tuple(rest))
    return [inner] if first == "[]" else {first: inner}


def test_there_are_days_to_look_at() -> None:
    assert len(ALL_PAST_DAYS) > 150


@pytest.mark.parametrize(("kind", "fields"), ALL_PAST_DAYS, ids=lambda value: ".".join(value) if value else "")
def test_every_past_day_of_every_kind(kind: str, fields: tuple[str, ...]) -> None:
    record = {"kind": kind, "id": "one", **_nested(fields)}
    (found,) = findings("future-date", json.dumps(record, indent=1), as_of=TODAY)
    assert found.message.startswith(f"{fields[-1] if fields[-1] != '[]' else fields[-2]} is 2027-02-03")
    assert found.data_path.split(".")[-1].partition("[")[0] == [name for name in fields if name != "[]"][-1]
