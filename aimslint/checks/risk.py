"""Checks of the risk method and of ratings on its scales (6.1.2)."""

from collections.abc import Iterator, Mapping
from functools import cache, partial
from itertools import product
from typing import Any

from aimslint.aims import Item
from aimslint.aims.item import Names
from aimslint.records.shape import Object, OwnStep, Shape
from aimslint.records.values import UNKNOWN, Explained, is_empty
from aimslint.rulebook import Objection, reads
from aimslint.rulebook.vocabulary import shape_at
from aimslint.snapshot import Snapshot
from aimslint.suggest import hint

READS = {
    "off_scale": reads("project.risk_method"),
    "matrix_holes": reads(fields=("scales", "value", "matrix", "likelihood", "consequence", "level")),
}

SHOWN = 3
"""So many holes of a matrix are named; the rest are counted."""


def off_scale(item: Item, snapshot: Snapshot, _: Mapping[str, Any]) -> Iterator[Objection]:
    """Every rating of the item must be a step of the organisation's scale that its field stands for (6.1.2)."""
    method = snapshot.project("risk_method")
    if not isinstance(method, Item):
        return
    for names, scale in _own_steps(item.kind):
        value = _at(item.data, names)
        if not _is_said(value):
            continue
        steps = snapshot.once(f"steps of {scale}", method, partial(_steps_of, scale))
        if value in steps or not steps or UNKNOWN in steps:
            continue
        known = [str(step) for step in steps]
        field = ".".join(names)
        likely = "; leave out the quotes" if value in known else hint(str(value), known)
        yield Objection(
            (*item.keys, *names),
            f"{item.named.id}: `{value}` for `{field}` is no step of the scale `{scale}` ({', '.join(known)}){likely}",
            str(value),
            ", ".join(known),
        )


def matrix_holes(method: Item, _: Snapshot, __: Mapping[str, Any]) -> Iterator[Objection]:
    """Each pair of likelihood and consequence must have exactly one level in the matrix (6.1.2)."""
    # Each step once, in the order of the scale.
    likelihoods = dict.fromkeys(_steps(method, "likelihood"))
    consequences = dict.fromkeys(_steps(method, "consequence"))
    cells = method.children.get(("matrix",), ())
    if UNKNOWN in likelihoods or UNKNOWN in consequences or UNKNOWN in cells:
        return
    levels: dict[tuple[Any, Any], Any] = {}
    strays = 0
    for cell in cells:
        assert isinstance(cell, Item)
        likelihood, consequence, level = (cell.data.get(name) for name in ("likelihood", "consequence", "level"))
        if likelihood not in likelihoods or consequence not in consequences:
            strays += 1
            continue
        first = levels.setdefault((likelihood, consequence), level)
        if UNKNOWN not in (first, level) and first != level:
            said = f"The matrix gives {likelihood} and {consequence} the level {level} here and {first} further up"
            yield Objection((*cell.keys, "level"), said, str(level), str(first))
    holes = len(likelihoods) * len(consequences) - len(levels)
    if holes and not strays:  # a cell that is off the scale may be meant for a hole, and is told by itself
        named = []
        for pair in product(likelihoods, consequences):
            if pair not in levels:
                named.append(f"{pair[0]} and {pair[1]}")
            if len(named) == min(holes, SHOWN):
                break
        more = f", and {holes - len(named)} more" if holes > len(named) else ""
        said = f"The matrix gives no level for {'; '.join(named)}{more}"
        yield Objection((*method.keys, "matrix"), said, str(len(levels)), "a level for every pair")


def _steps(method: Item, scale: str) -> list[Any]:
    """The values of a scale, rising; UNKNOWN among them where one is bent or missing."""
    steps = method.children.get(("scales", scale), ())
    values = [step.data.get("value") if isinstance(step, Item) else UNKNOWN for step in steps]
    return [value if _is_said(value) else UNKNOWN for value in values]


def _steps_of(scale: str, method: Item, _: Snapshot) -> list[Any]:
    return _steps(method, scale)


def _is_said(value: Any) -> bool:
    return value is not UNKNOWN and value.__class__ is not Explained and not is_empty(value)


@cache
def _own_steps(kind: str) -> tuple[tuple[Names, str], ...]:
    """The fields of a kind that hold a step of an own scale, and which."""
    shape = shape_at(kind)
    return tuple(_of_shape(shape, ())) if shape is not None else ()


def _of_shape(shape: Shape, above: Names) -> Iterator[tuple[Names, str]]:
    for name, declared in shape.fields.items():
        match declared.type:
            case OwnStep(scale):
                yield (*above, name), scale
            case Object(inner):
                yield from _of_shape(inner, (*above, name))
            case _:
                pass


def _at(data: Any, names: Names) -> Any:
    for name in names:
        data = data.get(name) if data.__class__ is dict else None
    return data
