"""What all schemas share: the draft that editors read, names, patterns, and the tidying of pydantic's own schemas."""

import re
from collections.abc import Mapping
from typing import Any

JsonSchema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
_ABBREVIATIONS = {"ai": "AI", "aims": "AIMS", "soa": "SoA", "nc": "NC", "url": "URL"}


def document(name: str, body: Mapping[str, Any], definitions: Mapping[str, JsonSchema]) -> JsonSchema:
    """A whole schema file. Its `$id` is a name, no address: nothing is ever fetched."""
    return {"$schema": DRAFT, "$id": f"urn:aimslint:{name}", **body, "definitions": dict(sorted(definitions.items()))}


def refer(name: str) -> JsonSchema:
    """A reference to a definition of the same file. In draft-07 nothing else may stand beside it."""
    return {"$ref": f"#/definitions/{name}"}


def portable(pattern: str) -> str:
    """The same pattern for every engine: in Python, `$` also matches before a last line break."""
    return pattern.replace("$", r"(?!\n)$")


def spoken(name: str) -> str:
    """A field's or object's name as a title: `risk_tier` is `Risk tier`, `SystemOut` is `System out`."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")
    text = " ".join(_ABBREVIATIONS.get(word, word) for word in words)
    return text[:1].upper() + text[1:]


def tidy(schema: Any) -> Any:
    """A schema that pydantic made, as draft-07 editors read it.

    Definitions move to `definitions`, nothing stands beside a `$ref`, a type that may be null is one `type`, and
    the titles are those of `spoken`.
    """
    if isinstance(schema, list):
        return [tidy(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    tidied = {key: tidy(value) for key, value in schema.items() if key not in ("$defs", "title", "properties")}
    if "properties" in schema:
        tidied["properties"] = {
            name: _beside_reference({"title": spoken(name), **tidy(inner)})
            for name, inner in schema["properties"].items()
        }
    if tidied.get("default", ...) is None:
        del tidied["default"]
    return _beside_reference(_nullable(tidied))


def _nullable(schema: JsonSchema) -> JsonSchema:
    alternatives = schema.get("anyOf", ())
    if len(alternatives) == 2 and alternatives[1] == {"type": "null"} and isinstance(alternatives[0].get("type"), str):
        only = alternatives[0]
        rest = {key: value for key, value in schema.items() if key != "anyOf"}
        more = {"enum": [*only["enum"], None]} if "enum" in only else {}
        return {**rest, **only, "type": [only["type"], "null"], **more}
    return schema


def _beside_reference(schema: JsonSchema) -> JsonSchema:
    if "$ref" not in schema:
        return schema
    target = {"$ref": schema["$ref"].replace("#/$defs/", "#/definitions/")}
    rest = {key: value for key, value in schema.items() if key != "$ref"}
    return {**rest, "allOf": [target]} if rest else target


def definitions_of(schema: Mapping[str, Any]) -> dict[str, JsonSchema]:
    """The definitions of a schema that pydantic made, tidied."""
    return {name: {"title": spoken(name), **tidy(inner)} for name, inner in schema.get("$defs", {}).items()}
