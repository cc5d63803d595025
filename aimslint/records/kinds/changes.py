"""Record kind `changes` with entries `change` (6.3, 8.1)."""

from typing import Annotated, Literal

from aimslint.records.envelope import Entry, RegisterRecord
from aimslint.records.fields import Day, Flag, PastDay, RoleRef, Text, about, ref


class Change(Entry):
    """A planned change of a system or of the management system."""

    entry_kind = "change"
    plural = "changes"

    title: Text | None = about("What changes, in a few words.", "6.3", "8.1")
    description: Text | None = about("What changes.", "6.3", "8.1")
    reason: Text | None = about("Why.", "6.3")
    subject: Literal["aims", "system"] | None = about("Is it the management system or an AI system?", "6.3", "8.1")
    systems: list[Annotated[str, ref("ai_system", back="changes")]] | None = about("Systems it touches.", "8.1")
    significance: Literal["minor", "significant"] | None = about("How much it matters.", "8.1", "8.4")
    consequences: Text | None = about("What it may bring, and how that is handled.", "6.3", "8.1")
    resources: Text | None = about("What it takes.", "6.3")
    owner: RoleRef | None = about("Who answers for it.", "6.3")
    planned_for: Day | None = about("When it is planned.", "6.3")
    implemented_on: PastDay | None = about("When it was made.", "8.1", progress=True)
    approved_by: RoleRef | None = about("Who approved it.", "6.3", "8.1")
    approved_on: PastDay | None = about("When it was approved.", "6.3", "8.1")
    reassessed: Flag | None = about("Were impact and risk assessed again?", "8.2", "8.4")
    no_reassessment_reason: Text | None = about("Why they need not be.", "8.4")
    unintended_effects: Text | None = about("What else it did.", "8.1", progress=True)
    status: Literal["proposed", "approved", "implemented", "rejected", "closed"] | None = about(
        "How it stands.", progress=True
    )


class Changes(RegisterRecord):
    """Changes, planned and made (6.3, 8.1)."""

    plural = "changes_registers"

    kind: Literal["changes"]
    none_so_far: Flag | None = about("True when the register was kept and nothing has changed.")
    changes: list[Change] | None = about("The changes.", "6.3")
