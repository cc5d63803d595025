"""The points-based scorecard (model card `credit-scorecard`).

It proposes and never decides: everything but a plain accept goes to a credit officer, who sees the reasons first.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OLDEST_BUREAU_DATA = timedelta(days=30)
LOWEST, HIGHEST = 300, 850


class RefusedInput(ValueError):
    """The inputs are missing, stale or off the agreed lists; the application goes to an officer without a score."""


@dataclass(frozen=True, slots=True)
class Score:
    """What the officer sees."""

    points: int
    band: str
    reasons: tuple[str, ...]
    thin_file: bool
    model_version: str


def pinned_table(folder: Path = HERE) -> dict[str, Any]:
    """The points table, provided it is the one that `model.lock` names."""
    lock = dict(
        (part.strip() for part in line.split("=", 1))
        for line in (folder / "model.lock").read_text(encoding="utf-8").splitlines()
        if "=" in line
    )
    table: dict[str, Any] = json.loads((folder / "points.json").read_text(encoding="utf-8"))
    found = digest(table)
    if (table["version"], found) != (lock["version"], lock["sha256"]):
        raise RuntimeError(f"points.json is {table['version']} {found[:12]}, but model.lock pins {lock['version']}")
    return table


def digest(table: Mapping[str, Any]) -> str:
    """The digest of a table's content, whatever its layout and line ends."""
    return hashlib.sha256(json.dumps(table, sort_keys=True).encode()).hexdigest()


def score(facts: Mapping[str, Any], bureau_date: date, today: date, table: Mapping[str, Any]) -> Score:
    """Points, band and up to four reasons for one application.

    A thin file is scored without the bureau's features and on a calibration of its own, so that having
    no history is not read as having a bad one. `RefusedInput` when an input cannot be trusted.
    """
    if not timedelta(0) <= today - bureau_date <= OLDEST_BUREAU_DATA:
        raise RefusedInput(f"bureau data of {bureau_date} are too old or lie in the future")
    if "months_of_history" not in facts:
        raise RefusedInput("months_of_history is missing")
    thin = facts["months_of_history"] < table["thin_file_months"]
    total, losses = table["base"], []
    for feature in table["features"]:
        if thin and feature["source"] == "bureau" and feature["name"] != "months_since_arrears":
            continue
        points, best = _points(feature, facts)
        total += points
        if best > points:
            losses.append((best - points, feature["reason"]))
    if thin:
        total += table["thin_file_shift"]
    losses.sort(key=lambda loss: -loss[0])
    total = max(LOWEST, min(HIGHEST, total))
    return Score(total, _band(total, table), tuple(reason for _, reason in losses[:4]), thin, table["version"])


def _points(feature: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[int, int]:
    """Points for the applicant's value, and for the best one."""
    name = feature["name"]
    if name not in facts:
        raise RefusedInput(f"{name} is missing")
    value = facts[name]
    if "values" in feature:
        if value not in feature["values"]:
            raise RefusedInput(f"{name} has the unknown code {value!r}")
        return feature["values"][value], max(feature["values"].values())
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
        raise RefusedInput(f"{name} is {value!r}, not a number from 0 on")
    for below, points in feature["bins"]:
        if below is None or value < below:
            return points, max(each for _, each in feature["bins"])
    raise RefusedInput(f"{name} is {value!r}, beyond the last bin")


def _band(points: int, table: Mapping[str, Any]) -> str:
    if points >= table["accept_from"]:
        return "accept"
    return "look at" if points >= table["look_at_from"] else "propose to decline"
