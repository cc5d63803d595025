"""Which days of which records somebody has to act by, and when a record no longer waits for them."""

from collections.abc import Callable, Iterator
from typing import Any

from aimslint.aims import Item
from aimslint.aims.item import Names
from aimslint.dataclass import dataclass
from aimslint.days import after, before, parse_day, parse_duration
from aimslint.records.patterns import REVIEW_INTERVAL
from aimslint.records.table import all_kinds
from aimslint.records.values import is_empty
from aimslint.rulebook.vocabulary import facts_of
from aimslint.snapshot import Snapshot

Waits = Callable[[Item, Snapshot], bool]
HELD_EARLY = parse_duration("31 days")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day written in items of a kind: what is due then, where it stands, and whether the item still waits for it.

    Not `overdue` are days on which something begins by itself.
    """

    kind: str
    what: str
    names: Names
    waits: Waits
    overdue: bool = True


def _not(field: str, *words: str) -> Waits:
    """The status is none of these words, and `field` is empty."""
    return lambda item, _: is_empty(item.data.get(field)) and item.data.get("status") not in words


def _in_use(item: Item, snapshot: Snapshot) -> bool:
    return _fact(item, "in_force", snapshot) is not False


def _standing(item: Item, snapshot: Snapshot) -> bool:
    """What holds the item is neither retired nor replaced."""
    return _fact(item.record, "retired", snapshot) is not True


def _both(one: Waits, other: Waits) -> Waits:
    return lambda item, snapshot: one(item, snapshot) and other(item, snapshot)


def _holder_open(item: Item, snapshot: Snapshot) -> bool:
    return item.holder is not None and _in_use(item.holder, snapshot)


def _not_renewed(item: Item, snapshot: Snapshot) -> bool:
    """No later proof of the same sort, of the same person, stands beside it."""
    same = [
        other
        for other in (item.holder.children.get(("evidence",), ()) if item.holder is not None else ())
        if isinstance(other, Item) and all(other.data.get(name) == item.data.get(name) for name in ("person", "type"))
    ]
    return not any(str(other.data.get("date") or "") > str(item.data.get("date") or "") for other in same)


def _not_held(item: Item, snapshot: Snapshot) -> bool:
    """No internal audit was held from a month before the planned day on."""
    if not _standing(item, snapshot):
        return False
    from_day = before(parse_day(item.data["planned"]), HELD_EARLY).isoformat()
    return not any(
        str(audit.data.get("date") or "") >= from_day and audit.data.get("type") not in ("external", "supplier")
        for audit in snapshot.aims.of_kind(("audit",))
    )


def _report_open(item: Item, _: Snapshot) -> bool:
    report = item.data["authority_report"]
    return report.get("required") is not False and is_empty(report.get("sent_on"))


def _not_in_place(item: Item, snapshot: Snapshot) -> bool:
    return (
        item.data.get("applicable") is not False
        and item.data.get("implementation_status") != "implemented"
        and _standing(item, snapshot)
    )


DEADLINES = (
    Deadline("risk", "risk acceptance ends", ("acceptance", "until"), _in_use),
    Deadline(
        "treatment_action",
        "risk treatment due",
        ("due",),
        _both(_not("completed_on", "done", "cancelled"), _standing),
    ),
    Deadline("condition", "condition due", ("due",), _both(_not("done_on"), _standing)),
    Deadline(
        "nonconformity.corrective_actions", "corrective action due", ("due",), _both(_not("done_on"), _holder_open)
    ),
    Deadline("review_action", "review action due", ("due",), _not("done_on", "done", "cancelled")),
    Deadline("improvement", "improvement due", ("due",), _not("done_on", "done", "rejected", "closed")),
    Deadline("objective", "objective due", ("due",), _in_use),
    Deadline("change", "change planned", ("planned_for",), _not("implemented_on", "implemented", "rejected", "closed")),
    Deadline("soa_row", "control to be in place", ("target_date",), _not_in_place),
    Deadline("planned_audit", "internal audit planned", ("planned",), _not_held),
    Deadline("certification", "certificate ends", ("expires",), _standing),
    Deadline("certification", "surveillance audit due", ("next_surveillance",), _standing),
    Deadline("supplier", "contract ends", ("contract", "end"), _in_use),
    Deadline("supplier.certificates", "supplier certificate ends", ("expires",), _holder_open),
    Deadline("competence_need.evidence", "training runs out", ("expires",), _not_renewed),
    Deadline("incident", "report to authority due", ("authority_report", "due"), _report_open),
    Deadline("waiver", "waiver ends", ("until",), _in_use),
    Deadline("obligation", "obligation applies", ("applies_from",), _in_use, overdue=False),
)

REVIEWS = {
    "impact_assessment": "impact assessment due",
    "risk": "risk assessment due",
    "audit": "internal audit due",
    "management_review": "management review due",
    "evaluation": "test due",
    "deployment": "go-live decision due",
    "certification": "certificate review due",
}
ONLY_BY_INTERVAL = ("evaluation", "deployment", "certification")
"""Results that nobody repeats unless they say after how long."""
NOT_REPEATED = ("external", "supplier")


def reviews(snapshot: Snapshot) -> Iterator[tuple[Item, str, str]]:
    """Everything in use that is looked at again at planned intervals: the item, what is due, and the day."""
    for name in all_kinds():
        if name in snapshot.aims.items and "review_due_on" in facts_of(name):
            for item in snapshot.aims.of_kind((name,)):
                day = _fact(item, "review_due_on", snapshot)
                if isinstance(day, str) and _repeats(item) and _fact(item, "in_force", snapshot) is True:
                    yield item, REVIEWS.get(name, "review due"), day
    yield from _suppliers(snapshot)


def _suppliers(snapshot: Snapshot) -> Iterator[tuple[Item, str, str]]:
    """When suppliers are looked at again: by the interval of their own, and each year by due diligence."""
    for item in snapshot.aims.of_kind(("supplier",)):
        watched, looked_at = item.data.get("monitoring"), item.data.get("due_diligence")
        if not _in_use(item, snapshot):
            continue
        if isinstance(watched, dict) and (day := _again(watched.get("last_review"), watched.get("interval"))):
            yield item, "supplier review due", day
        if isinstance(looked_at, dict) and (day := _again(looked_at.get("date"), REVIEW_INTERVAL)):
            yield item, "due diligence due", day


def _again(last: Any, interval: Any) -> str | None:
    if not isinstance(last, str) or not isinstance(interval, str) or is_empty(last) or is_empty(interval):
        return None
    return after(parse_day(last), parse_duration(interval)).isoformat()


def _repeats(item: Item) -> bool:
    if item.kind in ONLY_BY_INTERVAL and is_empty(item.data.get("review_interval")):
        return False
    return not (item.kind == "audit" and item.data.get("type") in NOT_REPEATED)


def _fact(item: Item, name: str, snapshot: Snapshot) -> Any:
    fact = facts_of(item.kind).get(name)
    return fact.value(item, snapshot) if fact is not None else None
