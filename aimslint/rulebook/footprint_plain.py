"""Footprints as lists and texts, to be kept: to find them, each rule must be compiled. What does not fit is absent."""

from collections.abc import Mapping
from typing import Any

from aimslint.rulebook.footprint import Footprint, Hop, Linked, Often, Only, Trail
from aimslint.rulebook.steps import Back, Children, Follow, Holder, Project


def to_plain(footprints: Mapping[str, Footprint]) -> Any:
    """Footprints by the names of rules. Left out are those with a condition, which only the compiled rule has."""
    trails: dict[Trail, int] = {}
    rules = {
        name: [
            sorted(trails.setdefault(trail, len(trails)) for trail in found.trails),
            sorted(found.worlds),
            found.everything,
            sorted(found.of_named),
        ]
        for name, found in footprints.items()
        if not found.asked
    }
    return [[[_plain_hop(hop) for hop in trail] for trail in trails], rules]


def from_plain(plain: Any) -> dict[str, Footprint]:
    """The footprints that `to_plain` made this of; none when it is nothing of the kind."""
    try:
        told, rules = plain
        trails = [tuple(map(_hop, trail)) for trail in told]
        return {
            name: Footprint(
                frozenset(trails[at] for at in some), frozenset(worlds), everything, (), frozenset(of_named)
            )
            for name, (some, worlds, everything, of_named) in rules.items()
        }
    except (TypeError, ValueError, LookupError, AttributeError):
        return {}


def _plain_hop(hop: Hop) -> list[Any]:
    match hop:
        case Follow(names, many) | Children(names, many):
            return [hop.__class__.__name__, list(names), many]
        case Often(Follow(names, many)):
            return ["Often", list(names), many]
        case Back(name, sources, many):
            return ["Back", name, list(sources), many]
        case Only(kinds):
            return ["Only", list(kinds)]
        case Holder(kind, many) | Project(kind, many):
            return [hop.__class__.__name__, kind, many]
        case Linked():
            return ["Linked"]


def _hop(plain: Any) -> Hop:
    match plain:
        case ["Follow", [*names], bool(many)]:
            return Follow(tuple(names), many)
        case ["Children", [*names], bool(many)]:
            return Children(tuple(names), many)
        case ["Often", [*names], bool(many)]:
            return Often(Follow(tuple(names), many))
        case ["Back", str(name), [*sources], bool(many)]:
            return Back(name, tuple(sources), many)
        case ["Only", [*kinds]]:
            return Only(tuple(kinds))
        case ["Holder", str(kind), bool(many)]:
            return Holder(kind, many)
        case ["Project", str(name), bool(many)]:
            return Project(name, many)
        case ["Linked"]:
            return Linked()
    raise ValueError(f"{plain!r} is no hop")


__all__ = ["from_plain", "to_plain"]
