"""Record kind `audit_programme` with entries `planned_audit` (9.2.2)."""

from typing import Annotated, Literal

from aimslint.records.envelope import DocumentRecord, Entry
from aimslint.records.fields import Day, Duration, RoleRef, Text, about, ref


class PlannedAudit(Entry):
    """An audit that the programme foresees."""

    entry_kind = "planned_audit"
    plural = "planned_audits"

    planned: Day | None = about("When it is planned.", "9.2.2")
    scope: list[Annotated[str, ref("requirement", back="planned_audits")]] | None = about("What it covers.", "9.2.2")
    criteria: Text | None = about("What it measures against.", "9.2.2")
    auditors: list[RoleRef] | None = about("Who audits.", "9.2.2")


class AuditProgramme(DocumentRecord):
    """The programme of internal audits (9.2.2)."""

    plural = "audit_programmes"
    one_per_project = True

    kind: Literal["audit_programme"]
    supersedes: Annotated[str, ref("audit_programme", back="superseded_by")] | None = about(
        "The version this replaces."
    )
    period_start: Day | None = about("First day of the cycle.", "9.2.2")
    period_end: Day | None = about("Last day of the cycle.", "9.2.2")
    interval: Duration | None = about("How often an audit is held.", "9.2.1", "9.2.2")
    methods: Text | None = about("How audits are done.", "9.2.2")
    responsibilities: Text | None = about("Who plans, audits and reports.", "9.2.2")
    importance: Text | None = about("How importance and earlier results shape the programme.", "9.2.2")
    audits: list[PlannedAudit] | None = about("The audits of the cycle.", "9.2.2")
