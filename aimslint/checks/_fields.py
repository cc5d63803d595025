"""Every value of one type in a record, wherever it stands: the models say where to look."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from aimslint.aims import Item
from aimslint.aims.item import Names
from aimslint.model import Keys
from aimslint.records.shape import ListOf, Object, Scalar, Shape
from aimslint.rulebook.vocabulary import shape_at


def texts_of(record: Item, wanted: Callable[[Scalar], bool]) -> Iterator[tuple[Item, Keys, str]]:
    """The texts in fields of the wanted type: the record or entry that each belongs to, its place, and itself.

    What is bent, explained away or erased is left out. `wanted` must be the same function every time.
    """
    for item in _items(record):
        for names in _fields(item.kind, wanted):
            value = _at(item.data, names)
            for keys, text in enumerate(value) if value.__class__ is list else ((None, value),):
                if text.__class__ is str:
                    yield item.named, (*item.keys, *names, *(() if keys is None else (keys,))), text


def _items(record: Item) -> list[Item]:
    """The record, its entries and the items of typed lists, as far down as they go."""
    found = [] if record.erased else [record]
    for item in found:  # which grows meanwhile
        for children in item.children.values():
            found += [child for child in children if isinstance(child, Item) and not child.erased]
    return found


@cache
def _fields(kind: str, wanted: Callable[[Scalar], bool]) -> tuple[Names, ...]:
    shape = shape_at(kind)
    return tuple(_of_shape(shape, wanted)) if shape is not None else ()


def _of_shape(shape: Shape, wanted: Callable[[Scalar], bool]) -> Iterator[Names]:
    """Fields of the shape and its inner objects, but not of typed lists: their items are looked at by themselves."""
    for name, declared in shape.fields.items():
        match declared.type:
            case Scalar() | ListOf(Scalar()) as type_:
                scalar = type_.item if isinstance(type_, ListOf) else type_
                if isinstance(scalar, Scalar) and wanted(scalar):
                    yield (name,)
            case Object(inner):
                yield from ((name, *rest) for rest in _of_shape(inner, wanted))
            case _:
                pass


def _at(data: Any, names: Names) -> Any:
    for name in names:
        data = data.get(name) if data.__class__ is dict else None
    return data
