"""One place where a rule does not hold."""

from typing import Literal

from aimslint.dataclass import dataclass
from aimslint.model.edit import Fix
from aimslint.model.place import Location
from aimslint.model.severity import Severity


@dataclass(frozen=True, slots=True)
class Subject:
    """The record or entry that a finding is about."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that helps to understand a finding."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule does not hold, ready to print.

    `severity` is what counts here (the configuration may change it), `rule_severity` what the rule file says.
    `data_path` names the field with entry ids instead of positions; `fingerprint` is made from rule, subject and
    data path, never from a line number, so that it survives reformatting. `fix` mends it, where there is one right way.
    """

    rule: str
    code: str
    severity: Severity
    rule_severity: Severity
    message: str
    location: Location
    record: Subject | None
    data_path: str
    requirements: tuple[str, ...]
    fingerprint: str
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    @property
    def fixable(self) -> bool:
        """Whether aimslint knows how to mend it."""
        return self.fix is not None


ExemptionKind = Literal["comment", "waiver", "baseline"]


@dataclass(frozen=True, slots=True)
class Exemption:
    """What keeps a finding from counting: a comment beside it, a waiver entry, or the baseline.

    `reason` says why, `until` the last day it holds (YYYY-MM-DD) and `approved_by` the role that accepted it; empty
    where there is none, as in a baseline. `location` is where the exemption itself stands.
    """

    kind: ExemptionKind
    reason: str = ""
    until: str = ""
    approved_by: str = ""
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that does not count, and by what. It stays visible in every output."""

    finding: Finding
    by: Exemption
