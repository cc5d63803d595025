"""Record kind `interested_parties` with entries `interested_party` (4.2)."""

from typing import Literal

from aimslint.records.envelope import Entry, RegisterRecord
from aimslint.records.fields import Flag, PastDay, Text, about


class InterestedParty(Entry):
    """Somebody with a stake in the AI systems."""

    entry_kind = "interested_party"
    plural = "interested_parties"

    name: Text | None = about("Who it is.", "4.2")
    category: (
        Literal[
            "customer",
            "user",
            "affected_person",
            "affected_group",
            "employee",
            "regulator",
            "supplier",
            "partner",
            "investor",
            "civil_society",
            "owner",
        ]
        | None
    ) = about("What sort of party.", "4.2")
    requirements: list[Text] | None = about("What they need or expect.", "4.2")
    addressed: Flag | None = about("Does the AI management system meet it?", "4.2")
    addressed_how: Text | None = about("How, or why not.", "4.2")
    channel: Text | None = about("How they are reached and heard.", "4.2", "7.4")
    reviewed_on: PastDay | None = about("When it was last looked at.", progress=True)


class InterestedParties(RegisterRecord):
    """Those with a stake in the AI systems, and what they require (4.2, A.8.5)."""

    plural = "interested_parties_registers"

    kind: Literal["interested_parties"]
    interested_parties: list[InterestedParty] | None = about("The parties.", "4.2")
