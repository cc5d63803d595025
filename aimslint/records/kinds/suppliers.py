"""Record kind `suppliers` with entries `supplier` (8.1, A.10.2, A.10.3)."""

from typing import Literal

from aimslint.records.envelope import Entry, Part, RegisterRecord
from aimslint.records.fields import Day, Duration, Flag, PastDay, RoleRef, Text, about, needed


class DueDiligence(Part):
    """The look at a supplier before and while relying on it."""

    date: PastDay | None = about("When.", "A.10.3")
    by: RoleRef | None = about("Who looked.", "A.10.3")
    result: Literal["approved", "conditional", "rejected"] | None = about("What came out.", "A.10.3")
    topics: list[Text] | None = about("What was looked at.", "A.10.3")
    remarks: Text | None = about("What is worth knowing.")


AiClause = Literal[
    "audit_right",
    "incident_notice",
    "change_notice",
    "data_use",
    "intellectual_property",
    "documentation",
    "subcontracting",
    "liability",
]


class Contract(Part):
    """The contract with a supplier."""

    ref: Text = needed("Its number or name.", "A.10.2")
    start: Day | None = about("From when.")
    end: Day | None = about("Until when; leave it out when open-ended.")
    changed_on: PastDay | None = about("When it was last changed.")
    ai_clauses: list[AiClause] | None = about("What it says about AI.", "A.10.2")


class SupplierResponsibility(Part):
    """Who answers for one task."""

    task: Text = needed("The task.", "A.10.2")
    party: Literal["us", "supplier", "customer", "shared"] = needed("Who answers for it.", "A.10.2")
    remark: Text | None = about("Anything to add.")


class SupplierMonitoring(Part):
    """How the supplier is watched."""

    interval: Duration | None = about("How often.", "A.10.3")
    last_review: PastDay | None = about("When it was last done.", "A.10.3", progress=True)
    issues: list[Text] | None = about("What was found.", "A.10.3", progress=True)


class SupplierCertificate(Part):
    """A certificate the supplier shows."""

    name: Text = needed("What it is for.")
    expires: Day | None = about("Until when.")


class Supplier(Entry):
    """Somebody who supplies models, data, tools or services with AI in them."""

    entry_kind = "supplier"
    plural = "suppliers"

    name: Text | None = about("Who it is.", "A.10.3")
    supplies: list[Literal["model", "api", "data", "tooling", "annotation", "platform", "saas"]] | None = about(
        "What it supplies.", "A.10.3"
    )
    description: Text | None = about("What it supplies, in words.", "A.10.3")
    criticality: Literal["low", "medium", "high", "critical"] | None = about("How much hangs on it.", "A.10.3")
    owner: RoleRef | None = about("Who looks after it.", "A.10.3")
    status: Literal["active", "ended"] | None = about("Is it still a supplier?", progress=True)
    due_diligence: DueDiligence | None = about("The look at it.", "A.10.3")
    contract: Contract | None = about("The contract.", "A.10.2")
    responsibilities: list[SupplierResponsibility] | None = about("Who answers for what.", "A.10.2")
    monitoring: SupplierMonitoring | None = about("How it is watched.", "A.10.3")
    exit_plan: Text | None = about("What we do without it.", "A.10.3")
    sub_suppliers: list[Text] | None = about("On whom it relies.")
    certificates: list[SupplierCertificate] | None = about("What it shows.")
    trains_on_our_data: Flag | None = about("May it train on our data?", "A.10.3")


class Suppliers(RegisterRecord):
    """Suppliers of AI and of what it needs (8.1, A.10.2, A.10.3)."""

    plural = "suppliers_registers"

    kind: Literal["suppliers"]
    suppliers: list[Supplier] | None = about("The suppliers.", "A.10.3")
