"""What a check found, by rule and subject: a check of nearly the same tree takes over what cannot have changed.

A ledger holds findings before comments, waivers and the baseline are looked at. As plain data it can be kept; whatever
does not fit its form is as good as absent.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import date
from typing import Any

from aimslint.affected import Affected, Key, key_of
from aimslint.aims import Aims, Item
from aimslint.aims.beyond import Beyond
from aimslint.dataclass import dataclass
from aimslint.model import Change, Edit, Finding, Fix, Location, Problem, Related, Severity, Subject
from aimslint.rulebook import Draft, Rule, Rulebook, Subjects, Unsure, Verdict, subjects_of
from aimslint.rulebook.footprint import Footprint
from aimslint.snapshot import Snapshot
from aimslint.trees import Tree
from aimslint.trees.asked import AskedTree, with_folders


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding, and the subject that its rule was judged for."""

    subject: Key
    finding: Finding


@dataclass(frozen=True, slots=True)
class Doubt:
    """A subject that a rule could not be judged for, and why, where it has a reason of its own."""

    rule: str
    subject: Key
    why: Unsure | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The findings of rules that were judged, in the order of files and lines, and the doubts.

    Those of what was met `before`, while reading and linking, stand apart. `asked` are the paths that rules looked up
    in the tree; `listed` says that one that had something to say looked through all of them.
    """

    entries: Sequence[Entry] = ()
    doubts: Sequence[Doubt] = ()
    before: Sequence[Finding] = ()
    asked: Collection[str] = ()
    listed: bool = False

    def left(self, counts: Callable[[str, Key], bool]) -> "Ledger":
        """What of it is about a rule and a subject for which `counts` says yes."""
        return Ledger(
            [entry for entry in self.entries if counts(entry.finding.rule, entry.subject)],
            [doubt for doubt in self.doubts if counts(doubt.rule, doubt.subject)],
            asked=self.asked,
            listed=self.listed,
        )

    def spoke(self, of: Set[str] | None = None) -> set[str]:
        """The rules that had something to say, or could not be judged: anywhere, or pointing to one `of` some files."""
        entries = (
            one for one in self.entries if of is None or one.subject[0] in of or not of.isdisjoint(_paths(one.finding))
        )
        doubts = (one for one in self.doubts if of is None or one.subject[0] in of)
        return {one.finding.rule for one in entries} | {one.rule for one in doubts}

    def paths(self) -> set[str]:
        """The files that its findings about subjects point to."""
        return {path for entry in self.entries for path in _paths(entry.finding)}


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier check of the same rules and settings on the same day: its ledger, and how its tree differs.

    `tree` is what it read. `changed` are the files that differ, `touched` those that commits changed that only one of
    both pasts holds, or that are not committed in one of them; `came_or_went` are those that only one of both trees
    has, and `commits_differ` says that there are such commits. What is true of the `same` state is true of this one.
    """

    ledger: Ledger
    tree: Tree
    changed: Collection[str]
    touched: Collection[str]
    came_or_went: Collection[str]
    commits_differ: bool
    same: bool = False


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What of an earlier check still holds: what is `kept` of its ledger about the rules `partly`.

    These are judged for `subjects` alone, each set of them together; all others for everybody. Of what was met while
    reading and linking, that in the files `read_anew` is told anew; without these, all of it. As it stands, it takes
    over nothing.
    """

    kept: Ledger = Ledger()
    partly: tuple[frozenset[str], ...] = ()
    subjects: Subjects = subjects_of
    read_anew: Collection[str] | None = None

    def tells_anew(self, problem: Problem) -> bool:
        """Whether something met while reading and linking is not told by what is kept."""
        return self.read_anew is None or problem.place.path in self.read_anew


def taken_over(
    earlier: Earlier,
    before: Aims,
    now: Aims,
    rulebook: Rulebook,
    as_of: date,
    footprints: dict[str, Footprint] | None = None,
) -> TakenOver:
    """What of an earlier check of the day `as_of` still holds. `before` is the graph of that check, `now` today's.

    `footprints` are those of rules that are known already; others are added. Raises Beyond where that cannot be said of
    graphs in part.
    """
    rules = [rule for rule in rulebook if rule.raised_by is None]
    in_part = now.part is not None  # which tells what was met in files that did not change as it was
    if earlier.same:
        same = earlier.ledger if in_part else replace(earlier.ledger, before=())
        return TakenOver(same, (frozenset(rule.name for rule in rules),), _nobody, () if in_part else None)
    affected = Affected(
        before,
        now,
        rules,
        earlier.changed,
        touched=earlier.touched,
        paths_differ=bool(earlier.came_or_went),
        looked_up=_looked_up(earlier),
        as_of=as_of,
        commits_differ=earlier.commits_differ,
        footprints=footprints,
        spoke=earlier.ledger.spoke(),
        spoke_there=earlier.ledger.spoke(frozenset(earlier.changed)),
    )
    kept = earlier.ledger.left(lambda rule, subject: not affected.again(rulebook.rules[rule], subject))
    if not kept.paths().isdisjoint(earlier.changed):
        if in_part:
            raise Beyond
        return TakenOver()  # somebody's footprint is too small: lines may have moved, so nothing is taken over
    if in_part:
        told = [finding for finding in earlier.ledger.before if finding.location.path not in earlier.changed]
        kept = replace(kept, before=told)
    return TakenOver(kept, affected.apart(), affected.subjects, earlier.changed if in_part else None)


def _looked_up(earlier: Earlier) -> bool | None:
    """Whether a rule may find another file where it looked; None if only one that had something to say may."""
    if not set(earlier.ledger.asked).isdisjoint(with_folders(earlier.came_or_went)):
        return True
    return None if earlier.ledger.listed and earlier.came_or_went else False


def _nobody(_: Rule, __: str, ___: Snapshot) -> tuple[Item, ...]:
    return ()


def ledger_of(
    placed: Sequence[tuple[Draft, Finding]], verdicts: Iterable[Verdict], kept: Ledger, tree: AskedTree | None = None
) -> Ledger:
    """What a check found and asked a tree for, beside what it took over."""
    entries = [Entry(key_of(draft.judged), finding) for draft, finding in placed if draft.judged is not None]
    doubts = [Doubt(verdict.rule.name, key_of(subject), why) for verdict in verdicts for subject, why in verdict.doubts]
    before = [finding for draft, finding in placed if draft.judged is None]
    return Ledger(
        [*kept.entries, *entries],
        [*kept.doubts, *doubts],
        [*kept.before, *before],
        sorted({*kept.asked, *(tree.asked if tree is not None else ())}),
        kept.listed or (tree is not None and tree.listed),
    )


def to_plain(ledger: Ledger) -> Any:
    """A ledger as lists, texts and numbers."""
    return [
        [[_plain_key(entry.subject), plain_finding(entry.finding)] for entry in ledger.entries],
        [[one.rule, _plain_key(one.subject), one.why and [one.why.reason, one.why.cause]] for one in ledger.doubts],
        [plain_finding(finding) for finding in ledger.before],
        list(ledger.asked),
        ledger.listed,
    ]


def from_plain(plain: Any) -> Ledger | None:
    """The ledger that `to_plain` made this of; None when it is nothing of the kind."""
    try:
        entries, doubts, before, asked, listed = plain
        return Ledger(
            [Entry(_key(subject), _finding(finding)) for subject, finding in entries],
            [Doubt(rule, _key(subject), None if why is None else Unsure(*why)) for rule, subject, why in doubts],
            [_finding(finding) for finding in before],
            asked,
            listed,
        )
    except (TypeError, ValueError, KeyError):
        return None


def _paths(finding: Finding) -> Iterator[str]:
    yield finding.location.path
    for related in finding.related:
        yield related.location.path


def _plain_key(key: Key) -> list[Any]:
    path, document, keys, kind = key
    return [path, document, list(keys), kind]


def _key(plain: Any) -> Key:
    path, document, keys, kind = plain
    return path, document, tuple(keys), kind


def plain_finding(found: Finding) -> list[Any]:
    """A finding as lists, texts and numbers: all of it."""
    return [
        found.rule,
        found.code,
        found.severity.value,
        found.rule_severity.value,
        found.message,
        _plain_location(found.location),
        None if found.record is None else [found.record.kind, found.record.id],
        found.data_path,
        list(found.requirements),
        found.fingerprint,
        [[_plain_location(related.location), related.message] for related in found.related],
        None if found.fix is None else _plain_fix(found.fix),
    ]


def _finding(plain: Any) -> Finding:
    rule, code, severity, rule_severity, message, location, record, data_path, asked, fingerprint, related, fix = plain
    return Finding(
        rule,
        code,
        Severity(severity),
        Severity(rule_severity),
        message,
        Location(*location),
        None if record is None else Subject(*record),
        data_path,
        tuple(asked),
        fingerprint,
        tuple(Related(Location(*place), said) for place, said in related),
        None if fix is None else _fix(fix),
    )


def _plain_location(place: Location) -> list[Any]:
    return [place.path, place.line, place.column, place.end_line, place.end_column]


def _plain_fix(fix: Fix) -> list[Any]:
    edits = [[edit.start, edit.end, edit.text] for edit in fix.edits]
    return [fix.title, edits, fix.safe, [[one.document, list(one.keys), one.what] for one in fix.changes]]


def _fix(plain: Any) -> Fix:
    title, edits, safe, changes = plain
    made = tuple(Change(document, tuple(keys), what) for document, keys, what in changes)
    return Fix(title, tuple(Edit(*edit) for edit in edits), safe, made)


__all__ = ["Doubt", "Earlier", "Entry", "Ledger", "from_plain", "ledger_of", "plain_finding", "taken_over", "to_plain"]
