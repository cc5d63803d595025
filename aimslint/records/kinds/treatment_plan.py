"""Record kind `treatment_plan` with entries `treatment_action` (6.1.3, 8.3)."""

from typing import Annotated, Literal

from aimslint.records.envelope import DocumentRecord, Entry, Part
from aimslint.records.fields import Day, PastDay, RoleRef, Text, about, needed, ref


class Effectiveness(Part):
    """The check whether what was done works."""

    verified_on: PastDay = needed("When it was checked.", "8.3")
    by: RoleRef | None = about("Who checked it.", "8.3")
    result: Literal["effective", "partly_effective", "not_effective"] | None = about("What came out.", "8.3")
    description: Text | None = about("What was looked at.")


class TreatmentAction(Entry):
    """One piece of work that treats risks."""

    entry_kind = "treatment_action"
    plural = "actions"

    action: Text | None = about("What is done.", "6.1.3", "8.3")
    risks: list[Annotated[str, ref("risk", back="actions")]] | None = about("Risks it treats.", "6.1.3")
    controls: list[Annotated[str, ref("requirement", back="actions")]] | None = about("Controls it builds.", "6.1.3")
    owner: RoleRef | None = about("Who does it.", "6.1.3")
    due: Day | None = about("By when.", "6.1.3")
    status: Literal["open", "in_progress", "done", "cancelled"] | None = about("How it stands.", progress=True)
    completed_on: PastDay | None = about("When it was done.", "8.3", progress=True)
    effectiveness: Effectiveness | None = about("Whether it works.", "8.3", progress=True)


class TreatmentPlan(DocumentRecord):
    """The plan for treating AI risks, approved by designated management (6.1.3, 8.3)."""

    plural = "treatment_plans"
    one_per_project = True

    kind: Literal["treatment_plan"]
    supersedes: Annotated[str, ref("treatment_plan", back="superseded_by")] | None = about("The version this replaces.")
    process: Text | None = about("How treatment options and controls are chosen.", "6.1.3")
    actions: list[TreatmentAction] | None = about("The work.", "6.1.3", "8.3")
