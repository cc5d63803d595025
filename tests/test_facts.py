"""Facts: what they say, when they cannot say, and where findings about them point."""

from typing import Any

import pytest

from aimslint.aims import Item
from aimslint.facts import all_facts
from aimslint.records.table import all_kinds
from aimslint.records.values import UNKNOWN
from aimslint.rulebook.compile import RESERVED
from tests.records.build import world
from tests.rulebook.asking import snapshot


def fact(name: str, kind: str, records: str, id_: str | None = None) -> Any:
    """What a fact says of the item of that kind and id (without one: of the first)."""
    snap = snapshot(records)
    item = next(item for item in snap.aims.of_kind([kind]) if id_ in (None, item.id))
    found = next(one for one in all_facts() if one.name == name and kind in one.kinds).value(item, snap)
    return found.id if isinstance(found, Item) else found


def system(fields: str) -> str:
    return f"{{kind: ai_system, id: chat, {fields}}}"


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        ("live", "lifecycle_stage: deployed", True),
        ("live", "lifecycle_stage: pilot", True),
        ("live", "lifecycle_stage: suspended", False),
        ("live", "name: x", False),
        ("live", "lifecycle_stage: alive-and-well", UNKNOWN),
        ("people_affecting", "affected_persons: [applicants]", True),
        ("people_affecting", "affected_persons: [none]", False),
        ("people_affecting", "affected_persons: []", False),
        ("people_affecting", "affected_persons: TBD", False),
        ("people_affecting", "affected_persons: {not_applicable: {reason: no people}}", False),
        ("people_affecting", "affected_persons: applicants", UNKNOWN),
        ("public_facing", "deployment_context: {audience: public}", True),
        ("public_facing", "deployment_context: {audience: customers}", True),
        ("public_facing", "deployment_context: {audience: internal}", False),
        ("public_facing", "name: x", False),
        ("public_facing", "deployment_context: {audience: everybody}", UNKNOWN),
        ("public_facing", "deployment_context: everywhere", UNKNOWN),
        ("eu_exposed", "deployment_context: {countries: [US, de]}", True),
        ("eu_exposed", "deployment_context: {countries: [EU]}", True),
        ("eu_exposed", "deployment_context: {countries: [US]}", False),
        ("eu_exposed", "name: x", False),
        ("eu_exposed", "deployment_context: {countries: [US, 5]}", UNKNOWN),
        ("eu_exposed", "deployment_context: {countries: [DE, 5]}", True),
        ("review_due_on", "last_reviewed: 2026-01-31, review_interval: 1 month", "2026-02-28"),
        ("review_due_on", "last_reviewed: 2026-01-31", "2027-01-31"),
        ("review_due_on", "last_reviewed: 2026-01-31, review_interval: TBD", "2027-01-31"),
        ("review_due_on", "name: x", None),
        ("review_due_on", "last_reviewed: 2026-01-32", UNKNOWN),
        ("review_due_on", "last_reviewed: 2026-01-31, review_interval: monthly", UNKNOWN),
        ("in_force", "lifecycle_stage: idea", True),
        ("in_force", "lifecycle_stage: retired", False),
        ("in_force", "lifecycle_stage: rejected", False),
        ("in_force", "lifecycle_stage: gone", UNKNOWN),
        ("retired", "lifecycle_stage: retired", True),
        ("retired", "lifecycle_stage: deployed", False),
    ],
)
def test_of_systems(name: str, fields: str, said: Any) -> None:
    assert fact(name, "ai_system", system(fields)) == said


