"""The schema of aimslint.yaml agrees with its reader."""

import pytest
from jsonschema import Draft7Validator

from aimslint.config import Config, ConfigError, read_config
from aimslint.engine import rulebook_of
from aimslint.json_schemas import config_schema
from aimslint.loading import load_file
from aimslint.trees import MemoryTree

SCHEMA = config_schema(rulebook_of(MemoryTree({}), Config(), ""))
VALIDATOR = Draft7Validator(SCHEMA)


def objections(text: str) -> list[str]:
    return [
        error.message for error in VALIDATOR.iter_errors(load_file("aimslint.yaml", text.encode()).documents[0].data)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "version: 1",
        "version:\nphase:\nrules:\nhistory:\npacks:",
        "phase: stage-2\ninclude: [governance/**]\nexclude: []",
        "rules: {deployed-without-aiia: {severity: warning}, acme/own: {settings: {few: 3}}}",
        "extensions: {ai_system: governance/schemas/ai.yaml}",
        "history: {use: none, reason: There is no git here.}",
        "approvals: {four_eyes: false, reason: One person works here.}",
        "limits: {depth: 10, expansion_extra: 0}",
        "inline_ignores: forbidden",
        "rule_folders: [rules]\nprimary: iso42001",
    ],
)
def test_what_can_be_read_is_valid(text: str) -> None:
    read_config("aimslint.yaml", text.encode())
    assert objections(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "version: 2",
        "phse: stage-1",
        "phase: stage1",
        "phase: [stage-1]",
        "include: governance/**",
        "include: [3]",
        "rules: {deployed-without-aiia: {severity: fatal}}",
        "rules: {deployed-without-aiia: {severty: error}}",
        "rules: {deployed-without-aiia: error}",
        "extensions: {ai_system: 3}",
        "history: git",
        "history: {use: svn}",
        "approvals: {four_eyes: 'no'}",
        "limits: {depth: 0}",
        "limits: {depth: 1000}",
        "limits: {nodes: 1.5}",
        "inline_ignores: true",
    ],
)
def test_what_cannot_be_read_is_not_valid(text: str) -> None:
    with pytest.raises(ConfigError):
        read_config("aimslint.yaml", text.encode())
    assert objections(text) != []


def test_rules_are_offered_by_name() -> None:
    offered = SCHEMA["properties"]["rules"]["properties"]["deployed-without-aiia"]
    assert "AIM501" in offered["description"]
    assert "A live AI system has no approved impact assessment" in offered["description"]
