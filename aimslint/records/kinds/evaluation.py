"""Record kind `evaluation`: verification, validation or acceptance of one version (A.6.2.4)."""

from typing import Annotated, Literal

from aimslint.records.envelope import Part, ResultRecord
from aimslint.records.fields import Number, PastDay, RoleRef, Text, about, needed, ref
from aimslint.records.words import MetricKind, TestResult


class Criterion(Part):
    """One thing that was tested against a criterion."""

    name: Text = needed("What was measured.", "A.6.2.4")
    kind: MetricKind | None = about("What the measure is about.")
    slice: Text | None = about("For which group or part of the data.")
    criterion: Text | None = about("What had to hold.", "A.6.2.4")
    threshold: Number | None = about("The limit as a number.", "A.6.2.4")
    value: Number | None = about("What was measured.", "A.6.2.4")
    result: TestResult | None = about("Did it hold?", "A.6.2.4")


class Evaluation(ResultRecord):
    """A verification, validation or acceptance test of one version of a system (A.6.2.4)."""

    plural = "evaluations"
    act_date = "evaluated_on"
    subject = "system"

    kind: Literal["evaluation"]
    supersedes: Annotated[str, ref("evaluation", back="superseded_by")] | None = about("The one it replaces.")
    system: Annotated[str, ref("ai_system", back="evaluations")] | None = about("The system.", "A.6.2.4")
    system_version: Text | None = about("The version that was tested.", "A.6.2.4")
    type: Literal["verification", "validation", "acceptance"] | None = about("What sort of test.", "A.6.2.4")
    evaluated_on: PastDay | None = about("When.", "A.6.2.4")
    evaluators: list[RoleRef] | None = about("Who tested.", "A.6.2.4")
    method: Text | None = about("How it was tested.", "A.6.2.4")
    data: Text | None = about("On which data.")
    criteria: list[Criterion] | None = about("What was tested and what came out.", "A.6.2.4")
    result: TestResult | None = about("The outcome.", "A.6.2.4")
    deviations: list[Text] | None = about("What did not go as planned.")
