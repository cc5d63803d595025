"""Which rules apply to a record and what is in it, which do not, and the condition that said so."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.report import Report
from aimslint.rulebook import Rule
from aimslint.rulebook.conditions import failing
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.judge import subjects_of
from aimslint.rulebook.matchers.logic import all_of
from aimslint.snapshot import Snapshot

Answer = Literal["yes", "no", "cannot say"]


@dataclass(frozen=True, slots=True)
class Applies:
    """Whether a rule applies to a record, or to how many of the parts in it; the condition in the way; findings."""

    rule: Rule
    answer: Answer
    parts: int
    of: int
    condition: str
    because: str
    findings: int


def applying(report: Report, item: Item) -> list[Applies]:
    """Every rule that is about the item or about parts of it: those that apply first, in the order of the rulebook."""
    snapshot = Snapshot(report.aims, report.as_of)
    concerned = _parts(report, item)
    counts = Counter(found.rule for found in report.findings if found.record is not None and found.record in concerned)
    found = []
    for rule in report.rulebook:
        if rule.raised_by is None and rule.for_each not in ("project", "requirement"):
            parts = (part for kind in rule.kinds for part in subjects_of(rule, kind, snapshot))
            subjects = [part for part in parts if part is item or item in part.holders()]
            if subjects:
                found.append(_judged(rule, subjects, snapshot, counts[rule.name]))
    return sorted(found, key=lambda one: ("yes", "cannot say", "no").index(one.answer))


def _parts(report: Report, item: Item) -> set[object]:
    return {
        part.subject
        for items in report.aims.items.values()
        for part in items
        if part is item or (part.holder is not None and item in part.holders())
    }


def _judged(rule: Rule, subjects: Sequence[Item], snapshot: Snapshot, findings: int) -> Applies:
    frames = [Frame(subject, subject, snapshot) for subject in subjects]
    answers = [all_of(condition.test(frame) for condition in rule.where) for frame in frames]
    yes = sum(answer is True for answer in answers)
    if yes:
        return Applies(rule, "yes", yes, len(subjects), "", "", findings)
    unsure = None in answers
    frame = frames[answers.index(None)] if unsure else frames[0]
    failed = failing(rule.where, frame)
    position = rule.where.index(failed) if failed is not None else 0
    because = ""
    if failed is not None and failed.test(frame) is False:
        because = "; ".join(dict.fromkeys(said.sentence for said in failed.objections(frame)))
    elif failed is not None:
        because = "something it asks about is missing, broken or cannot be read"
    return Applies(
        rule, "cannot say" if unsure else "no", 0, len(subjects), rule.where_text[position], because, findings
    )
