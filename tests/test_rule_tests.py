"""The runner of examples tells an example that is wrong. Else every example would pass."""

import pytest

from aimslint.config import Config
from aimslint.rule_tests import RulebookFor, rulebooks, run_examples
from aimslint.rulebook import RuleError
from aimslint.trees import MemoryTree

RULE = """
name: acme/named
code: ACME101
title: A system has no name
severity: warning
phase: foundation
requirements: []
why: Nobody knows what it is when it has no name.
help: Write down the name of the system.
settings: {words: 1}
for_each: ai_system
require: {name: {min_words: {setting: words}}}
at: id
since: 0.1.0
examples:
"""
GOOD = "  - good: '{kind: ai_system, id: chat, name: Chat}'\n"
BAD = "  - bad: |\n      kind: ai_system\n      id: chat   # <- acme/named\n"


def failures(examples: str) -> list[str]:
    rulebook_for = with_rule(RULE + examples)
    return [failure.text for failure in run_examples(rulebook_for(Config()).rules["acme/named"], rulebook_for)]


def with_rule(text: str) -> RulebookFor:
    return rulebooks(MemoryTree({"rules/acme/named.yaml": text}), ["rules"])


def test_examples_that_do_what_they_say() -> None:
    assert failures(GOOD + BAD) == []


def test_a_good_example_that_is_told() -> None:
    (said,) = failures(GOOD + BAD + "  - good: '{kind: ai_system, id: chat}'\n")
    assert said.startswith("governance/example.yaml:1: no finding was expected here")


def test_a_marked_line_that_is_not_told() -> None:
    said = failures(GOOD + BAD + "  - bad: |\n      kind: ai_system   # <- acme/named\n      id: chat\n")
    assert [text.partition(", ")[0] for text in said] == [
        "governance/example.yaml:1: a finding was expected here",
        "governance/example.yaml:2: no finding was expected here",
    ]


def test_a_line_is_marked_once_for_each_finding() -> None:
    assert failures(GOOD + BAD.replace("# <- acme/named", "# <- acme/named # <- acme/named")) == [
        "governance/example.yaml:2: a finding was expected here, and there is none"
    ]


def test_the_marks_of_other_rules_do_not_count() -> None:
    other = "  - bad: '{kind: ai_system, id: chat} # <- acme/named # <- acme/named-twice # <- acme/named/too'\n"
    assert failures(GOOD + other) == []


def test_an_example_with_a_misspelt_field_proves_nothing() -> None:
    (said,) = failures(GOOD + BAD + "  - good: '{kind: ai_system, id: chat, name: Chat, ovner: x}'\n")
    assert "the example itself is bent: unknown-field" in said


def test_an_example_with_its_own_configuration_and_day() -> None:
    config = "    config: {rules: {acme/named: {settings: {words: 2}}}}\n    as_of: 2026-01-31\n"
    short = "  - bad: '{kind: ai_system, id: chat, name: Chat} # <- acme/named'\n"
    assert failures(GOOD + BAD + short + config) == []
    assert len(failures(GOOD + BAD + short)) == 1


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("config: {phase: later}", "aimslint.yaml:1"),
        ("encoding: klingon", "there is no encoding"),
        ("encoding: ascii\n    files: {}\n  - good: '{kind: ai_system, id: ü, name: x}'\n    encoding: ascii", "ascii"),
        ("as_of: tomorrow", "tomorrow"),
        ("config: {rules: {acme/named: {settings: {wrods: 2}}}}", "`wrods`, which this rule does not have"),
        ("config: {packs: [iso9001], primary: iso9001}", "there is no pack"),
    ],
)
def test_an_example_that_cannot_be_run(field: str, said: str) -> None:
    (told,) = failures(GOOD + BAD + f"    {field}\n")
    assert told.startswith("it cannot be run: ")
    assert said in told


def test_a_rule_without_examples_is_refused() -> None:
    with pytest.raises(RuleError, match="at least one good and one bad example"):
        with_rule(RULE + GOOD)(Config())
