"""How requirements stand after a change: only those that may stand otherwise are worth judging again."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import field

from aimslint.affected import Affected
from aimslint.coverage.judging import EXCLUDES, Judge, Known, left_of_operating, stands_alone
from aimslint.coverage.row import Row, Status
from aimslint.coverage.sides import Sides, Subject
from aimslint.coverage.stood import Stood, stood
from aimslint.dataclass import dataclass
from aimslint.evidence import Standing, State
from aimslint.model import Finding, Phase
from aimslint.packs import Pack, Requirement
from aimslint.report import Report
from aimslint.rulebook.footprint import Footprint

SAYS_WHAT_APPLIES = ("soa", "soa_row")
"""Where it is said which requirements apply, and how far they are put into practice."""


@dataclass(frozen=True, slots=True)
class Now:
    """How requirements stand after a change: all of them, by bare ids, and the `rows` of those that may differ.

    A row may name those of its subjects alone that may stand otherwise.
    """

    stood: dict[str, Stood]
    rows: list[Row] = field(default_factory=list)


def stood_after(
    before: Report,
    after: Report,
    pack: Pack,
    changed: Collection[str],
    was: Mapping[str, Stood],
    phase: Phase | None = None,
    footprints: dict[str, Footprint] | None = None,
) -> Now:
    """How the requirements of a pack stand after a change, when this is how they stood before, by bare ids.

    Both reports are of the same day, settings and rules. All that differs in what was read lies in the files `changed`.
    Of `footprints` it takes those of requirements that are known already, by their qualified ids, and adds others.
    Raises PackError when the catalogue does not fit the record models.
    """
    change = _Change(before, after, pack, changed, phase or after.phase, {} if footprints is None else footprints)
    now = Now(dict(was))
    for requirement in pack.requirements.values():
        row = change.row(requirement, was.get(requirement.id))
        if row is not None:
            now.rows.append(row[0])
            now.stood[requirement.id] = row[1]
    return now


class _Change:
    """What a change does to requirements. Of most it does nothing, and of others the subjects that it reaches tell."""

    def __init__(
        self,
        before: Report,
        after: Report,
        pack: Pack,
        changed: Collection[str],
        phase: Phase,
        footprints: dict[str, Footprint],
    ) -> None:
        self._pack = pack
        self._reports = (before, after)
        self._judges = (Judge(before, phase), Judge(after, phase))
        affected = Affected(before.aims, after.aims, (), changed, paths_differ=True, as_of=after.as_of)
        self._sides = Sides(before, after, affected, footprints)
        different = list(_findings_that_differ(before, after))
        excludes = any(finding.data_path.endswith(f".{EXCLUDES}") for finding in different)
        self._all = excludes or _differs_in(before, after, changed)
        self._told: dict[str, list[Finding]] = {}
        for finding in different:
            for id_ in finding.requirements:
                self._told.setdefault(id_, []).append(finding)
        rules = before.rulebook.rules
        self._unsure = {id_ for rule in _unsure_otherwise(before, after) for id_ in rules[rule].requirements}

    def row(self, requirement: Requirement, was: Stood | None) -> tuple[Row, Stood] | None:
        """How a requirement stands after the change; None where that is how it stood before."""
        if self._all or any(self._pack.crosswalk.to(requirement.id)):
            return self._as_a_whole(requirement)
        reached = self._sides.reached(requirement)
        shown = reached is None or self._sides.show_otherwise(requirement, reached)
        told = requirement.qualified in self._told or requirement.qualified in self._unsure
        if not (shown or told):
            return None
        if was is None or not stands_alone(requirement, self._pack) or was.status is Status.EXCLUDED:
            return self._as_a_whole(requirement)
        if requirement.for_each is not None:
            found = self._by_those_reached(requirement, reached, was) if reached is not None else None
            return found or self._as_a_whole(requirement)
        if not shown and requirement.qualified not in self._unsure and self._is_lowered_alike(requirement):
            return None
        if not shown and was.status is Status.OPERATING:
            operating = Standing(self._reports[1].aims.project, State.OPERATING, (), "")
            row = self._judges[1].row(requirement, Known((operating,)))
            return row, stood(row)
        return self._as_a_whole(requirement)

    def _as_a_whole(self, requirement: Requirement) -> tuple[Row, Stood]:
        row = self._judges[1].row(requirement)
        return row, stood(row)

    def _by_those_reached(
        self, requirement: Requirement, reached: set[Subject], was: Stood
    ) -> tuple[Row, Stood] | None:
        """The row of those subjects that may stand otherwise, among all others as they stood.

        None where these do not tell it: which of the others is the worst, and why, is not known.
        """
        concerned = self._sides.concerned(requirement, self._told.get(requirement.qualified, ()))
        if concerned is None:
            return None
        standings = self._sides.standings(requirement, reached | concerned)
        if standings is None:
            return None
        ways = dict(was.ways)
        for one in self._judges[0].lowered(requirement, standings[0]):
            ways[one.state, one.uncertain] = ways.get((one.state, one.uncertain), 0) - 1
        if any(count < 0 for count in ways.values()):
            return None
        project = self._reports[1].aims.project
        others = [Standing(project, state, (), "", unsure) for (state, unsure), count in ways.items() if count]
        if not (others or standings[1]):
            return None
        row = self._judges[1].row(requirement, Known(tuple(standings[1]), tuple(others)))
        if row.status is not was.status and not _is_told_by(row, others):
            return None
        for one in row.subjects[: len(standings[1])]:
            ways[one.state, one.uncertain] = ways.get((one.state, one.uncertain), 0) + 1
        return row, Stood(row.status, {way: count for way, count in ways.items() if count})

    def _is_lowered_alike(self, requirement: Requirement) -> bool:
        """Whether other findings lower a requirement as far, if its records operate."""
        was, now = (
            left_of_operating(
                (one for one in report.all_findings if requirement.qualified in one.requirements),
                report.rulebook.rules,
            )[0]
            for report in self._reports
        )
        return was is now


def _is_told_by(row: Row, others: Collection[Standing]) -> bool:
    """Whether why a row is no better does not rest on others than those that it names."""
    worst = min((one.state for one in row.subjects), key=lambda state: state.rank, default=None)
    return worst is not None and all(one.state is not worst and not one.uncertain for one in others)


def _differs_in(before: Report, after: Report, changed: Collection[str]) -> bool:
    """Whether a changed file says, or said, what applies."""
    if before.aims.part is not None and after.aims.part is not None:
        return False  # else it would have been linked again
    return any(
        item.path in changed
        for report in (before, after)
        for kind in SAYS_WHAT_APPLIES
        for item in report.aims.items.get(kind, ())
    )


def _findings_that_differ(before: Report, after: Report) -> Iterator[Finding]:
    was, now = ({one.fingerprint: one for one in report.all_findings} for report in (before, after))
    for fingerprint in was.keys() | now.keys():
        one, other = was.get(fingerprint), now.get(fingerprint)
        if one is not other and one != other:
            yield from filter(None, (one, other))


def _unsure_otherwise(before: Report, after: Report) -> Iterator[str]:
    """The rules that could not be judged as they were before."""
    was, now = ({(skip.rule, skip.cause) for skip in report.skipped} for report in (before, after))
    yield from (rule for rule, _ in was ^ now)


__all__ = ["SAYS_WHAT_APPLIES", "Now", "stood_after"]
