"""Judges rules on a snapshot: for each subject, does a rule apply, and does it hold?"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from aimslint.aims import Edge, Item
from aimslint.rulebook.conditions import Objection, Unsure
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.rule import Rule
from aimslint.rulebook.shared import Hear, Sharing, shared
from aimslint.rulebook.verdict import Verdict, draft_of, drafts_of
from aimslint.snapshot import Snapshot

Clock = Callable[[], int]
"""Gives the nanoseconds since some fixed moment. Only the command line has one."""

Subjects = Callable[[Rule, str, Snapshot], Iterable[Item]]
"""Whom a rule is judged for, of one of its kinds. Asked once for all rules about the same items."""

Check = Callable[[Item, Snapshot, Mapping[str, Any]], Iterable[Objection | Unsure]]
"""A Python check: what to say about one subject, or why nothing can be said. Pure; last come the rule's settings."""


def judge(rule: Rule, snapshot: Snapshot, checks: Mapping[str, Check]) -> Verdict:
    """Judge `rule` for every subject of the snapshot."""
    return judge_all((rule,), snapshot, checks)[0]


def subjects_of(rule: Rule, kind: str, snapshot: Snapshot) -> Iterable[Item]:
    """The items of one of its kinds that a rule is about, erased ones left out."""
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
    return aims.of_kind((kind,))


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

    Rules about the same kind take turns on each of its items: what one has read is still at hand for the next, and what
    several make a condition is asked once (`shared`).
    """
    verdicts = [Verdict(rule) for rule in rules]
    sharing = Sharing()
    for kind, some in _by_kind(verdicts):
        ask: Hear | None = None
        for subject in subjects(some[0].rule, kind, snapshot):
            if ask is None:  # of most kinds there may be no item, as in the one file that an editor asks about
                ask = shared([(one.rule.where, _hearing(one, checks, clock)) for one in some], sharing)
            ask(Frame(subject, subject, snapshot), True)
    return verdicts


def _by_kind(verdicts: Iterable[Verdict]) -> Iterable[tuple[str, list[Verdict]]]:
    """The rules about the same items: of a kind, and of requirements those of the same pack."""
    found: dict[tuple[str, str | None, str], list[Verdict]] = {}
    for verdict in verdicts:
        rule = verdict.rule
        special = rule.for_each if rule.for_each in ("project", "requirement", "reference") else None
        for kind in rule.kinds:
            found.setdefault((kind, special, rule.pack if special else ""), []).append(verdict)
    return ((kind, some) for (kind, _, _), some in found.items())


def _hearing(verdict: Verdict, checks: Mapping[str, Check], clock: Clock | None) -> Hear:
    """How one rule is judged for a subject to which it applies as far as is known, and entered into the verdict."""
    rule = verdict.rule
    hear = _by_condition(verdict) if rule.check is None else _by_check(verdict, rule.check, checks)
    if rule.needs:
        hear = _where_past_is_known(hear, verdict)
    return hear if clock is None else _timed(hear, verdict, clock)


def _by_condition(verdict: Verdict) -> Hear:
    require = verdict.rule.require
    assert require is not None  # a rule has that or a check
    test, objections = require.test, require.objections

    def hear(frame: Frame, applies: bool) -> None:
        answer = test(frame) if applies else None
        if answer is None:
            verdict.doubts.append((frame.this, None))
            return
        verdict.judged += 1
        if answer is False:
            verdict.drafts += drafts_of(verdict.rule, frame, objections(frame))

    return hear


def _by_check(verdict: Verdict, name: str, checks: Mapping[str, Check]) -> Hear:
    """What a check objects to stands, even where it could not look at everything."""
    rule = verdict.rule
    check: Check | None = None

    def hear(frame: Frame, applies: bool) -> None:
        nonlocal check
        if not applies:
            verdict.doubts.append((frame.this, None))
            return
        check = check or checks[name]  # which is loaded for whom it applies to
        doubt = None
        for said in check(frame.this, frame.snapshot, rule.settings):
            if isinstance(said, Unsure):
                doubt = doubt or said
            else:
                verdict.drafts.append(draft_of(rule, frame, said))
        if doubt is None:
            verdict.judged += 1
        else:
            verdict.doubts.append((frame.this, doubt))

    return hear


def _where_past_is_known(hear: Hear, verdict: Verdict) -> Hear:
    """Hears as `hear` does; where the past that the rule needs is not known, nobody can say."""

    def known(frame: Frame, applies: bool) -> None:
        if applies and frame.snapshot.witness.unknown is not None:
            verdict.doubts.append((frame.this, Unsure(str(frame.snapshot.witness.unknown))))
        else:
            hear(frame, applies)

    return known


def _timed(hear: Hear, verdict: Verdict, clock: Clock) -> Hear:
    """Hears as `hear` does, and enters how long that took."""

    def timed(frame: Frame, applies: bool) -> None:
        begun = clock()
        hear(frame, applies)
        verdict.nanoseconds += clock() - begun

    return timed


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
