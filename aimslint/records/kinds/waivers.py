"""Record kind `waivers` with entries `waiver`: accepted exceptions to findings."""

from typing import Literal

from aimslint.records.envelope import Entry, Part, RegisterRecord
from aimslint.records.fields import Day, PastDay, RoleRef, Text, about, needed


class WaivedRecord(Part):
    """The record or entry that the exception is for."""

    kind: Text = needed("Its kind.")
    id: Text = needed("Its id.")


class Waiver(Entry):
    """One reasoned, approved and expiring exception."""

    entry_kind = "waiver"
    plural = "waivers"

    rule: Text | None = about("The rule that is waived, by name.")
    record: WaivedRecord | None = about("For which record or entry; for all when absent.")
    reason: Text | None = about("Why the finding is accepted.")
    approved_by: RoleRef | None = about("The role that accepted it.")
    approved_on: PastDay | None = about("When.")
    until: Day | None = about("Until when it holds.")


class Waivers(RegisterRecord):
    """Exceptions to findings, each with reason, approver and end."""

    plural = "waivers_registers"

    kind: Literal["waivers"]
    waivers: list[Waiver] | None = about("The exceptions.")
