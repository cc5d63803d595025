"""Facts about metrics."""

from collections.abc import Mapping
from typing import Any

from aimslint.aims import Item
from aimslint.facts.fact import Fact
from aimslint.facts.fields import is_number
from aimslint.records.shape import Words
from aimslint.records.values import UNKNOWN
from aimslint.snapshot import Snapshot


def metric_state(item: Item, _: Snapshot) -> Any:
    """Where the last value stands against the limits; None where there is no value or no limit."""
    value, limits = item.data.get("last_value"), item.data.get("threshold")
    if UNKNOWN in (value, limits):
        return UNKNOWN
    if not is_number(value) or not isinstance(limits, Mapping):
        return None
    direction = limits.get("direction") or "above"
    bounds = [(word, limits.get(word)) for word in ("alarm", "warn")]
    if direction is UNKNOWN or any(bound is UNKNOWN for _word, bound in bounds):
        return UNKNOWN
    crossed = [word for word, bound in bounds if is_number(bound) and _beyond(value, bound, direction)]
    return crossed[0] if crossed else "ok" if any(is_number(bound) for _word, bound in bounds) else None


def _beyond(value: float, bound: float, direction: str) -> bool:
    """A value on the limit has reached it."""
    return value <= bound if direction == "below" else value >= bound


def facts() -> tuple[Fact, ...]:
    """The facts of this module."""
    return (
        Fact(
            "state",
            ("metric",),
            Words(("ok", "warn", "alarm"), ordered=True),
            metric_state,
            "Where the last value stands: within the limits, or at or beyond the one to warn or to alarm.",
            ("last_value",),
            reads=(),
            fields=("last_value", "threshold"),
        ),
    )
