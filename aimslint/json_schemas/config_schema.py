"""The JSON Schema of `aimslint.yaml`."""

from collections.abc import Iterable, Mapping

from aimslint.config_form import Config
from aimslint.json_schemas.draft import JsonSchema, definitions_of, document, refer, tidy
from aimslint.packaged import default_pack
from aimslint.packs import all_pack_names
from aimslint.records.table import record_kinds
from aimslint.rulebook import Rule


def config_schema(rules: Iterable[Rule]) -> JsonSchema:
    """The schema of the configuration; `rules` are offered by name, with what each is about."""
    made = Config.model_json_schema()
    body = {"title": "Configuration of aimslint", **tidy(made)}
    definitions = definitions_of(made)
    properties = body["properties"]
    for name, declared in properties.items():
        properties[name] = _or_null(declared, definitions)  # a key without a value is as good as absent
    packs = [name for name in all_pack_names() if name != "core"]
    properties["primary"] |= {"default": default_pack(), "examples": packs}
    properties["packs"]["items"] |= {"examples": packs}
    properties["rules"]["properties"] = {rule.name: _rule(rule) for rule in rules}
    properties["extensions"]["properties"] = {kind: _extension(kind) for kind in sorted(record_kinds())}
    return document("aimslint", body, definitions)


def _rule(rule: Rule) -> JsonSchema:
    said = f"{rule.code}, {rule.severity} from {rule.phase} on. {rule.title}."
    return {"title": rule.name, "description": said, "allOf": [refer("RuleSettings")]}


def _extension(kind: str) -> JsonSchema:
    said = f"Path of the JSON Schema for `extensions:` of records of kind {kind}."
    return {"title": kind, "description": said, "type": "string"}


def _or_null(declared: JsonSchema, definitions: Mapping[str, JsonSchema]) -> JsonSchema:
    if "allOf" in declared:
        (target,) = declared["allOf"]
        rest = {key: value for key, value in declared.items() if key != "allOf"}
        said = definitions[target["$ref"].rpartition("/")[2]]["description"]
        return {"description": said, **rest, "type": ["object", "null"], "if": {"type": "object"}, "then": target}
    if "const" in declared:
        rest = {key: value for key, value in declared.items() if key not in ("const", "type")}
        return {**rest, "enum": [declared["const"], None]}
    if "enum" in declared:
        return {**declared, "type": [declared["type"], "null"], "enum": [*declared["enum"], None]}
    return {**declared, "type": [declared["type"], "null"]}
