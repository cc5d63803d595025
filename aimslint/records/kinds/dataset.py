"""Record kind `dataset` (A.4.3, A.7)."""

from typing import Annotated, Literal

from aimslint.records.envelope import LivingRecord, LivingStatus, Part
from aimslint.records.fields import Day, Duration, Number, PastDay, Text, about, needed, ref
from aimslint.records.kinds.ai_system import PersonalData
from aimslint.records.words import TestResult


class Source(Part):
    """Where data came from."""

    name: Text = needed("The source.", "A.7.3")
    acquisition: (
        Literal["collected", "purchased", "licensed", "open", "scraped", "synthetic", "user_generated", "shared"] | None
    ) = about("How the data were got.", "A.7.3")
    description: Text | None = about("How they were chosen.", "A.7.3")


class DateRange(Part):
    """The time the data are of."""

    start: Day | None = about("First day.")
    end: Day | None = about("Last day.")


class ProvenanceStep(Part):
    """One thing that happened to the data."""

    step: Text = needed("What was done.", "A.7.5")
    by: Text | None = about("Who or what did it.", "A.7.5")
    date: PastDay | None = about("When.", "A.7.5")
    hash: Text | None = about("Digest of what came out.", "A.7.5")


class Preparation(Part):
    """How the data were made ready."""

    steps: list[Text] | None = about("What was done.", "A.7.6")
    criteria: Text | None = about("Why in this way.", "A.7.6")


class Labelling(Part):
    """How the data were labelled."""

    method: Text = needed("How.", "A.7.6")
    guidelines: Text | None = about("By which rules.", "A.7.6")
    quality: Text | None = about("How good the labels are.", "A.7.4")


class QualityRequirement(Part):
    """One demand on the quality of the data."""

    dimension: Literal[
        "accuracy",
        "completeness",
        "consistency",
        "currentness",
        "representativeness",
        "balance",
        "diversity",
        "relevance",
        "timeliness",
        "auditability",
    ] = needed("Which quality.", "A.7.4")
    measure: Text | None = about("How it is measured.", "A.7.4")
    threshold: Text | Number | None = about("What must hold.", "A.7.4")
    value: Text | Number | None = about("What was measured.", "A.7.4")
    result: TestResult | None = about("Did it hold?", "A.7.4")
    date: PastDay | None = about("When it was measured.", "A.7.4")


class Disposal(Part):
    """How long the data are kept and how they are removed."""

    retention: Duration | None = about("How long they are kept.", "A.7.2")
    method: Text | None = about("How they are removed.", "A.7.2")
    disposed_on: PastDay | None = about("When they were removed.", progress=True)


class Dataset(LivingRecord):
    """Data that systems learn from, are tested with or run on (A.4.3, A.7.2 to A.7.6)."""

    plural = "datasets"

    kind: Literal["dataset"]
    supersedes: Annotated[str, ref("dataset", back="superseded_by")] | None = about("The data it replaces.")
    status: LivingStatus | None = about("Are the data still in use?", progress=True)
    name: Text | None = about("Name of the data.", "A.4.3")
    version: Text | None = about("Version or cut.", "A.4.3")
    description: Text | None = about("What the data are.", "A.4.3")
    purpose: list[Literal["train", "validate", "test", "production", "finetune", "retrieval"]] | None = about(
        "What they are used for.", "A.4.3", "A.7.2"
    )
    sources: list[Source] | None = about("Where they came from.", "A.7.3")
    date_range: DateRange | None = about("The time they are of.", "A.7.3")
    licence: Text | None = about("Under which licence.", "A.7.3")
    legal_basis: Text | None = about("On what legal ground they are used.", "A.7.3")
    personal_data: PersonalData | None = about("Whether they are about people.", "A.7.2")
    provenance: list[ProvenanceStep] | None = about("What happened to them, step by step.", "A.7.5")
    preparation: Preparation | None = about("How they were made ready.", "A.7.6")
    labelling: Labelling | None = about("How they were labelled.", "A.7.6")
    quality_requirements: list[QualityRequirement] | None = about("Demands on quality, and results.", "A.7.4")
    representativeness: Text | None = about("Whom the data stand for, and whom not.", "A.7.4")
    known_bias: list[Text] | None = about("Known bias; `none` is an answer.", "A.7.4")
    disposal: Disposal | None = about("How long they are kept and how they are removed.", "A.7.2")
    access: Text | None = about("Who can use them.", "A.7.2")
    location: Text | None = about("Where they are.", "A.4.3")
    supplier: Annotated[str, ref("supplier", back="datasets")] | None = about("Who supplies them.", "A.10.3")
