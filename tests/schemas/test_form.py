"""The form of the schemas: draft-07 as editors read it, and nothing that makes their reports useless."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from aimslint.config import Config
from aimslint.engine import rulebook_of
from aimslint.json_schemas import any_record_schema, config_schema, pack_schemas, record_schema, rule_schema
from aimslint.json_schemas.draft import portable
from aimslint.json_schemas.text import json_text
from aimslint.packaged import data_folder
from aimslint.records.patterns import PATTERNS
from aimslint.trees import MemoryTree
from tests.schemas.generated import KINDS

SCHEMAS: dict[str, dict[str, Any]] = {
    **{kind: record_schema(kind) for kind in KINDS},
    "record": any_record_schema(),
    "rule": rule_schema(),
    **pack_schemas(),
    "aimslint": config_schema(rulebook_of(MemoryTree({}), Config(), "")),
}
NAMES = sorted(SCHEMAS)


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema. The keys of `properties` and `definitions` are names, no keywords."""
    if isinstance(schema, list):
        for item in schema:
            yield from parts(item)
    elif isinstance(schema, dict):
        yield schema
        for key, value in schema.items():
            if key in ("properties", "definitions", "patternProperties"):
                yield from parts(list(value.values()))
            elif key not in ("enum", "const", "default", "examples", "enumDescriptions"):
                yield from parts(value)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_draft_07(name: str) -> None:
    assert SCHEMAS[name]["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", NAMES)
def test_nothing_stands_beside_a_reference(name: str) -> None:
    assert [part for part in parts(SCHEMAS[name]) if "$ref" in part and len(part) > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_references_stay_in_the_file_and_lead_somewhere(name: str) -> None:
    definitions = {f"#/definitions/{defined}" for defined in SCHEMAS[name]["definitions"]}
    assert {part["$ref"] for part in parts(SCHEMAS[name]) if "$ref" in part} == definitions


@pytest.mark.parametrize("name", NAMES)
def test_no_keyword_is_there_that_editors_do_not_know_or_report_badly(name: str) -> None:
    unwanted = {"oneOf", "discriminator", "$defs", "prefixItems", "unevaluatedProperties", "dependentRequired"}
    assert [part for part in parts(SCHEMAS[name]) if unwanted & part.keys()] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_address_is_named_but_that_of_the_draft(name: str) -> None:
    addresses = [word for word in json.dumps(SCHEMAS[name]).split('"') if word.startswith(("http:", "https:"))]
    assert addresses == ["http://json-schema.org/draft-07/schema#"]


@pytest.mark.parametrize("name", [*KINDS, "record", "aimslint", "pack", "crosswalk"])
def test_every_field_has_a_title_and_says_what_it_is(name: str) -> None:
    silent = [
        f"{key}: {field}"
        for part in parts(SCHEMAS[name])
        for key, field in part.get("properties", {}).items()
        if "if" not in part and key not in ("kind", "not_applicable")
        if not field.get("title") or not field.get("description")
    ]
    assert silent == []


@pytest.mark.parametrize("kind", KINDS)
def test_objects_refuse_unknown_keys_and_the_body_is_not_offered(kind: str) -> None:
    schema = SCHEMAS[kind]
    assert "body" not in schema["properties"]
    assert Draft7Validator(schema).is_valid({"kind": kind, "id": "x", "body": "Text below the front matter."})
    closed = [part for part in parts(schema) if "properties" in part and "if" not in part]
    assert [part for part in closed if part.get("additionalProperties") is not False] == []


def test_the_usual_interval_is_the_default() -> None:
    reviewed = [kind for kind in KINDS if "review_interval" in SCHEMAS[kind]["properties"]]
    assert len(reviewed) == len(KINDS)
    assert {SCHEMAS[kind]["properties"]["review_interval"]["default"] for kind in reviewed} == {"12 months"}


def test_a_field_names_the_clause_that_it_is_evidence_for() -> None:
    said = SCHEMAS["ai_system"]["properties"]["oversight"]["description"]
    assert "A.9.2 Processes for responsible use of AI systems" in said


def test_other_spellings_of_a_word_are_named() -> None:
    said = SCHEMAS["ai_system"]["definitions"]["Oversight"]["properties"]["level"]["description"]
    assert "HITL (in_the_loop)" in said


def test_the_schema_of_all_records_switches_on_the_kind() -> None:
    switch = SCHEMAS["record"]["allOf"]
    assert [branch["if"]["properties"]["kind"]["const"] for branch in switch] == KINDS
    schema = Draft7Validator(SCHEMAS["record"])
    (error,) = schema.iter_errors({"kind": "soa", "id": "x", "controlls": []})
    assert "controlls" in error.message
    (error,) = schema.iter_errors({"kind": "soaa", "id": "x", "controlls": []})
    assert list(error.absolute_path) == ["kind"]


@pytest.mark.parametrize(
    "pattern",
    sorted(set(PATTERNS.values())),
)
def test_patterns_use_only_what_all_engines_read_alike(pattern: str) -> None:
    assert not {r"\d", r"\w", r"\b", "(?<", "(?P", r"\Z", r"\A"} & {pattern[at : at + 2] for at in range(len(pattern))}
    assert pattern.startswith("^")
    assert portable(pattern).endswith(r"(?!\n)$")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=40),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=20), inner),
    )
)
def test_json_text_says_the_same(value: Any) -> None:
    text = json_text(value)
    assert json.loads(text) == value
    assert text.endswith("\n")


def test_there_is_a_file_for_each_schema_and_no_other() -> None:
    files = {file.name.removesuffix(".schema.json") for file in data_folder("schemas").glob("*.json")}
    assert files == set(SCHEMAS)
