"""Record kind `customers` with entries `customer` (A.10.4)."""

from typing import Annotated, Literal

from aimslint.records.envelope import Entry, RegisterRecord
from aimslint.records.fields import PastDay, RoleRef, Text, about, ref


class Customer(Entry):
    """A customer, or a group of them, of an AI system we provide."""

    entry_kind = "customer"
    plural = "customers"

    name: Text | None = about("Who it is.", "A.10.4")
    systems: list[Annotated[str, ref("ai_system", back="customers")]] | None = about("Systems they use.", "A.10.4")
    expectations: list[Text] | None = about("What they expect.", "A.10.4")
    information_given: list[Text] | None = about("What they were told.", "A.10.4", "A.8.2")
    responsibilities: list[Text] | None = about("What is theirs to do.", "A.10.2")
    feedback: Text | None = about("What they say, and what comes of it.", "A.10.4")
    owner: RoleRef | None = about("Who looks after them.")
    status: Literal["active", "ended"] | None = about("Are they still customers?", progress=True)
    last_reviewed: PastDay | None = about("When it was last looked at.", progress=True)


class Customers(RegisterRecord):
    """Customers of the AI systems we provide (A.10.4)."""

    plural = "customers_registers"

    kind: Literal["customers"]
    customers: list[Customer] | None = about("The customers.", "A.10.4")
