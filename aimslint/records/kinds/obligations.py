"""Record kind `obligations` with entries `obligation` (4.1, A.8.5)."""

from typing import Annotated, Literal

from aimslint.records.envelope import Entry, RegisterRecord
from aimslint.records.fields import Day, Duration, PastDay, RoleRef, Text, about, ref
from aimslint.records.patterns import REVIEW_INTERVAL


class Obligation(Entry):
    """Something that law, a contract or a promise demands."""

    entry_kind = "obligation"
    plural = "obligations"

    source: Text | None = about("The law, contract or code.", "4.1", "A.8.5")
    article: Text | None = about("The place in it.")
    type: Literal["law", "contract", "voluntary_code", "standard"] | None = about("What sort of source.")
    requirement: Text | None = about("What it demands, in our words.", "A.8.5")
    reporting_duty: Text | None = about("What must be reported to whom and when, or none.", "A.8.5")
    systems: list[Annotated[str, ref("ai_system", back="obligations")]] | None = about("Systems it touches.", "4.1")
    owner: RoleRef | None = about("Who sees to it.", "5.3")
    how_met: Text | None = about("How it is met.")
    applies_from: Day | None = about("From when it applies.")
    last_reviewed: PastDay | None = about("When it was last checked.", progress=True)
    review_interval: Duration | None = about("How often it is checked.", assumed=REVIEW_INTERVAL)


class Obligations(RegisterRecord):
    """What law, contracts and promises demand (4.1, 4.2, A.8.5)."""

    plural = "obligations_registers"

    kind: Literal["obligations"]
    obligations: list[Obligation] | None = about("The obligations.", "A.8.5")
