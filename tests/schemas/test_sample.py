"""What is written by hand validates with jsonschema alone: records of the sample, settings, rule files."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from aimslint.json_schemas import any_record_schema, config_schema, record_schema, rule_schema
from aimslint.loading import load_file
from aimslint.packaged import data_folder

SAMPLE = Path(__file__).resolve().parents[2] / "sample-repo"
RECORDS = sorted(file for ending in ("yaml", "md") for file in (SAMPLE / "governance").rglob(f"*.{ending}"))
RULES = sorted(data_folder("rules").glob("*/*/*.yaml"))
ANY = Draft7Validator(any_record_schema())
RULE = Draft7Validator(rule_schema())
SETTINGS = Draft7Validator(config_schema([]))


def documents(file: Path) -> list[Any]:
    """The documents of a file, read as aimslint reads them: days stay text."""
    loaded = load_file(file.name, file.read_bytes())
    assert loaded.problems == ()
    return [document.data for document in loaded.documents]


def objections(schema: Draft7Validator, data: Any) -> list[str]:
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in schema.iter_errors(data)]


@pytest.mark.parametrize("file", RECORDS, ids=lambda file: file.stem)
def test_a_record_of_the_sample_is_valid(file: Path) -> None:
    for record in documents(file):
        assert objections(Draft7Validator(record_schema(record["kind"])), record) == []
        assert objections(ANY, record) == []


def test_the_sample_was_found() -> None:
    assert len(RECORDS) > 60
    assert any("body" in record for file in RECORDS if file.suffix == ".md" for record in documents(file))


def test_the_settings_of_the_sample_are_valid() -> None:
    (settings,) = documents(SAMPLE / "aimslint.yaml")
    assert objections(SETTINGS, settings) == []


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.stem)
def test_a_rule_file_is_valid(file: Path) -> None:
    (rule,) = documents(file)
    assert objections(RULE, rule) == []
