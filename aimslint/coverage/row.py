"""What coverage is made of: a row for each requirement, with its status and what that rests on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.evidence import Evidence, Standing, State
from aimslint.model import Finding, Phase
from aimslint.packs import NotCovered, Pack, Requirement
from aimslint.packs import Row as CrosswalkRow


class Status(StrEnum):
    """How a requirement stands: five steps from worst to best, and two words beside them."""

    MISSING = "missing"
    DRAFT = "draft"
    DOCUMENTED = "documented"
    STALE = "stale"
    OPERATING = "operating"
    EXCLUDED = "excluded"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class Help:
    """What one row of a crosswalk has to offer: how the requirement stands that it leads from."""

    row: CrosswalkRow
    status: Status


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement: its status, why it is no better, and what that rests on.

    `subjects` are what it is asked of, each as findings leave it; `met` of them operate. `crosswalk` tells how the
    requirements of other packs stand that help with it; where it is `projected`, its status comes from these, and
    `partly` says that they show no more than a part. One that is `not_covered` is never shown so. `begins` is the day
    from which it is asked, if that lies ahead.
    """

    requirement: Requirement
    status: Status
    uncertain: bool
    subjects: Sequence[Standing]
    findings: Sequence[Finding]
    why: str
    crosswalk: Sequence[Help] = ()
    projected: bool = False
    partly: bool = False
    not_covered: NotCovered | None = None
    begins: str = ""

    @property
    def met(self) -> int:
        """How many subjects operate beyond doubt."""
        return sum(found.state is State.OPERATING and not found.uncertain for found in self.subjects)

    @property
    def of(self) -> int:
        """How many subjects there are."""
        return len(self.subjects)

    @property
    def records(self) -> tuple[Item, ...]:
        """Every record and entry that speaks for it, once."""
        return Evidence(self.requirement, self.subjects).records


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every requirement of one pack, as far as a phase asks for it."""

    pack: Pack
    phase: Phase
    rows: Sequence[Row]

    @property
    def statuses(self) -> Mapping[str, Status]:
        """The status of each requirement, by its bare id."""
        return {row.requirement.id: row.status for row in self.rows}

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many requirements have each status; every status is named."""
        return self._counted(self.rows)

    @property
    def whole(self) -> Mapping[Status, int]:
        """The same without those that are shown in part only."""
        return self._counted([row for row in self.rows if not row.partly])

    @property
    def partly(self) -> int:
        """How many requirements are shown in part only, by crosswalk."""
        return sum(row.partly for row in self.rows)

    @staticmethod
    def _counted(rows: Sequence[Row]) -> Mapping[Status, int]:
        found = Counter(row.status for row in rows)
        return {status: found[status] for status in Status}
