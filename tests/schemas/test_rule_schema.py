"""The schema of rule files knows what the reader of rule files knows."""

from typing import Any

import pytest
from jsonschema import Draft7Validator

from aimslint.json_schemas import rule_schema
from aimslint.json_schemas.rule_schema import OPERANDS
from aimslint.rulebook.compile import OPERATORS, RESERVED
from aimslint.rulebook.fault import RuleFaultError
from aimslint.rulebook.paths import compile_path
from aimslint.rulebook.reading import Origin, RuleError, read_rule
from aimslint.rulebook.vocabulary import subject_kinds

SCHEMA = rule_schema()
VALIDATOR = Draft7Validator(SCHEMA)
SUBJECTS = [branch["if"]["properties"]["for_each"]["const"] for branch in SCHEMA["allOf"] if "where" in str(branch)]
HEAD = """
name: example-rule
code: AIM999
title: An example of a rule
severity: warning
phase: foundation
requirements: []
why: Because this is an example.
help: There is nothing to do.
since: 0.1.0
settings: {few: 2, span: 30 days, words: [low, high]}
examples: [{good: "a: 1"}, {bad: "a: 1 # <- example-rule"}]
"""


def read(text: str) -> Any:
    """Read a rule as a run does. Raises RuleError."""
    return read_rule("rule.yaml", text.encode(), Origin("core", "x", "core"), overrides={}, requirements=(), checks=())


def is_valid(text: str) -> bool:
    from aimslint.loading import load_file

    return VALIDATOR.is_valid(load_file("rule.yaml", text.encode()).documents[0].data)


def test_the_schema_knows_every_operator() -> None:
    assert set(OPERANDS) == set(OPERATORS)
    assert set(SCHEMA["definitions"]["matcher"]["properties"]) == {*OPERATORS, "setting"}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_first_step_that_is_offered_can_be_read(subject: str) -> None:
    kinds = subject_kinds(subject)
    offered = set(SCHEMA["definitions"][f"about_{subject}"]["properties"]) - RESERVED
    assert offered or subject == "project"
    for name in offered:
        compile_path(name, kinds, kinds)


def test_what_is_not_offered_cannot_be_read() -> None:
    every = {name for subject in SUBJECTS for name in SCHEMA["definitions"][f"about_{subject}"]["properties"]}
    for subject in SUBJECTS:
        kinds = subject_kinds(subject)
        for name in every - RESERVED - SCHEMA["definitions"][f"about_{subject}"]["properties"].keys():
            with pytest.raises(RuleFaultError):
                compile_path(name, kinds, kinds)


GOOD = [
    "for_each: risk\nrequire: owner",
    "for_each: risk\nrequire: [owner, {review_interval: {at_most: 12 months}}]",
    "for_each: risk\nwhere: {status: open}\nrequire: {controls: {every: {soa_row.applicable: true}}}",
    "for_each: risk\nwhere: {status: [open, in_treatment]}\nrequire: {assessed_on: {within: {setting: span}}}",
    "for_each: risk\nrequire: {any_of: [owner, {status: closed}]}\nat: owner\nmessage: No owner of {id}",
    "for_each: risk\nrequire: {description: {min_words: {setting: few}}}",
    "for_each: risk\nrequire: {systems: {at_least: 1}}",
    "for_each: risk\nrequire: {systems: {some: {live: true, risk_tier: {at_least: medium}}}}",
    "for_each: risk\nrequire: {systems.risk_tier: {every: {setting: words}}}",
    "for_each: ai_system\nrequire: {organisation_role: {includes: [developer]}}",
    "for_each: ai_system\nrequire: {stage_since: {not_after: as_of}, id: {matches: 'sys-*'}}",
    "for_each: risk\nrequire: {residual_level: {at_most: {field: level}}}",
    "for_each: soa_row\nrequire: {target_date: {not: {before: soa.approved_on}}}",
    "for_each: ai_system.models\nrequire: {version: {not: latest}, ai_system.owner: present}",
    "for_each: project\nrequire: {project.ai_systems: present, soa: present}",
    "for_each: record\nrequire: owner",
    "for_each: [model_card, dataset]\nrequire: name",
    "raised_by: link\nmessage: Something is wrong with {found}",
]
BAD = [
    "for_each: risk",
    "for_each: rsk\nrequire: owner",
    "for_each: risk\nrequire: ownr",
    "for_each: risk\nrequire: {ownr: present}",
    "for_each: risk\nrequire: {live: true}",
    "for_each: risk\nat: ownr\nrequire: owner",
    "for_each: risk\nwhere: {stauts: open}\nrequire: owner",
    "for_each: risk\nrequire: {level: {at_lest: 2}}",
    "for_each: risk\nrequire: {level: {at_least: [2]}}",
    "for_each: risk\nrequire: {level: {at_least: 2, at_most: 3}}",
    "for_each: risk\nrequire: {assessed_on: {older_than: 12months}}",
    "for_each: risk\nrequire: {description: {min_words: many}}",
    "for_each: ai_system\nrequire: {organisation_role: {includes: []}}",
    "for_each: risk\nrequire: {any_of: owner}",
    "for_each: risk\nrequire: {}",
    "for_each: risk\nrequire: []",
    "for_each: risk\nrequire: 3",
    "for_each: risk\nrequire: {level: {before: 3}}",
    "for_each: risk\nrequire: owner\nraised_by: link\nmessage: Both",
    "raised_by: link",
    "require: owner",
    "for_each: risk\nrequire: owner\nseverity: fatal",
    "for_each: risk\nrequire: owner\nneeds: [time]",
    "for_each: risk\nrequire: owner\nmesage: Misspelt",
]


@pytest.mark.parametrize("text", GOOD)
def test_what_can_be_read_is_valid(text: str) -> None:
    read(HEAD + text)
    assert is_valid(HEAD + text)


@pytest.mark.parametrize("text", BAD)
def test_what_cannot_be_read_is_not_valid(text: str) -> None:
    with pytest.raises(RuleError):
        read(HEAD.replace("severity: warning\n", "") + text if "severity" in text else HEAD + text)
    assert not is_valid(HEAD.replace("severity: warning\n", "") + text if "severity" in text else HEAD + text)


@pytest.mark.parametrize("sort", ["good", "bad"])
def test_a_rule_needs_examples_of_both_sorts(sort: str) -> None:
    text = HEAD.replace(f"{{{sort}:", "{path:") + "for_each: risk\nrequire: owner"
    with pytest.raises(RuleError):
        read(text)
    assert not is_valid(text)
