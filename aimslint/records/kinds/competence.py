"""Record kind `competence` with entries `competence_need` (7.2, 7.3, A.4.6)."""

from typing import Annotated, Literal

from aimslint.records.envelope import BareEntry, Part, RegisterRecord
from aimslint.records.fields import Day, EvidencePath, Id, PastDay, Text, about, needed, ref


class RequiredCompetence(Part):
    """Something one must know or be able to do."""

    topic: Text = needed("What.", "7.2")
    level: Literal["aware", "practitioner", "expert"] | None = about("How well.", "7.2")
    basis: Text | None = about("Why it is needed.", "7.2")


class CompetenceEvidence(Part):
    """What shows that somebody has the competence."""

    type: Literal["education", "training", "certificate", "experience", "assessment"] = needed("What sort.", "7.2")
    description: Text | None = about("What it was.", "7.2")
    person: Text | None = about("Whose it is.")
    date: PastDay | None = about("When.", "7.2")
    expires: Day | None = about("Until when it counts.", "7.2")
    path: EvidencePath | None = about("File in the repository that shows it.", "7.2")


class Awareness(Part):
    """That people know the policy and their part in it."""

    acknowledged_on: PastDay | None = about("When the policy was acknowledged.", "7.3")
    topics: list[Text] | None = about("What was spoken of.", "7.3")


class CompetenceNeed(BareEntry):
    """What a role must know, and how it is shown."""

    entry_kind = "competence_need"
    plural = "competence_needs"

    id: Id = needed("Name of the entry, unique among its kind.", "7.5.2")
    role: Annotated[str, ref("role", back="competence")] | None = about("The role.", "7.2", "A.4.6")
    required: list[RequiredCompetence] | None = about("What it must know.", "7.2")
    # Here evidence is of people, so it is typed more closely than elsewhere.
    evidence: list[CompetenceEvidence] | None = about("What shows it.", "7.2", progress=True)
    gap: Text | None = about("What is missing, or none.", "7.2", progress=True)
    action: Text | None = about("What is done about the gap.", "7.2")
    effectiveness_evaluated_on: PastDay | None = about("When its effect was judged.", "7.2", progress=True)
    effectiveness: Text | None = about("What came of it.", "7.2", progress=True)
    awareness: Awareness | None = about("That they know the policy.", "7.3", progress=True)


class Competence(RegisterRecord):
    """Competence and awareness by role (7.2, 7.3, A.4.6)."""

    plural = "competence_registers"

    kind: Literal["competence"]
    competence_needs: list[CompetenceNeed] | None = about("What roles must know.", "7.2")
