"""Facts about the life of records: what is in force, current, retired, due for review."""

from typing import Any

from aimslint.aims import Item
from aimslint.aims.item import Names
from aimslint.days import text_after
from aimslint.facts.fact import Fact
from aimslint.facts.fields import opposite, text
from aimslint.records.patterns import REVIEW_INTERVAL
from aimslint.records.shape import Kind, Scalar
from aimslint.records.table import all_kinds
from aimslint.records.values import UNKNOWN, is_empty
from aimslint.snapshot import Snapshot, replaced

CLOSED_WORDS = ("closed", "ended", "retired", "cancelled", "rejected", "missed", "reached", "done")


def superseded(item: Item, snapshot: Snapshot) -> Any:
    """Whether another record, approved where its kind is approved, replaces this one."""
    return replaced(item, unread=snapshot.aims.may_have_lost((item.kind,), item.id))


def retired(item: Item, snapshot: Snapshot) -> Any:
    """Whether it is out of use: replaced, retired, or part of a record that is."""
    if item.record is item:
        return _out_of_use(item, snapshot)
    answers = [_out_of_use(part, snapshot) for part in (item, item.record)]
    return True if True in answers else UNKNOWN if UNKNOWN in answers else False


def _out_of_use(item: Item, snapshot: Snapshot) -> Any:
    status, stage = item.data.get("status"), item.data.get("lifecycle_stage")
    if status == "retired" or stage == "retired":
        return True
    return UNKNOWN if status is UNKNOWN or stage is UNKNOWN else snapshot.once("superseded", item, superseded)


def in_force(item: Item, snapshot: Snapshot) -> Any:
    """Whether it holds now: approved and not replaced, not retired, or not closed, by the nature of its kind."""
    kind = all_kinds()[item.kind]
    match kind.nature:
        case "document" | "result":
            status = item.data.get("status")
            if status is UNKNOWN:
                return UNKNOWN
            if kind.nature == "document":
                held = snapshot.once("superseded", item, superseded)
            else:
                held = opposite(snapshot.once("current", item, current))
            return UNKNOWN if held is UNKNOWN else status == "approved" and not held
        case "living":
            status = item.data.get("lifecycle_stage" if item.kind == "ai_system" else "status")
            return UNKNOWN if status is UNKNOWN else status not in ("retired", "rejected")
    status = item.data.get("status")
    return UNKNOWN if status is UNKNOWN else status not in CLOSED_WORDS and not item.data.get("closed_on")


def current(item: Item, snapshot: Snapshot) -> Any:
    """A result is current when nothing supersedes it and no later one of the same subject is approved."""
    if (newer := snapshot.once("superseded", item, superseded)) is not False:
        return UNKNOWN if newer is UNKNOWN else False
    if item.data.get("status") == "retired":
        return False
    return _newest(item, snapshot)


def _newest(item: Item, snapshot: Snapshot) -> Any:
    kind = all_kinds()[item.kind]
    day = text(item, kind.act_date)
    rivals = _of_same_subject(item, kind.subject, snapshot)
    if day is UNKNOWN or rivals is UNKNOWN:
        return UNKNOWN
    answers = [_is_later(other, day, kind.act_date) for other in rivals if other is not item]
    return False if True in answers else UNKNOWN if UNKNOWN in answers else True


def _is_later(other: Item, day: Any, act_date: str | None) -> Any:
    """Whether another result is approved, and of a later day."""
    status, later = other.data.get("status"), text(other, act_date)
    if status not in ("approved", UNKNOWN) or later is None or day is None:
        return False
    if later is not UNKNOWN and later <= day:
        return False
    return UNKNOWN if UNKNOWN in (status, later) else True


def _of_same_subject(item: Item, subject: str | None, snapshot: Snapshot) -> Any:
    if subject is None:
        if item.kind in snapshot.aims.lost:
            return UNKNOWN
        return [
            other for other in snapshot.aims.of_kind((item.kind,)) if other.data.get("type") == item.data.get("type")
        ]
    target = item.links.get((subject,))
    if isinstance(target, Item):
        known = target.back.get(all_kinds()[item.kind].plural, ())
        if UNKNOWN in known or snapshot.aims.may_have_lost((item.kind,), target.id):
            return UNKNOWN
        return [
            other for other in target.back.get("referrers", ()) if isinstance(other, Item) and other.kind == item.kind
        ]
    return UNKNOWN if target is UNKNOWN else [item]


def review_due_on(item: Item, _: Snapshot) -> Any:
    """When it must be looked at again; None when it never was."""
    kind = all_kinds()[item.kind]
    day = text(item, kind.act_date or ("assessed_on" if item.kind == "risk" else "last_reviewed"))
    interval = text(item, "review_interval")
    if day is UNKNOWN or interval is UNKNOWN or is_empty(day):
        return UNKNOWN if UNKNOWN in (day, interval) else None
    return text_after(day, interval or REVIEW_INTERVAL)


def _rivals(kind: Kind) -> tuple[str, ...]:
    """The paths from a result to those of its kind that a later one may be among."""
    if kind.subject is None:
        return (f"project.{kind.name if kind.one_per_project else kind.plural}",)
    return f"{kind.subject}.{kind.plural}", f"{kind.subject}.referrers"


def _records(*natures: str) -> tuple[str, ...]:
    return tuple(kind.name for kind in all_kinds().values() if kind.nature in natures)


def facts() -> tuple[Fact, ...]:
    """The facts of this module."""
    flag, day = Scalar("flag"), Scalar("day")
    approved = _records("document", "result")
    entries = [kind for kind in all_kinds().values() if kind.holder in approved]
    reviewed = tuple(
        kind.name
        for kind in all_kinds().values()
        if "last_reviewed" in kind.shape.fields or kind.act_date or "review_interval" in kind.shape.fields
    )
    stage: tuple[tuple[str, Names], ...] = (("ai_system", ("lifecycle_stage",)),)
    acts = tuple((kind.name, (kind.act_date,)) for kind in all_kinds().values() if kind.act_date)
    days = tuple(dict.fromkeys(name for _, (name,) in acts))
    return (
        Fact(
            "in_force",
            tuple(all_kinds()),
            flag,
            in_force,
            "Documents and results: approved and not replaced. Living: not retired. Others: not closed.",
            ("status",),
            instead=stage,
            reads=("superseded", "current"),
            fields=("status", "lifecycle_stage", "closed_on"),
        ),
        Fact(
            "retired",
            tuple(all_kinds()),
            flag,
            retired,
            "It is replaced or retired, or part of a record that is.",
            ("status",),
            instead=stage,
            reads=("superseded_by",),
            reads_more=tuple((kind.name, (f"{kind.holder}.superseded_by",)) for kind in entries),
            fields=("status", "lifecycle_stage"),
        ),
        Fact(
            "superseded",
            approved,
            flag,
            superseded,
            "Another record of its kind replaces it.",
            ("id",),
            reads=("superseded_by",),
            fields=("status",),
        ),
        Fact(
            "current",
            _records("result"),
            flag,
            current,
            "Nothing replaces it and no later one of the same subject is approved.",
            ("id",),
            reads=("superseded_by",),
            reads_more=tuple((name, _rivals(all_kinds()[name])) for name in _records("result")),
            fields=("status", "type", *days),
        ),
        Fact(
            "review_due_on",
            reviewed,
            day,
            review_due_on,
            "The last review, for results the day of the act, plus the interval (12 months when none is given).",
            ("last_reviewed",),
            instead=(("risk", ("assessed_on",)), *acts),
            reads=(),
            fields=("last_reviewed", "review_interval", "assessed_on", *days),
        ),
    )
