"""What a bent field may refer to: until it is mended, nobody can say that nothing leads there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from aimslint.aims.item import Item
from aimslint.aims.plan import way_back_sources
from aimslint.aims.resolve import Resolver
from aimslint.pattern import pattern
from aimslint.records.patterns import ID_PATTERN
from aimslint.records.reading import RawRecord
from aimslint.records.shape import ListOf, Object, Reference, Type, type_at
from aimslint.records.values import UNKNOWN, is_empty

_ID = pattern(ID_PATTERN)
MOST_TEXTS = 200
"""More texts than this are no slip in a list of references."""


def lost_entries(record: RawRecord) -> Iterator[tuple[str, str]]:
    """The kinds of entries that the bent fields of a record may hold, each with what was written; empty if unclear."""
    for keys, written in record.spoilt:
        for found in inside(type_at(record.kind.shape, keys)):
            if isinstance(found, Object) and found.shape.entry_kind:
                clear = isinstance(written, list) and any(isinstance(item, dict) for item in written)
                yield found.shape.entry_kind, "\n".join(_texts(written)) if clear else ""


def lost_names(record: RawRecord) -> Iterator[tuple[str, str]]:
    """Of which kinds the record or an entry in it has a bent id, each with the id that was meant; empty if unclear."""
    for keys, written in record.spoilt:
        holder = type_at(record.kind.shape, keys[:-1])
        if isinstance(holder, Object) and keys[-1] == holder.shape.id_field:
            kind = record.kind.name if len(keys) == 1 else holder.shape.entry_kind
            if kind is not None:
                clear = isinstance(written, str) and not is_empty(written) and _ID.match(written)
                yield kind, written if clear else ""


def leave_open(record: RawRecord, resolver: Resolver) -> None:
    """Make the ways back unknown that lead from the targets which the bent fields of a record may name."""
    for keys, written in record.spoilt:
        references = [found for found in inside(type_at(record.kind.shape, keys)) if isinstance(found, Reference)]
        if references:
            texts = dict.fromkeys(islice(_texts(written), MOST_TEXTS))
            for reference in dict.fromkeys(references):
                resolver.leave_open(texts, reference)


def leave_all_open(items: Iterable[Item], known: Mapping[str, Sequence[Item]]) -> None:
    """Make every way back unknown that may lead to one of these items; `known` are all, by kind.

    One counts as replaced by another only where one of its kind replaces something that nobody can name.
    """
    replacing: dict[str, bool] = {}
    for item in items:
        if item.kind not in replacing:
            others = known[item.kind]
            replacing[item.kind] = any(other.links.get(("supersedes",)) is UNKNOWN for other in others)
        for kind, name in way_back_sources():
            if kind == item.kind and (name != "superseded_by" or replacing[item.kind]):
                item.back.setdefault(name, []).append(UNKNOWN)


def inside(type_: Type | None) -> Iterator[Type]:
    """The references and objects that a value of a type may hold. What lies in an entry is lost with the entry."""
    match type_:
        case Reference():
            yield type_
        case ListOf(item):
            yield from inside(item)
        case Object(shape):
            yield type_
            if not shape.entry_kind:
                for declared in shape.fields.values():
                    yield from inside(declared.type)


def _texts(value: Any) -> Iterator[str]:
    """Every text in what was written; a number is a text without its quotes."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield str(value)
