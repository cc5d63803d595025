"""Fields of an organisation's own: the `extensions:` of a record, checked by a JSON Schema that the project holds."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from aimslint.config import ConfigError
from aimslint.loading import load_file
from aimslint.model import Place, Problem
from aimslint.records.reading import RawRecord

_DANGEROUS = re.compile(r"\\[1-9]|\(\?P=|[)\]][*+?{][^()]*\)[*+{]|[*+}]\)[*+{]")


def check_extensions(records: Iterable[RawRecord], schemas: Mapping[str, tuple[str, bytes]]) -> list[Problem]:
    """Check the `extensions` of records against the schemas by kind (path and bytes of each).

    Raises ConfigError for a schema that cannot be used. Nothing is fetched: a reference to elsewhere is an error.
    """
    validators = {kind: _validator(path, raw) for kind, (path, raw) in schemas.items()}
    problems = []
    for record in records:
        validator = validators.get(record.kind.name)
        value = record.data.get("extensions")
        if validator is None or not isinstance(value, dict):
            continue
        for error in sorted(validator.iter_errors(value), key=lambda error: list(map(str, error.absolute_path))):
            keys = ("extensions", *error.absolute_path)
            values = {"field": ".".join(map(str, keys)), "found": error.message[:200]}
            problems.append(Problem("bad-extension", Place(record.path, record.document, keys), values))
    return problems


def _validator(path: str, raw: bytes) -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError
    from jsonschema.validators import validator_for
    from referencing import Registry

    loaded = load_file(path, raw)
    if loaded.problems or len(loaded.documents) != 1 or not isinstance(loaded.documents[0].data, dict):
        raise ConfigError(path, 1, "no JSON Schema: expected one map")
    schema = loaded.documents[0].data
    if _DANGEROUS.search(json.dumps(_patterns(schema))):
        raise ConfigError(path, 1, "a pattern with a back-reference or a repeated repetition could take for ever")
    kind = validator_for(schema, default=Draft202012Validator)
    try:
        kind.check_schema(schema)
    except SchemaError as error:
        raise ConfigError(path, 1, f"no JSON Schema: {error.message[:200]}") from None
    return kind(schema, registry=Registry())


def _patterns(schema: Any) -> list[str]:
    if isinstance(schema, dict):
        own = [schema["pattern"]] if isinstance(schema.get("pattern"), str) else []
        own += list(schema.get("patternProperties", {}))
        return own + [found for value in schema.values() for found in _patterns(value)]
    return [found for value in schema for found in _patterns(value)] if isinstance(schema, list) else []
