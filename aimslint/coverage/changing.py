"""How requirements stand after a change: only those that may stand otherwise are worth judging again."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from aimslint.affected import Affected
from aimslint.aims import Item
from aimslint.coverage.judging import EXCLUDES, is_shown_by_operating, left_of_operating, rows_of
from aimslint.coverage.row import Row, Status
from aimslint.dataclass import dataclass
from aimslint.evidence import standing_of
from aimslint.evidence.footprint import footprint_of_requirement
from aimslint.evidence.showing import PROJECT
from aimslint.model import Finding, Phase
from aimslint.packs import Pack, Requirement
from aimslint.report import Report
from aimslint.rulebook.footprint import Footprint
from aimslint.rulebook.vocabulary import subject_kinds
from aimslint.snapshot import Snapshot

SAYS_WHAT_APPLIES = ("soa", "soa_row")
"""Where it is said which requirements apply, and how far they are put into practice."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Requirements that may stand otherwise: of those `told`, only findings differ, or what could not be judged."""

    shown: Sequence[Requirement]
    told: Sequence[Requirement] = ()


def rows_that_may_differ(
    before: Report,
    after: Report,
    pack: Pack,
    changed: Collection[str],
    was: Mapping[str, Status],
    phase: Phase | None = None,
    footprints: dict[str, Footprint] | None = None,
) -> list[Row]:
    """How the requirements of a pack stand of which the status may differ between two reports of the same day, settings
    and rules: all others stand as they did, as `was` tells by bare ids.

    All that differs in what was read lies in the files `changed`. Of `footprints` it takes those of requirements that
    are known already, by their qualified ids, and adds others. Where only findings differ, no record is asked about a
    requirement that operated, nor named in its row. Raises PackError when the catalogue does not fit the record models.
    """
    otherwise = _may_stand_otherwise(before, after, pack, changed, {} if footprints is None else footprints)
    operating = {
        one.qualified
        for one in otherwise.told
        if was.get(one.id) is Status.OPERATING and is_shown_by_operating(one, pack)
    }
    wanted = {one.qualified for one in (*otherwise.shown, *otherwise.told)}
    requirements = [one for one in pack.requirements.values() if one.qualified in wanted]
    return rows_of(after, requirements, phase, operating)


def _may_stand_otherwise(
    before: Report, after: Report, pack: Pack, changed: Collection[str], footprints: dict[str, Footprint]
) -> Otherwise:
    affected = Affected(before.aims, after.aims, (), changed, paths_differ=True, as_of=after.as_of)
    different = list(_findings_that_differ(before, after))
    if any(finding.data_path.endswith(f".{EXCLUDES}") for finding in different) or _differs_in(before, after, changed):
        return Otherwise(list(pack.requirements.values()))
    about = {id_ for finding in different for id_ in finding.requirements}
    unsure = {id_ for rule in _unsure_otherwise(before, after) for id_ in before.rulebook.rules[rule].requirements}
    asked = _Asked(before, after, affected, footprints)
    shown: list[Requirement] = []
    told: list[Requirement] = []
    for one in pack.requirements.values():
        if any(pack.crosswalk.to(one.id)) or asked.otherwise(one):
            shown.append(one)
        elif one.qualified in unsure or (one.qualified in about and not _lowered_alike(one, pack, before, after)):
            told.append(one)
    return Otherwise(shown, told)


class _Asked:
    """Asks the records of two reports whether they show a requirement alike."""

    def __init__(self, before: Report, after: Report, affected: Affected, footprints: dict[str, Footprint]) -> None:
        self._sides = tuple(_Side(report) for report in (before, after))
        self._packs = after.aims.packs
        self._affected = affected
        self._footprints = footprints

    def otherwise(self, requirement: Requirement) -> bool:
        """Whether a subject that something else can be said of shows it otherwise, or is not asked any more.

        What is asked of the project as a whole takes as long to ask twice as to judge.
        """
        footprint = footprint_of_requirement(requirement, self._packs[requirement.pack], self._footprints)
        kinds = subject_kinds(requirement.for_each or "project")
        reached = self._affected.reached(footprint, kinds)
        if reached is None:
            return True
        subjects = {(item.kind, item.id) for items in reached for item in items}
        if kinds == PROJECT:
            return bool(subjects)
        before, after = ([side.shows(requirement, *subject) for subject in subjects] for side in self._sides)
        return None in before or before != after


class _Side:
    """The records of one report."""

    def __init__(self, report: Report) -> None:
        self._snapshot = Snapshot(report.aims, report.as_of)
        self._known: dict[str, dict[str, list[Item]]] = {}

    def shows(self, requirement: Requirement, kind: str, id_: str) -> tuple[object, ...] | None:
        """What a subject shows of a requirement, as far as its status rests on it; None where it is not one subject."""
        part = self._snapshot.aims.part
        bearers = self._of_kind(kind).get(id_, ()) if part is None else part.all_with(kind, id_)
        if len(bearers) != 1:
            return None
        found = standing_of(requirement, bearers[0], self._snapshot)
        if found is None or bearers[0].erased:
            return ()
        return found.state, found.uncertain, found.begins, *(record.subject for record in found.records)

    def _of_kind(self, kind: str) -> dict[str, list[Item]]:
        if kind not in self._known:
            self._known[kind] = {}
            for item in self._snapshot.aims.items.get(kind, ()):
                self._known[kind].setdefault(item.id, []).append(item)
        return self._known[kind]


def _lowered_alike(requirement: Requirement, pack: Pack, before: Report, after: Report) -> bool:
    """Whether other findings lower a requirement as far, if its records operate."""
    was, now = (
        left_of_operating((one for one in report.all_findings if requirement.qualified in one.requirements), rules)[0]
        for report, rules in ((before, before.rulebook.rules), (after, after.rulebook.rules))
    )
    return is_shown_by_operating(requirement, pack) and was is now


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
