"""The nodes of a graph by kind and by the ids that references name them by."""

from collections.abc import Mapping, Sequence

from aimslint.aims.item import Item

Index = Mapping[str, Mapping[str, Item]]
"""Nodes by kind and by the ids that references name them by; of nodes with the same id the first."""


def index_of(items: Mapping[str, Sequence[Item]], primary: str) -> dict[str, Mapping[str, Item]]:
    """The index of nodes. Bare ids of requirements are those of the pack `primary`. Nothing names items of lists."""
    found: dict[str, Mapping[str, Item]] = {
        kind: by_id(some) for kind, some in items.items() if kind != "requirement" and "." not in kind
    }
    return found | {"requirement": requirements_by_name(items.get("requirement", ()), primary)}


def by_id(items: Sequence[Item]) -> dict[str, Item]:
    """Nodes of a kind by id."""
    known: dict[str, Item] = {}
    for item in items:
        known.setdefault(item.id, item)
    return known


def requirements_by_name(items: Sequence[Item], primary: str) -> dict[str, Item]:
    """Requirements by the ids they may be named by: bare in the primary pack, qualified in all."""
    known: dict[str, Item] = {}
    for item in items:
        if item.data["pack"] in (primary, "own"):
            known.setdefault(item.data["id"], item)
        known[f"{item.data['pack']}:{item.data['id']}"] = item
    return known


def shared_ids(items: Sequence[Item], primary: str) -> dict[str, list[str]]:
    """The bare ids of the primary pack that other packs have as well, each with their names."""
    found: dict[str, list[str]] = {item.data["id"]: [] for item in items if item.data["pack"] == primary}
    for item in items:
        if item.data["pack"] not in (primary, "own") and item.data["id"] in found:
            found[item.data["id"]].append(item.data["pack"])
    return {id_: packs for id_, packs in found.items() if packs}
