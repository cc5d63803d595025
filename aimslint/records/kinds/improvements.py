"""Record kind `improvements` with entries `improvement` (10.1)."""

from typing import Literal

from aimslint.records.envelope import Entry, RegisterRecord
from aimslint.records.fields import Day, PastDay, RoleRef, Text, about


class Improvement(Entry):
    """Something that is made better."""

    entry_kind = "improvement"
    plural = "improvements"

    title: Text | None = about("What, in a few words.", "10.1")
    description: Text | None = about("What is made better, and why.", "10.1")
    source: Text | None = about("Where the idea came from.", "10.1")
    owner: RoleRef | None = about("Who does it.", "10.1")
    raised_on: PastDay | None = about("When it was proposed.", "10.1")
    due: Day | None = about("By when.", "10.1")
    done_on: PastDay | None = about("When it was done.", "10.1", progress=True)
    result: Text | None = about("What came of it.", "10.1", progress=True)
    status: Literal["proposed", "open", "in_progress", "done", "rejected", "closed"] | None = about(
        "How it stands.", progress=True
    )


class Improvements(RegisterRecord):
    """Steps that make the management system better (10.1)."""

    plural = "improvements_registers"

    kind: Literal["improvements"]
    improvements: list[Improvement] | None = about("The improvements.", "10.1")
