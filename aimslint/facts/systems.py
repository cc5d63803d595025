"""Facts about AI systems."""

from typing import Any

from aimslint.aims import Item
from aimslint.aims.plan import way_back_sources
from aimslint.facts.fact import Fact, Leads
from aimslint.facts.fields import inner, text
from aimslint.facts.life import superseded
from aimslint.records.shape import Scalar
from aimslint.records.values import UNKNOWN, Explained, is_empty
from aimslint.snapshot import Snapshot

LIVE_STAGES = ("pilot", "deployed")
EU_COUNTRIES = frozenset(
    (
        *("EU", "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    )
)
"""Codes of the member states, both of Greece, and of the Union itself."""


def live(item: Item, _: Snapshot) -> Any:
    """Whether the stage is pilot or deployed."""
    stage = item.data.get("lifecycle_stage")
    return stage if stage is UNKNOWN else stage in LIVE_STAGES


def in_scope(item: Item, snapshot: Snapshot) -> Any:
    """A system is in scope unless the scope statement leaves it out: what is forgotten there still counts."""
    scope = snapshot.project("scope")
    if not isinstance(scope, Item):
        return UNKNOWN if scope is UNKNOWN else True
    out = item.back.get("out_of_scope_of", ())
    if scope in out or scope in item.back.get("in_scope_of", ()):
        return scope not in out
    return UNKNOWN if UNKNOWN in out else True


def people_affecting(item: Item, _: Snapshot) -> Any:
    """Whether somebody feels its effects."""
    affected = item.data.get("affected_persons")
    if affected is UNKNOWN:
        return UNKNOWN
    return not is_empty(affected) and affected.__class__ is not Explained and affected != ["none"]


def public_facing(item: Item, _: Snapshot) -> Any:
    """Whether customers or the public meet it."""
    audience = inner(item, "deployment_context", "audience")
    return UNKNOWN if audience is UNKNOWN else audience in ("customers", "public")


def eu_exposed(item: Item, _: Snapshot) -> Any:
    """Whether it is used in the European Union."""
    countries = inner(item, "deployment_context", "countries")
    if countries is UNKNOWN or countries.__class__ is not list:
        return UNKNOWN if countries is UNKNOWN else False
    known = {str(country).upper() for country in countries if country is not UNKNOWN}
    return not known.isdisjoint(EU_COUNTRIES) or (UNKNOWN if UNKNOWN in countries else False)


def current_impact_assessment(item: Item, snapshot: Snapshot) -> Any:
    """The newest assessment of the system that stands."""
    return _current_of(item, "impact_assessments", "assessed_on", snapshot)


def current_deployment(item: Item, snapshot: Snapshot) -> Any:
    """The newest go-live decision about the system that stands."""
    return _current_of(item, "deployments", "date", snapshot)


def _current_of(item: Item, relation: str, day: str, snapshot: Snapshot) -> Any:
    """The newest result about a system that is neither draft nor superseded nor retired."""
    found = item.back.get(relation, ())
    if UNKNOWN in found or snapshot.aims.may_have_lost(way_back_sources()["ai_system", relation], item.id):
        return UNKNOWN
    standing = [
        other
        for other in found
        if isinstance(other, Item)
        and not other.erased
        and other.data.get("status") not in ("draft", "retired", None)
        and snapshot.once("superseded", other, superseded) is False
    ]
    if any(other.data.get("status") is UNKNOWN or other.data.get(day) is UNKNOWN for other in standing):
        return UNKNOWN
    return max(standing, key=lambda other: str(other.data.get(day) or ""), default=None)


def last_reassessed_on(item: Item, snapshot: Snapshot) -> Any:
    """The latest day on which the impact or a risk of the system was assessed."""
    if snapshot.aims.may_have_lost(("impact_assessment", "risk"), item.id):
        return UNKNOWN
    days = []
    for other in (*item.back.get("impact_assessments", ()), *item.back.get("risks", ())):
        day = text(other, "assessed_on") if isinstance(other, Item) else UNKNOWN
        if day is UNKNOWN:
            return UNKNOWN
        if isinstance(day, str) and isinstance(other, Item) and not other.erased:
            days.append(day)
    return max(days, default=None)


def facts() -> tuple[Fact, ...]:
    """The facts of this module."""
    system, flag, day = ("ai_system",), Scalar("flag"), Scalar("day")
    return (
        Fact(
            "live",
            system,
            flag,
            live,
            "The stage is pilot or deployed.",
            ("lifecycle_stage",),
            reads=(),
            fields=("lifecycle_stage",),
        ),
        Fact(
            "in_scope",
            system,
            flag,
            in_scope,
            "The scope statement does not leave the system out.",
            ("id",),
            reads=("project.scope", "out_of_scope_of", "in_scope_of"),
            fields=(),
        ),
        Fact(
            "people_affecting",
            system,
            flag,
            people_affecting,
            "Somebody feels its effects.",
            ("affected_persons",),
            reads=(),
            fields=("affected_persons",),
        ),
        Fact(
            "public_facing",
            system,
            flag,
            public_facing,
            "Customers or the public meet it.",
            ("deployment_context", "audience"),
            reads=(),
            fields=("deployment_context",),
        ),
        Fact(
            "eu_exposed",
            system,
            flag,
            eu_exposed,
            "It is used in a country of the European Union.",
            ("deployment_context", "countries"),
            reads=(),
            fields=("deployment_context",),
        ),
        Fact(
            "current_impact_assessment",
            system,
            Leads(("impact_assessment",)),
            current_impact_assessment,
            "The newest assessment that is neither draft nor superseded nor retired.",
            ("id",),
            reads=("impact_assessments.superseded",),
            fields=("status", "assessed_on"),
        ),
        Fact(
            "current_deployment",
            system,
            Leads(("deployment",)),
            current_deployment,
            "The newest go-live decision that is neither draft nor superseded nor retired.",
            ("id",),
            reads=("deployments.superseded",),
            fields=("status", "date"),
        ),
        Fact(
            "last_reassessed_on",
            system,
            day,
            last_reassessed_on,
            "The latest day on which its impact or one of its risks was assessed.",
            ("id",),
            reads=("impact_assessments", "risks"),
            fields=("assessed_on",),
        ),
    )
