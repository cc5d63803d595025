"""Derived properties: small pure functions that rules read as if they were fields.

Each fact says for which kinds it is there, of what type it is and which field it is about, so that a finding has a
place. A fact answers UNKNOWN where what it rests on is bent.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from aimslint.aims import Item
from aimslint.aims.item import Names
from aimslint.aims.plan import way_back_sources
from aimslint.days import after, parse_day, parse_duration
from aimslint.records.from_models import all_kinds
from aimslint.records.shape import OwnStep, Scalar, Type, Words
from aimslint.records.values import UNKNOWN, Explained, Unknown, is_empty
from aimslint.snapshot import Snapshot, replaced

LIVE_STAGES = ("pilot", "deployed")
CLOSED_WORDS = ("closed", "ended", "retired", "cancelled", "rejected", "missed", "reached", "done")
DEFAULT_INTERVAL = "12 months"
EU_COUNTRIES = frozenset(
    [
        "EU",
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "EL",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)


@dataclass(frozen=True, slots=True)
class Leads:
    """The type of a fact that is another record: of one of these kinds."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One derived property. `about` is the field a finding points to, `says` what it means in a sentence.

    With `many` it gathers several values, and only words about lists may ask of it. `instead` names the field to point
    to in kinds where another one than `about` decides.
    """

    name: str
    kinds: tuple[str, ...]
    type: Type | Leads
    value: Callable[[Item, Snapshot], Any]
    says: str
    about: Names = ()
    many: bool = False
    instead: tuple[tuple[str, Names], ...] = ()

    def place_in(self, kind: str) -> Names:
        """The field that a finding about an item of that kind points to."""
        return dict(self.instead).get(kind, self.about)


def live(item: Item, _: Snapshot) -> Any:
    stage = item.data.get("lifecycle_stage")
    return stage if stage is UNKNOWN else stage in LIVE_STAGES


def superseded(item: Item, snapshot: Snapshot) -> Any:
    """Whether another record, approved where its kind is approved, replaces this one."""
    return replaced(item, snapshot.aims.lost)


def retired(item: Item, snapshot: Snapshot) -> Any:
    """Whether it is out of use: replaced, retired, or part of a record that is."""
    answers = [_out_of_use(part, snapshot) for part in dict.fromkeys((item, item.record))]
    return True if True in answers else UNKNOWN if UNKNOWN in answers else False


def _out_of_use(item: Item, snapshot: Snapshot) -> Any:
    said = [item.data.get(field) for field in ("status", "lifecycle_stage")]
    if "retired" in said:
        return True
    return UNKNOWN if UNKNOWN in said else superseded(item, snapshot)


def in_force(item: Item, snapshot: Snapshot) -> Any:
    kind = all_kinds()[item.kind]
    match kind.nature:
        case "document" | "result":
            status = item.data.get("status")
            if status is UNKNOWN:
                return UNKNOWN
            held = superseded(item, snapshot) if kind.nature == "document" else _not(current(item, snapshot))
            return UNKNOWN if held is UNKNOWN else status == "approved" and not held
        case "living":
            status = item.data.get("lifecycle_stage" if item.kind == "ai_system" else "status")
            return UNKNOWN if status is UNKNOWN else status not in ("retired", "rejected")
    status = item.data.get("status")
    return UNKNOWN if status is UNKNOWN else status not in CLOSED_WORDS and not item.data.get("closed_on")


def current(item: Item, snapshot: Snapshot) -> Any:
    """A result is current when nothing supersedes it and no later one of the same subject is approved."""
    if (newer := superseded(item, snapshot)) is not False:
        return UNKNOWN if newer is UNKNOWN else False
    if item.data.get("status") == "retired":
        return False
    return _newest(item, snapshot)


def _newest(item: Item, snapshot: Snapshot) -> Any:
    kind = all_kinds()[item.kind]
    day = _text(item, kind.act_date)
    rivals = _of_same_subject(item, kind.subject, snapshot)
    if day is UNKNOWN or rivals is UNKNOWN:
        return UNKNOWN
    for other in rivals:
        later = _text(other, kind.act_date)
        newer = isinstance(later, str) and isinstance(day, str) and later > day
        if other is not item and newer and other.data.get("status") == "approved":
            return False
    return True


def _of_same_subject(item: Item, subject: str | None, snapshot: Snapshot) -> Any:
    if subject is None:
        return [
            other for other in snapshot.aims.of_kind((item.kind,)) if other.data.get("type") == item.data.get("type")
        ]
    target = item.links.get((subject,))
    if isinstance(target, Item):
        if UNKNOWN in target.back.get(all_kinds()[item.kind].plural, ()):
            return UNKNOWN
        return [
            other for other in target.back.get("referrers", ()) if isinstance(other, Item) and other.kind == item.kind
        ]
    return UNKNOWN if target is UNKNOWN else [item]


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
    affected = item.data.get("affected_persons")
    if affected is UNKNOWN:
        return UNKNOWN
    return not is_empty(affected) and affected.__class__ is not Explained and affected != ["none"]


def public_facing(item: Item, _: Snapshot) -> Any:
    audience = _inner(item, "deployment_context", "audience")
    return UNKNOWN if audience is UNKNOWN else audience in ("customers", "public")


def eu_exposed(item: Item, _: Snapshot) -> Any:
    countries = _inner(item, "deployment_context", "countries")
    if countries is UNKNOWN or countries.__class__ is not list:
        return UNKNOWN if countries is UNKNOWN else False
    known = {str(country).upper() for country in countries if country is not UNKNOWN}
    return not known.isdisjoint(EU_COUNTRIES) or (UNKNOWN if UNKNOWN in countries else False)


def review_due_on(item: Item, _: Snapshot) -> Any:
    kind = all_kinds()[item.kind]
    day = _text(item, kind.act_date or ("assessed_on" if item.kind == "risk" else "last_reviewed"))
    interval = _text(item, "review_interval")
    if day is UNKNOWN or interval is UNKNOWN or is_empty(day):
        return UNKNOWN if UNKNOWN in (day, interval) else None
    return after(parse_day(day), parse_duration(interval or DEFAULT_INTERVAL)).isoformat()


def current_impact_assessment(item: Item, snapshot: Snapshot) -> Any:
    return _current_of(item, "impact_assessments", "assessed_on", snapshot)


def current_deployment(item: Item, snapshot: Snapshot) -> Any:
    return _current_of(item, "deployments", "date", snapshot)


def _current_of(item: Item, relation: str, day: str, snapshot: Snapshot) -> Any:
    """The newest result about a system that is neither draft nor superseded nor retired."""
    found = item.back.get(relation, ())
    if UNKNOWN in found or not snapshot.aims.lost.isdisjoint(way_back_sources()["ai_system", relation]):
        return UNKNOWN
    standing = [
        other
        for other in found
        if isinstance(other, Item)
        and not other.erased
        and other.data.get("status") not in ("draft", "retired", None)
        and superseded(other, snapshot) is False
    ]
    if any(other.data.get("status") is UNKNOWN or other.data.get(day) is UNKNOWN for other in standing):
        return UNKNOWN
    return max(standing, key=lambda other: str(other.data.get(day) or ""), default=None)


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


def covered_dimensions(item: Item, _: Snapshot) -> Any:
    """Dimensions that an assessment rates or reasons away."""
    found: list[Any] = []
    for field in ("impacts", "untouched_dimensions"):
        if item.data.get(field) is UNKNOWN or item.data.get(field).__class__ is Explained:
            found.append(UNKNOWN)
        for one in item.children.get((field,), ()):
            found.append(one.data.get("dimension") if isinstance(one, Item) else UNKNOWN)
    return [dimension for dimension in found if dimension is not None]


def used_by(item: Item, snapshot: Snapshot) -> Any:
    """Systems that use the data, directly or through the card of a model they run on."""
    found: dict[int, Any] = {}
    for user in (*item.back.get("systems", ()), *_systems_of(item.back.get("model_cards", ()))):
        if not (isinstance(user, Item) and user.erased):
            found.setdefault(id(user), user)
    return [*found.values(), UNKNOWN] if "ai_system" in snapshot.aims.lost else list(found.values())


def _systems_of(cards: Iterable[Item | Unknown]) -> Iterator[Item | Unknown]:
    for card in cards:
        if isinstance(card, Item):
            yield from card.back.get("systems", ())
        else:
            yield card


def severe(item: Item, _: Snapshot) -> Any:
    severity, nature = item.data.get("severity"), item.data.get("nature")
    if UNKNOWN in (severity, nature):
        return UNKNOWN
    return nature != "benefit" and severity in ("high", "critical")


def computed_level(item: Item, snapshot: Snapshot) -> Any:
    """The level that the matrix gives for the likelihood and the worst consequence; None without a method."""
    return _by_matrix(item, "likelihood", "consequence", snapshot)


def computed_residual_level(item: Item, snapshot: Snapshot) -> Any:
    """The level that the matrix gives for what remains once the risk is treated."""
    return _by_matrix(item, "residual_likelihood", "residual_consequence", snapshot)


def _by_matrix(item: Item, likelihood_field: str, consequence_field: str, snapshot: Snapshot) -> Any:
    method = snapshot.project("risk_method")
    consequences = item.data.get(consequence_field)
    likelihood = item.data.get(likelihood_field)
    if method is UNKNOWN or likelihood is UNKNOWN or consequences is UNKNOWN:
        return UNKNOWN
    if method is None or is_empty(likelihood) or not isinstance(consequences, Mapping):
        return None
    order = [
        step.data.get("value") for step in method.children.get(("scales", "consequence"), ()) if isinstance(step, Item)
    ]
    named = [consequences.get(name) for name in ("organisation", "individuals", "society")]
    rated = [value for value in named if value is not UNKNOWN and value.__class__ is not Explained]
    rated = [value for value in rated if not is_empty(value)]
    if UNKNOWN in named or not rated or any(value not in order for value in rated):
        return UNKNOWN  # what lies off the scale is told by itself, and ranks nowhere
    worst = max(rated, key=order.index)
    for cell in method.children.get(("matrix",), ()):
        if not isinstance(cell, Item) or cell.data.get("likelihood") != likelihood:
            continue
        if cell.data.get("consequence") == worst:
            return cell.data.get("level")
    return UNKNOWN


def remaining_level(item: Item, _: Snapshot) -> Any:
    """What an acceptance accepts: the residual level, or the level itself where treatment is not said to change it."""
    residual = _text(item, "residual_level")
    return _text(item, "level") if residual is None else residual


def last_reassessed_on(item: Item, snapshot: Snapshot) -> Any:
    """The latest day on which the impact or a risk of the system was assessed."""
    if not snapshot.aims.lost.isdisjoint(("impact_assessment", "risk")):
        return UNKNOWN
    days = []
    for other in (*item.back.get("impact_assessments", ()), *item.back.get("risks", ())):
        day = _text(other, "assessed_on") if isinstance(other, Item) else UNKNOWN
        if day is UNKNOWN:
            return UNKNOWN
        if isinstance(day, str) and isinstance(other, Item) and not other.erased:
            days.append(day)
    return max(days, default=None)


def metric_state(item: Item, _: Snapshot) -> Any:
    """Where the last value stands against the limits; None where there is no value or no limit."""
    value, limits = item.data.get("last_value"), item.data.get("threshold")
    if UNKNOWN in (value, limits):
        return UNKNOWN
    if not _is_number(value) or not isinstance(limits, Mapping):
        return None
    direction = limits.get("direction") or "above"
    bounds = [(word, limits.get(word)) for word in ("alarm", "warn")]
    if direction is UNKNOWN or any(bound is UNKNOWN for _word, bound in bounds):
        return UNKNOWN
    crossed = [word for word, bound in bounds if _is_number(bound) and _beyond(value, bound, direction)]
    return crossed[0] if crossed else "ok" if any(_is_number(bound) for _word, bound in bounds) else None


def _beyond(value: float, bound: float, direction: str) -> bool:
    """A value on the limit has reached it."""
    return value <= bound if direction == "below" else value >= bound


def _is_number(value: Any) -> TypeGuard[float]:
    return value.__class__ in (int, float)


def _inner(item: Item, outer: str, name: str) -> Any:
    value = item.data.get(outer)
    if isinstance(value, dict):
        return value.get(name)
    return UNKNOWN if value is UNKNOWN else None


def _text(item: Item, name: str | None) -> Any:
    value = item.data.get(name) if name else None
    return None if value is not UNKNOWN and (is_empty(value) or value.__class__ is Explained) else value


def _not(value: Any) -> Any:
    return value if value is UNKNOWN else not value


def _records(*natures: str) -> tuple[str, ...]:
    return tuple(kind.name for kind in all_kinds().values() if kind.nature in natures)


def _dimension_words() -> Type:
    return all_kinds()["impact"].shape.fields["dimension"].type


def all_facts() -> tuple[Fact, ...]:
    """The closed list of facts."""
    flag, day = Scalar("flag"), Scalar("day")
    approved = _records("document", "result")
    reviewed = tuple(
        kind.name
        for kind in all_kinds().values()
        if "last_reviewed" in kind.shape.fields or kind.act_date or "review_interval" in kind.shape.fields
    )
    system = ("ai_system",)
    stage: tuple[tuple[str, Names], ...] = (("ai_system", ("lifecycle_stage",)),)
    acts = tuple((kind.name, (kind.act_date,)) for kind in all_kinds().values() if kind.act_date)
    return (
        Fact("live", system, flag, live, "The stage is pilot or deployed.", ("lifecycle_stage",)),
        Fact("in_scope", system, flag, in_scope, "The scope statement does not leave the system out.", ("id",)),
        Fact("people_affecting", system, flag, people_affecting, "Somebody feels its effects.", ("affected_persons",)),
        Fact(
            "public_facing",
            system,
            flag,
            public_facing,
            "Customers or the public meet it.",
            ("deployment_context", "audience"),
        ),
        Fact(
            "eu_exposed",
            system,
            flag,
            eu_exposed,
            "It is used in a country of the European Union.",
            ("deployment_context", "countries"),
        ),
        Fact(
            "current_impact_assessment",
            system,
            Leads(("impact_assessment",)),
            current_impact_assessment,
            "The newest assessment that is neither draft nor superseded nor retired.",
            ("id",),
        ),
        Fact(
            "current_deployment",
            system,
            Leads(("deployment",)),
            current_deployment,
            "The newest go-live decision that is neither draft nor superseded nor retired.",
            ("id",),
        ),
        Fact(
            "in_force",
            tuple(all_kinds()),
            flag,
            in_force,
            "Documents and results: approved and not replaced. Living: not retired. Others: not closed.",
            ("status",),
            instead=stage,
        ),
        Fact(
            "retired",
            tuple(all_kinds()),
            flag,
            retired,
            "It is replaced or retired, or part of a record that is.",
            ("status",),
            instead=stage,
        ),
        Fact("superseded", approved, flag, superseded, "Another record of its kind replaces it.", ("id",)),
        Fact(
            "current",
            _records("result"),
            flag,
            current,
            "Nothing replaces it and no later one of the same subject is approved.",
            ("id",),
        ),
        Fact(
            "review_due_on",
            reviewed,
            day,
            review_due_on,
            "The last review, for results the day of the act, plus the interval (12 months when none is given).",
            ("last_reviewed",),
            instead=(("risk", ("assessed_on",)), *acts),
        ),
        Fact(
            "soa_row",
            ("requirement",),
            Leads(("soa_row",)),
            soa_row,
            "Its row in the Statement of Applicability in use.",
        ),
        Fact(
            "covered_dimensions",
            ("impact_assessment",),
            _dimension_words(),
            covered_dimensions,
            "The dimensions of its impacts, and those it reasons away.",
            ("impacts",),
            many=True,
        ),
        Fact(
            "used_by",
            ("dataset",),
            Leads(system),
            used_by,
            "The systems that use the data, directly or through a model card.",
            ("id",),
            many=True,
        ),
        Fact("severe", ("impact",), flag, severe, "A harm of high or critical severity.", ("severity",)),
        Fact(
            "computed_level",
            ("risk",),
            OwnStep("levels"),
            computed_level,
            "What the matrix gives for the likelihood and the worst consequence.",
            ("level",),
        ),
        Fact(
            "computed_residual_level",
            ("risk",),
            OwnStep("levels"),
            computed_residual_level,
            "What the matrix gives for the likelihood and the worst consequence that remain.",
            ("residual_level",),
        ),
        Fact(
            "remaining_level",
            ("risk",),
            OwnStep("levels"),
            remaining_level,
            "The residual level; the level where no residual one is given.",
            ("residual_level",),
        ),
        Fact(
            "last_reassessed_on",
            system,
            day,
            last_reassessed_on,
            "The latest day on which its impact or one of its risks was assessed.",
            ("id",),
        ),
        Fact(
            "state",
            ("metric",),
            Words(("ok", "warn", "alarm"), ordered=True),
            metric_state,
            "Where the last value stands: within the limits, or at or beyond the one to warn or to alarm.",
            ("last_value",),
        ),
    )
