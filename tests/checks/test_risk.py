"""Rules of risk: defects sown into the sample, and what the examples of the rules leave open."""

import pytest

from tests.checks.asking import findings
from tests.checks.sowing import Sow, expected_line, new_findings, sown

REGISTER = "risk/risk-register.yaml"
PLAN = "risk/treatment-plan.yaml"
METHOD = "risk/risk-method.yaml"
ROLES = "organisation/roles.yaml"
ASSESSMENT = "assessments/ia-credit-scoring-2026.yaml"

RATING = "consequence: {organisation: major, individuals: major, society: major}\n    level: "
ACCEPTED_BY_CEO = (
    "    acceptance: {by: ceo, date: 2026-10-30, until: 2027-04-30, "
    "reason: Kept for six months while the contract is amended and the tender prepared.}\n"
)
ACCEPTED_DRIFT = (
    "    acceptance: {by: chief-risk-officer, date: 2026-10-26, until: 2027-10-29, "
    "reason: The cost index gives about four months of warning; capital covers what remains.}\n"
)
CHECKED_FEED = (
    "    effectiveness: {verified_on: 2026-06-10, by: data-steward, result: effective, "
    "description: Two seeded faults and one real one were stopped before scoring.}\n"
)

SOWN = [
    Sow("risk-level-mismatch", REGISTER, RATING + "high", RATING + "medium", "level:"),
    Sow("risk-level-mismatch", REGISTER, RATING + "high", RATING + "critical", "level:"),
    Sow("residual-level-understated", REGISTER, "residual_level: medium", "residual_level: low", "residual_level:"),
    Sow("risk-scale-out-of-range", REGISTER, "likelihood: possible", "likelihood: often", "likelihood:"),
    Sow("risk-scale-out-of-range", REGISTER, "society: major}", "society: enormous}", "consequence:"),
    Sow("risk-scale-out-of-range", REGISTER, RATING + "high", RATING + "extreme", "level:"),
    Sow("risk-scale-out-of-range", REGISTER, "residual_level: low", "residual_level: tiny", "residual_level: tiny"),
    Sow("risk-matrix-incomplete", METHOD, "  - {likelihood: rare, consequence: minor, level: low}\n", "", "matrix:"),
    Sow(
        "method-off-scale",
        METHOD,
        "{likelihood: rare, consequence: minor, level: low}",
        "{likelihood: never, consequence: minor, level: low}",
        "- {likelihood: never",
    ),
    Sow("method-off-scale", METHOD, "appetite: medium", "appetite: moderate", "appetite:"),
    Sow("method-off-scale", ROLES, "may_accept_up_to: high", "may_accept_up_to: all", "may_accept_up_to:"),
    Sow("risk-method-no-criteria", METHOD, "appetite: medium\n", "", "kind:"),
    Sow("risk-not-rated", REGISTER, "    level: high\n", "", "- id: R-01"),
    Sow("risk-not-rated", REGISTER, "    assessed_on: 2026-10-19\n", "", "- id: R-01"),
    Sow(
        "risk-no-people-consequence",
        REGISTER,
        "consequence: {organisation: major, individuals: major, society: major}",
        "consequence: {organisation: major}",
        "consequence:",
    ),
    Sow("risk-no-owner", REGISTER, "    owner: head-of-lending\n", "", "- id: R-01"),
    Sow("risk-untreated", PLAN, "    risks: [R-02]\n", "", "level:", found_in=REGISTER, below="id: R-02"),
    Sow(
        "residual-not-lower",
        REGISTER,
        "individuals: moderate, society: minor}\n    residual_level: low\n    status: in_treatment\n"
        "    assessed_on: 2026-10-19\n  - id: R-05",
        "individuals: moderate, society: minor}\n    residual_level: medium\n    status: in_treatment\n"
        "    assessed_on: 2026-10-19\n  - id: R-05",
        "residual_level:",
        below="id: R-04",
    ),
    Sow(
        "residual-above-appetite-unapproved",
        REGISTER,
        ACCEPTED_BY_CEO,
        "",
        "residual_level:",
        below="id: R-12",
    ),
    Sow("risk-accepted-by-nobody", REGISTER, ACCEPTED_DRIFT, "", "status:", below="id: R-05"),
    Sow("acceptance-expired", REGISTER, "until: 2027-04-30", "until: 2026-11-19", "acceptance:"),
    Sow("acceptance-by-wrong-level", REGISTER, "{by: chief-risk-officer", "{by: head-of-lending", "acceptance:"),
    Sow(
        "acceptance-by-wrong-level",
        ROLES,
        "may_accept_up_to: high",
        "may_accept_up_to: medium",
        "acceptance:",
        found_in=REGISTER,
        below="id: R-12",
    ),
    Sow("treatment-action-no-owner-date", PLAN, "    due: 2026-12-18\n", "", "- id: TA-04"),
    Sow("treatment-overdue", PLAN, "due: 2026-12-18", "due: 2026-11-19", "due: 2026-11-19"),
    Sow("treatment-overdue", PLAN, "    completed_on: 2026-09-04\n", "", "due:"),
    Sow("treatment-unverified", PLAN, CHECKED_FEED, "", "completed_on:", below="id: TA-03"),
    Sow(
        "aiia-not-fed-to-risk",
        REGISTER,
        "    raised_from: cs26-thin-file\n",
        "",
        "- id: cs26-thin-file",
        found_in=ASSESSMENT,
    ),
    Sow("no-opportunities", METHOD, "opportunities: >-", "notes: >-", "kind:"),
    Sow(
        "system-no-risk",
        REGISTER,
        "systems: [document-reader]",
        "systems: []",
        "id:",
        found_in="systems/document-reader.yaml",
    ),
]


