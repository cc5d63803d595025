"""The JSON Schemas of the files that describe a pack: `pack.yaml`, `catalogue.yaml` and `crosswalk.yaml`."""

from typing import Any

from pydantic import BaseModel

from aimslint.json_schemas.draft import JsonSchema, definitions_of, document, portable, refer, tidy
from aimslint.json_schemas.rule_schema import any_typed_list, subjects, vocabulary
from aimslint.packs.files import CatalogueFile, CrosswalkFile, PackFile

# How a record shows a requirement, by what is asked of it.
WAY = {
    "from": "The way to the records, from what it is asked of; without it that itself. Needed where it is the whole.",
    "content": "What they must say. What stands here tells which records are about it at all.",
    "documented": "What is asked besides the approval that documents and results need.",
    "operating": "What shows use, in place of the day of the act or the last review.",
    "fresh": "What keeps it from being stale, in place of the day of the next review.",
}


def pack_schemas() -> dict[str, JsonSchema]:
    """The schema of each of the three files, by the name of the file without its ending."""
    return {
        "pack": _schema("pack", "Pack of aimslint", PackFile),
        "catalogue": _catalogue(),
        "crosswalk": _schema("crosswalk", "Crosswalk of a pack of aimslint", CrosswalkFile),
    }


def _schema(name: str, title: str, form: type[BaseModel]) -> JsonSchema:
    made = form.model_json_schema()
    definitions = {called: _portable(one) for called, one in definitions_of(made).items()}
    return document(name, {"title": title, **_portable(tidy(made))}, definitions)


def _catalogue() -> JsonSchema:
    """The form as it is read, and within it conditions and kinds, which only the rules' vocabulary knows."""
    schema = _schema("catalogue", "Catalogue of a pack of aimslint", CatalogueFile)
    definitions = schema["definitions"]
    requirement = definitions["RequirementFile"]["properties"]
    for place in (requirement, definitions["StartFile"]["properties"]):
        place["where"] |= {"allOf": [refer("conditions")]}
    kinds = [one for one in subjects() if one not in ("project", "requirement")]
    requirement["for_each"] = {
        "title": "For each",
        "description": requirement["for_each"]["description"],
        "type": ["string", "null"],
        "anyOf": [{"enum": kinds}, any_typed_list(), {"type": "null"}],
    }
    requirement["shown_by"]["items"] = refer("part")
    return {**schema, "definitions": dict(sorted({**definitions, **vocabulary(), **_parts()}.items()))}


def _parts() -> dict[str, JsonSchema]:
    """One part of what shows a requirement: a way, or several of which one is enough."""
    asked = {name: {"description": WAY[name], "allOf": [refer("conditions")]} for name in WAY if name != "from"}
    path = {"description": WAY["from"], "allOf": [refer("path")]}
    alternatives = {"type": "array", "minItems": 1, "items": refer("way")}
    return {
        "way": {"type": "object", "properties": {"from": path, **asked}, "additionalProperties": False},
        "part": {
            "description": "One part of what shows it; all parts are asked.",
            "type": "object",
            "properties": {
                "any_of": {"description": "Ways of which one is enough.", "allOf": [alternatives]},
                "from": path,
                **asked,
            },
            "additionalProperties": False,
            "if": {"required": ["any_of"]},
            "then": {"maxProperties": 1},
        },
    }


def _portable(schema: Any) -> Any:
    """The same with patterns that every engine reads alike, and none but the keys that they allow."""
    if isinstance(schema, list):
        return [_portable(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _portable(value) for key, value in schema.items()}
    if isinstance(found.get("pattern"), str):
        found["pattern"] = portable(found["pattern"])
    if isinstance(found.get("patternProperties"), dict):
        found["patternProperties"] = {portable(key): value for key, value in found["patternProperties"].items()}
        found["additionalProperties"] = False
    return found
