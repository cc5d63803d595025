"""Required inner fields that hold nothing: a placeholder or a blank text is as good as no field."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from aimslint.model import Keys
from aimslint.records.shape import Field, ListOf, Object, Shape
from aimslint.records.values import is_empty

Plan = tuple[tuple[str, bool, "Plan | None"], ...]
"""The fields worth a look: name, whether it is required, and the same for what lies within."""


def unmet(shape: Shape, data: Mapping[str, Any]) -> Iterator[Keys]:
    """The data path of every required field in `data` whose text says nothing."""
    return _unmet(_plan(shape), data, ())


def _unmet(plan: Plan, data: Mapping[str, Any], keys: Keys) -> Iterator[Keys]:
    for name, required, inner in plan:
        value = data.get(name)
        if value.__class__ is str:
            if required and is_empty(value):
                yield (*keys, name)
        elif inner is None:
            continue
        elif value.__class__ is dict:
            yield from _unmet(inner, value, (*keys, name))
        elif value.__class__ is list:
            for position, item in enumerate(value):
                if item.__class__ is dict:
                    yield from _unmet(inner, item, (*keys, name, position))


@cache
def _plan(shape: Shape) -> Plan:
    looked_at = []
    for declared in shape.fields.values():
        inner = _inner(declared)
        deeper = (_plan(inner) or None) if inner is not None else None
        if declared.required or deeper is not None:
            looked_at.append((declared.name, declared.required, deeper))
    return tuple(looked_at)


def _inner(declared: Field) -> Shape | None:
    type_ = declared.type.item if isinstance(declared.type, ListOf) else declared.type
    return type_.shape if isinstance(type_, Object) else None
