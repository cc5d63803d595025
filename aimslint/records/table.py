"""All kinds and their shapes, from a table that was written ahead, so that a check need not load the models.

The models say what kinds there are (`from_models`), and loading them takes longer than all else that a check of few
files does: a fifth of a second. `make generate` writes what they say into `kinds.json`. The table counts only where it
was made of these very models; else they are asked.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from aimslint.records.shape import (
    Field,
    Free,
    Kind,
    ListOf,
    Object,
    OwnStep,
    Reference,
    Scalar,
    Shape,
    Type,
    Words,
    shapes_in,
)

FOLDER = Path(__file__).parent
FILE = FOLDER / "kinds.json"
PARTS = ("Evidence", "NotApplicable")
"""Inner objects that are asked for by name."""

_TOLD_BY = ("envelope.py", "fields.py", "from_models.py", "shape.py", "table.py", "words.py")


def all_kinds() -> Mapping[str, Kind]:
    """Every record kind and entry kind, by name."""
    return _known()[0]


@cache
def record_kinds() -> tuple[str, ...]:
    """The names of all kinds that are records, and no entries."""
    return tuple(name for name, kind in all_kinds().items() if kind.holder is None)


def part(name: str) -> Shape:
    """The shape of one of `PARTS`."""
    return _known()[1][name]


@cache
def _known() -> tuple[dict[str, Kind], dict[str, Shape]]:
    with suppress(OSError, ValueError, LookupError, TypeError):  # it is not there, or not what was written
        table = json.loads(FILE.read_bytes())
        if table["made_of"] == made_of():
            return _read(table)
    return _modelled()


def _modelled() -> tuple[dict[str, Kind], dict[str, Shape]]:
    from aimslint.records import envelope, from_models

    return from_models.all_kinds(), {name: from_models.shape_of(getattr(envelope, name)) for name in PARTS}


def made_of(folder: Path = FOLDER) -> str:
    """A digest of all that tells what kinds there are: the table is that of these sources, or of others."""
    sources = [folder / name for name in _TOLD_BY]
    sources += [folder / "kinds" / name for name in sorted(file.name for file in (folder / "kinds").glob("*.py"))]
    digest = hashlib.sha256()
    for source in sources:
        digest.update(f"{source.name} ".encode() + source.read_bytes() + b"\0")
    return digest.hexdigest()


def written() -> str:
    """The table as today's models have it: JSON, a line for each field. One that many shapes have stands there once."""
    kinds, parts = _modelled()
    roots = [*parts.values(), *(kind.shape for kind in kinds.values())]
    shapes = {shape.name: shape for root in roots for shape in (*shapes_in(root), root)}
    labels: dict[str, str] = {}  # by field
    alike: Counter[str] = Counter()
    shape_rows = []
    for shape in shapes.values():
        for one in shape.fields.values():
            row = _json(_field_row(one))
            if row not in labels:
                alike[one.name] += 1
                labels[row] = f"{one.name} {alike[one.name]}" if alike[one.name] > 1 else one.name
        about = [shape.description, shape.entry_kind, shape.id_field]
        names = [labels[_json(_field_row(one))] for one in shape.fields.values()]
        shape_rows.append(f" {_json(shape.name)}: {_json([about, *names])}")
    field_rows = [f" {_json(label)}: {row}" for row, label in labels.items()]
    kind_rows = [f" {_json(_kind_row(kind))}" for kind in kinds.values()]
    return (
        f'{{"made_of": "{made_of()}",\n'
        + '"fields": {\n'
        + ",\n".join(field_rows)
        + '\n},\n"shapes": {\n'
        + ",\n".join(shape_rows)
        + '\n},\n"kinds": [\n'
        + ",\n".join(kind_rows)
        + "\n]}\n"
    )


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def _field_row(one: Field) -> list[Any]:
    return [
        one.name,
        _type_row(one.type),
        one.required,
        one.description,
        one.requirements,
        one.progress,
        one.explainable,
        one.assumed,
    ]


def _type_row(type_: Type) -> list[Any]:
    match type_:
        case Scalar(name, past):
            return ["scalar", name, past]
        case Words(words, ordered, aliases):
            return ["words", words, ordered, aliases]
        case OwnStep(scale):
            return ["step", scale]
        case Reference(kinds, back):
            return ["reference", kinds, back]
        case Object(shape):
            return ["object", shape.name]
        case ListOf(item):
            return ["list", _type_row(item)]
        case Free():
            return ["free"]


def _kind_row(kind: Kind) -> list[Any]:
    return [
        kind.name,
        kind.plural,
        kind.shape.name,
        kind.nature,
        kind.holder,
        kind.one_per_project,
        kind.act_date,
        kind.subject,
    ]


def _read(table: Mapping[str, Any]) -> tuple[dict[str, Kind], dict[str, Shape]]:
    """What a table says."""
    shapes: dict[str, Shape] = {}
    rows, fields = table["fields"], {}
    for name, (about, *labels) in table["shapes"].items():
        for label in labels:
            if label not in fields:  # after the shapes that it may lead to
                fields[label] = _field(rows[label], shapes)
        own = (fields[label] for label in labels)
        shapes[name] = Shape(name, about[0], {one.name: one for one in own}, *about[1:])
    kinds = {row[0]: Kind(row[0], row[1], shapes[row[2]], *row[3:]) for row in table["kinds"]}
    return kinds, {name: shapes[name] for name in PARTS}


def _field(row: list[Any], shapes: Mapping[str, Shape]) -> Field:
    name, type_, required, description, requirements, *rest = row
    return Field(name, _type(type_, shapes), required, description, tuple(requirements), *rest)


def _type(row: list[Any], shapes: Mapping[str, Shape]) -> Type:
    sort = row[0]
    if sort == "scalar":
        return Scalar(row[1], row[2])
    if sort == "words":
        return Words(tuple(row[1]), row[2], tuple((other, word) for other, word in row[3]))
    if sort == "reference":
        return Reference(tuple(row[1]), row[2])
    if sort == "list":
        return ListOf(_type(row[1], shapes))
    if sort == "object":
        return Object(shapes[row[1]])
    return OwnStep(row[1]) if sort == "step" else Free()


__all__ = ["FILE", "PARTS", "all_kinds", "made_of", "part", "record_kinds", "written"]
