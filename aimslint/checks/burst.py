"""Checks of when records were first written: whether most came just before an audit."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from aimslint.aims import Item
from aimslint.days import before, parse_day, parse_duration
from aimslint.history import Change, Commit
from aimslint.model import Place
from aimslint.rulebook import Objection, Unsure, reads
from aimslint.snapshot import Snapshot

READS = {
    "before_audit": reads("project.audits", "project.planned_audits", "project.certifications", worlds=("births",))
}

AUDITS = (("planned_audit", "planned"), ("audit", "date"), ("certification", "issued_on"))


def before_audit(_: Item, snapshot: Snapshot, settings: Mapping[str, Any]) -> Iterator[Objection | Unsure]:
    """Most records were not first written in the last days before an audit (9.1).

    What was moved or imported counts as older.
    """
    audits = sorted(_audits(snapshot, settings["recent"]), key=lambda pair: pair[0])
    moving: dict[str, bool] = {}
    records = snapshot.aims.records if audits else ()
    born = [_born(record, snapshot, moving) for record in records if not record.erased]
    for day, place in audits:
        first = before(day, parse_duration(settings["within"]))
        new = sum(known is not None and first <= known <= day for known in born)
        if new >= settings["records"] and new * 2 > len(born):
            yield Objection(
                (),
                f"{new} of {len(born)} records were first written in the {settings['within']} before {day}",
                f"{new} new records",
                "records that grew with the work",
                place=place,
            )
            return
        cut = next((one for one in snapshot.witness.beginnings if one.cut and one.day > first), None)
        if cut is not None and (new + born.count(None)) * 2 > len(born):
            yield Unsure(cut.sentence)
            return


def _audits(snapshot: Snapshot, recent: str) -> Iterator[tuple[date, Place]]:
    earliest = before(snapshot.as_of, parse_duration(recent)).isoformat()
    for kind, field in AUDITS:
        for item in snapshot.aims.of_kind((kind,)):
            day = item.data.get(field)
            if isinstance(day, str) and day >= earliest:
                yield parse_day(day), item.place((field,))


def _born(record: Item, snapshot: Snapshot, moving: dict[str, bool]) -> date | None:
    """When the file of a record came to be; None when it was moved or is older than what is known.

    Of the commits that were looked at, `moving` keeps whether they moved files.
    """
    changes = snapshot.witness.changes_of(record.path)
    if not changes:
        return None
    commit, change = changes[-1]
    if change.before is not None or snapshot.witness.is_old(commit):
        return None
    if commit.id not in moving:
        moving[commit.id] = _moves(_changes(commit, snapshot))
    return None if moving[commit.id] else commit.committed


def _changes(commit: Commit, snapshot: Snapshot) -> Sequence[Change]:
    known = snapshot.witness.pending if commit.pending else commit
    return known.changes if known is not None else ()


def _moves(changes: Sequence[Change]) -> bool:
    """Whether files went as others came: then they were moved, as a whole or in parts."""
    return any(change.after is None for change in changes)
