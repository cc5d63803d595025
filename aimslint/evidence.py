"""What the records show for each requirement, from records and dates alone (knows no findings).

How a requirement is shown stands in the catalogue, in the words of rules. A record counts when it has the content
the requirement asks for; it is documented when approved, operating when something dated shows it in use within its
interval, stale when that has lapsed. A requirement over several subjects is as good as the worst of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from aimslint.aims import Item
from aimslint.packs import PackError, Requirement, load_packs
from aimslint.records.from_models import all_kinds
from aimslint.records.values import is_empty
from aimslint.rulebook.compile import Scope, compile_condition
from aimslint.rulebook.conditions import Condition
from aimslint.rulebook.fault import RuleFaultError
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.paths import Path
from aimslint.rulebook.vocabulary import Items, facts_of, subject_kinds
from aimslint.snapshot import Snapshot


class State(StrEnum):
    """How far the records show a requirement, worst first."""

    MISSING = "missing"
    DRAFT = "draft"
    DOCUMENTED = "documented"
    STALE = "stale"
    OPERATING = "operating"

    @property
    def rank(self) -> int:
        """0 for missing up to 4 for operating."""
        return tuple(State).index(self)


@dataclass(frozen=True, slots=True)
class Shown:
    """One way to show a requirement: where the records are, and what is asked of each."""

    source: str
    path: Path | None
    content: Condition | None
    documented: Condition | None
    operating: Condition | None
    fresh: Condition | None


@dataclass(frozen=True, slots=True)
class Showing:
    """How one requirement is shown: for which subjects, and by what. Each part is a list of alternatives."""

    kinds: tuple[str, ...]
    where: Condition | None
    parts: tuple[tuple[Shown, ...], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What one subject, or one record, shows: its state, the records that speak for it, and why it is no better."""

    subject: Item
    state: State
    records: tuple[Item, ...]
    why: str
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the records show for one requirement."""

    requirement: Requirement
    subjects: Sequence[Standing]

    @property
    def state(self) -> State:
        """The worst state of its subjects; missing when there are none."""
        return min((found.state for found in self.subjects), key=lambda state: state.rank, default=State.MISSING)

    @property
    def met(self) -> int:
        """How many subjects are operating."""
        return sum(found.state is State.OPERATING for found in self.subjects)


def evidence_for(requirement: Requirement, snapshot: Snapshot) -> Evidence:
    """What the records of a snapshot show for one requirement."""
    showing = showings(requirement.pack).get(requirement.id)
    if showing is None:
        return Evidence(requirement, ())
    subjects = [snapshot.aims.project] if showing.kinds == ("project",) else snapshot.aims.of_kind(showing.kinds)
    found = []
    for subject in subjects:
        frame = Frame(subject, subject, snapshot)
        if showing.where is None or showing.where.test(frame) is True:
            found.append(_subject(subject, showing, snapshot))
    return Evidence(requirement, tuple(found))


def _subject(subject: Item, showing: Showing, snapshot: Snapshot) -> Standing:
    """The worst of what must all be shown; of alternatives the best."""
    parts = []
    for alternatives in showing.parts:
        shown = [_shown(subject, way, snapshot) for way in alternatives]
        parts.append(max(shown, key=lambda found: found.state.rank))
    worst = min(parts, key=lambda found: found.state.rank)
    records = tuple(dict.fromkeys(record for part in parts for record in part.records))
    return Standing(subject, worst.state, records, worst.why, any(part.uncertain for part in parts))


def _shown(subject: Item, way: Shown, snapshot: Snapshot) -> Standing:
    """The best of the records that a way leads to."""
    values: Any = subject if way.path is None else way.path.take(Frame(subject, subject, snapshot))
    values = values if isinstance(values, list) else [values]
    items = [value for value in values if isinstance(value, Item) and not value.erased]
    uncertain = any(value is not None and not isinstance(value, Item) for value in values)
    judged = [_record(item, way, snapshot) for item in items]
    best = max(judged, key=lambda found: found.state.rank, default=None)
    if best is None:
        return Standing(subject, State.MISSING, (), f"no record: {way.source}", uncertain)
    records = tuple(found.subject for found in judged if found.state is not State.MISSING)
    return Standing(subject, best.state, records, best.why, uncertain or best.uncertain)


def _record(item: Item, way: Shown, snapshot: Snapshot) -> Standing:
    frame = Frame(item, item, snapshot)
    if (lacks := _objection(way.content, frame)) is not None:
        return Standing(item, State.MISSING, (item,), f"{_name(item)}: {lacks}")
    approved = _objection(way.documented, frame) if way.documented is not None else _not_approved(item)
    if approved is not None:
        return Standing(item, State.DRAFT, (item,), f"{_name(item)}: {approved}")
    dated = _objection(way.operating, frame) if way.operating is not None else _undated(item)
    if dated is not None:
        return Standing(item, State.DOCUMENTED, (item,), f"{_name(item)}: nothing dated shows it in use; {dated}")
    fresh = _objection(way.fresh, frame) if way.fresh is not None else _lapsed(item, snapshot)
    if fresh is not None:
        return Standing(item, State.STALE, (item,), f"{_name(item)}: {fresh}")
    return Standing(item, State.OPERATING, (item,), "")


def _objection(condition: Condition | None, frame: Frame) -> str | None:
    """Why a condition does not hold, or None when it does. What cannot be said does not count as shown."""
    answer = condition.test(frame) if condition is not None else True
    if answer is True or condition is None:
        return None
    if answer is None:
        return "it cannot be judged"
    return "; ".join(objection.sentence for objection in condition.objections(frame))


def _not_approved(item: Item) -> str | None:
    """Documents and results must be approved; an entry of one is as approved as what holds it."""
    record = item.record
    if all_kinds()[record.kind].nature in ("document", "result") and record.data.get("status") != "approved":
        return f"status is {record.data.get('status') or 'missing'}, not approved"
    return None


def _undated(item: Item) -> str | None:
    """The usual dated evidence: for a result the day of the act, else the last review of item or record."""
    for holder in (item, item.record):
        kind = all_kinds().get(holder.kind)
        day = (
            kind.act_date or ("assessed_on" if holder.kind == "risk" else "last_reviewed") if kind else "last_reviewed"
        )
        value = holder.data.get(day)
        if isinstance(value, str) and not is_empty(value):
            return None
    return f"{day} is missing"


def _lapsed(item: Item, snapshot: Snapshot) -> str | None:
    """Whether the next review of item or record is overdue."""
    for holder in (item, item.record):
        fact = facts_of(holder.kind).get("review_due_on")
        due = fact.value(holder, snapshot) if fact is not None else None
        if isinstance(due, str):
            return f"due again since {due}" if due < snapshot.today else None
    return None


def _name(item: Item) -> str:
    return f"{item.subject.kind} {item.subject.id}"


@cache
def showings(pack: str) -> Mapping[str, Showing]:
    """How the requirements of a pack are shown, by id. Raises PackError for what does not fit the record models."""
    found = {}
    for requirement in load_packs((pack,))[pack].requirements.values():
        try:
            if requirement.shown_by:
                found[requirement.id] = _showing(requirement)
        except RuleFaultError as fault:
            where = ".".join(map(str, fault.keys))
            raise PackError(f"catalogue of {pack}, {requirement.id}, {where}: {fault.text}") from None
    return found


def _showing(requirement: Requirement) -> Showing:
    kinds = subject_kinds(requirement.for_each or "project")
    scope = Scope(kinds, kinds, {})
    where = compile_condition(requirement.where, scope) if requirement.where is not None else None
    parts = []
    for part in requirement.shown_by:
        ways = part["any_of"] if set(part) == {"any_of"} else [part]
        parts.append(tuple(_way(way, scope) for way in ways))
    return Showing(kinds, where, tuple(parts))


def _way(spec: Mapping[str, Any], scope: Scope) -> Shown:
    unknown = set(spec) - {"from", "content", "documented", "operating", "fresh"}
    if unknown:
        raise RuleFaultError(f"`{unknown.pop()}` says nothing about how a requirement is shown")
    path = scope.path(spec["from"]) if "from" in spec else None
    if path is not None and not isinstance(path.typed.type, Items):
        raise RuleFaultError(f"`{path.text}` leads to no record")
    kinds = path.typed.type.kinds if path is not None and isinstance(path.typed.type, Items) else scope.current
    inner = Scope(kinds, kinds, {})
    asked = {
        name: compile_condition(spec[name], inner)
        for name in ("content", "documented", "operating", "fresh")
        if name in spec
    }
    return Shown(
        spec.get("from", " or ".join(kinds)),
        path,
        asked.get("content"),
        asked.get("documented"),
        asked.get("operating"),
        asked.get("fresh"),
    )


__all__ = ["Evidence", "Standing", "State", "evidence_for", "showings"]
