"""Schema and model agree on every record: what one finds valid, the other does."""

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from aimslint.json_schemas import any_record_schema, record_schema
from aimslint.records.reading import read_record
from tests.schemas.generated import KINDS, bent_records, has_placeholder, valid_records

SCHEMAS = {kind: Draft7Validator(record_schema(kind)) for kind in KINDS}
ANY = Draft7Validator(any_record_schema())

generated = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
bent = settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))


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
    assume(not has_placeholder(record))
    assert problems(record) == []
    assert objections(SCHEMAS[kind], record) == []
    assert objections(ANY, record) == []


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@bent
def test_model_and_schemas_agree_on_what_is_bent(kind: str, data: st.DataObject) -> None:
    record = data.draw(bent_records(kind))
    assume(not has_placeholder(record))
    told, said = problems(record), objections(SCHEMAS[kind], record)
    assert bool(told) == bool(said), f"model: {told}\nschema: {said}"
    assert bool(said) == bool(objections(ANY, record))
