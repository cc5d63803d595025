"""How far the records show a requirement: as a whole, and for each subject it is asked of."""

from collections.abc import Sequence
from enum import StrEnum

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.packs import Requirement


class State(StrEnum):
    """How far the records show a requirement, worst first."""

    MISSING = "missing"
    DRAFT = "draft"
    DOCUMENTED = "documented"
    STALE = "stale"
    OPERATING = "operating"

    @property
    def rank(self) -> int:
        """0 for missing up to 4 for operating."""
        return _RANKS[self]


_RANKS = {state: rank for rank, state in enumerate(State)}


@dataclass(frozen=True, slots=True)
class Standing:
    """What one subject, or one record, shows: its state, the records that speak for it, and why it is no better.

    It is `uncertain` where what it rests on is bent, broken or cannot be read. `looked_at` are the standings of the
    single records and entries that were looked at, those that show nothing among them. `begins` is the day from which
    the requirement is asked of the subject, empty where it always is.
    """

    subject: Item
    state: State
    records: tuple[Item, ...]
    why: str
    uncertain: bool = False
    looked_at: tuple["Standing", ...] = ()
    begins: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the records show for one requirement, subject by subject."""

    requirement: Requirement
    subjects: Sequence[Standing]

    @property
    def state(self) -> State:
        """The worst state of its subjects; missing when there are none."""
        return min((found.state for found in self.subjects), key=lambda state: state.rank, default=State.MISSING)

    @property
    def records(self) -> tuple[Item, ...]:
        """Every record and entry that speaks for a subject, once."""
        return tuple(dict.fromkeys(record for found in self.subjects for record in found.records))
