"""Record kind `risk_method`: how AI risks are assessed (6.1.1, 6.1.2)."""

from typing import Annotated, Literal

from aimslint.records.envelope import DocumentRecord, Part
from aimslint.records.fields import (
    ConsequenceValue,
    Duration,
    LevelValue,
    LikelihoodValue,
    Number,
    RoleRef,
    Text,
    about,
    needed,
    ref,
)


class ScaleStep(Part):
    """One step of a scale; the steps stand in rising order."""

    value: Text | Number = needed("The word or number that risks use.", "6.1.2")
    label: Text | None = about("Its name for people.")
    description: Text | None = about("What it means, so that two people choose the same.", "6.1.2")
    individuals: Text | None = about("What it means for individuals.", "6.1.2")
    society: Text | None = about("What it means for society.", "6.1.2")


class Scales(Part):
    """The scales that make results comparable."""

    likelihood: list[ScaleStep] = needed("Likelihood, rising.", "6.1.2")
    consequence: list[ScaleStep] = needed("Consequence, rising.", "6.1.2")
    levels: list[ScaleStep] = needed("Risk levels, rising.", "6.1.2")


class MatrixCell(Part):
    """The level that one pair of likelihood and consequence gives."""

    likelihood: LikelihoodValue = needed("A step of the likelihood scale.", "6.1.2")
    consequence: ConsequenceValue = needed("A step of the consequence scale.", "6.1.2")
    level: LevelValue = needed("The level that follows.", "6.1.2")


class RiskMethod(DocumentRecord):
    """The process and the criteria for assessing AI risks (6.1.1, 6.1.2)."""

    plural = "risk_methods"
    one_per_project = True

    kind: Literal["risk_method"]
    supersedes: Annotated[str, ref("risk_method", back="superseded_by")] | None = about("The version this replaces.")
    process: Text | None = about("How risks are identified, analysed and ranked.", "6.1.2")
    criteria: Text | None = about("What is accepted, and by whom.", "6.1.1", "6.1.2")
    opportunities: Text | None = about("How opportunities are found and acted on.", "6.1.1")
    scales: Scales | None = about("The scales of likelihood, consequence and level.", "6.1.2")
    matrix: list[MatrixCell] | None = about("Which level each pair gives.", "6.1.2")
    appetite: LevelValue | None = about("The highest level that needs no treatment.", "6.1.1")
    interval: Duration | None = about("How often risks are assessed again.", "8.2")
    change_triggers: list[Text] | None = about("Changes that bring a new assessment.", "8.2")
    roles: list[RoleRef] | None = about("Roles that take part.", "6.1.2")
