"""Facts about clauses and controls."""

from typing import Any

from aimslint.aims import Item
from aimslint.facts.fact import Fact, Leads
from aimslint.records.values import UNKNOWN, is_empty
from aimslint.snapshot import Snapshot


def soa_row(item: Item, snapshot: Snapshot) -> Any:
    """The row of the SoA in use that speaks of this requirement; unknown while a row there may be meant for it."""
    soa = snapshot.project("soa")
    if soa is None or soa is UNKNOWN:
        return soa
    rows = item.back.get("soa_rows", ())
    found = next((row for row in rows if isinstance(row, Item) and row.holder is soa), None)
    if found is not None:
        return found
    listed = soa.children.get(("controls",), ())
    bent = soa.data.get("controls") is UNKNOWN or any(row is UNKNOWN or _nameless(row) for row in listed)
    return UNKNOWN if bent or UNKNOWN in rows else None


def _nameless(row: Item) -> bool:
    control = row.data.get("control")
    return control is UNKNOWN or is_empty(control)


def facts() -> tuple[Fact, ...]:
    """The facts of this module."""
    return (
        Fact(
            "soa_row",
            ("requirement",),
            Leads(("soa_row",)),
            soa_row,
            "Its row in the Statement of Applicability in use.",
            reads=("project.soa", "soa_rows"),
            fields=("controls", "control"),
        ),
    )
