"""Record kind `soa` with entries `soa_row`: the Statement of Applicability (6.1.3)."""

from typing import Annotated, Literal

from aimslint.records.envelope import BareEntry, DocumentRecord, Evidence
from aimslint.records.fields import Day, Flag, PastDay, RoleRef, Text, about, needed, ref

ReasonType = Literal["risk", "law", "contract", "policy", "good_practice"]
ImplementationStatus = Literal["not_started", "planned", "in_progress", "implemented"]


class SoaRow(BareEntry):
    """One control: whether it applies, why, and how far it is in place."""

    entry_kind = "soa_row"
    plural = "soa_rows"
    id_field = "control"

    control: Annotated[str, ref("requirement", back="soa_rows")] = needed("The control.", "6.1.3")
    own: Flag | None = about("True for a control of the organisation's own, outside Annex A.", "6.1.3")
    title: Text | None = about("Title of the control.")
    applicable: Flag | None = about("Does the control apply?", "6.1.3")
    justification: Text | None = about("Why it is in or out.", "6.1.3")
    reason_type: list[ReasonType] | None = about("What the reason rests on.", "6.1.3")
    implementation_status: ImplementationStatus | None = about("How far it is.", "6.1.3", "8.1", progress=True)
    owner: RoleRef | None = about("Who answers for it.", "6.1.3")
    evidence: list[Evidence] | None = about("Files and pages that show it in use.", "8.1", progress=True)
    implemented_on: PastDay | None = about("Since when it is in place.", "8.1", progress=True)
    target_date: Day | None = about("By when it will be.", "6.1.3", progress=True)
    last_reviewed: PastDay | None = about("When the row was last checked.", "6.1.3", progress=True)


class Soa(DocumentRecord):
    """The Statement of Applicability over the 38 controls of Annex A and the organisation's own (6.1.3)."""

    plural = "soas"
    one_per_project = True

    kind: Literal["soa"]
    supersedes: Annotated[str, ref("soa", back="superseded_by")] | None = about("The version this replaces.")
    standard: Text | None = about("The standard and edition it speaks of.", "6.1.3")
    treatment_plan: Annotated[str, ref("treatment_plan", back="soas")] | None = about("The plan beside it.", "6.1.3")
    controls: list[SoaRow] | None = about("One row a control.", "6.1.3")
