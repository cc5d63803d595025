"""Record kind `model_card`: what a model is, can and cannot do (A.6.2.3, A.6.2.4, A.6.2.7, A.8.2)."""

from typing import Annotated, Literal

from aimslint.records.envelope import LivingRecord, LivingStatus, Part
from aimslint.records.fields import Number, PastDay, Text, about, needed, ref
from aimslint.records.words import MetricKind, TestResult


class CardMetric(Part):
    """A result of measuring the model."""

    name: Text = needed("What was measured.", "A.6.2.4")
    kind: MetricKind | None = about("What the measure is about.", "A.6.2.4")
    slice: Text | None = about("For which group or part of the data.")
    value: Number | None = about("The result.", "A.6.2.4")
    threshold: Number | None = about("The limit it was held against.", "A.6.2.4")
    direction: Literal["higher_is_better", "lower_is_better"] | None = about("Which side of the limit is good.")
    result: TestResult | None = about("Did it hold?", "A.6.2.4")
    date: PastDay | None = about("When it was measured.")


class BaseModelUsed(Part):
    """The model this one was made from."""

    name: Text = needed("Its name.")
    version: Text | None = about("Its version.")
    relation: Literal["finetune", "adapter", "merge", "quantized", "distilled", "prompted"] | None = about("How.")


class CardRisk(Part):
    """A known risk of the model."""

    risk: Text = needed("What can go wrong.", "A.6.2.3")
    mitigation: Text | None = about("What is done about it.", "A.6.2.3")


class ModelCard(LivingRecord):
    """A model: design, data, results, limits and uses (A.6.2.3, A.6.2.4, A.6.2.7, A.8.2)."""

    plural = "model_cards"

    kind: Literal["model_card"]
    supersedes: Annotated[str, ref("model_card", back="superseded_by")] | None = about("The card it replaces.")
    status: LivingStatus | None = about("Is the model still in use?", progress=True)
    name: Text | None = about("Name of the model.", "A.6.2.7")
    version: Text | None = about("Version the card speaks of.", "A.6.2.7")
    date: PastDay | None = about("Date of this version.", "A.6.2.7")
    task: Text | None = about("What the model does.", "A.6.2.3")
    type: Text | None = about("What sort of model it is.", "A.6.2.3")
    design: Text | None = about("Design choices and why.", "A.6.2.3")
    base_model: BaseModelUsed | None = about("What it was made from.", "A.6.2.3")
    licence: Text | None = about("Under which licence.", "A.6.2.7")
    languages: list[Text] | None = about("Languages it works in.")
    intended_use: Text | None = about("What it is for.", "A.8.2")
    out_of_scope_use: list[Text] | None = about("What it is not for.", "A.8.2")
    users: list[Text] | None = about("Whom the card is for.", "A.6.2.7")
    datasets: list[Annotated[str, ref("dataset", back="model_cards")]] | None = about("Its data.", "A.4.3")
    training_data: Text | None = about("What it learned from.", "A.6.2.3")
    evaluation_data: Text | None = about("What it was measured on.", "A.6.2.4")
    metrics: list[CardMetric] | None = about("Results of measuring.", "A.6.2.4")
    limitations: list[Text] | None = about("What it cannot do, or does badly.", "A.6.2.7", "A.8.2")
    known_risks: list[CardRisk] | None = about("What can go wrong, and what is done.", "A.6.2.3")
    human_use_of_output: Text | None = about("How people are to use what it says.", "A.8.2")
    explainability: Text | None = about("How its output can be explained.", "A.8.2")
    robustness: Text | None = about("What was tested for robustness and security.", "A.6.2.4")
    environmental_cost: Text | None = about("What training and running cost the environment.", "A.4.5")
    contact: Text | None = about("Whom to ask.", "A.8.2")
