"""How a requirement stood, as far as it is kept: its status, and how many of its subjects stood in which way."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from aimslint.coverage.row import Row, Status
from aimslint.dataclass import dataclass
from aimslint.evidence import Standing, State

Ways = Mapping[tuple[State, bool], int]
"""How many subjects have which state, as findings leave it, and whether that is uncertain."""


@dataclass(frozen=True, slots=True)
class Stood:
    """The status of a requirement, and how its subjects stood."""

    status: Status
    ways: Ways


def stood(row: Row) -> Stood:
    """How a requirement stands by a row that names all of its subjects."""
    return Stood(row.status, Counter(map(way_of, row.subjects)))


def way_of(standing: Standing) -> tuple[State, bool]:
    """What is kept of the standing of one subject."""
    return standing.state, standing.uncertain


def to_plain(known: Mapping[str, Stood]) -> Any:
    """How requirements stood, by their bare ids, as lists and texts."""
    return {
        id_: [one.status, [[state, uncertain, count] for (state, uncertain), count in one.ways.items()]]
        for id_, one in known.items()
    }


def from_plain(plain: Any) -> dict[str, Stood] | None:
    """What `to_plain` made this of; None when it is nothing of the kind."""
    try:
        return {
            id_: Stood(Status(status), {(State(state), bool(unsure)): int(count) for state, unsure, count in ways})
            for id_, (status, ways) in plain.items()
        }
    except (TypeError, ValueError, AttributeError):
        return None


__all__ = ["Stood", "Ways", "from_plain", "stood", "to_plain", "way_of"]