class TestScope:
    BOTH = "{kind: ai_system, id: chat}\n---\n{kind: ai_system, id: rank}\n---\n"

    @pytest.mark.parametrize(
        ("scope", "chat", "rank"),
        [
            ("{kind: dataset, id: d}", True, True),
            ("{kind: scope, id: s}", True, True),
            ("{kind: scope, id: s, systems: {in: [chat]}}", True, True),
            ("{kind: scope, id: s, systems: {in: [chat], out: [{system: rank, reason: sold}]}}", True, False),
            ("{kind: scope, id: s, systems: {out: [{system: rnak, reason: sold}]}}", True, UNKNOWN),
            ("{kind: scope, id: s, systems: {out: [{sytem: rank, reason: sold}]}}", True, UNKNOWN),
            ("{kind: scope, id: s, systems: {out: [rank]}}", True, UNKNOWN),
            ("{kind: scope, id: s, systems: all}", UNKNOWN, UNKNOWN),
            ("{kind: scope, id: s}\n---\n{kind: scope, id: t}", UNKNOWN, UNKNOWN),
        ],
    )
    def test_in_scope(self, scope: str, chat: Any, rank: Any) -> None:
        assert fact("in_scope", "ai_system", self.BOTH + scope, "chat") == chat
        assert fact("in_scope", "ai_system", self.BOTH + scope, "rank") == rank

    def test_the_scope_in_use_decides(self) -> None:
        records = (
            self.BOTH
            + """{kind: scope, id: old, status: approved, systems: {in: [rank]}}
---
{kind: scope, id: new, status: approved, supersedes: old, systems: {out: [{system: rank, reason: sold}]}}
"""
        )
        assert fact("in_scope", "ai_system", records, "rank") is False


class TestResults:
    CHAT = "{kind: ai_system, id: chat}\n---\n"

    def assessments(self, *fields: str) -> str:
        records = (
            f"{{kind: impact_assessment, id: ia{number}, system: chat, {one}}}" for number, one in enumerate(fields, 1)
        )
        return self.CHAT + "\n---\n".join(records)

    @pytest.mark.parametrize(
        ("first", "second", "current", "of_system"),
        [
            ("status: approved, assessed_on: 2026-01-01", "status: approved, assessed_on: 2026-02-01", False, "ia2"),
            ("status: approved, assessed_on: 2026-03-01", "status: approved, assessed_on: 2026-02-01", True, "ia1"),
            ("status: approved, assessed_on: 2026-01-01", "status: draft, assessed_on: 2026-02-01", True, "ia1"),
            ("status: approved, assessed_on: 2026-01-01", "status: retired, assessed_on: 2026-02-01", True, "ia1"),
            ("status: retired, assessed_on: 2026-01-01", "status: draft", False, None),
            (
                "status: approved, assessed_on: 2026-01-01",
                "status: approved, assessed_on: 2026-02-31",
                UNKNOWN,
                UNKNOWN,
            ),
            ("status: approved, assessed_on: 2026-01-01", "status: aproved, assessed_on: 2026-02-01", UNKNOWN, UNKNOWN),
            ("status: approved, assessed_on: 2026-03-01", "status: aproved, assessed_on: 2026-02-01", True, UNKNOWN),
            ("status: approved, assessed_on: 2026-01-01", "status: approved, supersedes: ia1", False, "ia2"),
            ("status: approved, assessed_on: 2026-01-01", "status: approved, supersedes: ia", UNKNOWN, "ia2"),
        ],
    )
    def test_current(self, first: str, second: str, current: Any, of_system: Any) -> None:
        records = self.assessments(first, second)
        assert fact("current", "impact_assessment", records, "ia1") == current
        assert fact("current_impact_assessment", "ai_system", records) == of_system

    def test_a_misspelt_system_leaves_open_what_is_current(self) -> None:
        records = self.assessments("status: approved, assessed_on: 2026-01-01")
        other = "\n---\n{kind: impact_assessment, id: new, system: chta, status: approved, assessed_on: 2026-02-01}"
        assert fact("current", "impact_assessment", records + other, "ia1") is UNKNOWN
        assert fact("current_impact_assessment", "ai_system", records + other) is UNKNOWN

    def test_other_systems_are_no_rivals(self) -> None:
        records = self.assessments("status: approved, assessed_on: 2026-01-01")
        other = """
---
{kind: ai_system, id: payroll}
---
{kind: impact_assessment, id: new, system: payroll, status: approved, assessed_on: 2026-02-01}"""
        assert fact("current", "impact_assessment", records + other, "ia1") is True

    def test_due_from_the_day_of_the_act(self) -> None:
        records = self.assessments("assessed_on: 2024-02-29, review_interval: 1 year")
        assert fact("review_due_on", "impact_assessment", records) == "2025-02-28"

    def test_in_force(self) -> None:
        assert fact("in_force", "impact_assessment", self.assessments("status: approved")) is True
        assert fact("in_force", "impact_assessment", self.assessments("status: in_review")) is False
        assert fact("in_force", "impact_assessment", self.assessments("status: aproved")) is UNKNOWN


