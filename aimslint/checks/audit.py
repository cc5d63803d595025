"""Checks of internal audits (9.2.2)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from aimslint.aims import Item
from aimslint.facts import soa_row
from aimslint.model import Place
from aimslint.records.values import is_empty
from aimslint.rulebook import Objection
from aimslint.snapshot import Snapshot


def independence(audit: Item, snapshot: Snapshot, _: Mapping[str, Any]) -> Iterator[Objection]:
    """Nobody may audit a system or a control that they own: by role, or as the same person in another role (9.2.2).

    Who had left a role before the audit, or took it up after it, counts as somebody else.
    """
    day = audit.data.get("date")
    roles = [role for role in audit.links.get(("auditors",)) or () if isinstance(role, Item)]
    auditors = set(_people(roles, day))
    for names in (("systems",), ("scope",)):
        for position, target in enumerate(_listed(audit.links.get(names))):
            if not isinstance(target, Item):
                continue
            owned = target if target.kind == "ai_system" else soa_row(target, snapshot)
            owner = owned.links.get(("owner",)) if isinstance(owned, Item) else None
            if not isinstance(owner, Item) or not isinstance(owned, Item):
                continue
            shared = [owner.id] if owner in roles else [name for name in _people([owner], day) if name in auditors]
            if shared:
                yield _objection(audit, (*names, position), target, owned, shared[0], owner)


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _people(roles: Iterable[Item], day: Any) -> Iterator[str]:
    """Who held one of the roles on that day; everybody who ever did where the day is not given."""
    for role in roles:
        for holder in role.children.get(("holders",), ()):
            if not isinstance(holder, Item):
                continue
            person, since, left = (holder.data.get(name) for name in ("person", "since", "left_on"))
            gone = isinstance(left, str) and isinstance(day, str) and left < day
            to_come = isinstance(since, str) and isinstance(day, str) and since > day
            if isinstance(person, str) and not is_empty(person) and not gone and not to_come:
                yield person


def _objection(audit: Item, names: tuple[str, int], target: Item, owned: Item, who: str, owner: Item) -> Objection:
    place: Place = owned.place()
    what = target.data.get("name") if target.kind == "ai_system" else None
    role = "" if who == owner.id else f" as {owner.id}"
    return Objection(
        (*audit.keys, *names),
        f"{who} audited {what or target.id} and owns it{role}",
        target.id,
        "somebody who does not own it",
        related=(place,),
    )
