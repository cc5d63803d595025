"""What a check found: every finding of every phase, what could not be judged, and the graph it rests on."""

from collections.abc import Mapping, Sequence
from datetime import date

from aimslint.aims import Aims
from aimslint.dataclass import dataclass
from aimslint.ledger import Ledger
from aimslint.model import Cause, Finding, Phase, Suppressed
from aimslint.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Skip:
    """A rule that could not be judged for some subjects, with the reason.

    The `cause` tells a past that is not at hand from records that are broken; `--require-history` insists on the past.
    """

    rule: str
    reason: str
    subjects: int
    cause: Cause = "records"


@dataclass(frozen=True, slots=True)
class Tally:
    """For how many subjects a rule was judged, and for how many it could not say; how long that took, if asked."""

    judged: int
    unsure: int
    nanoseconds: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one check of one AIMS root. Views narrow it; nothing is left out here.

    `findings` are the open ones, in the order of files and lines, `suppressed` those that a comment, a waiver or the
    baseline keeps from counting. `phase` is the configured one. `ledger` is what the next check can take over, if it
    was asked for.
    """

    root: str
    as_of: date
    phase: Phase
    findings: Sequence[Finding]
    skipped: Sequence[Skip]
    tallies: Mapping[str, Tally]
    rulebook: Rulebook
    aims: Aims
    notes: Sequence[str] = ()
    suppressed: Sequence[Suppressed] = ()
    ledger: Ledger | None = None

    @property
    def all_findings(self) -> Sequence[Finding]:
        """The open findings and the suppressed ones: what is true of the records, whoever accepts it."""
        return (*self.findings, *(one.finding for one in self.suppressed))