@pytest.mark.parametrize("sow", SOWN, ids=str)
def test_one_defect_is_told_by_one_rule_at_its_line(sow: Sow) -> None:
    files = sown(sow.file, sow.old, sow.new)
    told = [(finding.rule, (finding.location.path, finding.location.line)) for finding in new_findings(files)]
    assert told == [(sow.rule, expected_line(files, sow))]


METHOD_TEXT = """\
kind: risk_method
id: method
scales:
  likelihood: [{value: 1}, {value: 2}]
  consequence: [{value: minor}, {value: major}]
  levels: [{value: low}, {value: high}]
appetite: low
"""
MATRIX = """\
matrix:
  - {likelihood: 1, consequence: minor, level: low}
  - {likelihood: 1, consequence: major, level: low}
  - {likelihood: 2, consequence: minor, level: low}
  - {likelihood: 2, consequence: major, level: high}
"""


def register(risk: str) -> str:
    return f"---\n{{kind: risk_register, id: register, risks: [{risk}]}}\n"


class TestMatrix:
    def test_holes_are_named_and_counted(self) -> None:
        scales = ", ".join(f"{{value: {step}}}" for step in range(1, 21))
        (found,) = findings(
            "risk-matrix-incomplete",
            "kind: risk_method\nid: method\n"
            f"scales: {{likelihood: [{scales}], consequence: [{{value: minor}}], levels: [{{value: low}}]}}\n"
            "matrix: [{likelihood: 2, consequence: minor, level: low}]\n",
        )
        assert found.message == "The matrix gives no level for 1 and minor; 3 and minor; 4 and minor, and 16 more"

    def test_a_huge_scale_does_not_take_for_ever(self) -> None:
        scales = ", ".join(f"{{value: {step}}}" for step in range(3000))
        text = (
            f"kind: risk_method\nid: method\nscales: {{likelihood: [{scales}], consequence: [{scales}], "
            "levels: [{value: low}]}\nmatrix: [{likelihood: 1, consequence: 1, level: low}]\n"
        )
        (found,) = findings("risk-matrix-incomplete", text)
        assert found.message.endswith("and 8999996 more")

    def test_a_cell_off_the_scale_is_told_and_not_the_hole_it_leaves(self) -> None:
        text = METHOD_TEXT + MATRIX.replace("likelihood: 1, consequence: minor", "likelihood: 1, consequence: small")
        assert findings("risk-matrix-incomplete", text) == []
        (found,) = findings("method-off-scale", text)
        assert found.message == "method: `small` for `consequence` is no step of the scale `consequence` (minor, major)"

    @pytest.mark.parametrize("step", ["{value: [1]}", "{label: Rare}", "{value: TBD}"])
    def test_a_bent_step_leaves_all_open(self, step: str) -> None:
        text = METHOD_TEXT.replace("{value: 1}", step) + MATRIX
        assert findings("risk-matrix-incomplete", text) == []
        assert findings("method-off-scale", text) == []

    def test_two_methods_in_use_say_nothing_about_risks(self) -> None:
        text = METHOD_TEXT + "---\n" + METHOD_TEXT.replace("id: method", "id: other") + register("{id: R1, level: 7}")
        assert findings("risk-scale-out-of-range", text) == []