class TestDocuments:
    @pytest.mark.parametrize(
        ("new", "old_in_force", "used"),
        [
            ("status: approved, supersedes: first", False, "second"),
            ("status: draft, supersedes: first", True, "first"),
            ("status: approved, supersedes: frist", UNKNOWN, "second"),
            ("status: draft", True, "first"),
            ("status: approved", True, UNKNOWN),
            ("status: retired", True, "first"),
        ],
    )
    def test_versions(self, new: str, old_in_force: Any, used: Any) -> None:
        records = f"{{kind: policy, id: first, status: approved}}\n---\n{{kind: policy, id: second, {new}}}"
        assert fact("in_force", "policy", records, "first") == old_in_force
        found = snapshot(records).project("policy")
        assert (found.id if isinstance(found, Item) else found) == used

    def test_a_chain(self) -> None:
        records = """
        {kind: policy, id: p1, status: approved}
        ---
        {kind: policy, id: p2, status: approved, supersedes: p1}
        ---
        {kind: policy, id: p3, status: approved, supersedes: p2}
        """
        assert [fact("superseded", "policy", records, id_) for id_ in ("p1", "p2", "p3")] == [True, True, False]


class TestRisks:
    METHOD = """
    kind: risk_method
    id: m
    scales:
      likelihood: [{value: rare}, {value: often}]
      consequence: [{value: small}, {value: great}]
      levels: [{value: low}, {value: high}]
    matrix:
      - {likelihood: rare, consequence: small, level: low}
      - {likelihood: often, consequence: small, level: low}
      - {likelihood: often, consequence: great, level: high}
    ---
    {kind: risk_register, id: r, risks: [{id: R1, RISK}]}
    """

    @pytest.mark.parametrize(
        ("risk", "level"),
        [
            ("likelihood: often, consequence: {organisation: small, society: great}", "high"),
            ("likelihood: often, consequence: {organisation: small}", "low"),
            ("likelihood: rare, consequence: {individuals: great}", UNKNOWN),
            ("likelihood: often, consequence: {organisation: awful}", UNKNOWN),
            ("likelihood: often, consequence: {organisation: [1]}", UNKNOWN),
            ("likelihood: often", None),
            ("consequence: {organisation: small}", None),
            ("likelihood: TBD, consequence: {organisation: small}", None),
            ("likelihood: [1], consequence: {organisation: small}", UNKNOWN),
        ],
    )
    def test_computed_level(self, risk: str, level: Any) -> None:
        assert fact("computed_level", "risk", self.METHOD.replace("RISK", risk)) == level

    def test_without_a_method(self) -> None:
        records = "{kind: risk_register, id: r, risks: [{id: R1, likelihood: often, consequence: {society: great}}]}"
        assert fact("computed_level", "risk", records) is None

    @pytest.mark.parametrize(
        ("impact", "severe"),
        [
            ("severity: high", True),
            ("severity: high, nature: harm", True),
            ("severity: high, nature: benefit", False),
            ("severity: low", False),
            ("severity: awful", UNKNOWN),
        ],
    )
    def test_severe(self, impact: str, severe: Any) -> None:
        assert (
            fact("severe", "impact", f"{{kind: impact_assessment, id: ia, impacts: [{{id: i, {impact}}}]}}") == severe
        )


