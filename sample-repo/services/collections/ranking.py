"""The order of the collections work list (model card `collections-ranker`), in pilot.

Ranked is what an early call would change, and not who pays anyway. People who are vulnerable or in debt counselling
leave the list before anything is worked out about them.
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WEIGHTS = Path(__file__).parent / "weights.json"
FIRST_DAY, LAST_DAY = 10, 60
CONTACTS_A_WEEK = 2
CONTROL_ONE_IN = 5


@dataclass(frozen=True, slots=True)
class Case:
    """One customer who is behind, as the desk knows them this morning."""

    id: str
    days_behind: int
    missed_terms_12_months: int = 0
    plans_kept: int = 0
    share_repaid: float = 0.0
    answered_calls: int = 0
    app_logins_30_days: int = 0
    instalment_to_balance: float = 0.0
    contacts_this_week: int = 0
    vulnerable: bool = False
    in_counselling: bool = False
    asked_not_to_be_called: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the work list."""

    case: Case
    control: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkList:
    """Whom the desk calls, whom the care team looks after, and who is left in peace."""

    calls: tuple[Line, ...]
    care_team: tuple[Case, ...]
    left_in_peace: tuple[Case, ...]


def read_weights(path: Path = WEIGHTS) -> dict[str, Any]:
    """The two logistic models."""
    weights: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return weights


def work_list(cases: Sequence[Case], weights: Mapping[str, Any], *, old_order: bool = False) -> WorkList:
    """The list of a day. `old_order` is the stop button: by days behind, without the model.

    A fifth of the customers, always the same ones, keeps the place it has in the old order.
    """
    care = tuple(each for each in cases if each.vulnerable or each.in_counselling)
    others = [each for each in cases if not (each.vulnerable or each.in_counselling)]
    peace = tuple(each for each in others if not _may_call(each))
    by_date = sorted((each for each in others if _may_call(each)), key=lambda case: (-case.days_behind, case.id))
    if old_order:
        return WorkList(tuple(Line(each, control=False, reasons=()) for each in by_date), care, peace)
    ranked = iter(sorted((each for each in by_date if not in_control(each)), key=lambda c: (-gain(c, weights), c.id)))
    lines = []
    for case in by_date:
        if in_control(case):
            lines.append(Line(case, control=True, reasons=()))
        else:
            chosen = next(ranked)
            lines.append(Line(chosen, control=False, reasons=reasons(chosen, weights)))
    return WorkList(tuple(lines), care, peace)


def gain(case: Case, weights: Mapping[str, Any]) -> float:
    """How much likelier a payment or plan is with an early call than without."""
    return _chance(case, weights, "called") - _chance(case, weights, "not_called")


def reasons(case: Case, weights: Mapping[str, Any]) -> tuple[str, ...]:
    """The two features that do most for this customer's place, in words for agents."""
    parts = [
        (value * (feature["called"] - feature["not_called"]), feature["reason"])
        for feature, value in _scaled(case, weights)
    ]
    parts.sort(key=lambda part: -part[0])
    return tuple(reason for part, reason in parts[:2] if part > 0)


def in_control(case: Case) -> bool:
    """Is the customer one of the fifth that keeps the old order? The same answer every day."""
    return hashlib.sha256(case.id.encode()).digest()[0] % CONTROL_ONE_IN == 0


def _may_call(case: Case) -> bool:
    within = FIRST_DAY <= case.days_behind <= LAST_DAY
    return within and case.contacts_this_week < CONTACTS_A_WEEK and not case.asked_not_to_be_called


def _chance(case: Case, weights: Mapping[str, Any], arm: str) -> float:
    total = weights["intercept"][arm] + sum(value * feature[arm] for feature, value in _scaled(case, weights))
    return 1 / (1 + math.exp(-total))


def _scaled(case: Case, weights: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], float]]:
    features = weights["features"]
    return [(feature, min(2.0, getattr(case, name) / feature["scale"])) for name, feature in features.items()]
