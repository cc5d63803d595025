"""Record kind `communication_plan` (7.4)."""

from typing import Annotated, Literal

from aimslint.records.envelope import DocumentRecord, Part
from aimslint.records.fields import RoleRef, Text, about, needed, ref


class PlannedCommunication(Part):
    """One thing that is communicated."""

    what: Text = needed("What is communicated.", "7.4")
    when: Text | None = about("When, or on which occasion.", "7.4")
    to: list[Text] | None = about("To whom.", "7.4")
    how: Text | None = about("By which means.", "7.4")
    who: RoleRef | None = about("Who does it.", "7.4")


class CommunicationPlan(DocumentRecord):
    """What is communicated about the AI management system, when, to whom and how (7.4)."""

    plural = "communication_plans"
    one_per_project = True

    kind: Literal["communication_plan"]
    supersedes: Annotated[str, ref("communication_plan", back="superseded_by")] | None = about(
        "The version this replaces."
    )
    communications: list[PlannedCommunication] | None = about("The communications.", "7.4")
