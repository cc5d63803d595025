"""Judges what the records show: content first, then approval, then dated use, then whether that still holds."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.evidence.showing import PROJECT, Showing, Shown, showings
from aimslint.evidence.state import Evidence, Standing, State
from aimslint.packs import NEVER, Pack, Requirement
from aimslint.records.table import all_kinds
from aimslint.records.values import UNKNOWN, Explained, is_empty
from aimslint.rulebook.conditions import All, Condition, Test
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.vocabulary import facts_of
from aimslint.snapshot import Snapshot

NOT_DONE = ("not_started", "planned", "in_progress")


UNSAID = "the catalogue does not say how records show it"


@dataclass(frozen=True, slots=True)
class Lack:
    """Why something is not shown; `unsure` where that cannot be said, for what it rests on is broken."""

    text: str
    unsure: bool = False


def evidence_for(requirement: Requirement, snapshot: Snapshot) -> Evidence:
    """What the records of a snapshot show for one requirement.

    A subject of which nobody can say whether it is asked counts, and is uncertain: a bent field hides nothing.
    Raises PackError when the catalogue does not fit the record models.
    """
    showing = showings(snapshot.aims.packs[requirement.pack])[requirement.id]
    subjects = [snapshot.aims.project] if showing.kinds == PROJECT else snapshot.aims.of_kind(showing.kinds)
    admitted = _admitted(requirement, snapshot)
    standings = (_standing(requirement, subject, showing, admitted, snapshot) for subject in subjects)
    return Evidence(requirement, tuple(found for found in standings if found is not None))


def standing_of(requirement: Requirement, subject: Item, snapshot: Snapshot) -> Standing | None:
    """As `evidence_for`, of one record alone; None where the requirement is not asked of it. Raises PackError."""
    showing = showings(snapshot.aims.packs[requirement.pack])[requirement.id]
    if showing.kinds == PROJECT or subject.kind not in showing.kinds:
        return None
    return _standing(requirement, subject, showing, _admitted(requirement, snapshot), snapshot)


def _standing(
    requirement: Requirement, subject: Item, showing: Showing, admitted: str | None, snapshot: Snapshot
) -> Standing | None:
    asked = True if showing.where is None else showing.where.test(Frame(subject, subject, snapshot))
    if asked is False:
        return None
    standing = _held_down(_subject(subject, showing, snapshot), admitted)
    begins, unsure = _begins(subject, showing, snapshot.aims.packs[requirement.pack], snapshot)
    return replace(standing, uncertain=standing.uncertain or asked is None or unsure, begins=begins)


def _begins(subject: Item, showing: Showing, pack: Pack, snapshot: Snapshot) -> tuple[str, bool]:
    """The day from which a requirement is asked of a subject, empty if from ever, and whether that is in doubt.

    Of those that may be meant, the earliest counts.
    """
    days: list[str] = []
    for start in showing.starts:
        fits = True if start.where is None else start.where.test(Frame(subject, subject, snapshot))
        if fits is not False:
            days.append(pack.dates[start.date])
        if fits is True:
            return min(days), len(days) > 1
    return min(days, default=NEVER if showing.starts else ""), bool(days)


def requirement_item(requirement: Requirement, snapshot: Snapshot) -> Item | None:
    """The node of the graph that stands for a requirement; None when its pack is not in use."""
    for item in snapshot.aims.items.get("requirement", ()):
        if (item.data["id"], item.data["pack"]) == (requirement.id, requirement.pack):
            return item
    return None


def _admitted(requirement: Requirement, snapshot: Snapshot) -> str | None:
    """What the Statement of Applicability itself says of a control that is not yet in place."""
    item = requirement_item(requirement, snapshot)
    row = facts_of("requirement")["soa_row"].value(item, snapshot) if item is not None else None
    status = row.data.get("implementation_status") if isinstance(row, Item) else None
    if status not in NOT_DONE:
        return None
    return f"the Statement of Applicability says {str(status).replace('_', ' ')}"


def _held_down(standing: Standing, admitted: str | None) -> Standing:
    """No control is in use that the organisation says is not in place."""
    if admitted is None or standing.state.rank <= State.DOCUMENTED.rank:
        return standing
    return replace(standing, state=State.DOCUMENTED, why=admitted)


def _subject(subject: Item, showing: Showing, snapshot: Snapshot) -> Standing:
    """The worst of what must all be shown; of alternatives the best."""
    if not showing.parts:
        return Standing(subject, State.MISSING, (), UNSAID)
    parts = []
    for alternatives in showing.parts:
        shown = [_shown(subject, way, snapshot) for way in alternatives]
        parts.append(max(shown, key=lambda found: found.state.rank))
    worst = min(parts, key=lambda found: found.state.rank)
    records = tuple(dict.fromkeys(record for part in parts for record in part.records))
    looked_at = tuple(one for part in parts for one in part.looked_at)
    return Standing(subject, worst.state, records, worst.why, any(part.uncertain for part in parts), looked_at)


def _shown(subject: Item, way: Shown, snapshot: Snapshot) -> Standing:
    """The best of the records that a way leads to; what is out of use or about something else speaks for nothing."""
    items, lost = led_to(subject, way, snapshot)
    used = [item for item in items if in_use(item, snapshot)]
    judged = [_record(item, way, snapshot) for item in used if _is_about(item, way, snapshot)]
    best = max(judged, key=lambda found: found.state.rank, default=None)
    if best is None:
        kinds = " or ".join(kind.replace("_", " ").replace(".", " ") for kind in way.kinds)
        said = f" with {' and '.join(f'`{choice}`' for choice in way.chosen_by(snapshot.aims.primary))}" if used else ""
        return Standing(subject, State.MISSING, (), f"there is no {kinds}{' in use' if items else ''}{said}", lost)
    records = tuple(found.subject for found in judged if found.state is not State.MISSING)
    return Standing(subject, best.state, records, best.why, best.uncertain or lost, tuple(judged))


def led_to(subject: Item, way: Shown, snapshot: Snapshot) -> tuple[list[Item], bool]:
    """The records that a way leads to, erased ones left out, and whether some could not be read."""
    values: Any = subject if way.path is None else way.path.take(Frame(subject, subject, snapshot))
    values = values if isinstance(values, list) else [values]
    lost = any(value is not None and not isinstance(value, Item) for value in values)
    return [value for value in values if isinstance(value, Item) and not value.erased], lost


def in_use(item: Item, snapshot: Snapshot) -> bool:
    """Whether it is neither retired nor replaced, and of results the current one. What cannot be said counts as yes."""
    retired = facts_of(item.record.kind)["retired"].value(item, snapshot)
    current = facts_of(item.record.kind).get("current")
    return retired is not True and (current is None or current.value(item.record, snapshot) is not False)


def _is_about(item: Item, way: Shown, snapshot: Snapshot) -> bool:
    """Whether the words of a record make it one about the requirement. What cannot be said counts as yes."""
    return way.select is None or way.select.test(Frame(item, item, snapshot)) is not False


def _record(item: Item, way: Shown, snapshot: Snapshot) -> Standing:
    """One record on its own: as far as it comes before something is not so, or cannot be said."""
    frame = Frame(item, item, snapshot)
    for below, lack, lead in (
        (State.MISSING, _lacking(way.content, frame), ""),
        (State.DRAFT, not_approved(item, snapshot) or _objection(way.documented, frame), ""),
        (State.DOCUMENTED, _unused(item, way, frame), "nothing dated shows it in use: "),
        (State.STALE, _lapsed(item, way, frame), ""),
    ):
        if lack is not None:
            state = State.DOCUMENTED if lack.unsure and below is State.STALE else below
            return Standing(item, state, (item,), f"{name_of(item)}: {lead}{lack.text}", lack.unsure)
    return Standing(item, State.OPERATING, (item,), "")


def _objection(condition: Condition | None, frame: Frame) -> Lack | None:
    """Why a condition does not hold, or None when it does. What cannot be said does not count as shown."""
    if condition is None or (answer := condition.test(frame)) is True:
        return None
    if answer is None:
        about = next((path for path, test in tests(condition) if test.test(frame) is None), "something in it")
        return Lack(
            f"{about} cannot be judged: it, or what it rests on, is missing, broken or a placeholder", unsure=True
        )
    return Lack("; ".join(dict.fromkeys(said.sentence for said in condition.objections(frame))))


def _lacking(condition: Condition | None, frame: Frame) -> Lack | None:
    """What the content lacks. An explanation without a reason is no content."""
    path = unreasoned(condition, frame)
    return Lack(f"{path} is said not to apply, without a reason") if path is not None else _objection(condition, frame)


def unreasoned(condition: Condition | None, frame: Frame) -> str | None:
    """The first field that is said not to apply without a reason."""
    for path, test in tests(condition):
        value = test.path.take(frame)
        if isinstance(value, Explained) and (is_empty(value.data.get("reason")) or value.data["reason"] is UNKNOWN):
            return path
    return None


def tests(condition: Condition | None) -> Iterable[tuple[str, Test]]:
    """The single tests that must all hold, each with its path."""
    if isinstance(condition, All):
        for part in condition.parts:
            yield from tests(part)
    elif isinstance(condition, Test):
        yield condition.path.text, condition


def not_approved(item: Item, snapshot: Snapshot) -> Lack | None:
    """Documents and results are approved, by somebody and on a day; an entry of one is as approved as what holds it."""
    record = item.record.data
    if all_kinds()[item.record.kind].nature not in ("document", "result"):
        return None
    status = record.get("status")
    if status != "approved":
        return Lack(f"status is {_said(status)}, not approved", unsure=status is UNKNOWN)
    if is_empty(record.get("approved_by")):
        return Lack("it says approved, but not by whom (approved_by)")
    return _not_come("approved_on", record.get("approved_on"), snapshot)


def _unused(item: Item, way: Shown, frame: Frame) -> Lack | None:
    """Why nothing dated shows use. Usual is the day of the act for a result, else the last review of item or record."""
    if way.operating is not None:
        return _objection(way.operating, frame)
    lack = None
    for holder in dict.fromkeys((item, item.record)):
        kind = all_kinds().get(holder.kind)
        field = kind.act_date if kind is not None and kind.act_date else "last_reviewed"
        lack = _not_come(field, holder.data.get(field), frame.snapshot)
        if lack is None:
            return None
    return lack


def _lapsed(item: Item, way: Shown, frame: Frame) -> Lack | None:
    """Why dated use no longer holds. Usual is that the next review of item or record is overdue."""
    if way.fresh is not None:
        return _objection(way.fresh, frame)
    for holder in dict.fromkeys((item, item.record)):
        fact = facts_of(holder.kind).get("review_due_on")
        due = fact.value(holder, frame.snapshot) if fact is not None else None
        if due is UNKNOWN:
            return Lack("when it is due again cannot be read", unsure=True)
        if isinstance(due, str):
            return Lack(f"due again since {due}") if due < frame.snapshot.today else None
    return None


def _not_come(field: str, day: Any, snapshot: Snapshot) -> Lack | None:
    """Why a field holds no day up to the day of the check."""
    if not isinstance(day, str) or is_empty(day):
        return Lack(f"{field} is {_said(day)}", unsure=day is UNKNOWN)
    return Lack(f"{field} ({day}) lies ahead") if day > snapshot.today else None


def _said(value: Any) -> str:
    if value is UNKNOWN:
        return "not readable"
    return "missing" if is_empty(value) or not isinstance(value, str) else value


def name_of(item: Item) -> str:
    """An item in words: its kind, and its id where it has one."""
    return f"{item.subject.kind} {item.subject.id}"


__all__ = [
    "NOT_DONE",
    "UNSAID",
    "evidence_for",
    "in_use",
    "led_to",
    "name_of",
    "not_approved",
    "requirement_item",
    "tests",
    "unreasoned",
]
