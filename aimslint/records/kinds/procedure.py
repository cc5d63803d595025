"""Record kind `procedure`: any process an organisation writes down."""

from typing import Annotated, Literal

from aimslint.records.envelope import DocumentRecord, Part
from aimslint.records.fields import Duration, EvidencePath, Flag, Link, RoleRef, Text, about, needed, ref


class Step(Part):
    """One step of a procedure."""

    what: Text = needed("What is done.")
    who: RoleRef | None = about("Who does it.")
    time_limit: Duration | None = about("In what time.")
    output: Text | None = about("What comes out.")


class Channel(Part):
    """A way in for concerns and reports."""

    name: Text = needed("What it is called.", "A.3.3", "A.8.3")
    contact: Text | None = about("Address, number or form.", "A.3.3", "A.8.3")
    open_to: list[Literal["staff", "customers", "affected_people", "public", "suppliers"]] | None = about(
        "Who may use it.", "A.3.3", "A.8.3"
    )
    anonymous: Flag | None = about("Can it be used without giving a name?", "A.3.3")


class Procedure(DocumentRecord):
    """A written process; it speaks for the requirements that `covers` names, and for no others."""

    plural = "procedures"

    kind: Literal["procedure"]
    supersedes: Annotated[str, ref("procedure", back="superseded_by")] | None = about("The version this replaces.")
    covers: list[Annotated[str, ref("requirement", back="procedures")]] | None = about(
        "Clauses and controls this procedure serves."
    )
    purpose: Text | None = about("What it is for.")
    triggers: list[Text] | None = about("What sets it off.", "A.8.4")
    audiences: list[Text] | None = about("Who is told.", "A.8.4")
    deadlines: list[Text] | None = about("What must happen by when.", "A.8.4")
    steps: list[Step] | None = about("The steps, in order.")
    channels: list[Channel] | None = about("Ways in for concerns and reports.", "A.3.3", "A.8.3")
    protection: Text | None = about("How those who report are protected.", "A.3.3")
    criteria: Text | None = about("How one sees that it was carried out as planned.", "8.1")
    document: EvidencePath | None = about("The procedure's full text in the repository.", "7.5.1")
    url: Link | None = about("The procedure's full text elsewhere.", "7.5.1")
