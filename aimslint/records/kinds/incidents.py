"""Record kind `incidents` with entries `incident` (8.1, 10.2, A.8.4)."""

from typing import Annotated, Literal

from aimslint.records.envelope import Entry, Part, RegisterRecord
from aimslint.records.fields import Day, Flag, PastDay, RoleRef, Text, about, needed, ref
from aimslint.records.words import Severity


class Notice(Part):
    """Telling those concerned."""

    to: list[Text] = needed("Who was told.", "A.8.4")
    sent_on: PastDay | None = about("When.", "A.8.4")
    how: Text | None = about("By which means.", "A.8.4")


class AuthorityReport(Part):
    """Telling an authority."""

    required: Flag = needed("Must an authority be told?", "A.8.5")
    authority: Text | None = about("Which.", "A.8.5")
    due: Day | None = about("By when.", "A.8.5")
    sent_on: PastDay | None = about("When it was sent.", "A.8.5")
    aware_on: PastDay | None = about(
        "When we knew that it is to be reported; without it the day it was noticed counts."
    )
    category: (
        Literal["widespread_infringement", "critical_infrastructure", "death", "health", "rights", "property"] | None
    ) = about(
        "What makes it reportable; deadlines differ. The first is an infringement that hits people in several "
        "countries, the second a lasting disruption of critical infrastructure; the last is grave harm to property or "
        "the environment."
    )


class Incident(Entry):
    """Something that went wrong with an AI system."""

    entry_kind = "incident"
    plural = "incidents"

    title: Text | None = about("What happened, in a few words.", "10.2")
    systems: list[Annotated[str, ref("ai_system", back="incidents")]] | None = about("Systems concerned.", "10.2")
    metric: Annotated[str, ref("metric", back="incidents")] | None = about("The metric that showed it.", "9.1")
    detected_on: PastDay | None = about("When it was noticed.", "10.2")
    reported_by: Text | None = about("Who noticed it, by role; no names of people concerned.", "A.3.3", "A.8.3")
    channel: Text | None = about("How the report came in.", "A.8.3")
    description: Text | None = about("What happened.", "10.2")
    category: (
        Literal[
            "harm",
            "bias",
            "privacy",
            "security",
            "malfunction",
            "misuse",
            "unexpected_output",
            "legal",
            "third_party",
        ]
        | None
    ) = about("What sort of incident.", "10.2")
    severity: Severity | None = about("How bad it was.", "10.2")
    serious_incident: Flag | None = about("Does the law call it serious, so that an authority must know?", "A.8.5")
    users_affected: Flag | None = about("Were users or others affected?", "A.8.4")
    affected_persons: Text | None = about("Who and how many; never names.")
    containment: Text | None = about("What was done at once.", "10.2")
    root_cause: Text | None = about("Why it happened.", "10.2")
    communicated: list[Notice] | None = about("Who was told.", "A.8.4")
    authority_report: AuthorityReport | None = about("Report to an authority.", "A.8.5")
    lessons: Text | None = about("What was learned.", "10.2")
    no_nonconformity_reason: Text | None = about("Why no nonconformity was raised.", "10.2")
    owner: RoleRef | None = about("Who deals with it.", "10.2")
    status: Literal["open", "contained", "closed"] | None = about("How it stands.", progress=True)
    closed_on: PastDay | None = about("When it was closed.", progress=True)


class Incidents(RegisterRecord):
    """What went wrong (10.2, A.8.4)."""

    plural = "incidents_registers"

    kind: Literal["incidents"]
    none_so_far: Flag | None = about("True when the register was kept and nothing has happened.")
    incidents: list[Incident] | None = about("The incidents.", "10.2")
