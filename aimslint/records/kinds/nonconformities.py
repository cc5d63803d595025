"""Record kind `nonconformities` with entries `nonconformity` (10.2)."""

from typing import Annotated, Literal

from aimslint.records.envelope import Entry, Part, RegisterRecord
from aimslint.records.fields import Day, Flag, PastDay, RoleRef, Text, about, needed, ref


class CorrectiveAction(Part):
    """Something done so that it does not happen again."""

    action: Text = needed("What.", "10.2")
    owner: RoleRef | None = about("Who does it.", "10.2")
    due: Day | None = about("By when.", "10.2")
    done_on: PastDay | None = about("When it was done.", "10.2", progress=True)


class NcEffectiveness(Part):
    """The check whether it helped."""

    date: PastDay | None = about("When.", "10.2")
    by: RoleRef | None = about("Who checked.", "10.2")
    result: Literal["effective", "partly_effective", "not_effective"] | None = about("What came out.", "10.2")
    description: Text | None = about("What was looked at.")


class Nonconformity(Entry):
    """A requirement that was not met, why, and what is done."""

    entry_kind = "nonconformity"
    plural = "nonconformities"

    title: Text | None = about("What, in a few words.", "10.2")
    source: (
        Literal["internal_audit", "external_audit", "incident", "monitoring", "complaint", "self_reported"] | None
    ) = about("How it came to light.", "10.2")
    raised_from: (
        Annotated[str, ref("audit_finding", "incident", "concern", "metric", back="nonconformities")] | None
    ) = about("The finding, incident, concern or metric behind it.", "10.2")
    requirement: Annotated[str, ref("requirement", back="nonconformities")] | None = about("What is not met.", "10.2")
    description: Text | None = about("What is wrong, and on which evidence.", "10.2")
    classification: Literal["major", "minor"] | None = about("How grave it is.", "10.2")
    opened_on: PastDay | None = about("When it was raised.", "10.2")
    correction: Text | None = about("What was done at once.", "10.2")
    root_cause: Text | None = about("Why it could happen.", "10.2")
    root_cause_method: Text | None = about("How the cause was found.", "10.2")
    root_cause_category: (
        Literal["people", "process", "tooling", "data", "model", "supplier", "resources", "communication"] | None
    ) = about("What sort of cause.", "10.2")
    similar_checked: Text | None = about("Where else it could occur, and whether it does.", "10.2")
    corrective_actions: list[CorrectiveAction] | None = about("What is done.", "10.2", progress=True)
    effectiveness: NcEffectiveness | None = about("Whether it helped.", "10.2", progress=True)
    aims_change: Flag | None = about("Must the management system change?", "10.2")
    owner: RoleRef | None = about("Who deals with it.", "10.2")
    status: Literal["open", "in_progress", "closed"] | None = about("How it stands.", progress=True)
    closed_on: PastDay | None = about("When it was closed.", "10.2", progress=True)
    closed_by: RoleRef | None = about("Who closed it.", "10.2", progress=True)


class Nonconformities(RegisterRecord):
    """Nonconformities and corrective actions (10.2)."""

    plural = "nonconformities_registers"

    kind: Literal["nonconformities"]
    none_so_far: Flag | None = about("True when the register was kept and nothing was found.")
    nonconformities: list[Nonconformity] | None = about("The nonconformities.", "10.2")
