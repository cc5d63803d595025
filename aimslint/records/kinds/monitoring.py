"""Record kind `monitoring` with entries `metric` (A.6.2.6, 9.1)."""

from typing import Annotated, Literal

from aimslint.records.envelope import Entry, LivingRecord, LivingStatus, Part
from aimslint.records.fields import Duration, Number, PastDay, RoleRef, Text, about, ref
from aimslint.records.words import MetricKind


class Threshold(Part):
    """The limits of a metric."""

    warn: Number | None = about("From here on somebody looks.", "9.1")
    alarm: Number | None = about("From here on somebody acts.", "9.1", "A.6.2.6")
    direction: Literal["above", "below"] | None = about("Which side of the limit is bad.", "9.1", assumed="above")


class Measurement(Part):
    """One earlier value."""

    date: PastDay | None = about("When it was measured.", "9.1")
    value: Number | None = about("The value.", "9.1")


class Metric(Entry):
    """Something that is measured again and again."""

    entry_kind = "metric"
    plural = "metrics"

    name: Text | None = about("What is measured.", "9.1")
    kind: MetricKind | None = about("What it is about.", "9.1")
    method: Text | None = about("How it is measured and worked out.", "9.1")
    unit: Text | None = about("In what unit.")
    threshold: Threshold | None = about("Its limits.", "9.1", "A.6.2.6")
    frequency: Duration | None = about("How often it is measured.", "9.1")
    responsible: RoleRef | None = about("Who measures.", "9.1")
    analysed_by: RoleRef | None = about("Who looks at the results.", "9.1")
    analysed_every: Duration | None = about("How often results are looked at.", "9.1")
    last_value: Number | None = about("The latest value.", "9.1", progress=True)
    last_measured: PastDay | None = about("When it was measured.", "9.1", progress=True)
    earlier: list[Measurement] | None = about("Earlier values.", "9.1", progress=True)
    on_breach: Text | None = about("What is done when a limit is crossed.", "A.6.2.6")
    response: Text | None = about("What was done about the present alarm.", "9.1", progress=True)


class Monitoring(LivingRecord):
    """What is watched of a system, or of the whole management system (A.6.2.6, 9.1)."""

    plural = "monitoring"

    kind: Literal["monitoring"]
    supersedes: Annotated[str, ref("monitoring", back="superseded_by")] | None = about("The plan it replaces.")
    status: LivingStatus | None = about("Is it still followed?", progress=True)
    system: Annotated[str, ref("ai_system", back="monitoring")] | None = about("The system.", "A.6.2.6")
    purpose: Text | None = about("What is to be seen, and why.", "9.1")
    metrics: list[Metric] | None = about("What is measured.", "9.1", "A.6.2.6")
