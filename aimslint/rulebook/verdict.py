"""What becomes of a rule: its verdict, and each objection drafted as a finding with its words and its place."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.model import Keys, Place
from aimslint.records.values import is_empty
from aimslint.rulebook.conditions import Objection, Unsure
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.rule import Rule
from aimslint.rulebook.steps import Project


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before its line is looked up: the rule, whom it is about, where, and what to say.

    `values` are those of the problem that it comes from, if it was met before rules ran; `judged` whom the rule was
    judged for, if it was.
    """

    rule: Rule
    subject: Item | None
    place: Place
    message: str
    related: tuple[Place, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    judged: Item | None = None


@dataclass(slots=True)
class Verdict:
    """What became of one rule: the findings, for how many subjects it was judged, and those for which it could not be.

    Each of the last goes with a reason of its own, such as a history that is not known; None where there is none.
    """

    rule: Rule
    drafts: list[Draft] = field(default_factory=list)
    judged: int = 0
    doubts: list[tuple[Item, Unsure | None]] = field(default_factory=list)
    nanoseconds: int = 0


def drafts_of(rule: Rule, frame: Frame, objections: Sequence[Objection]) -> list[Draft]:
    """One finding an objection; where the rule names the place, one of all objections."""
    if rule.at is None:
        return [draft_of(rule, frame, objection) for objection in objections]
    draft = draft_of(rule, frame, _joined(objections))
    if len(objections) == 1 and _stands_empty(frame.this, objections[0].keys):
        draft = replace(draft, place=Place(frame.this.path, frame.this.document, objections[0].keys))
    return [draft]


def _stands_empty(item: Item, keys: Keys) -> bool:
    """Whether a field holds a placeholder: that is the spot to show."""
    value: Any = item.data
    for key in keys[len(item.keys) :]:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return False
    return isinstance(value, str) and is_empty(value)


def _joined(objections: Sequence[Objection]) -> Objection:
    """Several objections about one subject as one."""
    first = objections[0]
    return Objection(
        first.keys,
        "; ".join(dict.fromkeys(objection.sentence for objection in objections)),
        first.found,
        first.expected,
        tuple(dict.fromkeys(item for objection in objections for item in objection.items)),
        tuple(dict.fromkeys(place for objection in objections for place in objection.related)),
        fields=tuple(dict.fromkeys(_field(objection.keys) for objection in objections)),
    )


def _field(keys: Keys) -> str:
    return next((key for key in reversed(keys) if isinstance(key, str)), "")


def draft_of(rule: Rule, frame: Frame, objection: Objection) -> Draft:
    """One objection as a finding, in the words of the rule where it has some."""
    subject = frame.this
    message = rule.message.filled(frame, objection) if rule.message else objection.sentence
    place = objection.place or (
        _at(rule, frame) if rule.at is not None else Place(subject.path, subject.document, objection.keys)
    )
    related = tuple(other for other in objection.related if other != place)
    return Draft(rule, objection.about or subject, place, message, related, judged=subject)


def _at(rule: Rule, frame: Frame) -> Place:
    """The place that the rule names: a field of the subject, or the key of a field of the first record of a kind."""
    assert rule.at is not None
    first, *rest = rule.at.steps or (None,)
    if not isinstance(first, Project):
        return Place(frame.this.path, frame.this.document, rule.at.keys(frame))
    found = first.take(frame.this, frame.snapshot)
    holder = next(iter(found), None) if isinstance(found, list) else found
    if not isinstance(holder, Item):
        return frame.this.place()
    keys = rest[0].keys(holder) if rest else (*holder.keys, "id")
    return Place(holder.path, holder.document, keys or holder.keys, "key")
