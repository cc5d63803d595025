"""Checks of clauses and controls: does any record show them? One gap is told once, by one rule, at one requirement."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from aimslint.aims import Item
from aimslint.evidence import NOT_DONE, Gap, Shortfall, shortfall
from aimslint.facts import soa_row
from aimslint.model import Phase
from aimslint.packs import Requirement
from aimslint.records.shape import ListOf, Object, Shape
from aimslint.records.table import all_kinds
from aimslint.rulebook import Objection, Unsure, reads
from aimslint.rulebook.vocabulary import facts_of
from aimslint.snapshot import Snapshot

READS = {
    "uncovered": reads(
        *("soa_row", "project.ai_systems.live", "project.ai_systems.in_scope"),
        worlds=("requirements",),
        fields=("applicable", "implementation_status"),
    )
}

APPROVAL = "status"
SHORTFALL = "shortfall"


def uncovered(item: Item, snapshot: Snapshot, _: Mapping[str, Any]) -> Iterator[Objection | Unsure]:
    """What keeps a requirement of the whole management system from being shown by any approved record.

    A gap that another rule tells is left to it, and one that several requirements share is told at the first of them:
    the one that is due first, and of these the one that is mainly about such records. Unsure where nobody can tell.
    What is asked of systems, suppliers or other records is not looked at: rules about these tell it.
    """
    requirement = _requirement(item, snapshot)
    if requirement.for_each is not None:
        return
    found = snapshot.once(SHORTFALL, item, _shortfall)
    for part in dict.fromkeys(found.parts):
        ways = [[gap for gap in way if not _is_told(gap, requirement, snapshot)] for way in part]
        if all(ways):
            yield _objection([gap for way in ways for gap in way], item, snapshot)
    if found.unsure:
        yield Unsure("what these records rest on is missing, broken or cannot be read", "records")


def _objection(gaps: list[Gap], item: Item, snapshot: Snapshot) -> Objection:
    """One for all that is missing of a part, at the nearest record where there is one."""
    held = [(gap.record.kind, gap.record.id, at) for at, gap in enumerate(gaps) if gap.record is not None]
    first = gaps[min(held)[2]] if held else gaps[0]  # by id: the order of files must not decide what a finding is
    sharing = dict.fromkeys(other for gap in gaps for other in _resting_on(gap, item.data["pack"], snapshot))
    others = [other.id for other in sharing if other is not item]
    also = f" ({_listed(others)} {'rest' if len(others) > 1 else 'rests'} on it too)" if others else ""
    if first.record is not None:
        said = "; ".join(dict.fromkeys(gap.sentence for gap in gaps))
        said = f"{said}{also}; {' and '.join(dict.fromkeys(gap.ask for gap in gaps))}"
    else:
        said = "; and ".join(dict.fromkeys(f"{gap.sentence}: {gap.ask}" for gap in gaps)) + also
    return Objection(
        (),
        f"{item.id} ({item.data['title']}): {said}",
        "nothing",
        "a record that shows it",
        (item.id, *others),
        place=first.place,
    )


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _is_told(gap: Gap, requirement: Requirement, snapshot: Snapshot) -> bool:
    """Whether another rule tells it, or this one does at another requirement."""
    name = f"{gap.kind}.{gap.lacks}".rstrip(".")
    told_by = snapshot.aims.packs[requirement.pack].told_by
    own = told_by.of.get(requirement.id, {})
    if name in told_by.always or name in own or (gap.lacks == APPROVAL and "procedure" in own):
        return True
    if name in told_by.while_live and _some_live(snapshot):
        return True
    if gap.lacks == APPROVAL and gap.record is not None and gap.record.data.get("status") == "approved":
        return True  # by approved-by-nobody, or future-date
    if gap.kind == "role" and not gap.lacks and _roles_are_missed(snapshot):
        return True
    return _is_needed(gap) or _first_to_tell(gap, requirement, snapshot) != requirement.id


def _first_to_tell(gap: Gap, requirement: Requirement, snapshot: Snapshot) -> str:
    """The requirement at which a gap is told: the one due first, clauses before controls, then the most concerned."""
    pack = snapshot.aims.packs[requirement.pack]
    order = list(pack.requirements)

    def rank(id_: str) -> tuple[int, bool, bool, int]:
        one = pack.requirements[id_]
        return Phase(one.phase).rank, one.kind != "clause", one.evidence[:1] != (gap.kind,), order.index(id_)

    sharing = (str(item.data["id"]) for item in _resting_on(gap, requirement.pack, snapshot))
    return min((requirement.id, *sharing), key=rank)


def _resting_on(gap: Gap, pack: str, snapshot: Snapshot) -> list[Item]:
    """The requirements of a pack that have the same gap.

    One that all records of the kind have is shared by those of a choice.
    """
    same = {gap, replace(gap, among=())}
    return [
        item
        for item in snapshot.aims.items.get("requirement", ())
        if item.data["pack"] == pack
        and item.data.get("asked_of") == "project"
        and _is_asked(item, snapshot)
        and not same.isdisjoint(snapshot.once(SHORTFALL, item, _shortfall).gaps)
    ]


def _is_asked(item: Item, snapshot: Snapshot) -> bool:
    """Clauses always; controls when the Statement of Applicability says that they apply and are in place."""
    if item.data["kind"] == "clause":
        return True
    row = soa_row(item, snapshot)
    if not isinstance(row, Item) or row.data.get("applicable") is not True:
        return False
    return row.data.get("implementation_status") not in NOT_DONE


def _is_needed(gap: Gap) -> bool:
    """Whether the schema asks for it as soon as its holder is written, and it is: missing-required-field tells it."""
    first, *rest = gap.lacks.split(".")
    if gap.record is None or not rest or not gap.record.data.get(first):
        return False
    shape: Shape | None = all_kinds()[gap.kind].shape
    declared = None
    for name in (first, *rest):
        declared = shape.fields.get(name) if shape is not None else None
        inner = declared.type if declared is not None else None
        inner = inner.item if isinstance(inner, ListOf) else inner
        shape = inner.shape if isinstance(inner, Object) else None
    return declared is not None and declared.required


def _some_live(snapshot: Snapshot) -> bool:
    facts = facts_of("ai_system")
    systems = snapshot.aims.of_kind(("ai_system",))
    return any(all(facts[name].value(system, snapshot) is True for name in ("live", "in_scope")) for system in systems)


def _roles_are_missed(snapshot: Snapshot) -> bool:
    """Whether a record names a role that is not there."""
    return any(problem.rule == "owner-not-a-role" for problem in snapshot.aims.problems)


def _shortfall(item: Item, snapshot: Snapshot) -> Shortfall:
    return shortfall(_requirement(item, snapshot), snapshot)


def _requirement(item: Item, snapshot: Snapshot) -> Requirement:
    return snapshot.aims.packs[item.data["pack"]].requirements[item.data["id"]]
