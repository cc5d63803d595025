"""Coverage as people read it: by clause and by objective group of Annex A, with counts, and goals for the counts."""

from collections.abc import Mapping, Sequence

from aimslint.coverage import Coverage, Row, Status
from aimslint.dataclass import dataclass

LADDER = (Status.DRAFT, Status.DOCUMENTED, Status.STALE, Status.OPERATING)
"""The statuses that a goal can name, worst first; what stands higher counts as well."""


@dataclass(frozen=True, slots=True)
class Group:
    """The requirements of one clause or objective group."""

    id: str
    title: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A goal that is not reached: at least `wanted` requirements at `status` or better, and there are only `found`."""

    status: Status
    wanted: int
    found: int


def groups(coverage: Coverage) -> list[Group]:
    """The rows by group, in the order of the catalogue."""
    found: dict[str, list[Row]] = {}
    for row in coverage.rows:
        found.setdefault(row.requirement.group, []).append(row)
    return [Group(id_, coverage.pack.groups.get(id_, ""), rows) for id_, rows in found.items()]


def shortfalls(coverage: Coverage, goals: Mapping[Status, int]) -> list[Shortfall]:
    """The goals that are not reached. A goal for `documented` counts what is documented, stale or operating.

    What a crosswalk shows in part only counts for no goal.
    """
    missed = []
    for status, wanted in goals.items():
        better = LADDER[LADDER.index(status) :]
        found = sum(coverage.whole[each] for each in better)
        if found < wanted:
            missed.append(Shortfall(status, wanted, found))
    return missed
