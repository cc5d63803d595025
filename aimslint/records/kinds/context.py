"""Record kind `context`: the issues around the organisation (4.1)."""

from typing import Annotated, Literal

from aimslint.records.envelope import DocumentRecord, Part
from aimslint.records.fields import Flag, PastDay, Text, about, needed, ref
from aimslint.records.words import OrganisationRole


class Issue(Part):
    """An internal or external issue that bears on the AI management system."""

    id: Text | None = about("Short name of the issue.")
    type: Literal["internal", "external"] = needed("Where the issue comes from.", "4.1")
    description: Text = needed("The issue in a sentence or two.", "4.1")
    effect: Text | None = about("What it does to the AI management system.", "4.1")
    reviewed_on: PastDay | None = about("When it was last looked at.", progress=True)


class ClimateChange(Part):
    """Whether climate change is a relevant issue, and why."""

    relevant: Flag = needed("Is climate change relevant here?", "4.1")
    reason: Text | None = about("Why, or why not.", "4.1")


class Context(DocumentRecord):
    """The internal and external issues that matter for the AI management system (4.1)."""

    plural = "contexts"
    one_per_project = True

    kind: Literal["context"]
    supersedes: Annotated[str, ref("context", back="superseded_by")] | None = about("The version this replaces.")
    issues: list[Issue] | None = about("The issues that were determined.", "4.1")
    climate_change: ClimateChange | None = about("The climate change determination.", "4.1")
    organisation_role: list[OrganisationRole] | None = about("The AI roles the organisation plays.", "4.1")
    purpose_of_ai: Text | None = about("What the organisation uses AI systems for.", "4.1")
