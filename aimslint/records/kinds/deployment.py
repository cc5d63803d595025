"""Record kind `deployment`: the decision to go live (A.6.2.5)."""

from typing import Annotated, Literal

from aimslint.records.envelope import Part, ResultRecord
from aimslint.records.fields import Flag, PastDay, Text, about, needed, ref


class Precondition(Part):
    """Something that had to be in place before going live."""

    name: Literal[
        "verification_passed",
        "impact_assessment_approved",
        "risks_accepted",
        "oversight_ready",
        "user_information_ready",
        "monitoring_ready",
        "rollback_ready",
        "training_done",
        "contract_in_place",
    ] = needed("What had to be in place.", "A.6.2.5")
    met: Flag = needed("Was it?", "A.6.2.5")
    remark: Text | None = about("Anything to add.")


class Deployment(ResultRecord):
    """The decision that one version of a system goes live (A.6.2.5)."""

    plural = "deployments"
    act_date = "date"
    subject = "system"

    kind: Literal["deployment"]
    supersedes: Annotated[str, ref("deployment", back="superseded_by")] | None = about("The one it replaces.")
    system: Annotated[str, ref("ai_system", back="deployments")] | None = about("The system.", "A.6.2.5")
    system_version: Text | None = about("The version that goes live.", "A.6.2.5")
    date: PastDay | None = about("When it went live.", "A.6.2.5")
    plan: Text | None = about("How it was put into operation.", "A.6.2.5")
    environment: Text | None = about("Where it runs.", "A.6.2.5")
    preconditions: list[Precondition] | None = about("What had to be in place.", "A.6.2.5")
    rollback: Text | None = about("How to go back.", "A.6.2.5")