class TestScales:
    def test_a_number_in_quotes_is_another_thing(self) -> None:
        (found,) = findings("risk-scale-out-of-range", METHOD_TEXT + register('{id: R1, likelihood: "2"}'))
        assert found.message.endswith("(1, 2); leave out the quotes")

    def test_a_near_miss_is_suggested(self) -> None:
        (found,) = findings("risk-scale-out-of-range", METHOD_TEXT + register("{id: R1, consequence: {society: majr}}"))
        assert found.message.endswith("(minor, major); did you mean `major`?")

    def test_placeholders_and_explanations_are_no_steps(self) -> None:
        for value in ("TBD", "{not_applicable: {reason: None, approved_by: x}}"):
            assert findings("risk-scale-out-of-range", METHOD_TEXT + register(f"{{id: R1, likelihood: {value}}}")) == []

    def test_a_rating_off_the_scale_has_no_level(self) -> None:
        risk = "{id: R1, likelihood: 2, consequence: {organisation: minor, society: huge}, level: high}"
        assert findings("risk-level-mismatch", METHOD_TEXT + MATRIX + register(risk)) == []
        assert len(findings("risk-scale-out-of-range", METHOD_TEXT + MATRIX + register(risk))) == 1


class TestLevels:
    @pytest.mark.parametrize("consequence", ["{society: major}", "{organisation: minor, individuals: major}"])
    def test_the_worst_consequence_counts(self, consequence: str) -> None:
        risk = f"{{id: R1, likelihood: 2, consequence: {consequence}, level: low}}"
        assert len(findings("risk-level-mismatch", METHOD_TEXT + MATRIX + register(risk))) == 1

    def test_a_residual_level_above_the_matrix_is_no_slip(self) -> None:
        risk = "{id: R1, residual_likelihood: 1, residual_consequence: {society: minor}, residual_level: high}"
        assert findings("residual-level-understated", METHOD_TEXT + MATRIX + register(risk)) == []

    def test_without_a_residual_level_the_level_is_what_is_accepted(self) -> None:
        roles = "---\n{kind: roles, id: roles, roles: [{id: head, may_accept_up_to: low}]}\n"
        for risk, count in (
            ("{id: R1, level: high, acceptance: {by: head}}", 1),
            ("{id: R1, level: high, residual_level: low, acceptance: {by: head}}", 0),
        ):
            assert len(findings("acceptance-by-wrong-level", METHOD_TEXT + roles + register(risk))) == count


class TestTreatment:
    def test_an_earlier_plan_is_passed_by(self) -> None:
        plans = """\
{kind: treatment_plan, id: first, status: approved, actions: [{id: T1, due: 2026-01-31}]}
---
{kind: treatment_plan, id: second, status: approved, supersedes: first, actions: [{id: T2, due: 2026-01-31}]}
"""
        assert [found.record and found.record.id for found in findings("treatment-overdue", plans)] == ["T2"]
