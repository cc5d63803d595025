"""Rules of audits, management reviews, nonconformities, incidents, alarms and planned changes."""

from datetime import date

import pytest

from tests.checks.asking import findings
from tests.checks.sowing import Sow, expected_line, new_findings, sown

AUDIT = "assurance/audit-2026.yaml"
REVIEW = "assurance/management-review-2026.yaml"
REGISTER = "assurance/nonconformities.yaml"
INCIDENTS = "operations/incidents.yaml"
CHANGES = "operations/changes.yaml"
METRICS = "monitoring/mon-credit-scoring.yaml"

IMPROVEMENT = (
    "  improvement: Lint records in pull requests; joint form for small systems; "
    "audience labels in the knowledge base.\n"
)
CHECKED_FEED = (
    "    effectiveness: {date: 2026-06-10, by: internal-auditor, result: effective, "
    "description: Two seeded faults stopped; one real fault of 3 June stopped within eleven minutes.}\n"
)
RISKS_RATED = "    consequences: All risks must be rated again; five were expected to move and four did.\n"
CAUSE = (
    "root_cause: >-\n      Observations of the audit had no owner or date, "
    "so the remark about the contract waited for the next renewal in 2027.\n"
)

SOWN = [
    Sow("review-input-missing", REVIEW, IMPROVEMENT, "", "inputs:"),
    Sow(
        "review-not-top-management", REVIEW, "chair: ceo\nattendees: [ceo, chief-risk-officer,", "attendees: [", "kind:"
    ),
    Sow("audit-before-stage1-missing", AUDIT, "conclusion: >-", "notes: >-", "kind:"),
    Sow("auditor-not-independent", AUDIT, "auditors: [internal-auditor]", "auditors: [head-of-lending]", "auditors:"),
    Sow("finding-without-nc", REGISTER, "    raised_from: AF-2\n", "", "type:", found_in=AUDIT, below="id: AF-2"),
    Sow(
        "finding-without-nc",
        AUDIT,
        "id: AF-3\n    type: observation",
        "id: AF-3\n    type: minor_nc",
        "type:",
        below="id: AF-3",
    ),
    Sow("nc-no-root-cause", REGISTER, CAUSE, "root_cause: Human error\n", "root_cause:", below="id: NC-2026-03"),
    Sow("nc-no-root-cause", REGISTER, CAUSE, "root_cause: TBD\n", "root_cause:", below="id: NC-2026-03"),
    Sow("nc-closed-no-effectiveness", REGISTER, CHECKED_FEED, "", "closed_on:"),
    Sow("nc-closed-no-effectiveness", REGISTER, "result: effective", "result: not_effective", "closed_on:"),
    Sow("incident-no-nc-or-reason", REGISTER, "    raised_from: INC-2026-01\n", "", "severity:", found_in=INCIDENTS),
    Sow("alarm-ignored", METRICS, "last_value: 0.554", "last_value: 0.48", "last_value:"),
    Sow("alarm-ignored", METRICS, "last_value: 0.07", "last_value: 0.3", "last_value: 0.3"),
    Sow("metric-not-planned", METRICS, "    frequency: 3 months\n", "", "- id: credit-gini"),
    Sow("audit-cycle-gap", AUDIT, "A.7.4, ", "", "scope:"),
    Sow("audit-cycle-gap", AUDIT, '"10.2", ', "", "scope:"),
    Sow("aims-change-unplanned", CHANGES, RISKS_RATED, "", "- id: CH-2026-01"),
    Sow("aims-change-approved-late", CHANGES, "approved_on: 2026-02-02", "approved_on: 2026-02-20", "approved_on:"),
]


@pytest.mark.parametrize("sow", SOWN, ids=str)
def test_one_defect_is_told_by_one_rule_at_its_line(sow: Sow) -> None:
    files = sown(sow.file, sow.old, sow.new)
    told = [(finding.rule, (finding.location.path, finding.location.line)) for finding in new_findings(files)]
    assert told == [(sow.rule, expected_line(files, sow))]


class TestIndependence:
    ROLES = """\
kind: roles
id: roles
roles:
  - {id: auditor, holders: [{person: Ada}]}
  - {id: lending, holders: [{person: Ada, left_on: 2026-06-18}, {person: Bo, since: 2026-06-19}]}
  - {id: vacant}
---
{kind: soa, id: soa, controls: [{control: A.9.2, owner: vacant}, {control: A.9.3, owner: lending}]}
---
{kind: ai_system, id: score, name: Scoring, owner: lending}
---
"""

    def audit(self, day: str, auditors: str, *, scope: str = "[]") -> list[str]:
        audit = f"{{kind: audit, id: a, date: {day}, auditors: {auditors}, systems: [score], scope: {scope}}}"
        return [found.message for found in findings("auditor-not-independent", self.ROLES + audit)]

    def test_whoever_held_the_role_on_the_day_counts(self) -> None:
        assert self.audit("2026-06-18", "[auditor]") == ["auditor audited Scoring in a and owns it as lending"]
        assert self.audit("2026-06-19", "[auditor]") == []

    def test_a_role_without_holder_is_known_by_its_name(self) -> None:
        assert self.audit("2026-06-19", "[vacant]", scope="[A.9.2]") == ["vacant audited A.9.2 in a and owns it"]

    def test_each_auditor_is_told_once(self) -> None:
        assert self.audit("2026-06-18", "[auditor, lending]", scope="[A.9.3]") == [
            "auditor audited Scoring, A.9.3 in a and owns them as lending",
            "lending audited Scoring, A.9.3 in a and owns them",
        ]

    def test_what_is_broken_says_nothing(self) -> None:
        assert self.audit("2026-06-18", "[auditr]", scope="[A.9.3, A.3.4]") == []
        assert self.audit("bent", "[auditr]") == []

    def test_without_a_day_everybody_who_ever_held_the_role_counts(self) -> None:
        assert len(self.audit("", "[auditor]")) == 1


