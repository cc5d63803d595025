"""Record kind `impact_method`: how impact assessments are made (6.1.4, A.5.2)."""

from typing import Annotated, Literal

from aimslint.records.envelope import DocumentRecord
from aimslint.records.fields import Duration, RoleRef, Text, about, ref
from aimslint.records.words import Dimension


class ImpactMethod(DocumentRecord):
    """The process for assessing what AI systems do to people and society (6.1.4, A.5.2)."""

    plural = "impact_methods"
    one_per_project = True

    kind: Literal["impact_method"]
    supersedes: Annotated[str, ref("impact_method", back="superseded_by")] | None = about("The version this replaces.")
    process: Text | None = about("The steps, from screening to decision.", "6.1.4", "A.5.2")
    triggers: list[Text] | None = about("When an assessment is made or made again.", "6.1.4", "A.5.2")
    dimensions: list[Dimension] | None = about("Dimensions that every assessment covers.", "6.1.4", "A.5.2")
    low_tier: Text | None = about("The lighter form for systems of low tier.", "A.5.2")
    interval: Duration | None = about("How often an assessment is made again.", "8.4")
    results_kept: Duration | None = about("How long results are kept.", "A.5.3")
    feeds_risk_assessment: Text | None = about("How results enter the risk assessment.", "6.1.4")
    roles: list[RoleRef] | None = about("Roles that take part.", "A.5.2")
