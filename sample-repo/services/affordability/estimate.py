"""What a household needs for living, and what is left for an instalment (model card `affordability-gbm`).

The model may raise the reference budget and never lower it; a buffer of 5 percent of income stays untouched.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TREES = Path(__file__).parent / "trees.json"
FEWEST_MONTHS = 9
BUFFER = 0.05
PEOPLE_FOR_A_DOCUMENT_CHECK = 6

# Euros a month by number of people; from the public household budget tables.
REFERENCE_BUDGET = {1: 690, 2: 980, 3: 1190, 4: 1380, 5: 1560, 6: 1730, 7: 1900, 8: 2070}

Node = float | Mapping[str, Any]


class NotEnoughData(ValueError):
    """Too few months of account data, or a household the model was never made for."""


@dataclass(frozen=True, slots=True)
class Household:
    """What is known of a household; `seen_*` are monthly means from the account, by group."""

    people: int
    children: int
    cars: int
    net_income: float
    housing: float
    instalments: float
    months: int
    seen_food: float
    seen_energy: float
    seen_other: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """What officer and applicant talk through."""

    groups: Mapping[str, float]
    reference: float
    living_costs: float
    room: float
    document_check: bool


def read_trees(path: Path = TREES) -> dict[str, list[Node]]:
    """The trees of each spending group."""
    groups: dict[str, list[Node]] = json.loads(path.read_text(encoding="utf-8"))["groups"]
    return groups


def estimate(household: Household, trees: Mapping[str, list[Node]]) -> Estimate:
    """Living costs by group and the room for a further instalment, in euros a month.

    Without enough months or beyond eight people `NotEnoughData` is raised: the officer then works with documents.
    """
    if household.months < FEWEST_MONTHS:
        raise NotEnoughData(f"{household.months} months of data, at least {FEWEST_MONTHS} are needed")
    if household.people not in REFERENCE_BUDGET:
        raise NotEnoughData(f"no reference budget for {household.people} people")
    groups = {name: sum(_leaf(tree, household) for tree in forest) for name, forest in trees.items()}
    reference = REFERENCE_BUDGET[household.people]
    living = max(reference, sum(groups.values()))
    room = household.net_income * (1 - BUFFER) - household.housing - household.instalments - living
    large = household.people >= PEOPLE_FOR_A_DOCUMENT_CHECK
    return Estimate(groups, reference, living, max(0.0, round(room, 2)), document_check=large)


def _leaf(node: Node, household: Household) -> float:
    while not isinstance(node, int | float):
        node = node["below"] if getattr(household, node["feature"]) < node["at"] else node["above"]
    return node
