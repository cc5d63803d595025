"""Record kind `impact_assessment` with entries `impact` and `condition` (6.1.4, 8.4, A.5)."""

from typing import Annotated, Literal

from aimslint.records.envelope import Entry, Part, ResultRecord
from aimslint.records.fields import Day, Duration, Link, PastDay, RoleRef, Text, about, needed, ref
from aimslint.records.words import Dimension, Severity

Trigger = Literal[
    "initial",
    "planned_interval",
    "significant_change",
    "new_use_case",
    "new_context",
    "new_data",
    "model_replaced",
    "incident",
    "complaint",
    "regulation_change",
    "threshold_breached",
]


class SystemInformation(Part):
    """The system as the assessors saw it."""

    description: Text | None = about("What the system is.", "6.1.4")
    functions: list[Text] | None = about("What it can do.", "6.1.4")
    purpose: Text | None = about("What it is for.", "6.1.4")
    intended_uses: list[Text] | None = about("How it is meant to be used.", "6.1.4")
    data: Text | None = about("The data it uses and how good they are.", "6.1.4")
    model: Text | None = about("The algorithm or model.", "6.1.4")
    environment: Text | None = about("Where and in what setting it runs.", "6.1.4")


class Impact(Entry):
    """One effect on people or society, good or bad."""

    entry_kind = "impact"
    plural = "impacts"

    dimension: Dimension | None = about("What it touches.", "A.5.4", "A.5.5")
    affected_group: Text | None = about("Who is affected.", "A.5.4")
    level: Literal["individual", "group", "society"] | None = about("Whom it reaches.", "A.5.4", "A.5.5")
    nature: Literal["harm", "benefit"] | None = about("Is it bad or good?", "A.5.4")
    description: Text | None = about("What happens to whom.", "A.5.4", "A.5.5")
    likelihood: Literal["rare", "unlikely", "possible", "likely", "almost_certain"] | None = about("How likely it is.")
    severity: Severity | None = about("How bad or good it is.", "A.5.4")
    reversibility: Literal["reversible", "hard_to_reverse", "irreversible"] | None = about("Can it be undone?")
    scale: Text | None = about("How many people, how often.")
    measures: list[Text] | None = about("What is done about it.", "A.5.4")
    residual: Severity | None = about("How bad it is with the measures.", "A.5.4")
    no_risk_reason: Text | None = about("Why a severe harm needs no risk in the register.")


class Condition(Entry):
    """Something that must be done because the approval asks for it."""

    entry_kind = "condition"
    plural = "conditions"

    text: Text | None = about("What must be done.", "A.5.2")
    owner: RoleRef | None = about("Who does it.")
    due: Day | None = about("By when.")
    done_on: PastDay | None = about("When it was done.", progress=True)


class Consultation(Part):
    """Asking those who are affected, or who speak for them."""

    who: Text = needed("Who was asked.", "6.1.4")
    date: PastDay | None = about("When.")
    result: Text | None = about("What they said and what came of it.")


class NoDimension(Part):
    """A dimension that was considered and found untouched."""

    dimension: Dimension = needed("The dimension.", "A.5.4")
    reason: Text = needed("Why it is untouched.", "A.5.4")


class ImpactAssessment(ResultRecord):
    """What one AI system does to individuals, groups and society (6.1.4, 8.4, A.5.2 to A.5.5)."""

    plural = "impact_assessments"
    act_date = "assessed_on"
    subject = "system"

    kind: Literal["impact_assessment"]
    supersedes: Annotated[str, ref("impact_assessment", back="superseded_by")] | None = about("The one it replaces.")
    system: Annotated[str, ref("ai_system", back="impact_assessments")] | None = about("The system.", "8.4")
    system_version: Text | None = about("Version of the system that was assessed.", "8.4")
    scope: Text | None = about("What was looked at, what was not.")
    trigger: Trigger | None = about("Why it was made now.", "8.4")
    assessed_on: PastDay | None = about("When it was made.", "8.4")
    assessors: list[RoleRef] | None = about("Who made it.", "A.5.2")
    reviewers: list[RoleRef] | None = about("Who read it.", "A.5.2")
    system_information: SystemInformation | None = about("The system as it was seen.", "6.1.4")
    affected_groups: list[Text] | None = about("Who is affected, directly or not.", "6.1.4", "A.5.4")
    misuse: list[Text] | None = about("Foreseeable misuse and unintended use.", "6.1.4")
    impacts: list[Impact] | None = about("The effects.", "A.5.4", "A.5.5")
    untouched_dimensions: list[NoDimension] | None = about("Dimensions reasoned away.", "A.5.4", "A.5.5")
    benefits: list[Text] | None = about("What good it does.")
    alternatives: list[Text] | None = about("Other ways to the same end, and why not.")
    consultations: list[Consultation] | None = about("Those who were asked.", "6.1.4")
    conclusion: Text | None = about("What remains once measures are in place.", "A.5.3")
    decision: Literal["approve", "approve_with_conditions", "redesign", "reject", "defer"] | None = about(
        "What was decided.", "8.4"
    )
    conditions: list[Condition] | None = about("Conditions of the approval.", "A.5.2")
    retained_until: Day | None = about("Until when the result is kept.", "A.5.3")
    results_kept: Duration | None = about("How long the result is kept.", "A.5.3")
    made_available_to: list[Text] | None = about("Who can read it.", "A.5.3")
    related_assessments: list[Link] | None = about("Other assessments, such as one of data protection.")
