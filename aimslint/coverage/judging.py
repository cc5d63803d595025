"""Judges each requirement: what its records show, or other packs help with, lowered by findings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from aimslint.aims import Aims, Item
from aimslint.coverage.projecting import Source, projected, sources_of, unshown
from aimslint.coverage.row import Coverage, Row, Status
from aimslint.dataclass import dataclass
from aimslint.evidence import Evidence, Standing, State, evidence_for, requirement_item, showings
from aimslint.facts import soa_row
from aimslint.model import Finding, Phase, Severity, Subject
from aimslint.packs import NEVER, Pack, Requirement
from aimslint.records.values import is_empty
from aimslint.report import Report
from aimslint.rulebook import Rule
from aimslint.snapshot import Snapshot

STALENESS_TOPIC = "staleness"
CODE_CHANGED = "code-changed-"
READS_EVIDENCE = "requirements.uncovered"  # of what it cannot judge, the evidence itself says so, row by row
EXCLUDES = "applicable"  # the field of a row in the Statement of Applicability


def coverage_of(report: Report, pack: Pack, phase: Phase | None = None) -> Coverage:
    """Judge every requirement of `pack` by the records and by all findings of the report, whatever their phase.

    `phase` takes the place of the configured one; it says only whether what is missing is missing or not yet due.
    Raises PackError when the catalogue does not fit the record models.
    """
    return Coverage(pack, phase or report.phase, rows_of(report, pack.requirements.values(), phase))


def rows_of(report: Report, requirements: Iterable[Requirement], phase: Phase | None = None) -> list[Row]:
    """As `coverage_of`, of some requirements of packs in use. Raises PackError."""
    judge = Judge(report, phase or report.phase)
    return [judge.row(requirement) for requirement in requirements]


def stands_alone(requirement: Requirement, pack: Pack) -> bool:
    """Whether a requirement stands by its own records and the findings about it alone, on whatever day."""
    known = pack.crosswalk
    another_way = requirement.starts or requirement.or_crosswalk or requirement.id in known.not_covered
    return not another_way and not any(known.to(requirement.id))


def row_of(report: Report, requirement: Requirement) -> Row:
    """As `coverage_of`, of one requirement of a pack in use, which takes far less time. Raises PackError."""
    return Judge(report, report.phase).row(requirement)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the subjects of a requirement: what some show, and how all `others` stand as findings leave
    them, one for each way to stand.
    """

    shown: Sequence[Standing]
    others: Sequence[Standing] = ()


