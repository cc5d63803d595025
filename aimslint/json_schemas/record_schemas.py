"""The JSON Schema of each record kind, and the one that switches on `kind`, made from the shapes.

Model and schema find the same records valid, but for texts that hold nothing: `stage_since: TBD` is as good as absent
to `aimslint check`, where a completeness rule tells of it, while an editor says at once what belongs there.
"""

from collections.abc import Mapping
from functools import cache

from aimslint.json_schemas.draft import JsonSchema, document, portable, refer, spoken
from aimslint.packaged import default_pack
from aimslint.packs import Pack, load_packs
from aimslint.records.patterns import PATTERNS
from aimslint.records.shape import (
    Field,
    Free,
    ListOf,
    Object,
    OwnStep,
    Reference,
    Scalar,
    ScalarName,
    Shape,
    Type,
    Words,
    describe,
)
from aimslint.records.table import all_kinds, part, record_kinds

NEVER_WRITTEN = "body"  # comes from the text below the front matter of a Markdown record
EXPLAINED = "not_applicable"

SOMETHING = {"pattern": r"\S", "patternErrorMessage": "Expected a text; this one is blank."}

Definitions = dict[str, JsonSchema]

_TYPES: Mapping[ScalarName, list[str]] = {
    "text": ["string"],
    "number": ["number"],
    "flag": ["boolean"],
    "day": ["string"],
    "duration": ["string"],
    "id": ["string"],
    "path": ["string"],
    "glob": ["string"],
    "link": ["string"],
    "text or number": ["string", "number"],
}


def record_schema(kind: str) -> JsonSchema:
    """The schema of one record kind."""
    definitions: Definitions = {}
    body = _object(all_kinds()[kind].shape, definitions)
    return document(kind, {**body, "title": spoken(kind)}, definitions)


def any_record_schema() -> JsonSchema:
    """The schema of every record: which fields there are follows from `kind`."""
    definitions: Definitions = {}
    switch = []
    for name in sorted(record_kinds()):
        body = _object(all_kinds()[name].shape, definitions)
        _define(definitions, name, {**body, "title": spoken(name)})
        switch.append({"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": refer(name)})
    kinds = {
        "title": "Kind",
        "description": "What sort of record this is; its fields follow from it.",
        "enum": sorted(record_kinds()),
        "enumDescriptions": [all_kinds()[name].shape.description for name in sorted(record_kinds())],
    }
    identity = all_kinds()[min(record_kinds())].shape.fields["id"]
    body = {
        "title": "Record of an AI management system",
        "description": "One governance document: a map with `kind`, `id` and the fields of its kind.",
        "type": "object",
        "required": ["kind", "id"],
        "properties": {"kind": kinds, "id": _field(identity, definitions)},
        "allOf": switch,
    }
    return document("record", body, definitions)


def _object(shape: Shape, definitions: Definitions, *, plain: bool = False) -> JsonSchema:
    """An object with the fields of `shape`. In `plain` ones no field can be explained away."""
    order = sorted(shape.fields, key=lambda name: ("kind", "id").index(name) if name in ("kind", "id") else 2)
    shown = {name: shape.fields[name] for name in order if name != NEVER_WRITTEN}
    schema: JsonSchema = {
        "title": spoken(shape.name),
        "description": shape.description,
        "type": "object",
        "properties": {name: _field(declared, definitions, plain=plain) for name, declared in shown.items()},
        "additionalProperties": False,
    }
    if NEVER_WRITTEN in shape.fields:
        # A pattern is not offered as a key to write, but what the loader puts there is valid.
        schema["patternProperties"] = {f"^{NEVER_WRITTEN}$": _field(shape.fields[NEVER_WRITTEN], definitions)}
    if "kind" in shown:
        schema["properties"]["kind"]["description"] = shape.description
    required = [name for name, declared in shown.items() if declared.required]
    return schema | ({"required": required} if required else {})


def _field(declared: Field, definitions: Definitions, *, plain: bool = False) -> JsonSchema:
    schema: JsonSchema = {"title": spoken(declared.name), "description": _description(declared)}
    if declared.assumed is not None:
        schema["default"] = declared.assumed
    explainable = declared.explainable and not plain
    match declared.type:
        case Words(words) if declared.name == "kind" and len(words) == 1:
            return schema | {"const": words[0]}
        case Words(words) if declared.required:
            return schema | {"type": "string", "enum": list(words)}
        case Words(words):
            # The title keeps yaml-language-server from showing that of the field twice.
            otherwise = {"title": "Nothing"} | _nullable([], {}, definitions, explainable=explainable)
            return schema | {"anyOf": [{"type": "string", "enum": list(words)}, otherwise]}
        case Object(inner) if explainable:
            offered = {EXPLAINED: {"description": part("NotApplicable").description, "type": "object"}}
            return schema | {
                "type": ["object", "null"],
                "properties": offered,
                "if": {"type": "object", "required": [EXPLAINED]},
                "then": _explained(definitions),
                "else": _part(inner, definitions),
            }
    types, keywords = _value(declared.type, definitions)
    if declared.required:
        some = {} if keywords or "string" not in types else SOMETHING
        return schema | _one_or_many(types) | keywords | some
    return schema | _nullable(types, keywords, definitions, explainable=explainable)


