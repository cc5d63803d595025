"""Schema and model agree on every record: what one finds valid, the other does."""

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from aimslint.json_schemas import any_record_schema, record_schema
from aimslint.records.reading import read_record
from tests.schemas.generated import KINDS, bent_records, has_empty_text, valid_records

SCHEMAS = {kind: Draft7Validator(record_schema(kind)) for kind in KINDS}
ANY = Draft7Validator(any_record_schema())

generated = settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
bent = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


def problems(record: dict[str, Any]) -> list[str]:
    found = read_record("record.yaml", 0, copy.deepcopy(record))[1]
    return [f"{problem.rule} at {problem.place.keys}: {dict(problem.values)}" for problem in found]


def objections(schema: Draft7Validator, record: dict[str, Any]) -> list[str]:
    return [f"{list(error.absolute_path)}: {error.message}" for error in schema.iter_errors(record)]


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@generated
def test_a_valid_record_is_valid_to_all_three(kind: str, data: st.DataObject) -> None:
    record = data.draw(valid_records(kind))
    assume(not has_empty_text(record))
    assert problems(record) == []
    assert objections(SCHEMAS[kind], record) == []
    assert objections(ANY, record) == []


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@bent
def test_model_and_schemas_agree_on_what_is_bent(kind: str, data: st.DataObject) -> None:
    record = data.draw(bent_records(kind))
    assume(not has_empty_text(record))
    told, said = problems(record), objections(SCHEMAS[kind], record)
    assert bool(told) == bool(said), f"model: {told}\nschema: {said}"
    assert bool(said) == bool(objections(ANY, record))


def test_a_placeholder_is_as_good_as_absent_to_the_model_and_no_day_to_an_editor() -> None:
    record = {"kind": "ai_system", "id": "chat", "stage_since": "TBD"}
    assert problems(record) == []
    assert objections(SCHEMAS["ai_system"], record) != []


@pytest.mark.parametrize("name", ["", " ", "\n"])
def test_a_needed_text_says_something(name: str) -> None:
    record = {"kind": "ai_system", "id": "chat", "models": [{"name": name}]}
    assert problems(record) != []
    assert objections(SCHEMAS["ai_system"], record) != []


def test_an_optional_text_may_be_blank() -> None:
    record = {"kind": "ai_system", "id": "chat", "purpose": ""}
    assert problems(record) == []
    assert objections(SCHEMAS["ai_system"], record) == []


def test_records_are_bent_often_enough_to_matter() -> None:
    seen = {True: 0, False: 0}

    @given(record=st.sampled_from(KINDS).flatmap(bent_records))
    @settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
    def count(record: dict[str, Any]) -> None:
        seen[SCHEMAS[record["kind"]].is_valid(record)] += 1

    count()
    assert min(seen.values()) > 10
