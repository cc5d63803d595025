"""The records of two reports of the same project, asked about the subjects of requirements."""

from collections.abc import Iterable, Sequence

from aimslint.affected import Affected
from aimslint.aims import Item, inside
from aimslint.evidence import Standing, standing_of
from aimslint.evidence.footprint import footprint_of_requirement
from aimslint.evidence.showing import PROJECT
from aimslint.model import Finding
from aimslint.packs import Requirement
from aimslint.report import Report
from aimslint.rulebook.footprint import Footprint
from aimslint.rulebook.vocabulary import subject_kinds
from aimslint.snapshot import Snapshot

Subject = tuple[str, str]
"""The kind and the id of something that a requirement is asked of."""


class Sides:
    """The records before a change and after it. Of `footprints` those of requirements are taken, and others added."""

    def __init__(self, before: Report, after: Report, affected: Affected, footprints: dict[str, Footprint]) -> None:
        self._sides = (_Side(before), _Side(after))
        self._packs = after.aims.packs
        self._affected = affected
        self._footprints = footprints

    def reached(self, requirement: Requirement) -> set[Subject] | None:
        """The subjects of which something else may be said; None where it may be any."""
        found = self._affected.reached(self._footprint(requirement), _kinds(requirement))
        return None if found is None else {(item.kind, item.id) for items in found for item in items}

    def show_otherwise(self, requirement: Requirement, subjects: set[Subject]) -> bool:
        """Whether one of these shows it otherwise, or is not asked any more.

        What is asked of the project as a whole takes as long to ask twice as to judge.
        """
        if _kinds(requirement) == PROJECT:
            return bool(subjects)
        found = self.standings(requirement, subjects)
        return found is None or _gist(found[0]) != _gist(found[1])

    def concerned(self, requirement: Requirement, findings: Iterable[Finding]) -> set[Subject] | None:
        """The subjects that some findings may be about, among others; None where that may be all."""
        records = {finding.record for finding in findings if finding.record is not None}
        found: set[Subject] = set()
        for at, side in enumerate(self._sides):
            around = [side.around((record.kind, record.id)) for record in records]
            reached = self._affected.coming_by(set().union(*around), self._footprint(requirement), at)
            if reached is None or not all(around):  # such as a record without an id
                return None
            found.update((item.kind, item.id) for item in reached if item.kind in _kinds(requirement))
        return found

    def standings(
        self, requirement: Requirement, subjects: Iterable[Subject]
    ) -> tuple[list[Standing], list[Standing]] | None:
        """What these show before and after, in the order of files; None where one is not one subject."""
        before, after = ([side.standing(requirement, *one) for one in subjects] for side in self._sides)
        if False in before or False in after:
            return None
        kinds = _kinds(requirement)
        was, now = (
            sorted((one for one in side if isinstance(one, Standing)), key=lambda one: _place(one.subject, kinds))
            for side in (before, after)
        )
        return was, now

    def _footprint(self, requirement: Requirement) -> Footprint:
        return footprint_of_requirement(requirement, self._packs[requirement.pack], self._footprints)


class _Side:
    """The records of one report."""

    def __init__(self, report: Report) -> None:
        self._snapshot = Snapshot(report.aims, report.as_of)
        self._known: dict[str, dict[str, list[Item]]] = {}

    def standing(self, requirement: Requirement, kind: str, id_: str) -> Standing | bool | None:
        """What a subject shows of a requirement; None where that is not asked of it, False where it is not just one."""
        bearers = self._bearers(kind, id_)
        if len(bearers) != 1:
            return False
        return None if bearers[0].erased else standing_of(requirement, bearers[0], self._snapshot)

    def around(self, subject: Subject) -> set[Item]:
        """A record or entry, what holds it, and all that lies in it."""
        bearers = self._bearers(*subject)
        return {part for item in bearers for part in (*item.holders(), *inside(item))}

    def _bearers(self, kind: str, id_: str) -> list[Item]:
        part = self._snapshot.aims.part
        return list(self._of_kind(kind).get(id_, ()) if part is None else part.all_with(kind, id_))

    def _of_kind(self, kind: str) -> dict[str, list[Item]]:
        if kind not in self._known:
            self._known[kind] = {}
            for item in self._snapshot.aims.items.get(kind, ()):
                self._known[kind].setdefault(item.id, []).append(item)
        return self._known[kind]


def _kinds(requirement: Requirement) -> tuple[str, ...]:
    return subject_kinds(requirement.for_each or "project")


def _gist(standings: Iterable[Standing]) -> list[tuple[object, ...]]:
    """What standings show, as far as a status rests on it."""
    return [
        (
            one.subject.kind,
            one.subject.id,
            one.state,
            one.uncertain,
            one.begins,
            *(each.subject for each in one.records),
        )
        for one in standings
    ]


def _place(item: Item, kinds: Sequence[str]) -> tuple[object, ...]:
    """Where an item comes among all of these kinds."""
    keys = tuple((key, "") if isinstance(key, int) else (-1, key) for key in item.keys)
    return kinds.index(item.kind), item.path, item.document, keys


__all__ = ["Sides", "Subject"]
