"""Record kind `concerns` with entries `concern` (A.3.3, A.8.3)."""

from typing import Annotated, Literal

from aimslint.records.envelope import Entry, RegisterRecord
from aimslint.records.fields import Flag, PastDay, RoleRef, Text, about, ref


class Concern(Entry):
    """A worry or complaint that somebody raised."""

    entry_kind = "concern"
    plural = "concerns"

    systems: list[Annotated[str, ref("ai_system", back="concerns")]] | None = about("Systems it is about.", "A.3.3")
    raised_on: PastDay | None = about("When.", "A.3.3")
    raised_by: Literal["staff", "customer", "affected_person", "public", "supplier", "anonymous"] | None = about(
        "By what sort of person; never a name.", "A.3.3", "A.8.3"
    )
    channel: Text | None = about("By which way.", "A.3.3", "A.8.3")
    summary: Text | None = about("What it is about; a case number for the rest.", "A.3.3")
    handled_by: RoleRef | None = about("Who deals with it.", "A.3.3")
    answer: Text | None = about("What was answered and done.", "A.3.3")
    status: Literal["open", "in_progress", "closed"] | None = about("How it stands.", progress=True)
    closed_on: PastDay | None = about("When it was closed.", progress=True)


class Concerns(RegisterRecord):
    """Concerns of staff and reports from outside (A.3.3, A.8.3)."""

    plural = "concerns_registers"

    kind: Literal["concerns"]
    none_so_far: Flag | None = about("True when the register was kept and nothing was raised.")
    concerns: list[Concern] | None = about("The concerns.", "A.3.3")
