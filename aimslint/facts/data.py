"""Facts about datasets."""

from collections.abc import Iterable, Iterator
from typing import Any

from aimslint.aims import Item
from aimslint.facts.fact import Fact, Leads
from aimslint.records.values import UNKNOWN, Unknown
from aimslint.snapshot import Snapshot


def used_by(item: Item, snapshot: Snapshot) -> Any:
    """Systems that use the data, directly or through the card of a model they run on."""
    found: dict[int, Any] = {}
    for user in (*item.back.get("systems", ()), *_systems_of(item.back.get("model_cards", ()))):
        if not (isinstance(user, Item) and user.erased):
            found.setdefault(id(user), user)
    lost = "ai_system" in snapshot.aims.lost or snapshot.aims.may_have_lost(("model_card",), item.id)
    return [*found.values(), UNKNOWN] if lost else list(found.values())


def _systems_of(cards: Iterable[Item | Unknown]) -> Iterator[Item | Unknown]:
    for card in cards:
        if isinstance(card, Item):
            yield from card.back.get("systems", ())
        else:
            yield card


def facts() -> tuple[Fact, ...]:
    """The facts of this module."""
    return (
        Fact(
            "used_by",
            ("dataset",),
            Leads(("ai_system",)),
            used_by,
            "The systems that use the data, directly or through a model card.",
            ("id",),
            many=True,
            reads=("systems", "model_cards.systems"),
            fields=(),
        ),
    )
