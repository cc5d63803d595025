"""The pre-check for brokers (model card `broker-precheck-model`).

Eleven facts in bands go in, one of three words comes out. It is a first look: it decides nothing, knows no bureau
data, and never answers with a number that could be tried out.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

WEIGHTS = Path(__file__).parent / "weights.json"
TRIES_A_DAY = 5
SAY_TO_THE_CLIENT = "This is not a decision. You may apply, and a credit officer will look at your application."

Word = Literal["likely", "unsure", "unlikely"]


class BadRequest(ValueError):
    """A fact is missing, unknown, or one we do not want to know."""


class TooManyTries(RuntimeError):
    """One client was tried too often with changed facts on one day."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a broker tells us of a client. No name, no address, no citizen number."""

    residence: str
    age_band: str
    employment: str
    arrears_stated: bool
    consent: bool
    income_band: str
    housing_band: str
    existing_credit_band: str
    employment_band: str
    loan_band: str
    term_band: str


@dataclass(frozen=True, slots=True)
class PreCheck:
    """The answer, its reasons, and the words the broker must read out."""

    word: Word
    reasons: tuple[str, ...]
    version: str
    say: str = SAY_TO_THE_CLIENT


def read_weights(path: Path = WEIGHTS) -> dict[str, Any]:
    """The points table."""
    weights: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return weights


def read_facts(request: Mapping[str, Any]) -> Facts:
    """The facts of a request; anything unknown is refused, so that nobody sends what we must not hold."""
    names = {each.name for each in fields(Facts)}
    if strange := sorted(set(request) - names):
        raise BadRequest(f"not asked for: {', '.join(strange)}")
    if missing := sorted(names - set(request)):
        raise BadRequest(f"missing: {', '.join(missing)}")
    return Facts(**request)


def precheck(facts: Facts, weights: Mapping[str, Any]) -> PreCheck:
    """A word for one client. "unlikely" carries at least two reasons, "unsure" at least one."""
    if facts.consent is not True:
        raise BadRequest("the client has not agreed to the pre-check")
    version = weights["version"]
    points, losses = _points(facts, weights["points"])
    broken = [reason for holds, reason in _rules(facts) if not holds]
    if broken:
        return PreCheck("unlikely", tuple((broken + losses)[:4]), version)
    if facts.employment == "self_employed":
        return PreCheck("unsure", ("income of the self-employed needs documents",), version)
    if points >= weights["likely_from"]:
        return PreCheck("likely", (), version)
    if points >= weights["unlikely_below"]:
        return PreCheck("unsure", tuple(losses[:2]), version)
    return PreCheck("unlikely", tuple(losses[:4]), version)


def _rules(facts: Facts) -> list[tuple[bool, str]]:
    """The five hard rules, each with the reason given when it does not hold."""
    burdened = facts.existing_credit_band == "above 20000" and facts.income_band == "below 1400"
    return [
        (facts.residence == "NL", "we lend through brokers to residents of the Netherlands only"),
        (facts.age_band != "below 18", "the client is not of age"),
        (facts.employment != "none", "there is no income of the client's own"),
        (facts.arrears_stated is False, "the client has arrears now"),
        (not burdened, "existing credit is too high for the income"),
    ]


def _points(facts: Facts, table: Mapping[str, Any]) -> tuple[int, list[str]]:
    """All points, and the reasons by points lost."""
    total, losses = 0, []
    for name, feature in table.items():
        band = getattr(facts, name)
        if band not in feature["values"]:
            raise BadRequest(f"{name} has the unknown band {band!r}")
        points, best = feature["values"][band], max(feature["values"].values())
        total += points
        if points < best:
            losses.append((best - points, feature["reason"]))
    losses.sort(key=lambda loss: -loss[0])
    return total, [reason for _, reason in losses]


class Tries:
    """Counts the different facts tried for one client reference on one day."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str, str], set[Facts]] = {}

    def note(self, office: str, client: str, day: str, facts: Facts) -> None:
        """Take note of a try; `TooManyTries` when it is one with changed facts too many."""
        seen = self._seen.setdefault((office, client, day), set())
        if facts not in seen and len(seen) >= TRIES_A_DAY:
            raise TooManyTries(f"{TRIES_A_DAY} versions of one client are enough for a day")
        seen.add(facts)
