"""Record kind `roles` with entries `role` (5.3, A.3.2)."""

from typing import Literal

from aimslint.records.envelope import Entry, Part, RegisterRecord
from aimslint.records.fields import Flag, LevelValue, PastDay, RoleRef, Text, about, needed


class Holder(Part):
    """A person who holds the role."""

    person: Text = needed("Name, or a handle that stands for the person.", "5.3")
    since: PastDay | None = about("Since when.")
    left_on: PastDay | None = about("When they gave the role up.", progress=True)
    identities: list[Text] | None = about("Addresses under which they commit to git.")


class Role(Entry):
    """A role and those who hold it."""

    entry_kind = "role"
    plural = "roles"

    title: Text | None = about("Title of the role.", "5.3")
    holders: list[Holder] | None = about("Who holds it.", "5.3", "A.3.2")
    responsibilities: list[Text] | None = about("What it answers for.", "5.3", "A.3.2")
    authorities: list[Text] | None = about("What it may decide.", "5.3")
    duties: (
        list[
            Literal[
                "aims_owner",
                "reports_to_top_management",
                "risk_owner",
                "impact_assessment_lead",
                "system_owner",
                "oversight",
                "internal_auditor",
                "incident_lead",
                "supplier_owner",
                "data_steward",
            ]
        ]
        | None
    ) = about("The standing duties it carries.", "5.3", "A.3.2")
    reports_to: RoleRef | None = about("To whom it reports.", "5.3")
    deputy: RoleRef | None = about("Who stands in.", "5.3")
    top_management: Flag | None = about("Does it belong to top management?", "5.1", "9.3.1")
    may_accept_up_to: LevelValue | None = about("The highest risk level it may accept.", "6.1.3")


class Roles(RegisterRecord):
    """Roles, responsibilities and authorities (5.3, A.3.2)."""

    plural = "roles_registers"

    kind: Literal["roles"]
    roles: list[Role] | None = about("The roles.", "5.3", "A.3.2")
