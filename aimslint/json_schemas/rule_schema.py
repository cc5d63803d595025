"""The JSON Schema of rule files: the form, the matcher vocabulary, and what may be said of the subject.

The schema knows the first step of a path, which follows from `for_each`; what lies beyond it, types and words are
checked when a rule is read.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from aimslint.json_schemas.draft import JsonSchema, definitions_of, document, refer, spoken, tidy
from aimslint.records.envelope import Record
from aimslint.records.patterns import DURATION_PATTERN
from aimslint.records.shape import ListOf, Object, Shape, Words
from aimslint.records.table import all_kinds
from aimslint.rulebook.rule_file import RuleFile
from aimslint.rulebook.vocabulary import (
    SPECIAL,
    facts_of,
    holder_of,
    relations_of,
    shape_at,
    subject_kinds,
    words_after,
)
from aimslint.snapshot import project_relations

WAYS = ("require", "check", "raised_by")
SCALARS = ["string", "number", "boolean"]
FURTHER = r"(\.[a-z][a-z0-9_]*)"  # one more step of a path
BEYOND = FURTHER + "*$"

SETTING: JsonSchema = {
    "title": "Setting",
    "description": "The name of a setting of this rule, which the configuration may change.",
    "type": "string",
}
FIELD: JsonSchema = {
    "title": "Field",
    "description": "A path: the operand is the value there.",
    "allOf": [{"$ref": "#/definitions/path"}],
}

# By operator: what it says, and the form of its operand.
OPERANDS: dict[str, tuple[str, JsonSchema]] = {
    "not": ("The matcher inside must not hold.", refer("matcher")),
    "same_as": ("Equal to the value at the path.", refer("place")),
    "one_of": ("Equal to one of the values at the path.", refer("path")),
    "before": ("An earlier day than the one at the path.", refer("place")),
    "after": ("A later day than the one at the path.", refer("place")),
    "not_before": ("The same day as the one at the path, or later.", refer("place")),
    "not_after": ("The same day as the one at the path, or earlier.", refer("place")),
    "older_than": ("A day further back from the as-of date than the duration.", refer("length")),
    "within": ("A day no further back from the as-of date than the duration.", refer("length")),
    "at_least": ("Not below: a number, duration or level; of a list, its number of items.", refer("bound")),
    "at_most": ("Not above: a number, duration or level; of a list, its number of items.", refer("bound")),
    "min_words": ("So many words of real text.", refer("count")),
    "matches": ("The whole value fits the glob: * ? and [0-9], no regular expression.", refer("glob")),
    "some": ("It holds for at least one item.", refer("of_items")),
    "every": ("It holds for all items.", refer("of_items")),
    "none": ("It holds for no item.", refer("of_items")),
    "includes": ("Each of these is an item of the list.", refer("several")),
}


def rule_schema() -> JsonSchema:
    """The schema of one rule file."""
    made = RuleFile.model_json_schema()
    body = {"title": "Rule of aimslint", **tidy(made)}
    properties = body["properties"]
    offered = list(subjects())
    any_list = any_typed_list()
    properties["for_each"] = {
        "title": "For each",
        "description": properties["for_each"]["description"],
        "type": ["string", "array", "null"],
        "anyOf": [{"enum": offered}, any_list, {"type": ["array", "null"]}],
        "items": {"type": "string", "anyOf": [{"enum": offered}, any_list]},
    }
    for name in ("where", "require"):
        properties[name] = {
            "title": spoken(name),
            "description": properties[name]["description"],
            "allOf": [refer("conditions")],
        }
    body["allOf"] = [*_one_way(), *_of_raised(), *(_switch(subject) for subject in offered)]
    properties["examples"] |= {"allOf": [{"contains": {"required": [sort]}} for sort in ("good", "bad")]}
    definitions = {name: one for name, one in definitions_of(made).items() if name != "JsonValue"}
    definitions |= vocabulary() | {_about(subject): _conditions_about(subject) for subject in offered}
    return document("rule", _without_free_values(body), _without_free_values(definitions))


def _one_way() -> Iterator[JsonSchema]:
    """Exactly one of `require`, `check` and `raised_by`."""
    yield {"anyOf": [{"required": [way]} for way in WAYS]}
    for way in WAYS:
        others = {other: False for other in WAYS if other != way}
        yield {"if": {"required": [way]}, "then": {"properties": others}}


def _of_raised() -> Iterator[JsonSchema]:
    """What an earlier step finds needs words for it; all else is about something."""
    yield {"if": {"required": ["raised_by"]}, "then": {"required": ["message"]}, "else": {"required": ["for_each"]}}


def _switch(subject: str) -> JsonSchema:
    """For rules about `subject`: how paths begin."""
    about = refer(_about(subject))
    return {
        "if": {"properties": {"for_each": {"const": subject}}, "required": ["for_each"]},
        "then": {"properties": {"where": about, "require": about, "at": _path_from(subject)}},
    }


def _about(subject: str) -> str:
    return f"about_{subject}"


def _conditions_about(subject: str) -> JsonSchema:
    """Conditions whose paths begin with something that `subject` has."""
    first = _first_steps(subject)
    properties: JsonSchema = {"any_of": _any_of(_about(subject)), "as_of": _step("The day the check is made for.")}
    properties |= {name: _step(said) for name, said in first.items() if name not in ("this", "project")}
    return {
        "type": ["string", "object", "array"],
        **_path_from(subject),
        "minProperties": 1,
        "properties": properties,
        "patternProperties": {_beginning(first): refer("matcher")},
        "additionalProperties": False,
        "minItems": 1,
        "items": refer(_about(subject)),
    }


def _path_from(subject: str) -> JsonSchema:
    first = _first_steps(subject)
    said = f"Expected a path that begins with something that {subject} has, `this`, `project` or `as_of`."
    return {"pattern": _beginning([*first, "as_of"]), "patternErrorMessage": said}


def _beginning(first: Iterable[str]) -> str:
    return f"^({'|'.join(sorted(first))}){BEYOND}"


def _step(said: str) -> JsonSchema:
    return {"description": said, "anyOf": [refer("matcher")]}  # after a key with `anyOf`, editors put a colon


def _first_steps(subject: str) -> dict[str, str]:
    """The words that a path from `subject` may begin with, each with what it says."""
    kinds = subject_kinds(subject)
    if subject == "project":
        names = {name: f"Of the project: {kind}." for name, kind in project_relations().items()}
    else:
        names = {name: _said(kinds, name) for name in (*words_after(kinds), *_holders(kinds))}
    return {**names, "this": "What the rule is about, from any depth.", "project": "The project as a whole."}


def _said(kinds: Sequence[str], name: str) -> str:
    kind = kinds[0]
    shape = shape_at(kind)
    declared = shape.fields.get(name) if shape else None
    if declared is not None:
        inner = declared.type.item if isinstance(declared.type, ListOf) else declared.type
        words = f" One of: {', '.join(inner.words)}." if isinstance(inner, Words) and len(kinds) == 1 else ""
        return declared.description + words
    if name in facts_of(kind):
        return "Derived: " + facts_of(kind)[name].says
    if name in relations_of(kind):
        return f"Derived: each {' or '.join(relations_of(kind)[name])} that refers to it."
    return f"The {name} that holds it."


def _holders(kinds: Sequence[str]) -> Iterator[str]:
    """What holds an item, and what holds that."""
    if len(kinds) == 1:
        holder = holder_of(kinds[0])
        while holder is not None:
            if "." not in holder:
                yield holder
            holder = holder_of(holder)


def subjects() -> Iterator[str]:
    """What `for_each` is offered: special words, kinds, entry kinds, and the lists that only some kinds have."""
    yield from SPECIAL
    yield from sorted(all_kinds())
    for name, kind in sorted(all_kinds().items()):
        yield from sorted(_lists(name, kind.shape))


def any_typed_list() -> JsonSchema:
    """A list in a kind, however deep."""
    return {"type": "string", "pattern": f"^({'|'.join(sorted(all_kinds()))}){FURTHER}+$"}


def _lists(path: str, shape: Shape) -> Iterator[str]:
    for name, declared in shape.fields.items():
        type_ = declared.type
        inner = type_.item if isinstance(type_, ListOf) else type_
        if isinstance(inner, Object) and inner.shape.entry_kind is None and name not in _shared():
            if isinstance(type_, ListOf):
                yield f"{path}.{name}"
            yield from _lists(f"{path}.{name}", inner.shape)


@cache
def _shared() -> frozenset[str]:
    return frozenset(Record.model_fields)


def _any_of(conditions: str) -> JsonSchema:
    said = "One of these alternatives must hold."
    return {"description": said, "type": "array", "minItems": 1, "items": refer(conditions)}


def vocabulary() -> dict[str, JsonSchema]:
    """The definitions of conditions and all that these are made of."""
    setting = {"setting": SETTING}
    reference = {"setting": SETTING, "field": FIELD}
    operators = {word: {"description": said, "allOf": [operand]} for word, (said, operand) in OPERANDS.items()}
    return {
        "path": {"type": "string", "pattern": r"^[a-z][a-z0-9_]*" + BEYOND, "patternErrorMessage": "Expected a path."},
        "conditions": {
            "description": "A path (something is there), conditions by path, or a list of these: all must hold.",
            "type": ["string", "object", "array"],
            "pattern": r"^[a-z][a-z0-9_]*" + BEYOND,
            "minProperties": 1,
            "properties": {"any_of": _any_of("conditions")},
            "additionalProperties": refer("matcher"),
            "minItems": 1,
            "items": refer("conditions"),
        },
        "matcher": {
            "description": "A word, text, number or true/false; a list of them; present; absent; or one operator.",
            "type": [*SCALARS, "object", "array"],
            "examples": ["present", "absent"],
            "items": {"type": SCALARS},
            "properties": {**operators, **setting},
            "additionalProperties": False,
            "minProperties": 1,
            "allOf": [{"maxProperties": 1}],  # beside the properties, it would keep editors from offering them
        },
        "of_items": {
            "description": "Conditions that an item must meet, or a matcher for items that are plain values.",
            "type": [*SCALARS, "object", "array"],
            "if": {"type": "object", "maxProperties": 1, "propertyNames": {"enum": [*OPERANDS, "setting"]}},
            "then": refer("matcher"),
            "else": {
                "properties": {"any_of": _any_of("conditions")},
                "additionalProperties": refer("matcher"),
                "items": {
                    "type": [*SCALARS, "object"],
                    "properties": {"any_of": _any_of("conditions")},
                    "additionalProperties": refer("matcher"),
                },
            },
        },
        "place": _operand("A path, or {setting: name}.", ["string"], setting)
        | {"pattern": r"^[a-z][a-z0-9_]*" + BEYOND},
        "length": _operand("A duration, {field: path} or {setting: name}.", ["string"], reference)
        | {"pattern": DURATION_PATTERN, "patternErrorMessage": "Expected a duration such as 30 days."},
        "bound": _operand("A bound, {field: path} or {setting: name}.", ["string", "number"], reference),
        "count": _operand("A number, {field: path} or {setting: name}.", ["integer"], reference) | {"minimum": 0},
        "glob": _operand("A glob, {field: path} or {setting: name}.", ["string"], reference),
        "several": _operand("A list, or {setting: name}.", ["array"], setting)
        | {"minItems": 1, "items": {"type": SCALARS}},
    }


def _operand(said: str, types: Sequence[str], forms: dict[str, JsonSchema]) -> JsonSchema:
    return {
        "description": said,
        "type": [*types, "object"],
        "properties": forms,
        "additionalProperties": False,
        "minProperties": 1,
        "allOf": [{"maxProperties": 1}],
    }


def _without_free_values(schema: JsonSchema) -> JsonSchema:
    """`JsonValue` says nothing of a value, so nothing need refer to it."""
    if schema == refer("JsonValue"):
        return {}
    cleaned: JsonSchema = {}
    for key, value in schema.items():
        if isinstance(value, dict):
            cleaned[key] = _without_free_values(value)
        elif isinstance(value, list):
            cleaned[key] = [_without_free_values(item) if isinstance(item, dict) else item for item in value]
        else:
            cleaned[key] = value
    return cleaned
