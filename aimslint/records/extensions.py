"""Fields of an organisation's own: the `extensions:` of a record, checked by a JSON Schema that the project holds."""

from collections.abc import Iterable, Mapping
from typing import Any

from aimslint.config import ConfigError
from aimslint.model import Place, Problem
from aimslint.records.reading import RawRecord


def check_extensions(records: Iterable[RawRecord], schemas: Mapping[str, tuple[str, bytes]]) -> list[Problem]:
    """Check the `extensions` of records against the schemas by kind (path and bytes of each).

    Raises ConfigError for a schema that cannot be used. Nothing is fetched: a reference to elsewhere is an error, and
    so is a schema that would take too long.
    """
    from aimslint.records.bounded_validation import BoundedSchema, TooManySteps
    from aimslint.records.extension_schema import read_schema

    known = {kind: BoundedSchema(*read_schema(path, raw)) for kind, (path, raw) in schemas.items()}
    problems = []
    for record in records:
        schema = known.get(record.kind.name)
        value: Any = record.data.get("extensions")
        if schema is None or not isinstance(value, dict):
            continue
        try:
            faults = schema.faults(value)
        except TooManySteps as error:
            raise ConfigError(schemas[record.kind.name][0], 1, f"no JSON Schema to work with: {error}") from None
        for path, said in faults:
            keys = ("extensions", *path)
            values = {"field": ".".join(map(str, keys)), "found": said}
            problems.append(Problem("bad-extension", Place(record.path, record.document, keys), values))
    return problems
