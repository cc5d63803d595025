"""Who and what there is: units, their people, their systems, and when things happened. All derived from the seed."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from corpus.trades import TRADES, Trade

FIRST_DAY = date(2024, 11, 21)
LAST_DAY = date(2026, 11, 14)
SYSTEMS_A_UNIT = 25

_STAGES = (
    *("deployed",) * 15,
    "pilot",
    "pilot",
    "verification",
    "development",
    "development",
    "design",
    "idea",
    "suspended",
    "decommissioning",
    "retired",
)
_ROLES = (
    ("developer", "user"),
    ("developer", "user"),
    ("developer", "provider"),
    ("user",),
)
LIVE = ("deployed", "pilot")
BUILT = (*LIVE, "suspended", "decommissioning", "retired")  # stages that come after a go-live
CITIES = ("Rotterdam", "Leuven", "Porto", "Turin", "Aarhus", "Graz", "Gdansk", "Malmo")


@dataclass(frozen=True, slots=True)
class System:
    """One AI system: what it is and the days of its last release."""

    id: str
    name: str
    number: int
    unit: "Unit"
    trade: Trade
    stage: str
    roles: tuple[str, ...]
    tier: str
    version: str
    built_on: date
    assessed_on: date
    assessment_approved_on: date
    evaluated_on: date
    evaluation_approved_on: date
    live_on: date
    reviewed_on: date

    @property
    def own(self) -> bool:
        """Whether the organisation built it."""
        return "developer" in self.roles

    @property
    def assessed(self) -> bool:
        """Whether it has come far enough for an impact assessment."""
        return self.stage in (*BUILT, "verification", "development")

    @property
    def built(self) -> bool:
        """Whether it has been tested and released."""
        return self.stage in BUILT

    @property
    def model(self) -> str:
        """Id of its model card."""
        return f"{self.id}-model"

    @property
    def data(self) -> str:
        """Id of its dataset."""
        return f"{self.id}-data"

    def random(self, topic: str) -> Random:
        """Chance of its own for one topic, so that a change in one record changes no other."""
        return Random(f"{self.unit.seed}/{self.id}/{topic}")


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the organisation: people, suppliers and the systems that it answers for."""

    number: int
    seed: int

    @property
    def id(self) -> str:
        """Short name, part of the ids of everything in the unit."""
        return f"u{self.number:02d}"

    @property
    def city(self) -> str:
        """Where it is."""
        return CITIES[self.number % len(CITIES)]

    def role(self, name: str) -> str:
        """Id of one of its roles: head, science, data, desk, engineering."""
        return f"{name}-{self.id}"

    def supplier(self, name: str) -> str:
        """Id of one of its suppliers: cloud, data, model."""
        return f"{name}-{self.id}"


def units(systems: int, seed: int) -> list[Unit]:
    """The units that so many systems take."""
    return [Unit(number, seed) for number in range(-(-systems // SYSTEMS_A_UNIT))]


def systems_of(unit: Unit, count: int) -> list[System]:
    """The systems of a unit, when there are `count` systems in all."""
    first = unit.number * SYSTEMS_A_UNIT
    return [_system(number, unit) for number in range(first, min(first + SYSTEMS_A_UNIT, count))]


def _system(number: int, unit: Unit) -> System:
    chance = Random(f"{unit.seed}/system/{number}")
    trade = TRADES[number % len(TRADES)]
    stage = _STAGES[number % len(_STAGES)] if number else "deployed"
    assessed_on = date(2026, 1, 12) + timedelta(days=chance.randrange(140))
    approved_on = assessed_on + timedelta(days=chance.randrange(10, 22))
    evaluated_on = approved_on + timedelta(days=chance.randrange(4, 21))
    evaluation_approved_on = evaluated_on + timedelta(days=chance.randrange(2, 8))
    live_on = evaluation_approved_on + timedelta(days=chance.randrange(5, 20))
    if stage == "pilot":
        live_on = date(2026, 9, 14) + timedelta(days=chance.randrange(40))
    reviewed_on = max(live_on, date(2026, 8, 3)) + timedelta(days=chance.randrange(5, 18))
    name = f"{trade.name.capitalize()} {unit.city} {number}"
    return System(
        id=f"{trade.name.replace(' ', '-')}-{number}",
        name=name,
        number=number,
        unit=unit,
        trade=trade,
        stage=stage,
        roles=_ROLES[number % len(_ROLES)],
        tier=chance.choice(("low", "medium", "medium", "high")),
        version=f"{chance.randrange(1, 6)}.{chance.randrange(10)}",
        built_on=FIRST_DAY + timedelta(days=chance.randrange(1, 330)),
        assessed_on=assessed_on,
        assessment_approved_on=approved_on,
        evaluated_on=evaluated_on,
        evaluation_approved_on=evaluation_approved_on,
        live_on=live_on,
        reviewed_on=reviewed_on,
    )
