"""What it rests on whether records show a requirement: the ways from whom it is asked to the records that show it."""

from collections.abc import Iterator, MutableMapping

from aimslint.evidence.showing import Showing, Shown, showings
from aimslint.packs import Pack, Requirement
from aimslint.records.table import all_kinds
from aimslint.rulebook.conditions import Condition
from aimslint.rulebook.footprint import Footprint
from aimslint.rulebook.gathering import Gathering, Heads
from aimslint.rulebook.paths import Path, compile_path
from aimslint.rulebook.vocabulary import holder_of, words_after

USE = ("retired", "current", "review_due_on", "status", "approved_by", "approved_on", "last_reviewed")
"""What is asked of every record that shows something, and of the record that it lies in, beside the day of an act."""


def footprint_of_requirement(requirement: Requirement, pack: Pack, known: MutableMapping[str, Footprint]) -> Footprint:
    """What it rests on whether records show a requirement of a pack. Raises PackError.

    Of those that are `known`, by qualified ids, it is taken, and added otherwise: all of the pack must be compiled.
    """
    if requirement.qualified not in known:
        known[requirement.qualified] = footprint_of_showing(showings(pack)[requirement.id])
    return known[requirement.qualified]


def footprint_of_showing(showing: Showing) -> Footprint:
    """The ways of one requirement, from the subjects that it is asked of."""
    found = Gathering()
    start: Heads = (((), showing.kinds),)
    found.asked((showing.where, *(each.where for each in showing.starts)), start, start, start)
    for part in showing.parts:
        for way in part:
            heads = found.along(way.path.steps, start) if way.path is not None else start
            found.asked(tuple(_asked(way)), heads, heads, heads)
            for trail, kinds in heads:
                for kind in kinds:
                    for path in _uses(kind):
                        found.along(path.steps, ((trail, (kind,)),))
    return Footprint(found.longest(), everything=found.everything, asked=tuple(found.asked_of_all), fields=found.fields)


def _asked(way: Shown) -> Iterator[Condition | None]:
    yield from (way.content, way.select, way.documented, way.operating, way.fresh)


def _uses(kind: str) -> Iterator[Path]:
    """What is asked of a record of a kind, and of those that hold it, as far as they have it."""
    yield from (compile_path(word, (kind,), (kind,)) for word in _known(kind))
    above = holder_of(kind)
    while above is not None:
        yield from (compile_path(f"{above}.{word}", (kind,), (kind,)) for word in _known(above))
        above = holder_of(above)


def _known(kind: str) -> list[str]:
    known, declared = words_after((kind,)), all_kinds().get(kind)
    day = (declared.act_date,) if declared is not None and declared.act_date else ()
    return [word for word in (*USE, *day) if word in known]