class Judge:
    """What judging one requirement needs to know of the report, looked up once."""

    def __init__(self, report: Report, phase: Phase) -> None:
        self.phase = phase
        self._snapshot = Snapshot(report.aims, report.as_of)
        self._packs = dict(report.aims.packs)
        self._rows: dict[str, Row] = {}
        self._rules = report.rulebook.rules
        self._findings: dict[str, list[Finding]] = {}
        for finding in report.all_findings:
            for id_ in finding.requirements:
                self._findings.setdefault(id_, []).append(finding)
        self._skipped: dict[str, str] = {}
        for skip in (skip for skip in report.skipped if skip.cause != "untold"):
            rule = report.rulebook.rules[skip.rule]
            for id_ in rule.requirements if rule.check != READS_EVIDENCE else ():
                self._skipped.setdefault(id_, skip.rule)
        # An error that points at what excludes a control objects to the exclusion, whichever pack its rule is of.
        self._needed = {
            finding.record
            for finding in report.all_findings
            if finding.rule_severity is Severity.ERROR and finding.data_path.endswith(f".{EXCLUDES}")
        }

    def lowered(self, requirement: Requirement, standings: Sequence[Standing]) -> list[Standing]:
        """What some subjects of a requirement show, as findings leave it."""
        return self._lowered(standings, self._findings.get(requirement.qualified, []))[0]

    def row(self, requirement: Requirement, known: Known | None = None) -> Row:
        """How one requirement stands, by its records or by what is known of them."""
        pack = self._packs[requirement.pack]
        sources = sources_of(requirement, pack, self._packs, self._own)
        not_covered = pack.crosswalk.not_covered.get(requirement.id)
        counts = requirement.or_crosswalk or not showings(pack)[requirement.id].parts
        helping = sources if counts and not_covered is None else []
        row = self._judged(requirement, helping, known)
        if not_covered is not None and not row.records:
            row = replace(row, why="; ".join(filter(None, (row.why, f"by no crosswalk: {not_covered.statement}"))))
        row = replace(row, crosswalk=[source.help for source in sources], not_covered=not_covered)
        if row.status is Status.MISSING:
            return self._not_yet(row)
        return replace(row, why="; ".join(filter(None, (row.why, self._to_come(row))))) if row.begins else row

    def _own(self, requirement: Requirement) -> Row:
        """How a requirement stands by records of its own, found once."""
        if requirement.qualified not in self._rows:
            self._rows[requirement.qualified] = self._judged(requirement, ())
        return self._rows[requirement.qualified]

    def _judged(self, requirement: Requirement, sources: Sequence[Source], known: Known | None = None) -> Row:
        found = self._findings.get(requirement.qualified, [])
        reason = self._excluded(requirement)
        if reason is not None:
            return Row(requirement, Status.EXCLUDED, False, (), found, reason)
        own = evidence_for(requirement, self._snapshot).subjects if known is None else known.shown
        standings = self._asked_today(own)
        if sources and not requirement.shown_by:
            standings = [replace(standing, why=unshown(sources)) for standing in standings]
        shown = [projected(standing, sources) for standing in standings]
        lowered, rest = self._lowered([standing for standing, _ in shown], found)
        lowered += known.others if known is not None else ()
        subjects = Evidence(requirement, lowered)
        status = Status(subjects.state)
        why = _why(subjects) or (lowered[0].why if sources else "")
        if status is Status.OPERATING:
            whole = self._weighed(State.OPERATING, rest)
            status, why = Status(whole[0]), whole[1] or why
        skipped = self._skipped.get(requirement.qualified) if status not in (Status.MISSING, Status.DRAFT) else None
        uncertain = skipped is not None or any(found.uncertain for found in lowered)
        if uncertain and status in (Status.OPERATING, Status.STALE):
            status, why = Status.DOCUMENTED, _doubt(lowered, skipped)
        begins = min((each.begins for each in lowered if each.begins > self._snapshot.today), default="")
        partly = any(part for _, part in shown)
        projecting = any(standing is not own for (standing, _), own in zip(shown, standings, strict=True))
        return Row(requirement, status, uncertain, lowered, found, why, (), projecting, partly, None, begins)

    def _to_come(self, row: Row) -> str:
        """When it begins to be asked, in words."""
        timeline = self._packs[row.requirement.pack].timeline
        named = f" (timeline {timeline.name})" if timeline is not None else ""
        return f"begins on {row.begins}{named}" if row.begins != NEVER else f"does not begin{named}"

    def _asked_today(self, standings: Sequence[Standing]) -> Sequence[Standing]:
        """Those that it is asked of already; where there is none, those that it will be asked of."""
        begun = [standing for standing in standings if standing.begins <= self._snapshot.today]
        return begun or standings

    def _not_yet(self, row: Row) -> Row:
        """The same, unless nothing is missing yet: for its day, its phase or what it is asked of has not come."""
        requirement = row.requirement
        why = ""
        if not row.subjects and requirement.asked_of_none == Status.NOT_YET:
            why = _nobody(requirement)
        elif row.begins:
            why = self._to_come(row)
        elif Phase(requirement.phase).rank > self.phase.rank:
            why = f"asked from phase {requirement.phase} on"
        return replace(row, status=Status.NOT_YET, why=why) if why else row

    def _lowered(
        self, subjects: Sequence[Standing], findings: Iterable[Finding]
    ) -> tuple[list[Standing], list[Finding]]:
        """Each subject lowered by the findings about it, and the findings that are about none in particular.

        The project as a whole is concerned by all of them.
        """
        own: dict[int, list[int]] = {}
        above: dict[int, list[int]] = {}
        for position, standing in enumerate(subjects):
            for part in dict.fromkeys((standing.subject, *standing.records)):
                own.setdefault(id(part), []).append(position)
                for holder in part.holders():
                    above.setdefault(id(holder), []).append(position)
        about: dict[int, list[Finding]] = {}
        rest = []
        for finding in findings:
            item = self._item(finding.record) if finding.record is not None else None
            concerned = set(above.get(id(item), ()))
            if item is not None:
                concerned.update(place for part in (item, *item.holders()) for place in own.get(id(part), ()))
            if subjects and subjects[0].subject.kind == "project":
                concerned = {0}
            for position in concerned:
                about.setdefault(position, []).append(finding)
            if not concerned:
                rest.append(finding)
        lowered = []
        for position, standing in enumerate(subjects):
            state, why = self._weighed(standing.state, about.get(position, ()))
            lowered.append(standing if state is standing.state else replace(standing, state=state, why=why))
        return lowered, rest

    def _item(self, subject: Subject) -> Item | None:
        part = self._snapshot.aims.part
        return self._items.get(subject) if part is None else part.last(subject.kind, subject.id)

    @cached_property
    def _items(self) -> Mapping[Subject, Item]:
        return _items_by_subject(self._snapshot.aims)

    def _weighed(self, state: State, findings: Iterable[Finding]) -> tuple[State, str]:
        return left_of_operating(findings, self._rules) if state is State.OPERATING else (state, "")

    def _excluded(self, requirement: Requirement) -> str | None:
        """Why the approved SoA leaves a control out; None when something needs it after all, and for every clause."""
        item = requirement_item(requirement, self._snapshot)
        row = soa_row(item, self._snapshot) if item is not None and requirement.kind == "control" else None
        if not isinstance(row, Item) or row.data.get(EXCLUDES) is not False:
            return None
        reason = row.data.get("justification")
        approved = row.record.data.get("status") == "approved"
        if not approved or not isinstance(reason, str) or is_empty(reason) or row.subject in self._needed:
            return None
        return reason


