"""What it rests on whether records show a requirement: the ways from whom it is asked to the records that show it."""

from collections.abc import Iterator

from aimslint.evidence.showing import Showing, Shown
from aimslint.rulebook.conditions import Condition
from aimslint.rulebook.footprint import Footprint, Gathering, Heads
from aimslint.rulebook.paths import Path, compile_path
from aimslint.rulebook.vocabulary import holder_of, words_after

USE = ("retired", "current", "review_due_on", "status", "approved_on")
"""What is asked of every record that shows something, and of the record that it lies in."""


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
    return Footprint(found.longest(), everything=found.everything, asked=tuple(found.asked_of_all))


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
    known = words_after((kind,))
    return [word for word in USE if word in known]
