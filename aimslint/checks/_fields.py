"""Every value of one type in a record, wherever it stands: the models say where to look."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from aimslint.aims import Item
from aimslint.aims.item import Names
from aimslint.dataclass import dataclass
from aimslint.model import Keys
from aimslint.records.shape import ListOf, Object, Scalar, Shape
from aimslint.rulebook.vocabulary import shape_at


def texts_of(
    record: Item, wanted: Callable[[Scalar], bool], told: Callable[[str], bool]
) -> Iterator[tuple[Item, Keys, str]]:
    """The texts in fields of the wanted type: the record or entry that each belongs to, its place, and itself.

    What is bent, explained away or erased is left out, and what need not be `told`. `wanted` must be the same function
    every time.
    """
    plan = _plan_of_kind(record.kind, wanted)
    if not record.erased and _may_tell(plan.glance, record.data, told):  # of nearly all that is all to be asked
        yield from _told(record, plan, told)


def _told(record: Item, plan: "_Plan", told: Callable[[str], bool]) -> Iterator[tuple[Item, Keys, str]]:
    items = [(record, plan)]
    for item, plan in items:  # which grows meanwhile
        data = item.data
        for first, rest in plan.fields:
            value = data.get(first)
            if value is None:  # as most are
                continue
            for name in rest:
                value = value.get(name) if value.__class__ is dict else None
            if value.__class__ is str:
                if told(value):
                    yield item.named, (*item.keys, first, *rest), value
            elif value.__class__ is list:
                for position, text in enumerate(value):
                    if text.__class__ is str and told(text):
                        yield item.named, (*item.keys, first, *rest, position), text
        if item.children:
            for names, inner in plan.lists:
                children = item.children.get(names, ())
                items += [(child, inner) for child in children if isinstance(child, Item) and not child.erased]


def _may_tell(glance: "_Glance", data: Mapping[str, Any], told: Callable[[str], bool]) -> bool:
    """Whether some text in a map is to be told, or anything stands in it that must be looked at more closely."""
    for name in glance.texts:
        value = data.get(name)
        if value is not None and (value.__class__ is not str or told(value)):
            return True
    for name, inner in glance.within:
        value = data.get(name)
        if value is None:
            continue
        for one in value if value.__class__ is list else (value,):
            if one.__class__ is not dict or _may_tell(inner, one, told):
                return True
    return False


@dataclass(frozen=True, slots=True)
class _Glance:
    """Where to look in a map: fields of a type, and those with maps or lists of maps that have such fields within."""

    texts: tuple[str, ...]
    within: tuple[tuple[str, "_Glance"], ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where to look in an item: its fields of a type, and the typed lists whose items have such fields.

    A field is a name with those that lead further down. `glance` is the same, without items.
    """

    fields: tuple[tuple[str, Names], ...]
    lists: tuple[tuple[Names, "_Plan"], ...]
    glance: _Glance


@cache
def _plan_of_kind(kind: str, wanted: Callable[[Scalar], bool]) -> _Plan:
    shape = shape_at(kind)
    return _plan(shape, wanted) if shape is not None else _Plan((), (), _Glance((), ()))


def _plan(shape: Shape, wanted: Callable[[Scalar], bool]) -> _Plan:
    fields: list[tuple[str, Names]] = []
    lists: list[tuple[Names, _Plan]] = []
    texts: list[str] = []
    within: list[tuple[str, _Glance]] = []
    for name, declared in shape.fields.items():
        match declared.type:
            case (Scalar() as scalar) | ListOf(Scalar() as scalar) if wanted(scalar):
                fields.append((name, ()))
                texts.append(name)
            case ListOf(Object(inner)):
                plan = _plan(inner, wanted)
                lists += [((name,), plan)] if plan.fields or plan.lists else []
                within += [(name, plan.glance)] if plan.fields or plan.lists else []
            case Object(inner):
                plan = _plan(inner, wanted)
                within += [(name, plan.glance)] if plan.fields or plan.lists else []
                fields += [(name, (first, *rest)) for first, rest in plan.fields]
                lists += [((name, *names), below) for names, below in plan.lists]
    return _Plan(tuple(fields), tuple(lists), _Glance(tuple(texts), tuple(within)))
