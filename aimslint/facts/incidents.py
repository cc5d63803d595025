"""Facts about incidents."""

from typing import Any

from aimslint.aims import Item
from aimslint.days import parse_day
from aimslint.facts.fact import Fact
from aimslint.facts.fields import inner, text
from aimslint.records.shape import Scalar
from aimslint.records.values import UNKNOWN, Explained, is_empty
from aimslint.snapshot import Snapshot


def days_to_report(item: Item, snapshot: Snapshot) -> Any:
    """Days from knowing that an authority must be told until it was, or until today; None where none need be told."""
    serious, required = item.data.get("serious_incident"), inner(item, "authority_report", "required")
    if serious is not True and required is not True:
        return UNKNOWN if UNKNOWN in (serious, required) else None
    known = _said(inner(item, "authority_report", "aware_on"))
    known = text(item, "detected_on") if known is None else known
    sent = _said(inner(item, "authority_report", "sent_on"))
    if UNKNOWN in (known, sent):
        return UNKNOWN
    if known is None:
        return None
    told = snapshot.as_of if sent is None else parse_day(sent)
    return max(0, (told - parse_day(known)).days)


def _said(value: Any) -> Any:
    """The value, or None where it says nothing or is explained away."""
    return None if value is not UNKNOWN and (is_empty(value) or value.__class__ is Explained) else value


def facts() -> tuple[Fact, ...]:
    """The facts of this module."""
    return (
        Fact(
            "days_to_report",
            ("incident",),
            Scalar("number"),
            days_to_report,
            "How many days passed until an authority was told, or have passed, where it must be told and was not.",
            ("detected_on",),
            reads=(),
            fields=("serious_incident", "authority_report", "detected_on"),
        ),
    )