def _nullable(types: list[str], keywords: JsonSchema, definitions: Definitions, *, explainable: bool) -> JsonSchema:
    """A value that may be null, or a `not_applicable` block: keywords about objects say nothing of other values."""
    if not explainable:
        return _one_or_many([*types, "null"]) | keywords
    together = [*keywords.get("allOf", ()), _explained(definitions)]
    return _one_or_many([*types, "null", "object"]) | keywords | {"allOf": together}


def _value(type_: Type, definitions: Definitions) -> tuple[list[str], JsonSchema]:
    """The JSON types of a value, and what else holds for it."""
    match type_:
        case Scalar(name):
            return _TYPES[name], {"allOf": [_pattern(name, definitions)]} if name in PATTERNS else {}
        case Words(words):
            return ["string"], {"enum": list(words)}
        case OwnStep():
            return ["string", "number"], {}
        case Reference():
            return ["string"], {}
        case Object(inner):
            return ["object"], {"allOf": [_part(inner, definitions)]}
        case ListOf(item):
            types, keywords = _value(item, definitions)
            named: JsonSchema = {}
            if isinstance(item, Object):
                named = {"title": spoken(item.shape.name), "description": item.shape.description}
            return ["array"], {"items": named | _one_or_many(types) | keywords}
        case Free():
            return ["object"], {}


def _one_or_many(types: list[str]) -> JsonSchema:
    return {"type": types[0] if len(types) == 1 else types}


def _pattern(name: ScalarName, definitions: Definitions) -> JsonSchema:
    """`patternErrorMessage` is what yaml-language-server says in place of the pattern; others pass it by."""
    expected = describe(Scalar(name))
    found = {"pattern": portable(PATTERNS[name]), "patternErrorMessage": f"Expected {expected}."}
    return _define(definitions, name, found)


def _part(shape: Shape, definitions: Definitions) -> JsonSchema:
    """A reference to the definition of an inner object; its type and name are said where it is used."""
    body = _object(shape, definitions)
    said = ("title", "description", "type")
    return _define(definitions, shape.name, {key: value for key, value in body.items() if key not in said})


def _explained(definitions: Definitions) -> JsonSchema:
    shape = part("NotApplicable")
    inner = _object(shape, definitions, plain=True)
    body = {
        "properties": {EXPLAINED: inner | {"title": spoken(EXPLAINED)}},
        "required": [EXPLAINED],
        "additionalProperties": False,
    }
    return _define(definitions, "explained", body)


def _define(definitions: Definitions, name: str, schema: JsonSchema) -> JsonSchema:
    if definitions.setdefault(name, schema) != schema:
        raise ValueError(f"two different objects are called {name}; rename one of the models")
    return refer(name)


def _description(declared: Field) -> str:
    sentences = [declared.description, *_about_type(declared.type)]
    if declared.assumed is not None:
        sentences.append(f"When absent: {declared.assumed}.")
    if declared.requirements:
        pack = _pack()
        shown = "; ".join(f"{id_} {pack.requirements[id_].title}" for id_ in declared.requirements)
        sentences.append(f"Evidence for {pack.short} {shown}.")
    return " ".join(sentence for sentence in sentences if sentence)


def _about_type(type_: Type) -> list[str]:
    """What the type alone does not tell."""
    match type_:
        case ListOf(item):
            return _about_type(item)
        case Words(_, ordered, aliases):
            other = ", ".join(f"{spelling} ({word})" for spelling, word in aliases)
            return [
                *(["The words rise in this order."] if ordered else []),
                *([f"Other spellings that aimslint knows and mends: {other}."] if other else []),
            ]
        case Scalar("day", past=True):
            return ["Not a day to come."]
        case Reference() | OwnStep():
            said = describe(type_)
            return [f"{said[:1].upper()}{said[1:]}."]
    return []


@cache
def _pack() -> Pack:
    """The framework that the models of records speak of."""
    return load_packs([default_pack()])[default_pack()]
