"""Completeness rules where examples do not reach: what is bent or unreadable is neither there nor missing."""

import pytest

from tests.checks.asking import findings

ASSESSMENT = """\
kind: impact_assessment
id: ia
status: approved
impacts:
  - {id: i1, dimension: fairness}
  - {id: i2, dimension: safety}
  - {id: i3, dimension: privacy}
  - {id: i4, dimension: autonomy}
  - {id: i5, dimension: transparency}
untouched_dimensions:
  - {dimension: social, reason: Eleven people use it}
"""
DEVELOPED = """\
kind: ai_system
id: scoring
lifecycle_stage: deployed
organisation_role: [developer]
models: [{name: s, card: s}]
---
kind: model_card
id: s
datasets: [loans]
---
kind: dataset
id: loans
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", False),
        ("dimension: safety", "dimension: safty", False),
        ("dimension: safety", "severity: low", True),
        ("  - {id: i2, dimension: safety}", "  - safety", False),
        ("untouched_dimensions:", "untouched_dimension:", False),
        ("{dimension: social, reason: Eleven people use it}", "{dimension: labour, reason: None work there}", True),
        ("status: approved", "status: draft", False),
    ],
)
def test_dimensions_are_rated_or_reasoned_away_or_unknown(old: str, new: str, told: bool) -> None:
    found = findings("aiia-dimension-missing", ASSESSMENT.replace(old, new, 1))
    assert bool(found) is told


def test_an_assessment_that_a_later_one_replaces_is_left_as_it_is() -> None:
    older = "kind: impact_assessment\nid: old\nstatus: approved\n"
    assert len(findings("aiia-dimension-missing", older)) == 1
    assert findings("aiia-dimension-missing", f"{older}---\n{ASSESSMENT}supersedes: old\n") == []


def test_data_are_used_through_a_model_card_as_well() -> None:
    assert len(findings("dataset-no-provenance", DEVELOPED)) == 1
    assert findings("dataset-no-provenance", DEVELOPED.replace("deployed", "retired")) == []
    assert findings("dataset-no-provenance", DEVELOPED.replace("datasets: [loans]", "datasets: []")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("lifecycle_stage: deployed", "lifecycle_stage: deploied"),
        ("organisation_role: [developer]", "organisation_role: [devloper]\nrisk_tier: low"),
        ("datasets: [loans]", "datasets: [loanz]"),
        ("card: s}", "card: z}"),
    ],
)
def test_data_whose_use_is_unclear_are_not_judged(old: str, new: str) -> None:
    assert old in DEVELOPED
    assert findings("dataset-no-provenance", DEVELOPED.replace(old, new)) == []


def test_an_owner_that_is_a_placeholder_is_quoted_and_a_broken_one_left_to_its_own_rule() -> None:
    text = "kind: ai_system\nid: chat\nowner: '[Name]'\n"
    (found,) = findings("system-no-owner", text)
    assert found.message == 'Nobody answers for AI system chat: owner is still a placeholder ("[Name]")'
    assert found.location.line == 3
    assert findings("system-no-owner", text.replace("[Name]", "nobody-known")) == []


def test_a_policy_that_may_lie_in_a_broken_file_is_not_missing() -> None:
    text = "kind: ai_system\nid: chat\n"
    assert len(findings("no-policy", text)) == 1
    assert findings("no-policy", text, files={"governance/policy.yaml": "kind: policy\nid: p\nprinciples: [\n"}) == []
    assert findings("no-policy", text, files={"governance/policy.yaml": "kind: polcy\nid: p\n"}) == []
