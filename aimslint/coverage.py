"""Coverage: what the records show for each clause and control, lowered by what rules found. Never a percentage."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aimslint.aims import Item
from aimslint.evidence import Evidence, State, evidence_for
from aimslint.facts import soa_row
from aimslint.model import Finding, Phase, Severity
from aimslint.packs import Pack, Requirement
from aimslint.records.values import is_empty
from aimslint.report import Report
from aimslint.snapshot import Snapshot

STALENESS_TOPIC = "staleness"
CODE_CHANGED = "code-changed-"


class Status(StrEnum):
    """How a requirement stands."""

    MISSING = "missing"
    DRAFT = "draft"
    DOCUMENTED = "documented"
    STALE = "stale"
    OPERATING = "operating"
    EXCLUDED = "excluded"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement: its status, why it is no better, for how many subjects it operates, and what rests on what."""

    requirement: Requirement
    status: Status
    uncertain: bool
    met: int
    of: int
    records: Sequence[Item]
    findings: Sequence[Finding]
    why: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every requirement of one pack."""

    pack: Pack
    rows: Sequence[Row]

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many requirements have each status; every status is named."""
        found = Counter(row.status for row in self.rows)
        return {status: found[status] for status in Status}


def coverage_of(report: Report, pack: Pack) -> Coverage:
    """Judge every requirement of `pack` by the records and by all findings of the report, whatever their phase."""
    snapshot = Snapshot(report.aims, report.as_of)
    by_requirement: dict[str, list[Finding]] = {}
    for finding in report.findings:
        for id_ in finding.requirements:
            by_requirement.setdefault(id_, []).append(finding)
    skipped = {
        id_
        for skip in report.skipped
        for id_ in report.rulebook.rules[skip.rule].requirements
        if _judged(report, skip.rule)
    }
    rows = [
        _row(
            requirement,
            snapshot,
            by_requirement.get(requirement.qualified, []),
            report,
            requirement.qualified in skipped,
        )
        for requirement in pack.requirements.values()
    ]
    return Coverage(pack, rows)


def _judged(report: Report, rule: str) -> bool:
    return report.tallies[rule].unsure > 0


def _row(requirement: Requirement, snapshot: Snapshot, found: list[Finding], report: Report, skipped: bool) -> Row:
    evidence = evidence_for(requirement, snapshot)
    records = tuple(dict.fromkeys(record for subject in evidence.subjects for record in subject.records))
    reason = _excluded(requirement, snapshot, found)
    if reason is not None:
        return Row(requirement, Status.EXCLUDED, False, 0, 0, (), tuple(found), reason)
    status, why = _lowered(evidence, found, report)
    uncertain = any(subject.uncertain for subject in evidence.subjects) or skipped
    if uncertain and status in (Status.OPERATING, Status.STALE):
        status, why = Status.DOCUMENTED, why or "a rule that guards it could not be judged"
    if status is Status.MISSING and Phase(requirement.phase).rank > report.phase.rank:
        status, why = Status.NOT_YET, f"asked from phase {requirement.phase} on"
    return Row(requirement, status, uncertain, evidence.met, len(evidence.subjects), records, tuple(found), why)


def _lowered(evidence: Evidence, found: Iterable[Finding], report: Report) -> tuple[Status, str]:
    """The state of the evidence, or less: an open error leaves it documented, a staleness finding makes it stale."""
    status = Status(evidence.state)
    why = next((subject.why for subject in evidence.subjects if subject.state is evidence.state), _nobody(evidence))
    if evidence.state is not State.OPERATING:
        return status, why
    for finding in found:
        if finding.severity is Severity.ERROR:
            return Status.DOCUMENTED, f"{finding.rule}: {finding.message}"
    for finding in found:
        topic = report.rulebook.rules[finding.rule].topic
        if topic == STALENESS_TOPIC or finding.rule.startswith(CODE_CHANGED):
            return Status.STALE, f"{finding.rule}: {finding.message}"
    return status, ""


def _nobody(evidence: Evidence) -> str:
    subject = evidence.requirement.for_each
    return f"there is no {subject.replace('_', ' ')} that it applies to" if subject else "no record shows it"


def _excluded(requirement: Requirement, snapshot: Snapshot, found: Iterable[Finding]) -> str | None:
    """The reason the SoA gives for leaving a control out, unless something needs the control after all."""
    item = next(
        (
            item
            for item in snapshot.aims.items.get("requirement", ())
            if (item.id, item.data["pack"]) == (requirement.id, requirement.pack)
        ),
        None,
    )
    row = soa_row(item, snapshot) if item is not None else None
    if not isinstance(row, Item) or row.data.get("applicable") is not False:
        return None
    reason = row.data.get("justification")
    if is_empty(reason) or any(finding.rule == "soa-excluded-but-needed" for finding in found if _about(finding, row)):
        return None
    return str(reason)


def _about(finding: Finding, row: Item) -> bool:
    return finding.record is not None and finding.record.id == row.id
