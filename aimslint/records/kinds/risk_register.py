"""Record kind `risk_register` with entries `risk` (6.1.2, 6.1.3, 8.2, 8.3)."""

from typing import Annotated, Literal

from aimslint.records.envelope import Entry, Part, RegisterRecord
from aimslint.records.fields import (
    ConsequenceValue,
    Day,
    Duration,
    LevelValue,
    LikelihoodValue,
    PastDay,
    RoleRef,
    Text,
    about,
    needed,
    ref,
)
from aimslint.records.patterns import REVIEW_INTERVAL


class Consequence(Part):
    """What it would do, to whom; on the organisation's own scale."""

    organisation: ConsequenceValue | None = about("To the organisation.", "6.1.2")
    individuals: ConsequenceValue | None = about("To individuals and groups.", "6.1.2")
    society: ConsequenceValue | None = about("To society.", "6.1.2")


class Acceptance(Part):
    """Somebody with authority accepted what remains."""

    by: RoleRef = needed("Who accepted it.", "6.1.3")
    date: PastDay | None = about("When.", "6.1.3")
    until: Day | None = about("Until when it holds.", "6.1.3")
    reason: Text | None = about("Why.", "6.1.3")


class Risk(Entry):
    """An AI risk: what may happen, how bad it is, what is done, what remains."""

    entry_kind = "risk"
    plural = "risks"

    title: Text | None = about("The risk in a few words.", "6.1.2")
    description: Text | None = about("Cause, event and consequence.", "6.1.2")
    category: (
        Literal[
            "bias",
            "safety",
            "security",
            "privacy",
            "transparency",
            "robustness",
            "data_quality",
            "oversight",
            "legal",
            "intellectual_property",
            "third_party",
            "misuse",
            "environmental",
            "societal",
            "opportunity",
        ]
        | None
    ) = about("What sort of risk.", "6.1.2")
    systems: list[Annotated[str, ref("ai_system", back="risks")]] | None = about("Systems it touches.", "8.2")
    objectives: list[Annotated[str, ref("objective", back="risks")]] | None = about("Objectives it threatens.")
    owner: RoleRef | None = about("Who answers for it.", "6.1.2", "5.3")
    raised_from: Annotated[str, ref("impact", "incident", "audit_finding", back="risks")] | None = about(
        "Where it was noticed.", "6.1.4"
    )
    likelihood: LikelihoodValue | None = about("How likely it is as things stand.", "6.1.2")
    consequence: Consequence | None = about("What it would do.", "6.1.2")
    level: LevelValue | None = about("The level that follows from the matrix.", "6.1.2")
    existing_controls: list[Text] | None = about("What already holds it down.", "6.1.2")
    option: Literal["modify", "avoid", "share", "retain"] | None = about("How it is treated.", "6.1.3")
    controls: list[Annotated[str, ref("requirement", back="risks")]] | None = about("Controls chosen.", "6.1.3")
    residual_likelihood: LikelihoodValue | None = about("How likely it is once treated.", "6.1.3")
    residual_consequence: Consequence | None = about("What it would do once treated.", "6.1.3")
    residual_level: LevelValue | None = about("The level that remains.", "6.1.3")
    residual_reason: Text | None = about("Why treatment leaves the level as it was.", "6.1.3")
    acceptance: Acceptance | None = about("Who accepted what remains.", "6.1.3", progress=True)
    status: Literal["open", "in_treatment", "accepted", "closed"] | None = about("How it stands.", "8.3", progress=True)
    assessed_on: PastDay | None = about("When it was last assessed.", "8.2", progress=True)
    review_interval: Duration | None = about("How often it is assessed again.", "8.2", assumed=REVIEW_INTERVAL)


class RiskRegister(RegisterRecord):
    """The AI risks (6.1.2, 6.1.3, 8.2, 8.3)."""

    plural = "risk_registers"

    kind: Literal["risk_register"]
    risks: list[Risk] | None = about("The risks.", "8.2")
