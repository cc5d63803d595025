"""Checks of internal audits (9.2.2)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.facts import soa_row
from aimslint.model import Place
from aimslint.records.values import is_empty
from aimslint.rulebook import Objection, reads
from aimslint.rulebook.matchers.base import show
from aimslint.snapshot import Snapshot

READS = {
    "independence": reads(
        *("auditors", "systems.owner", "scope.soa_row.owner"),
        fields=("date", "name", "holders", "person", "since", "left_on"),
    )
}

RELATED = 5
"""So many places that show it are named."""


def independence(audit: Item, snapshot: Snapshot, _: Mapping[str, Any]) -> Iterator[Objection]:
    """Nobody may audit a system or a control that they own: by role, or as the same person in another role (9.2.2).

    Who had left a role before the audit, or took it up after it, counts as somebody else.
    """
    day = audit.data.get("date")
    owned = list(_owned(audit, snapshot))
    for position, auditor in enumerate(_listed(audit.links.get(("auditors",)))):
        if not isinstance(auditor, Item):
            continue
        people = set(_people(auditor, day))
        own = [one for one in owned if one.owner is auditor or not people.isdisjoint(_people(one.owner, day))]
        if own:
            names = tuple(dict.fromkeys(one.name for one in own))
            them = "it" if len(names) == 1 else "them"
            yield Objection(
                (*audit.keys, "auditors", position),
                f"{auditor.id} audited {show(names)} in {audit.id} and owns {them}{_alias(own, auditor)}",
                auditor.id,
                "somebody who owns nothing of it",
                names,
                tuple(one.place for one in own[:RELATED]),
            )


@dataclass(frozen=True, slots=True)
class _Owned:
    """Something an audit looked at, and who owns it."""

    name: str
    owner: Item
    place: Place


def _owned(audit: Item, snapshot: Snapshot) -> Iterator[_Owned]:
    for system in _listed(audit.links.get(("systems",))):
        if isinstance(system, Item) and isinstance(owner := system.links.get(("owner",)), Item):
            name = system.data.get("name")
            yield _Owned(name if isinstance(name, str) else system.id, owner, system.place(("owner",)))
    for requirement in _listed(audit.links.get(("scope",))):
        row = soa_row(requirement, snapshot) if isinstance(requirement, Item) else None
        if isinstance(row, Item) and isinstance(owner := row.links.get(("owner",)), Item):
            yield _Owned(row.id, owner, row.place(("owner",)))


def _alias(own: Sequence[_Owned], auditor: Item) -> str:
    """In which other roles, when it is the same person under another name."""
    others = dict.fromkeys(one.owner.id for one in own if one.owner is not auditor)
    return f" as {', '.join(others)}" if others else ""


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _people(role: Item, day: Any) -> Iterator[str]:
    """Who held the role on that day; everybody who ever did where the day is not given."""
    for holder in role.children.get(("holders",), ()):
        if not isinstance(holder, Item):
            continue
        person, since, left = (holder.data.get(name) for name in ("person", "since", "left_on"))
        gone = isinstance(left, str) and isinstance(day, str) and left < day
        to_come = isinstance(since, str) and isinstance(day, str) and since > day
        if isinstance(person, str) and not is_empty(person) and not gone and not to_come:
            yield person
