"""What a change does to a management system, as data."""

from typing import Literal

from aimslint.coverage import Status
from aimslint.dataclass import dataclass
from aimslint.model import Finding, Suppressed
from aimslint.views.listed import Listed

LADDER = (Status.MISSING, Status.DRAFT, Status.DOCUMENTED, Status.STALE, Status.OPERATING)


@dataclass(frozen=True, slots=True)
class Step:
    """A requirement whose status differs: what it was and what it is now."""

    id: str
    title: str
    before: Status
    after: Status
    why: str

    @property
    def direction(self) -> Literal["gained", "lost", "changed"]:
        """Whether records show more of it now or less; neither, where it was or is excluded or not asked yet."""
        if self.before not in LADDER or self.after not in LADDER:
            return "changed"
        return "gained" if LADDER.index(self.after) > LADDER.index(self.before) else "lost"


@dataclass(frozen=True, slots=True)
class Touched:
    """A system whose code the change touches, the files, and the records that speak of that code, with their owners."""

    system: str
    name: str
    owner: str
    files: tuple[str, ...]
    records: tuple[tuple[str, str, str], ...]
    """Kind, id and owner; the owner is empty where none is named."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A record that the change makes stale, as kind and id, and the finding that says so."""

    record: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Difference:
    """What is new, what is fixed, and what is left, since a base.

    `base` says in words what it is compared with. `exempted` are new findings that do not count because the change
    exempts them, or old ones that it exempts. `unseen` are gone as well, but because something can no longer be read
    or judged. `stale` are the records of which new findings say that they have become stale. `settings` are the parts
    of configuration, rules and baseline that differ, in words.
    """

    base: str
    new: tuple[Listed, ...] = ()
    fixed: tuple[Finding, ...] = ()
    still: tuple[Listed, ...] = ()
    exempted: tuple[Suppressed, ...] = ()
    unseen: tuple[Finding, ...] = ()
    stale: tuple[Stale, ...] = ()
    coverage: tuple[Step, ...] = ()
    touched: tuple[Touched, ...] = ()
    settings: tuple[str, ...] = ()
