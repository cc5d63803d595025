"""Record kind `scope`: the boundaries of the AI management system (4.3)."""

from typing import Annotated, Literal

from pydantic import Field

from aimslint.records.envelope import DocumentRecord, Part
from aimslint.records.fields import Text, about, needed, ref


class Exclusion(Part):
    """Something left outside the scope."""

    what: Text = needed("What is left out.", "4.3")
    reason: Text = needed("Why it is left out.", "4.3")


class SystemOut(Part):
    """An AI system outside the scope."""

    system: Annotated[str, ref("ai_system", back="out_of_scope_of")] = needed("The system.", "4.3")
    reason: Text = needed("Why it lies outside.", "4.3")


class ScopedSystems(Part):
    """Which AI systems lie inside and outside. A system in neither list is a finding."""

    # `in` is a keyword of Python, so the attribute bears another name than the key.
    inside: list[Annotated[str, ref("ai_system", back="in_scope_of")]] | None = Field(
        default=None, alias="in", description="Systems inside.", json_schema_extra={"requirements": ["4.3"]}
    )
    out: list[SystemOut] | None = about("Systems outside, each with its reason.", "4.3")


class Scope(DocumentRecord):
    """What the AI management system covers and where it ends (4.3, 4.4)."""

    plural = "scopes"
    one_per_project = True

    kind: Literal["scope"]
    supersedes: Annotated[str, ref("scope", back="superseded_by")] | None = about("The version this replaces.")
    statement: Text | None = about("The scope in a few sentences.", "4.3")
    organisational_units: list[Text] | None = about("Units inside.", "4.3")
    sites: list[Text] | None = about("Places inside.", "4.3")
    activities: list[Literal["develop", "provide", "use"]] | None = about("What is done with AI.", "4.3")
    systems: ScopedSystems | None = about("AI systems inside and outside.", "4.3")
    exclusions: list[Exclusion] | None = about("What is left out, and why.", "4.3")
    interfaces: list[Text] | None = about("Where other parties or systems touch the scope.", "4.3", "4.4")
    processes: list[Text] | None = about("The processes of the AIMS and how they work together.", "4.4")