def left_of_operating(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> tuple[State, str]:
    """What findings leave, and why: nothing operates beside an open error, or where a review is overdue."""
    for finding in sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR):
        said = f"{finding.rule}: {finding.message}"
        if finding.severity is Severity.ERROR:
            return State.DOCUMENTED, said
        rule = rules.get(finding.rule)
        if (rule is not None and rule.topic == STALENESS_TOPIC) or finding.rule.startswith(CODE_CHANGED):
            return State.STALE, said
    return State.OPERATING, ""


def _items_by_subject(aims: Aims) -> Mapping[Subject, Item]:
    return {item.subject: item for items in aims.items.values() for item in items if item.named is item}


def _why(evidence: Evidence) -> str:
    """Why the worst subject is no better, with its name where there are several."""
    if not evidence.subjects:
        return _nobody(evidence.requirement)
    if evidence.state is State.OPERATING:
        return ""
    worst = next(found for found in evidence.subjects if found.state is evidence.state)
    named = worst.subject.kind != "project" and not worst.why.startswith(f"{worst.subject.kind} {worst.subject.id}")
    return f"{worst.subject.id}: {worst.why}" if named else worst.why


def _nobody(requirement: Requirement) -> str:
    kind = (requirement.for_each or "record").replace("_", " ")
    return f"there is no {kind} that it is asked of"


def _doubt(subjects: Iterable[Standing], skipped: str | None) -> str:
    doubtful = next((found for found in subjects if found.uncertain), None)
    if doubtful is None:
        return f"{skipped} could not be judged everywhere, so its use is uncertain"
    why = doubtful.why or "what it rests on is missing, broken or cannot be read"
    return f"{doubtful.subject.id}: {why}; so its use is uncertain"
