"""Footprints as lists and texts, to be kept: to find them, each rule must be compiled. What does not fit is absent."""

from collections.abc import Iterable, Mapping
from typing import Any

from aimslint.rulebook.footprint import Asked, Fields, Footprint, Hop, Linked, Often, Only, Trail
from aimslint.rulebook.steps import Back, Children, Follow, Holder, Project


def to_plain(footprints: Mapping[str, Footprint]) -> Any:
    """Footprints by the names of rules, without the conditions, which only the compiled rules have."""
    trails: dict[Trail, int] = {}

    def numbers(some: Iterable[Trail]) -> list[int]:
        return sorted(trails.setdefault(trail, len(trails)) for trail in some)

    rules = {
        name: [
            numbers(found.trails),
            sorted(found.worlds),
            found.everything,
            sorted(found.of_named),
            _plain_fields(found.fields),
            [[one.kind, numbers(one.trails), one.of_subject, _plain_fields(one.fields)] for one in found.asked],
        ]
        for name, found in footprints.items()
    }
    return [[[_plain_hop(hop) for hop in trail] for trail in trails], rules]


def from_plain(plain: Any) -> dict[str, Footprint]:
    """The footprints that `to_plain` made this of; none when it is nothing of the kind."""
    try:
        told, rules = plain
        trails = [tuple(map(_hop, trail)) for trail in told]

        def numbered(some: Iterable[int]) -> frozenset[Trail]:
            return frozenset(trails[at] for at in some)

        return {
            name: Footprint(
                numbered(some),
                frozenset(worlds),
                everything,
                tuple(Asked(kind, None, numbered(ways), own, _fields(read)) for kind, ways, own, read in asked),
                frozenset(of_named),
                _fields(fields),
            )
            for name, (some, worlds, everything, of_named, fields, asked) in rules.items()
        }
    except (TypeError, ValueError, LookupError, AttributeError):
        return {}


def _plain_fields(fields: Fields) -> list[str] | None:
    return None if fields is None else sorted(fields)


def _fields(plain: list[str] | None) -> Fields:
    return None if plain is None else frozenset(plain)


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
