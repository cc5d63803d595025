"""Record kind `objectives` with entries `objective` (6.2, A.6.1.2, A.9.3)."""

from typing import Annotated, Literal

from aimslint.records.envelope import Entry, Part, RegisterRecord
from aimslint.records.fields import Day, Duration, Number, PastDay, RoleRef, Text, about, needed, ref


class ObjectiveResult(Part):
    """How far it has come on one day."""

    date: PastDay = needed("When.", "6.2", "9.1")
    value: Text | Number = needed("What was measured.", "6.2", "9.1")
    remark: Text | None = about("Anything to add.")


class Objective(Entry):
    """Something the organisation wants to reach with or for its AI systems."""

    entry_kind = "objective"
    plural = "objectives"

    statement: Text | None = about("What is to be reached.", "6.2")
    principle: Text | None = about("The principle of the policy it serves.", "6.2")
    area: list[Literal["development", "use", "provision", "management_system"]] | None = about(
        "What it is about: responsible development, responsible use, or the system itself.",
        "A.6.1.2",
        "A.9.3",
    )
    systems: list[Annotated[str, ref("ai_system", back="objectives")]] | None = about("Systems it touches.", "6.2")
    measure: Text | None = about("How one sees that it is reached.", "6.2")
    unit: Text | None = about("In what unit.")
    baseline: Text | Number | None = about("Where it began.", "6.2")
    target: Text | Number | None = about("Where it must get to.", "6.2")
    due: Day | None = about("By when.", "6.2")
    owner: RoleRef | None = about("Who answers for it.", "6.2")
    resources: Text | None = about("What it takes.", "6.2", "7.1")
    actions: list[Text] | None = about("What is done.", "6.2")
    evaluation: Text | None = about("How results are judged.", "6.2")
    frequency: Duration | None = about("How often it is measured.", "6.2")
    status: Literal["open", "on_track", "at_risk", "reached", "missed", "closed"] | None = about(
        "How it stands.", progress=True
    )
    results: list[ObjectiveResult] | None = about("What was measured.", "6.2", "9.1", progress=True)
    communicated_to: list[Text] | None = about("Who knows of it.", "6.2")


class Objectives(RegisterRecord):
    """AI objectives and the plans to reach them (6.2, A.6.1.2, A.9.3)."""

    plural = "objectives_registers"

    kind: Literal["objectives"]
    objectives: list[Objective] | None = about("The objectives.", "6.2")
