"""From the plain data of a document to a checked record: what is bent is told and becomes unknown."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from aimslint.dataclass import dataclass
from aimslint.model import Keys, Place, Problem
from aimslint.records.bent import Spoilt, problems_of, show, value_at
from aimslint.records.likely import kinds_by_fields
from aimslint.records.needs import unmet
from aimslint.records.shape import Kind, ListOf, Object, Shape, type_at
from aimslint.records.table import all_kinds, part, record_kinds
from aimslint.records.validating import are_few, faults_of, is_sound
from aimslint.records.values import UNKNOWN, Explained, is_empty
from aimslint.suggest import hint, nearest


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record whose fields hold their type, an `Explained`, or UNKNOWN. Not linked yet.

    `spoilt` are the fields that became UNKNOWN, each with what was written. It is `sound` if its model had nothing to
    say about it, so that it stands here as it was written.
    """

    kind: Kind
    id: str
    data: dict[str, Any]
    path: str
    document: int
    explained: tuple[tuple[Keys, Explained], ...]
    spoilt: tuple[Spoilt, ...] = ()
    sound: bool = False


Taken = list[tuple[dict[str, Any], str, dict[str, Any], Keys]]
"""Where `not_applicable` blocks stood: what holds it, the field, the block itself and its data path."""


def read_record(
    path: str, document: int, data: Any, refused: Sequence[Keys] = (), *, sound: bool = False
) -> tuple[RawRecord | None, list[Problem]]:
    """Check one document against the model of its kind.

    Gives the record (None when it has no known kind) and the problems met. `refused` are places where loading left
    something out and told so: a value, or a part of a map. `data` is changed in place: bent fields
    become UNKNOWN, `not_applicable` blocks become `Explained`, other spellings of a word become the word. The model is
    not asked about what is known to be `sound`.
    """
    if not isinstance(data, dict):
        return None, [_no_record(path, document, data)]
    name = data.get("kind")
    if not isinstance(name, str) or not name:
        found = "is missing" if is_empty(name) else f"is {show(name)}, no kind"
        return None, [Problem("missing-kind", Place(path, document, ("kind",)), {"found": found, "hint": _looks(data)})]
    kind = all_kinds().get(name)
    if kind is None or kind.holder is not None:
        values = {"found": name, "hint": hint(name, record_kinds()) or _looks(data)}
        return None, [Problem("unknown-kind", Place(path, document, ("kind",)), values)]
    if sound or (not refused and is_sound(kind.shape, data)):
        return RawRecord(kind, _id_of(data), data, path, document, (), sound=True), []
    explained: Taken = []
    if are_few() and has_explanations(data):  # cheaper than to load what refuses them
        explained = _take_out_explained(data, kind.shape, ())
    errors = faults_of(kind.shape, data)
    if errors and not explained and has_explanations(data):  # no field takes such a block as it is, so it was refused
        explained = _take_out_explained(data, kind.shape, ())
        errors = faults_of(kind.shape, data)
    problems, spoilt = _tell(errors, kind.shape, data, path, document, refused)
    blocks: list[tuple[Keys, Explained]] = []
    block_shape = part("NotApplicable")
    for holder, field, block, keys in explained:
        problems += problems_of(faults_of(block_shape, block), block_shape, block, path, document, keys)[0]
        holder[field] = Explained(block)
        blocks.append((keys, holder[field]))
    sound = not (errors or explained or problems or spoilt)
    return RawRecord(kind, _id_of(data), data, path, document, tuple(blocks), tuple(spoilt), sound), problems


def _id_of(data: dict[str, Any]) -> str:
    """The id of a record that was checked: of a bent one nothing is left."""
    identity = data.get("id")
    return identity if isinstance(identity, str) else ""


def _looks(data: dict[str, Any]) -> str:
    """What kind a document likely is, for messages; all kinds where its fields do not tell."""
    likely = kinds_by_fields(map(str, data))
    if 1 <= len(likely) <= 3:
        return "; its fields are those of " + " or ".join(f"`{kind}`" for kind in likely)
    return f"; expected one of {', '.join(record_kinds())}"


def _tell(
    errors: list[Any], shape: Shape, data: dict[str, Any], path: str, document: int, refused: Iterable[Keys]
) -> tuple[list[Problem], list[Spoilt]]:
    errors += ({"type": "empty", "loc": keys} for keys in unmet(shape, data))
    left_out = [keys for place in refused for keys in _left_out(shape, data, place)]
    problems, spoilt = problems_of(errors, shape, data, path, document, (), left_out) if errors else ([], [])
    for keys in left_out:
        value_at(data, keys[:-1])[keys[-1]] = UNKNOWN
    return problems, spoilt + [(keys, None) for keys in left_out]


def _left_out(shape: Shape, data: dict[str, Any], place: Keys) -> Iterator[Keys]:
    """The fields that became unknown when loading left something out at a place."""
    type_ = type_at(shape, place)
    try:
        value = value_at(data, place)
    except (KeyError, IndexError, TypeError):  # it lies in something else that was left out
        return
    if isinstance(type_, Object) and isinstance(value, dict):  # any field of a map of which a part is missing
        yield from ((*place, name) for name in type_.shape.fields if name not in value)
    elif place and type_ is not None and (value is None or isinstance(value, list | dict)):
        yield place


def _no_record(path: str, document: int, data: Any) -> Problem:
    found = "a list" if isinstance(data, list) else "a text" if isinstance(data, str) else f"`{data}`"
    return Problem("not-a-record", Place(path, document), {"found": found})


def has_explanations(value: Any) -> bool:
    """Whether a `not_applicable` block stands anywhere in the data (depth is bounded by the loader)."""
    if value.__class__ is dict:
        return "not_applicable" in value or any(map(has_explanations, value.values()))
    return value.__class__ is list and any(map(has_explanations, value))


def _take_out_explained(data: dict[str, Any], shape: Shape, keys: Keys) -> Taken:
    """Replace each `not_applicable` block in an explainable field by null for validation; say what was taken."""
    taken: Taken = []
    for name, declared in shape.fields.items():
        value = data.get(name)
        here = (*keys, name)
        if isinstance(value, dict) and "not_applicable" in value and len(value) == 1 and declared.explainable:
            block = value["not_applicable"]
            if isinstance(block, dict):
                data[name] = None
                taken.append((data, name, block, (*here, "not_applicable")))
        elif isinstance(value, dict) and isinstance(declared.type, Object):
            taken += _take_out_explained(value, declared.type.shape, here)
        elif isinstance(value, list) and isinstance(declared.type, ListOf) and isinstance(declared.type.item, Object):
            for position, item in enumerate(value):
                if isinstance(item, dict):
                    taken += _take_out_explained(item, declared.type.item.shape, (*here, position))
    return taken


def nearest_kind(name: str) -> str | None:
    """The kind that `name` most likely means, or None."""
    return nearest(name, record_kinds())
