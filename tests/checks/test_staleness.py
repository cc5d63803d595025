"""Rules of staleness: dates sown into the sample, and the days around which they turn."""

from datetime import date

import pytest

from tests.checks.asking import findings
from tests.checks.sowing import Sow, expected_line, new_findings, sown

REGISTER = "risk/risk-register.yaml"
METRICS = "monitoring/mon-credit-scoring.yaml"
SUPPLIERS = "third-parties/suppliers.yaml"
AUDIT = "assurance/audit-2026.yaml"
PROGRAMME = "assurance/audit-programme.yaml"
REVIEW = "assurance/management-review-2026.yaml"

SOWN = [
    Sow("review-overdue", "organisation/scope.yaml", "last_reviewed: 2026", "last_reviewed: 2024", "last_reviewed:"),
    Sow("review-overdue", REGISTER, "last_reviewed: 2026", "last_reviewed: 2024", "last_reviewed:"),
    Sow(
        "review-overdue", "systems/credit-scoring.yaml", "last_reviewed: 2026", "last_reviewed: 2024", "last_reviewed:"
    ),
    Sow("never-reviewed", "organisation/roles.yaml", "last_reviewed: 2026-10-14\n", "", "kind:"),
    Sow("policy-review-overdue", "organisation/policy.yaml", "last_reviewed: 2026", "last_reviewed: 2024", "last_rev"),
    Sow(
        "aiia-overdue",
        "assessments/ia-fraud-2026.yaml",
        "assessed_on: 2026",
        "assessed_on: 2025",
        "id:",
        found_in="systems/fraud-screening.yaml",
    ),
    Sow(
        "aiia-overdue-high-tier",
        "assessments/ia-credit-scoring-2026.yaml",
        "assessed_on: 2026",
        "assessed_on: 2025",
        "id:",
        found_in="systems/credit-scoring.yaml",
    ),
    Sow(
        "risk-assessment-overdue",
        REGISTER,
        "assessed_on: 2026-10-12",
        "assessed_on: 2025-10-12",
        "assessed_on:",
        below="id: R-06",
    ),
    Sow(
        "risk-assessment-overdue-high-tier",
        REGISTER,
        "assessed_on: 2026-10-19",
        "assessed_on: 2025-10-19",
        "assessed_on:",
    ),
    Sow(
        "metric-stale",
        METRICS,
        "last_measured: 2026-11-05",
        "last_measured: 2026-10-05",
        "last_measured: 2026-10-05",
    ),
    Sow("audit-overdue", AUDIT, "\ndate: 2026-06-19", "\ndate: 2025-06-19", "interval:", found_in=PROGRAMME),
    Sow("review-meeting-overdue", REVIEW, "\ndate: 2026-09-22", "\ndate: 2025-09-22", "date:"),
    Sow(
        "training-expired",
        "organisation/competence.yaml",
        "date: 2026-02-05, expires: 2028-02-05",
        "date: 2024-02-05, expires: 2026-02-05",
        "- {type: training",
    ),
    Sow(
        "nc-overdue",
        "assurance/nonconformities.yaml",
        "due: 2026-03-31, done_on: 2026-03-20",
        "due: 2026-03-31",
        '- {action: "Check age',
    ),
    Sow("due-diligence-stale", SUPPLIERS, "date: 2026-04-09", "date: 2025-04-09", "date:", below="id: bureau-one"),
    Sow("due-diligence-stale", SUPPLIERS, "changed_on: 2026-05-04", "changed_on: 2026-06-04", "date:"),
    Sow("contract-expired", SUPPLIERS, "end: 2027-10-31", "end: 2026-10-31", "end:"),
    Sow("supplier-review-overdue", SUPPLIERS, "last_review: 2026-10-08", "last_review: 2026-05-08", "last_review: "),
    Sow(
        "soa-older-than-treatment", "risk/soa.yaml", "approved_on: 2026-11-09", "approved_on: 2026-11-01", "approved_on"
    ),
    Sow(
        "soa-older-than-treatment",
        "systems/voice-analytics.yaml",
        "created: 2026-09-07",
        "created: 2026-11-16",
        "approved_on",
        found_in="risk/soa.yaml",
    ),
]


@pytest.mark.parametrize("sow", SOWN, ids=str)
def test_one_defect_is_told_by_one_rule_at_its_line(sow: Sow) -> None:
    files = sown(sow.file, sow.old, sow.new)
    told = [(finding.rule, (finding.location.path, finding.location.line)) for finding in new_findings(files)]
    assert told == [(sow.rule, expected_line(files, sow))]