class TestReassessment:
    INCIDENT = """\
---
kind: incidents
id: log
incidents: [{id: I1, systems: [s], severity: high, detected_on: 2026-06-01}]
"""

    @pytest.mark.parametrize(
        ("records", "count"),
        [
            ("", 1),
            ("---\n{kind: impact_assessment, id: i, system: s, assessed_on: 2026-05-31}\n", 1),
            ("---\n{kind: impact_assessment, id: i, system: s, assessed_on: 2026-06-01}\n", 0),
            ("---\n{kind: risk_register, id: r, risks: [{id: R1, systems: [s], assessed_on: 2026-08-01}]}\n", 0),
            ("---\n{kind: risk_register, id: r, risks: [{id: R1, systems: [s], assessed_on: 2026-08-32}]}\n", 0),
        ],
    )
    def test_the_latest_assessment_counts(self, records: str, count: int) -> None:
        text = "{kind: ai_system, id: s}\n" + records + self.INCIDENT
        assert len(findings("incident-no-reassessment", text)) == count

    def test_there_is_a_month_to_do_it(self) -> None:
        text = "{kind: ai_system, id: s}\n" + self.INCIDENT
        assert findings("incident-no-reassessment", text, as_of=date(2026, 7, 1)) == []
        assert len(findings("incident-no-reassessment", text, as_of=date(2026, 7, 2))) == 1

    def test_an_unreadable_register_may_hold_it(self) -> None:
        text = "{kind: ai_system, id: s}\n" + self.INCIDENT
        broken = {"governance/risks.yaml": "kind: risk_register\nid: r\nrisks: [\n"}
        assert findings("incident-no-reassessment", text, files=broken) == []


class TestAlarms:
    def state(self, metric: str) -> int:
        text = f"{{kind: monitoring, id: m, metrics: [{{id: M1, last_measured: 2026-11-02, {metric}}}]}}"
        return len(findings("alarm-ignored", text))

    @pytest.mark.parametrize(
        ("metric", "count"),
        [
            ("threshold: {alarm: 5}, last_value: 5", 1),
            ("threshold: {alarm: 5}, last_value: 4.99", 0),
            ("threshold: {alarm: 0}, last_value: 0", 1),
            ("threshold: {alarm: 5, direction: below}, last_value: 5", 1),
            ("threshold: {alarm: 5, direction: below}, last_value: 6", 0),
            ("threshold: {alarm: 5, direction: sideways}, last_value: 9", 0),
            ("threshold: {warn: 5}, last_value: 9", 0),
            ("last_value: 9", 0),
            ("threshold: {alarm: 5}", 0),
            ("threshold: {alarm: 5}, last_value: nine", 0),
        ],
    )
    def test_limits(self, metric: str, count: int) -> None:
        assert self.state(metric) == count

    @pytest.mark.parametrize(
        ("answer", "count"),
        [
            ("{kind: incidents, id: l, incidents: [{id: I, metric: M1, detected_on: 2026-09-01, status: closed}]}", 1),
            ("{kind: incidents, id: l, incidents: [{id: I, metric: M1, detected_on: 2026-09-01, status: open}]}", 0),
            ("{kind: incidents, id: l, incidents: [{id: I, metric: M1, detected_on: 2026-11-02, status: closed}]}", 0),
            ("{kind: nonconformities, id: l, nonconformities: [{id: N, raised_from: M1}]}", 0),
            ("{kind: nonconformities, id: l, nonconformities: [{id: N, raised_from: M1, status: closed}]}", 1),
        ],
    )
    def test_what_counts_as_an_answer(self, answer: str, count: int) -> None:
        metric = "{id: M1, threshold: {alarm: 5}, last_value: 9, last_measured: 2026-11-02}"
        text = f"{{kind: monitoring, id: m, metrics: [{metric}]}}\n---\n{answer}"
        assert len(findings("alarm-ignored", text)) == count


class TestManagementReview:
    def test_a_review_that_says_nothing_is_told_point_by_point(self) -> None:
        found = findings("review-input-missing", "{kind: management_review, id: r, date: 2026-09-22}")
        points = ["earlier_actions", "context_changes", "stakeholder_changes", "performance", "improvement"]
        said = [f"The management review of 2026-09-22 is incomplete: inputs.{point} is missing" for point in points]
        assert sorted(one.message for one in found) == sorted(said)
        assert len({one.fingerprint for one in found}) == 5

    def test_an_empty_chair_says_nothing_about_who_was_there(self) -> None:
        roles = "{kind: roles, id: roles, roles: [{id: ceo, top_management: true}]}\n---\n"
        review = "{kind: management_review, id: r, date: 2026-09-22, chair: TBD, attendees: [ceo]}"
        assert findings("review-not-top-management", roles + review) == []
