"""What falls due: reviews, acceptances, contracts, trainings, actions, audits, certificates, by day."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from aimslint.aims import Item
from aimslint.aims.item import Names
from aimslint.dataclass import dataclass
from aimslint.days import after, parse_duration
from aimslint.evidence import evidence_for
from aimslint.packs import NEVER
from aimslint.placing import data_path
from aimslint.records.values import is_empty
from aimslint.report import Report
from aimslint.snapshot import Snapshot
from aimslint.views.deadlines import DEADLINES, reviews

TITLES = ("title", "name", "action", "statement", "text", "source", "description", "supplies")
OWNERS = ("owner", "responsible", "handled_by", "auditors", "approved_by")


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to be done by a day: what, for which record or entry, and by which role.

    `fingerprint` is made from what is due and where it is written, never from the day, so that a calendar can follow
    it when the day moves. Where duties begin, these are the `requirements`, by their ids as records name them.
    """

    day: str
    overdue: bool
    what: str
    item: Item
    title: str
    owner: str
    path: str
    fingerprint: str
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """What falls due up to and on a day, overdue things first, and what each role is called."""

    as_of: date
    until: date
    entries: Sequence[Due]


def within(text: str, as_of: date) -> date:
    """The last day of a time from `as_of` on, written `90d`, `3m`, `2w`, `1y` or `90 days`. Raises ValueError."""
    units = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
    words = " ".join(text.split())
    if words[-1:] in units and words[:-1].isascii() and words[:-1].isdigit():
        words = f"{words[:-1]} {units[words[-1]]}"
    return after(as_of, parse_duration(words))


def upcoming(reports: Sequence[Report], until: date) -> Agenda:
    """Everything that is due on or before `until` in these reports of one day, of which there is at least one."""
    counts: Counter[str] = Counter()
    found: list[Due] = []
    for report in reports:
        snapshot = Snapshot(report.aims, report.as_of)
        found += _beginning(report, snapshot, until, counts)
        for item, what, names, day, can_be_late in _dated(snapshot):
            late = day < report.as_of.isoformat()
            if day <= until.isoformat() and (can_be_late or not late):
                found.append(_due(report, item, what, names, day, late, counts))
    found.sort(
        key=lambda due: (due.day, due.path, due.item.subject.kind, due.item.subject.id, due.what, due.fingerprint)
    )
    return Agenda(reports[0].as_of, until, found)


def _dated(snapshot: Snapshot) -> Iterator[tuple[Item, str, Names, str, bool]]:
    for item, what, day in reviews(snapshot):
        yield item, what, ("review_interval",), day, True
    for deadline in DEADLINES:
        for item in snapshot.aims.of_kind((deadline.kind,)):
            day = _at(item, deadline.names)
            if isinstance(day, str) and not is_empty(day) and deadline.waits(item, snapshot):
                yield item, deadline.what, deadline.names, day, deadline.overdue


def _beginning(report: Report, snapshot: Snapshot, until: date, counts: Counter[str]) -> Iterator[Due]:
    """The duties that begin up to a day: for each subject that they bind, those of a pack and a day together."""
    for pack in report.aims.packs.values():
        duties: dict[tuple[str, Item], list[str]] = {}
        for requirement in pack.requirements.values():
            for standing in evidence_for(requirement, snapshot).subjects if requirement.starts else ():
                if snapshot.today < standing.begins <= until.isoformat() and standing.begins != NEVER:
                    named = requirement.named(report.aims.primary)
                    duties.setdefault((standing.begins, standing.subject), []).append(named)
        for (day, item), ids in sorted(duties.items(), key=lambda entry: entry[0][0]):
            due = _due(report, item, f"duties of {pack.name} begin", (), day, False, counts)
            settings = report.aims.settings_path or ""
            yield replace(due, path=due.path or settings, title=_listed(due.title, ids), requirements=tuple(ids))


def _listed(title: str, ids: Sequence[str]) -> str:
    return f"{title}: {', '.join(ids)}" if title else ", ".join(ids)


def _due(report: Report, item: Item, what: str, names: Names, day: str, late: bool, counts: Counter[str]) -> Due:
    where = "\0".join(
        (report.aims.root, item.subject.kind, item.subject.id, what, data_path(item.keys + names, item.record.data))
    )
    counts[where] += 1
    print_ = hashlib.sha256(f"{where}\0{counts[where]}".encode("utf-8", "backslashreplace")).hexdigest()[:32]
    return Due(day, late, what, item.named, title_of(item), owner_of(item), item.path, print_)


def title_of(item: Item) -> str:
    """What people call an item, or what holds it; empty when nothing says."""
    for part in (item, *item.holders()):
        for name in TITLES:
            text = part.data.get(name)
            if isinstance(text, str) and not is_empty(text):
                return text
    return ""


def owner_of(item: Item) -> str:
    """The role that answers for an item, else for what holds it; empty when nobody does."""
    for part in (item, *item.holders()):
        for name in OWNERS:
            found = part.links.get((name,))
            roles = [role.id for role in (found if isinstance(found, list) else [found]) if isinstance(role, Item)]
            if roles:
                return ", ".join(roles)
    return ""


def _at(item: Item, names: Names) -> Any:
    value: Any = item.data
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


__all__ = ["Agenda", "Due", "owner_of", "title_of", "upcoming", "within"]
