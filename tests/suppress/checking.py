"""Checks small repositories in which one reference is broken, with exceptions for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

from aimslint import engine
from aimslint.config import Config
from aimslint.model import ExemptionKind
from aimslint.report import Report
from aimslint.rulebook import Rulebook
from aimslint.trees import MemoryTree

DAY = date(2026, 11, 20)
ROLES = "{kind: roles, id: roles, roles: [{id: cto, title: CTO}]}\n"
EVALUATION = "kind: evaluation\nid: ev\nsystem: chat{}\n"
BROKEN = EVALUATION.format("")


@cache
def all_rules() -> Rulebook:
    return engine.rulebook_of(MemoryTree({}), Config(), "")


def check(
    files: dict[str, str], as_of: date = DAY, config: Config | None = None, disregard: Collection[ExemptionKind] = ()
) -> Report:
    """The report on files below `governance`, or elsewhere where they bear a path."""
    tree = MemoryTree(
        {path if "/" in path or path.startswith("aimslint") else f"governance/{path}": files[path] for path in files}
    )
    return engine.check(tree, as_of, config, rulebook=None if config else all_rules(), disregard=disregard)


@dataclass(frozen=True, slots=True)
class Parted:
    """What became of the findings of a few rules: those that count, those that do not, and by what."""

    open: list[str]
    suppressed: list[str]
    said: list[str]


def parted(
    files: dict[str, str], as_of: date = DAY, config: Config | None = None, disregard: Collection[ExemptionKind] = ()
) -> Parted:
    """Findings of broken-ref by place, and what is said about exceptions."""
    report = check(files, as_of, config, disregard)
    own = {rule.name for rule in report.rulebook if rule.raised_by == "suppress"}
    return Parted(
        [f"{one.location.path}:{one.location.line}" for one in report.findings if one.rule == "broken-ref"],
        [f"{one.finding.rule} by {one.by.kind}" for one in report.suppressed],
        [f"{one.rule} {one.location.path}:{one.location.line}" for one in report.findings if one.rule in own],
    )
