"""Record kind `audit` with entries `audit_finding`: an internal audit that was held (9.2.1, 9.2.2)."""

from typing import Annotated, Literal

from aimslint.records.envelope import Entry, ResultRecord
from aimslint.records.fields import PastDay, RoleRef, Text, about, ref


class AuditFinding(Entry):
    """Something an audit found."""

    entry_kind = "audit_finding"
    plural = "audit_findings"

    type: Literal["major_nc", "minor_nc", "observation", "opportunity", "conformity"] | None = about(
        "How it was classed.", "9.2.2"
    )
    requirement: Annotated[str, ref("requirement", back="audit_findings")] | None = about("Against what.", "9.2.2")
    description: Text | None = about("What was found, and on which evidence.", "9.2.2")


class Audit(ResultRecord):
    """An internal audit and its report (9.2.1, 9.2.2)."""

    plural = "audits"
    act_date = "date"

    kind: Literal["audit"]
    supersedes: Annotated[str, ref("audit", back="superseded_by")] | None = about("The one it replaces.")
    programme: Annotated[str, ref("audit_programme", back="held_audits")] | None = about("Its programme.", "9.2.2")
    type: Literal["internal", "external", "supplier"] | None = about("Who audited whom.", "9.2.1")
    date: PastDay | None = about("When it ended.", "9.2.1")
    scope: list[Annotated[str, ref("requirement", back="audits")]] | None = about("Clauses and controls.", "9.2.2")
    systems: list[Annotated[str, ref("ai_system", back="audits")]] | None = about("Systems looked at.", "9.2.2")
    criteria: Text | None = about("What it measured against.", "9.2.2")
    methods: Text | None = about("How it was done.", "9.2.2")
    auditors: list[RoleRef] | None = about("Who audited; nobody audits their own work.", "9.2.2")
    findings: list[AuditFinding] | None = about("What was found.", "9.2.2")
    conclusion: Text | None = about("What it comes to.", "9.2.1")
    reported_to: list[RoleRef] | None = about("Who was told.", "9.2.2")
    reported_on: PastDay | None = about("When they were told.", "9.2.2")
