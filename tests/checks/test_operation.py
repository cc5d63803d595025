"""Defects sown into the sample, one at a time: the one right rule tells each, at its line, and no other rule joins in.

The rules are those about operation: life cycle, oversight, transparency, suppliers, data, and the scope's two sides.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from aimslint.engine import check, config_of, rulebook_of
from aimslint.model import Finding
from aimslint.rule_tests import EXAMPLE_DAY
from aimslint.rulebook import Rulebook
from aimslint.trees import MemoryTree
from tests.checks.asking import findings

SAMPLE = Path(__file__).parents[2] / "sample-repo"
TOPICS = {"lifecycle", "oversight", "transparency", "suppliers", "data"}

CREDIT = "systems/credit-scoring.yaml"
ASSISTANT = "systems/customer-assistant.yaml"
FRAUD = "systems/fraud-screening.yaml"
READER = "systems/document-reader.yaml"
PILOT = "systems/collections-prioritiser.yaml"
CHURN = "systems/churn-model.yaml"
SUPPLIERS = "third-parties/suppliers.yaml"
ASSESSMENT = "assessments/ia-credit-scoring-2026.yaml"
GO_LIVE = "deployments/go-fraud.yaml"
EVALUATION = "evaluations/ev-credit-scoring-4-2.yaml"
LOANS = "datasets/loan-book.yaml"
SETTINGS = "aimslint.yaml"


@cache
def sample() -> Mapping[str, bytes]:
    return {
        path.relative_to(SAMPLE).as_posix(): path.read_bytes()
        for path in SAMPLE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@cache
def rules() -> Rulebook:
    tree = MemoryTree(sample())
    found = rulebook_of(tree, config_of(tree, ""), "")
    mine = {rule.name: rule for rule in found if rule.topic in TOPICS or rule.name == "scope-inventory-mismatch"}
    return Rulebook({**{rule.name: rule for rule in found if rule.raised_by}, **mine})


def told(files: Mapping[str, bytes]) -> Sequence[Finding]:
    tree = MemoryTree(files)
    return check(tree, EXAMPLE_DAY, config_of(tree, ""), "", rulebook=rules()).findings


def path_of(name: str) -> str:
    return name if name == SETTINGS else f"governance/{name}"


def sown(name: str, old: str, new: str | None) -> dict[str, bytes]:
    """The sample with one text replaced by another; without another, the field `old` of the record is cut out."""
    path = path_of(name)
    text = sample()[path].decode()
    if new is None:
        cut, count = re.subn(rf"(?m)^{old}:.*\n(?: .*\n)*", "", text)
        assert count == 1, f"{path} has changed: {count} times {old}"
        return {**sample(), path: cut.encode()}
    assert text.count(old) == 1, f"{path} has changed: {text.count(old)} times {old!r}"
    return {**sample(), path: text.replace(old, new).encode()}


def line_of(files: Mapping[str, bytes], name: str, start: str) -> int:
    """The first line that starts so, white space in front of it aside."""
    lines = files[path_of(name)].decode().splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.strip().startswith(start))


def test_the_sample_breaks_none_of_these_rules() -> None:
    assert told(sample()) == []


@dataclass(frozen=True, slots=True)
class Sow:
    """A defect: in which file what is replaced by what (None: the field is cut out), and where the finding stands.

    It stands in the same file unless `found_in` says otherwise, at the line that starts with `line`.
    """

    rule: str
    file: str
    old: str
    new: str | None
    line: str = "lifecycle_stage"
    found_in: str | None = None

    def __str__(self) -> str:
        return self.rule


SOWN = [
    Sow("aiia-after-golive", ASSESSMENT, "approved_on: 2026-09-04", "approved_on: 2026-10-01", found_in=CREDIT),
    Sow(
        "aiia-version-drift", ASSESSMENT, 'system_version: "4.2"', 'system_version: "4.0"', "version:", found_in=CREDIT
    ),
    Sow("deployed-without-approval", GO_LIVE, "status: approved", "status: draft", found_in=FRAUD),
    Sow("deployed-without-approval", GO_LIVE, "approved_by: chief-risk-officer", "notes: None", found_in=FRAUD),
    Sow("deployed-without-vv", EVALUATION, "\nresult: passed", "\nresult: failed", found_in=CREDIT),
    Sow("deployed-without-vv", EVALUATION, 'system_version: "4.2"', 'system_version: "4.1"', found_in=CREDIT),
    Sow("deployed-without-monitoring", "monitoring/mon-document-reader.yaml", "metrics", None, found_in=READER),
    Sow("logging-off-in-use", CREDIT, "enabled: true", "enabled: false", "enabled:"),
    Sow("open-aiia-condition", ASSESSMENT, "due: 2027-01-29", "due: 2026-10-29", "- {id: cs26-c2"),
    Sow("retired-still-active", CHURN, "{enabled: false}", "{enabled: true}"),
    Sow("retired-no-decommission", CHURN, "  approved_by: chief-risk-officer\n", "", "decommission:"),
    Sow("pilot-too-long", PILOT, "stage_since: 2026-10-01", "stage_since: 2026-04-01", "stage_since:"),
    Sow(
        "prohibited-use-live",
        PILOT,
        'version: "0.9"\nrisk',
        'version: "0.9"\nprohibited_use: no-covert-bot\nrisk',
        "prohibited_use:",
    ),
    Sow("oversight-undefined", FRAUD, "  overseers: [fraud-desk-lead]\n", "", "oversight:"),
    Sow("oversight-too-weak-for-tier", CREDIT, "level: in_the_loop", "level: out_of_the_loop", "level:"),
    Sow(
        "overseer-not-competent",
        "organisation/competence.yaml",
        "2026-09-18, expires: 2028-09-18",
        "2024-09-18, expires: 2026-09-18",
        "overseers:",
        found_in=FRAUD,
    ),
    Sow("override-untested", FRAUD, "stop_tested_on: 2026-07-09", "stop_tested_on: 2025-07-09", "stop_tested_on:"),
    Sow(
        "no-user-information",
        FRAUD,
        "  contact: Fraud desk lead; supplier support around the clock\n",
        "",
        "user_information:",
    ),
    Sow(
        "no-concern-process",
        "procedures/concern-reporting.yaml",
        "covers: [A.3.3, A.8.3]",
        "covers: [A.8.3]",
        "# yaml",
        found_in=SETTINGS,
    ),
    Sow(
        "no-incident-communication-plan",
        "procedures/incident-communication.yaml",
        "status: approved",
        "status: in_review",
        "# yaml",
        found_in=SETTINGS,
    ),
    Sow("policy-not-communicated", "organisation/policy.yaml", "communicated_to", None, "kind:"),
    Sow(
        "card-contradicts-inventory",
        "model-cards/credit-scorecard.md",
        "licence: Proprietary",
        "licence: Unknown",
        "licence:",
        found_in=CREDIT,
    ),
    Sow("decision-not-explainable", FRAUD, "  given_to: [The customer on asking]\n", "", "explanation:"),
    Sow("external-component-no-supplier", ASSISTANT, "    supplier: lumen-ai\n", "", "- name: lumen-chat-large"),
    Sow(
        "supplier-no-due-diligence",
        SUPPLIERS,
        "      date: 2026-05-18\n      by: procurement-lead\n      result: conditional",
        "      date: 2026-05-18",
        "due_diligence:",
    ),
    Sow(
        "supplier-no-ai-clauses",
        SUPPLIERS,
        "change_notice, data_use, subcontracting, documentation",
        "subcontracting, documentation",
        "ai_clauses: [audit_right, incident_notice, subcontracting",
    ),
    Sow(
        "no-fallback-critical",
        SUPPLIERS,
        "    exit_plan: Images are portable; a move to a second host was rehearsed in April 2026 and took two days.\n",
        "",
        "- id: cloudhaven",
    ),
    Sow("dataset-no-labelling", LOANS, "labelling", None, "kind:"),
    Sow("dataset-bias-unknown", LOANS, "known_bias", None, "kind:"),
    Sow("dataset-no-disposal", LOANS, "disposal", None, "kind:"),
    Sow(
        "scope-inventory-mismatch",
        "organisation/scope.yaml",
        "    - voice-analytics\n",
        "",
        "id:",
        found_in="systems/voice-analytics.yaml",
    ),
]


@pytest.mark.parametrize("sow", SOWN, ids=str)
def test_one_defect_is_told_by_one_rule_at_its_line(sow: Sow) -> None:
    files = sown(sow.file, sow.old, sow.new)
    found_in = sow.found_in or sow.file
    found = told(files)
    assert [(one.rule, one.location.line) for one in found] == [(sow.rule, line_of(files, found_in, sow.line))]
    assert found[0].location.path == path_of(found_in)


class TestAnotherVersion:
    def test_a_new_version_in_use_is_neither_tested_nor_assessed(self) -> None:
        found = told(sown(CREDIT, '\nversion: "4.2"', '\nversion: "4.3"'))
        assert [one.rule for one in found] == ["deployed-without-vv", "aiia-version-drift"]

    def test_whoever_only_uses_a_system_tests_it_once(self) -> None:
        assert [one.rule for one in told(sown(READER, '\nversion: "5.0"', '\nversion: "5.1"'))] == [
            "aiia-version-drift"
        ]


class TestWhatCannotBeSaid:
    """What is bent or broken is told once, and no rule takes it for missing."""

    def test_a_bent_stage(self) -> None:
        assert {one.rule for one in told(sown(CREDIT, "lifecycle_stage: deployed", "lifecycle_stage: deployd"))} == {
            "bad-enum-value"
        }

    def test_a_broken_overseer(self) -> None:
        assert {one.rule for one in told(sown(FRAUD, "overseers: [fraud-desk-lead]", "overseers: [fraud-desk]"))} == {
            "broken-ref"
        }

    def test_a_broken_supplier(self) -> None:
        assert {one.rule for one in told(sown(ASSISTANT, "    supplier: lumen-ai", "    supplier: lumen"))} == {
            "broken-ref"
        }

    def test_a_prohibited_use_that_the_policy_does_not_know(self) -> None:
        text = "{kind: ai_system, id: chat, lifecycle_stage: deployed, prohibited_use: no-scoring}"
        assert findings("prohibited-use-live", text) == []

    def test_an_unreadable_record_may_be_what_is_missing(self) -> None:
        text = "{kind: ai_system, id: chat, lifecycle_stage: deployed}"
        broken = {"governance/go.yaml": "kind: deployment\nid: go\nsystem: [chat\n"}
        assert findings("deployed-without-approval", text)
        assert findings("deployed-without-approval", text, files=broken) == []


class TestStillActive:
    CHURN = "{kind: ai_system, id: churn, lifecycle_stage: retired, event_logging: {enabled: true}}\n"

    def test_all_signs_of_life_are_one_finding(self) -> None:
        (found,) = findings(
            "retired-still-active",
            self.CHURN
            + "---\n{kind: scope, id: scope, systems: {in: [churn]}}\n"
            + "---\n{kind: monitoring, id: mon, system: churn, metrics: [{id: m}]}\n",
        )
        said = "churn is retired, and yet the scope holds it, monitoring `mon` goes on and its events are logged"
        assert found.message == said
        assert [place.location.line for place in found.related] == [3, 5]

    def test_an_earlier_scope_and_erased_monitoring_are_no_signs(self) -> None:
        (found,) = findings(
            "retired-still-active",
            self.CHURN
            + "---\n{kind: scope, id: first, systems: {in: [churn]}}\n"
            + "---\n{kind: scope, id: second, supersedes: first}\n"
            + "---\n{kind: monitoring, id: mon, system: churn, erased: {reason: Law, approved_by: dpo}}\n",
        )
        assert found.message == "churn is retired, and yet its events are logged"


class TestOutOfScope:
    @pytest.mark.parametrize("rule", ["deployed-without-vv", "logging-off-in-use", "no-user-information"])
    def test_what_the_scope_leaves_out_is_not_judged(self, rule: str) -> None:
        system = "{kind: ai_system, id: spam, lifecycle_stage: deployed}\n"
        scope = "---\n{kind: scope, id: scope, systems: {out: [{system: spam, reason: Bought for all}]}}\n"
        assert findings(rule, system)
        assert findings(rule, system + scope) == []

    def test_but_a_forbidden_use_is(self) -> None:
        text = """\
{kind: policy, id: policy, prohibited_uses: [{id: no-scoring}]}
---
{kind: ai_system, id: rate, lifecycle_stage: deployed, prohibited_use: no-scoring}
---
{kind: scope, id: scope, systems: {out: [{system: rate, reason: Small}]}}
"""
        assert len(findings("prohibited-use-live", text)) == 1


class TestExcludedControls:
    """Where the Statement of Applicability leaves a control out, its process is not asked for."""

    @pytest.mark.parametrize(
        ("rule", "control"),
        [
            ("no-concern-process", "A.3.3"),
            ("no-incident-communication-plan", "A.8.4"),
            ("reporting-duties-undetermined", "A.8.5"),
        ],
    )
    def test_exclusion(self, rule: str, control: str) -> None:
        soa = "{{kind: soa, id: soa, controls: [{{control: {}, applicable: {}}}]}}"
        assert findings(rule, soa.format(control, "true"))
        assert findings(rule, soa.format(control, "false")) == []