@pytest.mark.parametrize(
    ("metric", "state"),
    [
        ("last_value: 5, threshold: {warn: 6, alarm: 8}", "ok"),
        ("last_value: 6, threshold: {warn: 6, alarm: 8}", "warn"),
        ("last_value: 9, threshold: {warn: 6, alarm: 8}", "alarm"),
        ("last_value: 5, threshold: {warn: 6, alarm: 4, direction: below}", "warn"),
        ("last_value: 0, threshold: {alarm: 0, direction: below}", "alarm"),
        ("last_value: 5", None),
        ("threshold: {alarm: 4}", None),
        ("last_value: 5, threshold: {}", None),
        ("last_value: many, threshold: {alarm: 4}", UNKNOWN),
        ("last_value: 5, threshold: {alarm: few}", UNKNOWN),
        ("last_value: 5, threshold: {alarm: 4, direction: up}", UNKNOWN),
    ],
)
def test_state_of_a_metric(metric: str, state: Any) -> None:
    assert fact("state", "metric", f"{{kind: monitoring, id: m, metrics: [{{id: a, {metric}}}]}}") == state


@pytest.mark.parametrize(
    ("soa", "row"),
    [
        ("{kind: soa, id: s, controls: [{control: A.5.3}]}", "A.5.3"),
        ("{kind: soa, id: s, controls: [{control: A.5.2}]}", None),
        ("{kind: soa, id: s, controls: [{control: A.5.33}]}", UNKNOWN),
        ("{kind: soa, id: s, controls: [{contrl: A.5.3}]}", UNKNOWN),
        ("{kind: soa, id: s, controls: [A.5.3]}", UNKNOWN),
        ("{kind: soa, id: s, contrls: [{control: A.5.3}]}", UNKNOWN),
        ("{kind: soa, id: s}\n---\n{kind: soa, id: t}", UNKNOWN),
        ("{kind: dataset, id: d}", None),
    ],
)
def test_row_of_the_soa(soa: str, row: Any) -> None:
    assert fact("soa_row", "requirement", soa, "A.5.3") == row


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("serious_incident: true, detected_on: 2026-11-01, authority_report: {required: true, sent_on: 2026-11-04}", 3),
        ("serious_incident: true, detected_on: 2026-11-01", 19),
        (
            "detected_on: 2026-11-01, authority_report: {required: true, aware_on: 2026-11-03, sent_on: 2026-11-04}",
            1,
        ),
        ("serious_incident: true, detected_on: 2026-11-04, authority_report: {required: true, sent_on: 2026-11-01}", 0),
        ("serious_incident: true, detected_on: 2026-11-01, authority_report: {required: true, sent_on: TBD}", 19),
        ("serious_incident: false, detected_on: 2026-11-01, authority_report: {required: false}", None),
        ("serious_incident: true", None),
        ("serious_incident: true, detected_on: 1 November", UNKNOWN),
        ("serious_incident: perhaps, detected_on: 2026-11-01", UNKNOWN),
    ],
)
def test_days_until_an_authority_was_told(fields: str, said: Any) -> None:
    records = f"{{kind: incidents, id: log, incidents: [{{id: I1, {fields}}}]}}"
    assert fact("days_to_report", "incident", records) == said


def test_every_fact_answers_for_every_item_of_a_whole_world() -> None:
    text = "\n---\n".join(text for path, text in world().items() if path.startswith("governance/"))
    snap = snapshot(text)
    for one in all_facts():
        for item in snap.aims.of_kind(one.kinds):
            found = one.value(item, snap)
            assert isinstance(found, list) == one.many
            assert found is not UNKNOWN, (one.name, item)


def test_facts_hide_no_field_and_bear_no_word_of_rules() -> None:
    for one in all_facts():
        assert one.name not in RESERVED
        assert one.says.endswith(".")
        for kind in one.kinds:
            shape = all_kinds()[kind].shape if kind in all_kinds() else None
            assert shape is None or one.name not in shape.fields, (one.name, kind)


def test_findings_about_facts_point_to_fields_that_exist() -> None:
    for one in all_facts():
        for kind in one.kinds:
            place = one.place_in(kind)
            shape = all_kinds()[kind].shape if kind in all_kinds() else None
            if shape is not None and place and one.name not in ("in_force", "retired"):  # `status`, where there is one
                assert place[0] in shape.fields, (one.name, kind, place)
