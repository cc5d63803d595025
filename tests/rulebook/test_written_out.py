"""Rules that strain the vocabulary, written as its specification writes them, with what they must and must not find."""

from dataclasses import dataclass

import pytest

from tests.rulebook.asking import told


@dataclass(frozen=True)
class Case:
    """A rule, records it must be silent about, and records with `# <-` at the lines it must object to."""

    name: str
    rule: str
    good: str
    bad: str
    message: str = ""


CASES = [
    Case(
        "nested quantifiers and this",
        """
        for_each: incident
        settings: {within: 30 days}
        where: {severity: {at_least: high}, detected_on: {older_than: {setting: within}}}
        require:
          systems: {every: {any_of: [
            {impact_assessments: {some: {assessed_on: {not: {before: this.detected_on}}}}},
            {risks: {some: {assessed_on: {not: {before: this.detected_on}}}}}]}}
        at: detected_on
        message: "Neither impact nor risk of {items} was assessed again after this {severity} incident of {detected_on}"
        """,
        """
        {kind: ai_system, id: chat}
        ---
        {kind: impact_assessment, id: ia, system: chat, assessed_on: 2026-06-10}
        ---
        kind: incidents
        id: log
        incidents:
          - {id: I1, systems: [chat], severity: high, detected_on: 2026-06-01}
          - {id: I2, systems: [chat], severity: low, detected_on: 2026-07-01}
          - {id: I3, systems: [chat], severity: critical, detected_on: 2026-11-19}
        """,
        """
        {kind: ai_system, id: chat}
        ---
        {kind: ai_system, id: rank}
        ---
        {kind: impact_assessment, id: ia, system: chat, assessed_on: 2026-06-10}
        ---
        kind: incidents
        id: log
        incidents:
          - {id: I1, systems: [chat], severity: high, detected_on: 2026-06-01}
          - id: I2
            systems: [chat, rank]
            severity: critical
            detected_on: 2026-06-01   # <-
        """,
        "Neither impact nor risk of rank was assessed again after this critical incident of 2026-06-01",
    ),
    Case(
        "a deadline kept, or still open and not past",
        """
        for_each: incident
        where: {authority_report.required: true}
        require:
          any_of:
            - [authority_report.sent_on, {authority_report.sent_on: {not: {after: authority_report.due}}}]
            - [authority_report.due, {authority_report.sent_on: absent,
                                      authority_report.due: {not: {before: as_of}}}]
        at: authority_report.due
        """,
        """
        kind: incidents
        id: log
        incidents:
          - {id: I1, authority_report: {required: true, due: 2026-10-01, sent_on: 2026-09-30}}
          - {id: I2, authority_report: {required: true, due: 2026-11-20}}
          - {id: I3, authority_report: {required: false, due: 2026-10-01}}
        """,
        """
        kind: incidents
        id: log
        incidents:
          - {id: I1, authority_report: {required: true, due: 2026-10-01, sent_on: 2026-09-30}}
          - {id: I2, authority_report: {required: true, due: 2026-10-01, sent_on: 2026-10-02}}   # <-
          - {id: I3, authority_report: {required: true, due: 2026-10-01}}   # <-
        """,
    ),
    Case(
        "select the bad case, require its opposite",
        """
        for_each: soa_row
        where:
          applicable: false
          any_of:
            - {control.group: A.5}
            - {control.group: A.6, project.ai_systems: {some: {in_scope: true, organisation_role: {some: developer}}}}
            - {control.id: A.10.3, project.suppliers: present}
            - {control.id: A.10.4, project.customers: present}
        require: {applicable: true}
        message: "{control.id} is excluded, but the inventory, suppliers or customers need it"
        """,
        """
        {kind: ai_system, id: chat, organisation_role: [user]}
        ---
        {kind: soa, id: soa, controls: [{control: A.6.2.2, applicable: false}, {control: A.10.3, applicable: false}]}
        """,
        """
        {kind: ai_system, id: chat, organisation_role: [user, developer]}
        ---
        {kind: suppliers, id: s, suppliers: [{id: acme}]}
        ---
        kind: soa
        id: soa
        controls:
          - {control: A.5.3, applicable: false}   # <-
          - {control: A.6.2.2, applicable: false}   # <-
          - {control: A.8.2, applicable: false}
          - {control: A.10.3, applicable: false}   # <-
          - {control: A.10.4, applicable: false}
        """,
        "A.5.3 is excluded, but the inventory, suppliers or customers need it",
    ),
    Case(
        "in on one side or out with a reason",
        """
        for_each: ai_system
        where: {project.scope: present}
        require: {any_of: [in_scope_of, out_of_scope_of]}
        at: id
        message: "{name} is neither in nor out of the scope statement"
        """,
        """
        {kind: scope, id: scope, systems: {in: [chat], out: [{system: rank, reason: sold}]}}
        ---
        {kind: ai_system, id: chat}
        ---
        {kind: ai_system, id: rank}
        """,
        """
        {kind: scope, id: scope, systems: {in: [chat]}}
        ---
        {kind: ai_system, id: chat}
        ---
        kind: ai_system
        id: rank   # <-
        name: Ranking
        """,
        "Ranking is neither in nor out of the scope statement",
    ),
    Case(
        "the subject is a requirement of the catalogue",
        """
        for_each: requirement
        settings: {cycle: 36 months}
        where: {project.audits: present, id: A.5.3, any_of: [{kind: clause}, {soa_row.applicable: true}]}
        require: {audits: {some: {date: {not: {older_than: {setting: cycle}}}}}}
        message: "{id} was in no audit of the last {setting.cycle}"
        """,
        """
        {kind: soa, id: soa, controls: [{control: A.5.3, applicable: true}]}
        ---
        {kind: audit, id: a, date: 2025-01-01, scope: [A.5.3]}
        """,
        """
        {kind: soa, id: soa, controls: [{control: A.5.3, applicable: true}]}   # <-
        ---
        {kind: audit, id: a, date: 2023-01-01, scope: [A.5.3]}
        """,
        "A.5.3 was in no audit of the last 36 months",
    ),
    Case(
        "an organisation's own scale",
        """
        for_each: risk
        where: {status: {not: closed}, level: {not: {at_most: {field: project.risk_method.appetite}}}}
        require: {any_of: [actions, acceptance.by]}
        at: level
        message: "{id} is {level}, above the accepted {project.risk_method.appetite}"
        """,
        """
        {kind: risk_register, id: r, risks: [{id: R1, level: grave}]}
        """,
        """
        kind: risk_method
        id: m
        appetite: small
        scales: {likelihood: [{value: l}], consequence: [{value: c}], levels: [{value: small}, {value: grave}]}
        ---
        {kind: treatment_plan, id: p, actions: [{id: T1, risks: [R3]}]}
        ---
        kind: risk_register
        id: r
        risks:
          - {id: R1, level: small}
          - {id: R2, level: grave}   # <-
          - {id: R3, level: grave}
          - {id: R4, level: grave, status: closed}
          - {id: R5, level: unheard-of}
          - {id: R6}
        """,
        "R2 is grave, above the accepted small",
    ),
    Case(
        "people, not roles, are compared",
        """
        for_each: audit
        require:
          - {systems.owner.holders.person: {none: {one_of: this.auditors.holders.person}}}
        at: auditors
        message: "{items} audits what they own"
        """,
        """
        {kind: roles, id: r, roles: [{id: a, holders: [{person: Ann}]}, {id: b, holders: [{person: Ben}]}]}
        ---
        {kind: ai_system, id: chat, owner: a}
        ---
        {kind: audit, id: x, systems: [chat], auditors: [b]}
        """,
        """
        {kind: roles, id: r, roles: [{id: a, holders: [{person: Ann}]}, {id: b, holders: [{person: Ann}]}]}
        ---
        {kind: ai_system, id: chat, owner: a}
        ---
        kind: audit
        id: x
        systems: [chat]
        auditors: [b]   # <-
        """,
        "Ann audits what they own",
    ),
    Case(
        "another one like this, and never itself",
        """
        for_each: nonconformity
        settings: {window: 24 months}
        where: {opened_on: {within: {setting: window}}}
        require:
          requirement.nonconformities:
            none: {root_cause_category: {same_as: this.root_cause_category}, opened_on: {before: this.opened_on}}
        at: root_cause_category
        """,
        """
        kind: nonconformities
        id: n
        nonconformities:
          - {id: N1, requirement: "8.4", opened_on: 2026-01-01, root_cause_category: people}
          - {id: N2, requirement: "8.4", opened_on: 2026-02-01, root_cause_category: data}
          - {id: N3, requirement: "8.2", opened_on: 2026-03-01, root_cause_category: people}
        """,
        """
        kind: nonconformities
        id: n
        nonconformities:
          - {id: N1, requirement: "8.4", opened_on: 2026-01-01, root_cause_category: people}
          - {id: N2, requirement: "8.4", opened_on: 2026-02-01, root_cause_category: people}   # <-
        """,
    ),
    Case(
        "a whole record that is absent",
        """
        for_each: project
        require: policy
        message: "No AI policy record (kind: policy) in this repository"
        """,
        "{kind: policy, id: p}",
        "{kind: ai_system, id: chat}   # <-",
        "No AI policy record (kind: policy) in this repository",
    ),
    Case(
        "a control must be applied before a risk leans on it",
        """
        for_each: risk
        where: {project.soa: present}
        require: {controls: {every: {soa_row.applicable: true}}}
        message: "{id} relies on {items}, which the Statement of Applicability does not apply"
        """,
        """
        {kind: soa, id: soa, controls: [{control: A.5.3, applicable: true}]}
        ---
        {kind: risk_register, id: register, risks: [{id: R1, controls: [A.5.3]}]}
        """,
        """
        {kind: soa, id: soa, controls: [{control: A.5.3, applicable: true}, {control: A.9.2, applicable: false}]}
        ---
        kind: risk_register
        id: register
        risks:
          - {id: R1, controls: [A.5.3]}
          - id: R2
            controls:
              - A.5.3
              - A.9.2   # <-
          - {id: R3, controls: [A.10.3]}   # <-
        """,
        "R2 relies on A.9.2, which the Statement of Applicability does not apply",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rules(case: Case) -> None:
    from textwrap import dedent

    rule = dedent(case.rule)
    assert told(rule, case.good) == []
    found = told(rule, case.bad)
    marked = [number for number, line in enumerate(dedent(case.bad).splitlines(), 1) if line.endswith("# <-")]
    assert [line for line, _ in found] == marked
    if case.message:
        assert found[0][1] == case.message
