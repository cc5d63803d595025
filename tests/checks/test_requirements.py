"""Clauses and controls that nothing shows: one gap is told once, at one place, and left to the rule that tells it."""

import pytest

from aimslint.config import Config
from aimslint.engine import check, config_of, rulebook_of
from aimslint.model import Finding
from aimslint.packs import load_packs
from aimslint.rule_tests import EXAMPLE_DAY
from aimslint.trees import MemoryTree
from tests.checks.sowing import new_findings, sample, sown

PACK = load_packs(("iso42001",))["iso42001"]
RULES = rulebook_of(MemoryTree({}), Config(), "")
FAMILY = ("clause-uncovered", "clause-uncovered-stage-2", "control-uncovered", "control-uncovered-stage-2")


def without(*files: str) -> dict[str, bytes]:
    """The sample without some of its records."""
    gone = {f"governance/{file}" for file in files}
    assert gone <= set(sample())
    return {path: raw for path, raw in sample().items() if path not in gone}


def told(files: dict[str, bytes]) -> list[Finding]:
    return [finding for finding in new_findings(files) if finding.rule in FAMILY]


def about(finding: Finding) -> str:
    return finding.message.partition(" ")[0]


def test_each_rule_names_the_requirements_of_its_phase_that_are_asked_of_the_whole() -> None:
    named = [id_ for name in FAMILY for id_ in RULES.rules[name].requirements]
    asked = [one.qualified for one in PACK.requirements.values() if one.for_each is None]
    assert sorted(named) == sorted(asked)
    for name in FAMILY:
        for id_ in RULES.rules[name].requirements:
            one = PACK.requirements[id_.removeprefix("iso42001:")]
            assert one.kind == name.partition("-")[0]
            assert one.phase in (("stage-2",) if name.endswith("stage-2") else ("foundation", "stage-1"))


def test_every_requirement_that_is_asked_of_each_subject_is_guarded_by_another_rule() -> None:
    guarded = {id_ for rule in RULES if rule.name not in FAMILY for id_ in rule.requirements}
    assert {one.qualified for one in PACK.requirements.values() if one.for_each is not None} <= guarded


def test_what_is_left_to_another_rule_is_left_to_one_that_there_is() -> None:
    left_to = {
        *PACK.told_by.always.values(),
        *PACK.told_by.while_live.values(),
        *(rule for own in PACK.told_by.of.values() for rule in own.values()),
    }
    assert left_to <= set(RULES.rules)


@pytest.mark.parametrize(
    ("file", "id_"),
    [
        ("organisation/context.yaml", "4.1"),
        ("organisation/interested-parties.yaml", "4.2"),
        ("risk/treatment-plan.yaml", "6.1.3"),
        ("risk/impact-method.yaml", "6.1.4"),
        ("organisation/objectives.yaml", "6.2"),
        ("organisation/communication-plan.yaml", "7.4"),
        ("assurance/management-review-2026.yaml", "9.3.1"),
        ("organisation/competence.yaml", "7.2"),
        ("operations/improvements.yaml", "10.1"),
        ("assurance/nonconformities.yaml", "10.2"),
        ("procedures/ai-development.yaml", "A.6.1.3"),
        ("operations/concerns.yaml", "A.3.3"),
    ],
)
def test_a_kind_of_record_that_is_missing_is_told_at_one_requirement(file: str, id_: str) -> None:
    found = told(without(file))
    first = found[0]
    assert about(first) == id_
    assert first.requirements == (f"iso42001:{id_}",)
    assert first.location.path == "aimslint.yaml"
    if file != "procedures/ai-development.yaml":  # which covers two controls
        assert len(found) == 1


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        ("organisation/policy.yaml", "no-policy"),
        ("organisation/scope.yaml", "no-scope"),
        ("risk/soa.yaml", "no-soa"),
        ("risk/risk-method.yaml", "no-risk-method"),
        ("assurance/audit-programme.yaml", "no-audit-programme"),
        ("assurance/audit-2026.yaml", "audit-before-stage1-missing"),
        ("organisation/obligations.yaml", "reporting-duties-undetermined"),
        ("procedures/concern-reporting.yaml", "no-concern-process"),
        ("procedures/incident-communication.yaml", "no-incident-communication-plan"),
        ("risk/risk-register.yaml", "system-no-risk"),
        ("organisation/roles.yaml", "owner-not-a-role"),
    ],
)
def test_what_a_rule_of_its_own_tells_is_left_to_it(file: str, rule: str) -> None:
    files = without(file)
    assert rule in {finding.rule for finding in new_findings(files)}
    assert told(files) == []


@pytest.mark.parametrize(
    ("file", "id_"),
    [
        ("organisation/policy.yaml", "5.2"),
        ("organisation/scope.yaml", "4.3"),
        ("organisation/context.yaml", "4.1"),
        ("risk/soa.yaml", "6.1.3"),
        ("risk/risk-method.yaml", "6.1.1"),
        ("risk/impact-method.yaml", "6.1.4"),
        ("risk/treatment-plan.yaml", "6.1.3"),
        ("assurance/audit-programme.yaml", "9.2.2"),
        ("assurance/audit-2026.yaml", "9.2.1"),
        ("assurance/management-review-2026.yaml", "9.3.1"),
        ("procedures/document-control.md", "7.5.1"),
        ("procedures/ai-development.yaml", "A.6.1.3"),
    ],
)
def test_a_document_that_was_never_approved_is_told_once_at_its_status(file: str, id_: str) -> None:
    files = sown(file, "status: approved", "status: draft")
    found = told(files)
    assert [about(finding) for finding in found] == [id_]
    path = f"governance/{file}"
    lines = files[path].decode().splitlines()
    assert found[0].location.path == path
    assert lines[found[0].location.line - 1] == "status: draft"
    assert "was never approved" in found[0].message


def test_a_draft_beside_the_approved_version_is_no_gap() -> None:
    path = "governance/organisation/policy.yaml"
    text = sample()[path].decode()
    id_ = next(line.split()[1] for line in text.splitlines() if line.startswith("id:"))
    new = text.replace(f"id: {id_}", f"id: next\nsupersedes: {id_}", 1).replace("status: approved", "status: draft", 1)
    assert told({**sample(), "governance/organisation/next-policy.yaml": new.encode()}) == []


def test_what_cannot_be_read_is_neither_passed_nor_told() -> None:
    files = sown("organisation/context.yaml", "status: approved", "status: aproved")
    tree = MemoryTree(files)
    report = check(tree, EXAMPLE_DAY, config_of(tree, ""))
    assert "clause-uncovered" not in {finding.rule for finding in report.findings}
    assert [skip.subjects for skip in report.skipped if skip.rule == "clause-uncovered"] == [1]


def test_nothing_is_asked_of_a_control_that_is_excluded_or_still_planned() -> None:
    files = without("procedures/responsible-use.md")
    assert "A.9.2" in [about(finding) for finding in told(files)]
    soa = files["governance/risk/soa.yaml"].decode()
    row = soa[soa.index("control: A.9.2") :]
    planned = row.replace("implementation_status: implemented", "implementation_status: planned", 1)
    files["governance/risk/soa.yaml"] = (soa[: soa.index("control: A.9.2")] + planned).encode()
    assert "A.9.2" not in [about(finding) for finding in told(files)]
