"""Every rule file holds its own tests: its examples. And rule files agree with the code and with each other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import aimslint
from aimslint.config import Config
from aimslint.model import Phase, Severity
from aimslint.packs import RequirementIds, Stock, all_pack_names
from aimslint.rule_tests import rulebooks, run_examples
from aimslint.rulebook import Rule
from aimslint.trees import MemoryTree

PACKAGE = Path(aimslint.__file__).parent
RULEBOOK_FOR = rulebooks(MemoryTree({}))
RULES = list(RULEBOOK_FOR(Config(packs=[name for name in all_pack_names() if name != "core"])))
RAISED = [rule for rule in RULES if rule.raised_by]

# What makes a record unreadable, and the few wrongs that nobody may grow used to. Every other foundation rule is a
# warning. The design names the list; it is closed.
UNREADABLE = {
    "alias-bomb",
    "conflict-markers",
    "control-character",
    "duplicate-key",
    "missing-kind",
    "not-a-record",
    "not-utf-8",
    "not-yaml",
    "too-deep",
    "too-large",
    "too-many-nodes",
    "unknown-kind",
    "unmerged-entry",
    "unreadable-file",
}
FOUNDATION_ERRORS = UNREADABLE | {
    "act-prohibited-live",
    "broken-ref",
    "deployed-without-aiia",
    "duplicate-id",
    "owner-not-a-role",
    "prohibited-use-live",
    "ref-to-wrong-type",
    "rejected-but-live",
}
# There is one project, and each requirement of a framework stands in one place of it.
ONE_OFFENDER = {"project", "requirement"}
_NAMED = re.compile(r"\b(?:id|control): ")


def named(rule: Rule) -> str:
    return rule.name


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_examples_do_what_they_say(rule: Rule) -> None:
    assert [str(failure) for failure in run_examples(rule, RULEBOOK_FOR)] == []


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_rule_explains_itself(rule: Rule) -> None:
    assert len(rule.why.split()) >= 8
    assert len(rule.help.split()) >= 5
    assert not rule.title.endswith(".")
    assert rule.since
    assert all(requirement in RequirementIds({}, Stock()) for requirement in rule.requirements)


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_bad_example_shows_more_than_one_offender(rule: Rule) -> None:
    """What stops at the first finding, or hits everything, is seen only beside a second offender or a clean item."""
    if rule.for_each in ONE_OFFENDER:
        pytest.skip("there is only one of what this rule is about")
    bad = [example for example in rule.examples if not example.good]
    assert any(
        example.text.count(f"# <- {rule.name}") > 1 or example.files or len(_NAMED.findall(example.text)) > 1
        for example in bad
    )


def test_names_and_codes_are_unique() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_foundation_errors_are_the_closed_list() -> None:
    severities = {rule.name: rule.rule_severity for rule in RULES if rule.phase is Phase.FOUNDATION}
    errors = {name for name, severity in severities.items() if severity is Severity.ERROR}
    twins = {name for name in errors if name.endswith("-high-tier")}
    assert errors - twins == FOUNDATION_ERRORS
    assert {rule.name for rule in RAISED if rule.name in UNREADABLE} == UNREADABLE


def test_every_problem_in_the_code_has_its_rule() -> None:
    names = {rule.name for rule in RULES}
    raised = {name for name in _problem_names() if name not in NO_PROBLEMS}
    assert raised - names == set()


def test_every_rule_that_is_raised_is_raised_somewhere() -> None:
    assert {rule.name for rule in RAISED} - set(_problem_names()) == set()


def test_every_place_in_a_message_is_filled() -> None:
    """A misspelt place in the message of a rule that is raised elsewhere would stay empty."""
    for rule in RAISED:
        filled = set(re.findall(r"\{([^{}]+)\}", rule.message_text or ""))
        assert filled <= _value_names(), rule.name


def test_topics_are_folders_and_files_bear_the_names_of_their_rules() -> None:
    for rule in RULES:
        assert Path(rule.path).stem == rule.name
        assert Path(rule.path).parent.name == rule.topic


# Words with hyphens in these modules that are no problems.
NO_PROBLEMS = {"utf-8", "own-repository", "rust-regex", "definition-ref", "typed-dict", "typed-dict-field"}
READERS = ("loading", "trees/tree.py", "records", "aims", "suppress", "engine.py", "reading.py")


def _problem_names() -> Iterator[str]:
    """The names of problems in the modules that raise them: words with hyphens that stand alone in a text."""
    for text in _texts():
        if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", text):
            yield text


def _value_names() -> set[str]:
    return {"source", *(text for text in _texts() if text.isidentifier())}


def _texts() -> Iterator[str]:
    for reader in READERS:
        start = PACKAGE / reader
        for file in [start] if start.is_file() else sorted(start.rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value
