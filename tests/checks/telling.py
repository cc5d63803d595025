"""Histories told step by step, and what rules say of where they lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from aimslint.config import Config
from aimslint.engine import check, config_of
from aimslint.history.scripted import ScriptedHistory, Step
from aimslint.model import Finding
from aimslint.report import Report
from aimslint.rule_tests import EXAMPLE_DAY, rulebooks
from aimslint.rulebook import Rulebook
from aimslint.trees import MemoryTree

RULEBOOK = rulebooks(MemoryTree({}))(Config())
GROUP = (
    "self-approved",
    "approved-then-edited",
    "version-not-bumped",
    "bulk-redate",
    "approval-before-content",
    "record-deleted",
    "burst-before-audit",
    "illegal-stage-jump",
    "change-without-review",
)
ADA, BEN, EVE = "Ada <ada@acme.example>", "Ben <ben@acme.example>", "Eve <eve@acme.example>"
ROLES = """kind: roles
id: roles
roles:
  - {id: lead, holders: [{person: Ada, identities: [ada@acme.example]}]}
  - {id: ceo, holders: [{person: Ben, identities: [ben@acme.example]}]}
"""
START = (
    Step(date(2024, 1, 10), (ADA,), {"governance/roles.yaml": ROLES}),
    Step(date(2024, 1, 11), (ADA,), {"governance/scope.yaml": "{kind: scope, id: scope}\n"}),
    Step(date(2024, 1, 12), (ADA,), {"governance/context.yaml": "{kind: context, id: context}\n"}),
)
"""So that what comes after is no import."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one rule says: its findings, and why it could not judge."""

    findings: Sequence[Finding]
    skipped: Sequence[str]

    @property
    def messages(self) -> list[str]:
        return [finding.message for finding in self.findings]

    @property
    def lines(self) -> list[tuple[str, int]]:
        return [(finding.location.path, finding.location.line) for finding in self.findings]

    @property
    def silent(self) -> bool:
        """Whether it judged, and found nothing."""
        return not self.findings and not self.skipped


def step(on: str, files: Mapping[str, str | None], *by: str, **more: object) -> Step:
    """One commit, by Ada where nobody is named. Files without a folder lie in `governance`."""
    placed = {path if "/" in path else f"governance/{path}": text for path, text in files.items()}
    return Step(date.fromisoformat(on), by or (ADA,), placed, **more)  # type: ignore[arg-type]


def files_after(steps: Sequence[Step]) -> dict[str, str]:
    """What stands after these steps."""
    files: dict[str, str | None] = {}
    for one in steps:
        files |= one.files
    return {path: text for path, text in files.items() if text is not None}


def tell(rule: str, *steps: Step, pending: Mapping[str, str | None] | None = None, config: str = "") -> Told:
    """What a rule says after these steps, and what is not committed yet."""
    report = report_of((rule,), steps, pending, config)
    found = [finding for finding in report.findings if finding.rule == rule]
    return Told(found, [skip.reason for skip in report.skipped])


def report_of(
    rules: Sequence[str], steps: Sequence[Step], pending: Mapping[str, str | None] | None = None, config: str = ""
) -> Report:
    """A check with these rules alone, as of the day of examples."""
    files = files_after([*steps, step("2026-11-20", pending or {})])
    tree = MemoryTree(files | ({"aimslint.yaml": config} if config else {}))
    chosen = {name: rule for name, rule in RULEBOOK.rules.items() if rule.raised_by or name in rules}
    return check(tree, EXAMPLE_DAY, config_of(tree, ""), history=ScriptedHistory(steps), rulebook=Rulebook(chosen))