class TestDueToday:
    """What is due today is not late; tomorrow it is."""

    @pytest.mark.parametrize(
        ("rule", "text"),
        [
            ("review-overdue", "{kind: dataset, id: d, last_reviewed: 2025-08-31, review_interval: 6 months}"),
            (
                "aiia-overdue",
                "{kind: ai_system, id: s, lifecycle_stage: pilot}\n---\n"
                "{kind: impact_assessment, id: i, system: s, status: approved, assessed_on: 2025-02-28}",
            ),
            ("risk-assessment-overdue", "{kind: risk_register, id: r, risks: [{id: R1, assessed_on: 2025-02-28}]}"),
            (
                "contract-expired",
                "{kind: suppliers, id: s, suppliers: [{id: S1, contract: {ref: C, end: 2026-02-28}}]}",
            ),
            ("surveillance-overdue", "{kind: certification, id: c, next_surveillance: 2026-02-28}"),
            (
                "acceptance-expired",
                "{kind: roles, id: r, roles: [{id: ceo}]}\n---\n"
                "{kind: risk_register, id: g, risks: [{id: R1, acceptance: {by: ceo, until: 2026-02-28}}]}",
            ),
        ],
    )
    def test_the_day_and_the_day_after(self, rule: str, text: str) -> None:
        assert findings(rule, text, as_of=date(2026, 2, 28)) == []
        assert len(findings(rule, text, as_of=date(2026, 3, 1))) == 1


class TestCertificate:
    TEXT = '{kind: certification, id: c, standard: "ISO/IEC 42001:2023", expires: 2026-12-31}'

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            (date(2026, 10, 2), None),
            (date(2026, 10, 3), "ends on 2026-12-31, within 90 days"),
            (date(2026, 12, 31), "ends on 2026-12-31, within 90 days"),
            (date(2027, 1, 1), "ended on 2026-12-31"),
        ],
    )
    def test_ahead(self, day: date, said: str | None) -> None:
        found = [finding.message for finding in findings("certificate-expiring", self.TEXT, as_of=day)]
        assert found == ([] if said is None else [f"Certificate c (ISO/IEC 42001:2023) {said}"])

    def test_at_the_end_of_time(self) -> None:
        assert findings("certificate-expiring", self.TEXT.replace("2026-12", "2199-12"), as_of=date(9999, 12, 31))


class TestWhatCannotBeSaid:
    def test_a_bent_interval(self) -> None:
        text = "{kind: dataset, id: d, last_reviewed: 2020-01-01, review_interval: 0 days}"
        assert findings("review-overdue", text) == []

    def test_a_bent_date(self) -> None:
        assert findings("review-overdue", "{kind: dataset, id: d, last_reviewed: 2020-13-01}") == []
        assert findings("never-reviewed", "{kind: dataset, id: d, last_reviewed: 2020-13-01}") == []

    def test_a_system_that_is_not_there(self) -> None:
        text = "{kind: monitoring, id: m, system: gone, metrics: [{id: M1, frequency: 1 day}]}"
        assert findings("metric-stale", text) == []

    def test_an_erased_record(self) -> None:
        text = "{kind: dataset, id: d, last_reviewed: 2020-01-01, erased: {reason: Law, approved_by: dpo}}"
        assert findings("review-overdue", text) == []


class TestTraining:
    def test_what_somebody_else_learned_renews_nothing(self) -> None:
        text = """\
kind: competence
id: c
competence_needs:
  - id: C1
    evidence:
      - {type: training, person: a.nwosu, date: 2024-01-31, expires: 2025-01-31}
      - {type: training, person: b.berg, date: 2025-01-15, expires: 2027-01-31}
      - {type: experience, person: a.nwosu, date: 2025-01-15}
      - {type: training, date: 2025-01-15}
"""
        assert [found.location.line for found in findings("training-expired", text)] == [6]


class TestManagementReview:
    def test_a_newer_draft_counts_as_held(self) -> None:
        text = """\
{kind: management_review, id: a, status: approved, date: 2025-01-31}
---
{kind: management_review, id: b, status: draft, date: 2026-11-02}
"""
        assert findings("review-meeting-overdue", text) == []
        assert len(findings("review-meeting-overdue", text.splitlines()[0])) == 1


class TestPolicy:
    def test_an_incident_on_the_day_of_the_review_was_known(self) -> None:
        policy = "{kind: policy, id: p, status: approved, last_reviewed: 2026-06-01}\n---\n"
        log = "{{kind: incidents, id: l, incidents: [{{id: I1, severity: {}, detected_on: {}}}]}}"
        assert findings("policy-review-overdue", policy + log.format("critical", "2026-06-01")) == []
        assert findings("policy-review-overdue", policy + log.format("high", "2026-06-02")) == []
        (found,) = findings("policy-review-overdue", policy + log.format("critical", "2026-06-02"))
        assert "I1" in found.message
