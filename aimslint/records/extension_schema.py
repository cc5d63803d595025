"""Reads a JSON Schema that a project holds. What it says must be bounded, and stand in that one file.

A schema comes with the records of a pull request, so it is as little to be trusted as they are: `$ref` may fetch, a
pattern may take for ever, and thirty lines of references may stand for a billion.
"""

from collections.abc import Iterator
from typing import Any

from aimslint.config import ConfigError
from aimslint.loading import Limits, load_file, locate
from aimslint.model import Keys

DRAFTS = {
    "https://json-schema.org/draft/2020-12/schema": "Draft202012Validator",
    "https://json-schema.org/draft/2019-09/schema": "Draft201909Validator",
    "http://json-schema.org/draft-07/schema": "Draft7Validator",
}
LIMITS = Limits(file_bytes=1024 * 1024, nodes=20_000)

_NO_SCHEMAS = ("const", "default", "enum", "examples")  # what stands below is data, whatever it looks like
_BY_NAME = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies")
_REFUSED = {
    "$dynamicRef": "write `$ref`",
    "$recursiveRef": "write `$ref`",
    "unevaluatedItems": "write `items: false` after `prefixItems`",
    "unevaluatedProperties": "write `additionalProperties: false`, with all `properties` beside it",
}


def read_schema(path: str, raw: bytes) -> tuple[str, dict[str, Any]]:
    """The name of the validator for a schema file, and the schema. Raises ConfigError with the line of a mistake."""
    loaded = load_file(path, raw, LIMITS)
    for problem in loaded.problems:
        line = problem.place.span.line if problem.place.span else 1
        raise ConfigError(path, line, f"no JSON Schema: {problem.rule}: {problem.values.get('found', 'not readable')}")
    if len(loaded.documents) != 1 or not isinstance(loaded.documents[0].data, dict):
        raise ConfigError(path, 1, "no JSON Schema: expected one map")
    schema = loaded.documents[0].data
    draft = schema.pop("$schema", next(iter(DRAFTS)))
    wrong = _wrong_draft(draft) or next(_wrong(schema, ()), None) or _wrong_form(DRAFTS[draft.rstrip("#")], schema)
    if wrong is not None:
        keys, said = wrong
        raise ConfigError(path, locate(path, loaded.text).find(keys).line, said)
    schema.pop("$id", None)
    return DRAFTS[draft.rstrip("#")], schema


def pattern_of(text: str) -> Any:
    """A pattern that takes time in proportion to what it is tried on. Raises ValueError for what none can be.

    That is the pattern engine of pydantic, which knows neither back-references nor looking around.
    """
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    try:
        return SchemaValidator(core_schema.str_schema(pattern=text, regex_engine="rust-regex"))
    except SchemaError:
        raise ValueError(text) from None


def _wrong_draft(draft: Any) -> tuple[Keys, str] | None:
    if isinstance(draft, str) and draft.rstrip("#") in DRAFTS:
        return None
    return ("$schema",), f"no JSON Schema that is known here: `$schema` is one of {', '.join(DRAFTS)}"


def _wrong(schema: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """What a schema says that is not done here, each with its place."""
    if isinstance(schema, list):
        for position, inner in enumerate(schema):
            yield from _wrong(inner, (*keys, position))
    if not isinstance(schema, dict):
        return
    for word, value in schema.items():
        here = (*keys, word)
        if (said := _wrong_word(word, value, keys)) is not None:
            yield here, said
        elif word in _BY_NAME and isinstance(value, dict):
            for name, inner in value.items():
                if word == "patternProperties" and (said := _wrong_pattern(name)) is not None:
                    yield (*here, name), said
                yield from _wrong(inner, (*here, name))
        elif word not in _NO_SCHEMAS:
            yield from _wrong(value, here)


def _wrong_word(word: str, value: Any, keys: Keys) -> str | None:
    if word in _REFUSED:
        return f"`{word}` is not known here; {_REFUSED[word]}"
    if word in ("$id", "$schema") and keys:
        return f"one file is one schema: leave `{word}` out here"
    if word == "$ref" and not (isinstance(value, str) and value.startswith("#")):
        return "a reference to elsewhere: nothing is fetched; expected `#/$defs/` and a name"
    if word == "pattern" and isinstance(value, str):
        return _wrong_pattern(value)
    if word in ("required", "type") and isinstance(value, list) and not all(isinstance(one, str) for one in value):
        return f"`{word}`: expected a list of texts"
    return None


def _wrong_pattern(text: str) -> str | None:
    try:
        pattern_of(text)
    except ValueError:
        return (
            f"`{text[:60]}` is no pattern that can be tried in bounded time: "
            "leave out back-references and looking around"
        )
    return None


def _wrong_form(draft: str, schema: dict[str, Any]) -> tuple[Keys, str] | None:
    """What the schema of schemas objects to, or a reference that leads to nothing."""
    import jsonschema
    from jsonschema.exceptions import SchemaError
    from referencing import Registry
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT202012

    kind = getattr(jsonschema, draft)
    try:
        kind.check_schema(schema, format_checker=None)
    except SchemaError as error:
        return tuple(error.absolute_path), f"no JSON Schema: {error.message[:200]}"
    root = Registry().with_resource("", DRAFT202012.create_resource(schema)).resolver()
    for keys, reference in _references(schema, ()):
        try:
            root.lookup(reference)
        except (Unresolvable, ValueError):
            return keys, f"`{reference[:60]}` leads to nothing in this file"
    return None


def _references(schema: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    inner: Iterator[tuple[str | int, Any]] = iter(())
    if isinstance(schema, dict):
        inner = iter((word, value) for word, value in schema.items() if word not in _NO_SCHEMAS)
        if isinstance(schema.get("$ref"), str):
            yield (*keys, "$ref"), schema["$ref"]
    elif isinstance(schema, list):
        inner = iter(enumerate(schema))
    for key, value in inner:
        yield from _references(value, (*keys, key))
