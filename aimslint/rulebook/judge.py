"""Judges one rule on a snapshot: for each subject, does it apply, and does it hold?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from aimslint.aims import Edge, Item
from aimslint.dataclass import dataclass
from aimslint.model import Keys, Place
from aimslint.records.values import is_empty
from aimslint.rulebook.conditions import Objection, Unsure
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.rule import Rule
from aimslint.rulebook.shared import shared
from aimslint.rulebook.steps import Project
from aimslint.snapshot import Snapshot


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


Clock = Callable[[], int]
"""Gives the nanoseconds since some fixed moment. Only the command line has one."""

Subjects = Callable[[Rule, Snapshot], Iterable[Item]]
"""Whom a rule is judged for. Asked once for all rules with the same `for_each` of the same pack."""

Check = Callable[[Item, Snapshot, Mapping[str, Any]], Iterable[Objection | Unsure]]
"""A Python check: what to say about one subject, or why nothing can be said. Pure; last come the rule's settings."""


def judge(rule: Rule, snapshot: Snapshot, checks: Mapping[str, Check]) -> Verdict:
    """Judge `rule` for every subject of the snapshot."""
    return judge_all((rule,), snapshot, checks)[0]


def subjects_of(rule: Rule, snapshot: Snapshot) -> Iterable[Item]:
    """The items that a rule is about, erased ones left out."""
    aims = snapshot.aims
    match rule.for_each:
        case None:
            return ()
        case "project":
            return (aims.project,)
        case "requirement":
            return [item for item in aims.items.get("requirement", ()) if item.data["pack"] == rule.pack]
        case "reference":
            return (reference(edge) for edge in aims.edges if not edge.source.erased)
    return aims.of_kind(rule.kinds)


def judge_all(
    rules: Iterable[Rule],
    snapshot: Snapshot,
    checks: Mapping[str, Check],
    clock: Clock | None = None,
    subjects: Subjects = subjects_of,
) -> list[Verdict]:
    """Judge each rule for every subject of the snapshot; the verdicts in the order of the rules.

    With a `clock`, each verdict tells how long its rule took, without the question whether it applies. What several
    rules ask of a subject is worked out once, at the cost of the rule that asks first.

    Rules about the same subjects take turns on each of them: what one has read is still at hand for the next, and what
    several make a condition is asked once (`shared`).
    """
    verdicts = [Verdict(rule) for rule in rules]
    hear = _hear if clock is None else _timed(clock)
    alike: dict[tuple[str | None, tuple[str, ...], str], list[Verdict]] = {}
    for verdict in verdicts:
        alike.setdefault((verdict.rule.for_each, verdict.rule.kinds, verdict.rule.pack), []).append(verdict)
    for some in alike.values():
        questions = shared([(verdict.rule.where, verdict) for verdict in some])
        for subject in subjects(some[0].rule, snapshot):
            frame = Frame(subject, subject, snapshot)
            for verdict, sure in questions.answers(frame):
                hear(verdict, sure, checks, frame)
    return verdicts


def _hear(verdict: Verdict, applies: bool, checks: Mapping[str, Check], frame: Frame) -> None:
    """Judge one rule for one subject, to which it applies as far as is known, and enter it into the verdict."""
    if not applies:
        verdict.doubts.append((frame.this, None))
        return
    rule = verdict.rule
    if rule.needs and frame.snapshot.witness.unknown is not None:
        verdict.doubts.append((frame.this, Unsure(str(frame.snapshot.witness.unknown))))
        return
    verdict.judged += 1
    if rule.check is not None:
        _enter(verdict, frame, checks[rule.check](frame.this, frame.snapshot, rule.settings))
    elif rule.require is not None:
        answer = rule.require.test(frame)
        if answer is False:
            verdict.drafts += _object(rule, frame, rule.require.objections(frame))
        elif answer is None:
            verdict.judged -= 1
            verdict.doubts.append((frame.this, None))


def _enter(verdict: Verdict, frame: Frame, answers: Iterable[Objection | Unsure]) -> None:
    """Enter what a check said. What it objects to stands, even where it could not look at everything."""
    doubts = []
    for said in answers:
        if isinstance(said, Unsure):
            doubts.append(said)
        else:
            verdict.drafts.append(_draft(verdict.rule, frame, said))
    if doubts:
        verdict.judged -= 1
        verdict.doubts.append((frame.this, doubts[0]))


def _timed(clock: Clock) -> Callable[[Verdict, bool, Mapping[str, Check], Frame], None]:
    """Judges as `_hear` does, and enters how long that took."""

    def hear(verdict: Verdict, applies: bool, checks: Mapping[str, Check], frame: Frame) -> None:
        begun = clock()
        _hear(verdict, applies, checks, frame)
        verdict.nanoseconds += clock() - begun

    return hear


def _field_of(edge: Edge) -> str:
    """The field of the record or entry that a reference stands in, such as `models.card`."""
    if edge.source.named is edge.source:  # as most are
        return ".".join(edge.names)
    inside = (edge.source.keys + edge.keys)[len(edge.source.named.keys) :]
    return ".".join(key for key in inside if isinstance(key, str))


def reference(edge: Edge) -> Item:
    """A reference as what a rule is about."""
    item = Item(
        "reference",
        "",
        {"field": _field_of(edge), "source_kind": edge.source.named.kind},
        holder=edge.source,
        path=edge.source.path,
        document=edge.source.document,
        keys=edge.source.keys + edge.keys,
    )
    item.links[("source",)] = edge.source.named
    item.links[("target",)] = edge.target
    return item


def _object(rule: Rule, frame: Frame, objections: Sequence[Objection]) -> list[Draft]:
    if rule.at is None:
        return [_draft(rule, frame, objection) for objection in objections]
    draft = _draft(rule, frame, _joined(objections))
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


def _draft(rule: Rule, frame: Frame, objection: Objection) -> Draft:
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
