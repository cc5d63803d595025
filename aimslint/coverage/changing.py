"""Which requirements may stand otherwise after a change: only these are worth judging again."""

from collections.abc import Collection, Iterator

from aimslint.affected import Affected
from aimslint.aims import Item
from aimslint.coverage.judging import EXCLUDES
from aimslint.evidence import showings, standing_of
from aimslint.evidence.footprint import footprint_of_showing
from aimslint.evidence.showing import PROJECT
from aimslint.model import Finding
from aimslint.packs import Pack, Requirement
from aimslint.report import Report
from aimslint.rulebook.footprint import Footprint
from aimslint.snapshot import Snapshot

SAYS_WHAT_APPLIES = ("soa", "soa_row")
"""Where it is said which requirements apply, and how far they are put into practice."""


def may_stand_otherwise(
    before: Report,
    after: Report,
    pack: Pack,
    changed: Collection[str],
    footprints: dict[str, Footprint] | None = None,
) -> list[Requirement]:
    """The requirements of a pack whose status may differ between two reports of the same day, settings and rules.

    All that differs in what was read lies in the files `changed`. Of `footprints` it takes those of requirements that
    are known already, by their qualified ids, and adds others. Raises PackError when the catalogue does not fit the
    record models.
    """
    affected = Affected(before.aims, after.aims, (), changed, paths_differ=True, as_of=after.as_of)
    different = list(_findings_that_differ(before, after))
    if any(finding.data_path.endswith(f".{EXCLUDES}") for finding in different) or _differs_in(before, after, changed):
        return list(pack.requirements.values())
    about = {id_ for finding in different for id_ in finding.requirements}
    about |= {id_ for rule in _unsure_otherwise(before, after) for id_ in before.rulebook.rules[rule].requirements}
    asked = _Asked(before, after, affected, {} if footprints is None else footprints)
    return [
        requirement
        for requirement in pack.requirements.values()
        if requirement.qualified in about or any(pack.crosswalk.to(requirement.id)) or asked.otherwise(requirement)
    ]


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
        showing = showings(self._packs[requirement.pack])[requirement.id]
        if requirement.qualified not in self._footprints:
            self._footprints[requirement.qualified] = footprint_of_showing(showing)
        reached = self._affected.reached(self._footprints[requirement.qualified], showing.kinds)
        if reached is None:
            return True
        subjects = {(item.kind, item.id) for items in reached for item in items}
        if showing.kinds == PROJECT:
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
