"""What must be judged again, for all rules of a check."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

from aimslint.affected.difference import Difference
from aimslint.affected.keys import Key, key_of
from aimslint.affected.sources import bearers
from aimslint.affected.walk import Walk
from aimslint.aims import Aims, Item
from aimslint.checks import what_checks_read
from aimslint.dataclass import dataclass
from aimslint.evidence.footprint import footprint_of_requirement
from aimslint.evidence.showing import PROJECT
from aimslint.records.table import all_kinds
from aimslint.rulebook import Rule, subjects_of
from aimslint.rulebook.footprint import Asked, Footprint, Linked
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.gathering import footprint_of, trails_of_fact
from aimslint.rulebook.vocabulary import facts_of
from aimslint.snapshot import Snapshot

MOST_ASKED = 20
"""With more subjects it is no longer cheaper to ask about what changed than to judge a rule again."""


Reach = Literal["nowhere", "there", "around"]
"""Where the subjects lie that a rule is judged again for: there are none, only in what differs, also beyond."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Subjects to judge again: those of the graph as it is now, and the keys of all that there are or were."""

    items: set[Item]
    keys: set[Key]


class Affected:
    """What must be judged again now that the graph `before` has become `now`.

    `rules` are all that are judged; those that `spoke` had something to say before, or could not be judged, and those
    that `spoke_there` pointed into what differs (left out, all that spoke). `changed` are the paths whose content
    differs, or that came or went; `paths_differ` says whether any came or went, and `looked_up` whether some of these
    may be what a rule looked for: None if that may be so only of one that spoke.
    `touched` are further paths of which history may say something else: those in commits that only one past knows, and
    all that are not committed in one of the two; `commits_differ` says whether there are such commits.

    All else must be the same: the day, the configuration, rules and packs, and what is told of commits that both pasts
    know, such as where the known past begins. `footprints` are those that are known already, by the names of rules.
    """

    def __init__(
        self,
        before: Aims,
        now: Aims,
        rules: Iterable[Rule],
        changed: Collection[str],
        *,
        touched: Collection[str] = (),
        paths_differ: bool,
        looked_up: bool | None = True,
        as_of: date,
        commits_differ: bool = True,
        spoke: Collection[str] = (),
        spoke_there: Collection[str] | None = None,
        footprints: dict[str, Footprint] | None = None,
    ) -> None:
        self._graphs = (before, now)
        self._differ = Difference(before, now, frozenset(changed), frozenset((*changed, *touched)))
        self._paths_differ = paths_differ
        self._looked_up = looked_up
        self._commits_differ = commits_differ
        self._snapshots = tuple(Snapshot(aims, as_of) for aims in self._graphs)
        self._spoke = spoke
        self._spoke_there = spoke if spoke_there is None else spoke_there
        self._incomparable = before.lost != now.lost or before.primary != now.primary or before.packs != now.packs
        self._together: dict[str, list[Rule]] = {}
        for rule in rules:
            for kind in rule.kinds:
                self._together.setdefault(kind, []).append(rule)
        self._footprints: dict[str, Footprint] = {} if footprints is None else footprints
        self._whole: dict[str, bool] = {}
        self._found: dict[tuple[str, Reach], _Found] = {}
        self._reached_by_rule: dict[str, tuple[set[Item], set[Item]]] = {}
        self._reach: dict[str, Reach] = {}
        self._with_fact: dict[tuple[str, bool], tuple[set[Item], set[Item]]] = {}

    def all_of(self, rule: Rule) -> bool:
        """Whether every subject of a rule must be judged again."""
        if rule.name not in self._whole:
            self._whole[rule.name] = self._incomparable or self._concerns_all(self._footprint(rule), rule)
        return self._whole[rule.name]

    def apart(self) -> tuple[frozenset[str], ...]:
        """The rules of which not every subject must be judged again, by name: those are judged together, and no others,
        of which `subjects` is asked for one alone.
        """
        found: dict[Reach, list[str]] = {}
        for rule in {one.name: one for rules in self._together.values() for one in rules}.values():
            if not self.all_of(rule):
                found.setdefault(self._reach_of(rule), []).append(rule.name)
        return tuple(map(frozenset, found.values()))

    def subjects(self, rule: Rule, kind: str, snapshot: Snapshot) -> Iterable[Item]:
        """Whom to judge again, in the order of `subjects_of`; made to be given to `judge_all`.

        These are the subjects of any rule about that kind that is judged together with this one.
        """
        if self.all_of(rule):
            return subjects_of(rule, kind, snapshot)
        wanted = self._of_kind(kind, self._reach_of(rule)).items
        if snapshot.aims.part is not None:
            return [item for item in snapshot.aims.part.among(kind, wanted) if not item.erased]
        return [item for item in snapshot.aims.items.get(kind, ()) if item in wanted and not item.erased]

    def again(self, rule: Rule, subject: Key) -> bool:
        """Whether what a rule said of a subject before counts no longer: it is judged again, or gone."""
        kind = subject[3] if subject[3] in rule.kinds else rule.kinds[0]  # such as `Evidence`, wherever it stands
        return self.all_of(rule) or subject in self._of_kind(kind, self._reach_of(rule)).keys

    def reached(self, footprint: Footprint, kinds: Collection[str]) -> tuple[list[Item], list[Item]] | None:
        """The items of these kinds, before and now, from which a footprint leads to something that differs.

        None where that may be all of them.
        """
        if self._incomparable or self._concerns_all(footprint):
            return None
        before, now = ([item for item in self._differ.reached(footprint, at) if item.kind in kinds] for at in (0, 1))
        return before, now

    def coming_by(self, items: set[Item], footprint: Footprint, at: int) -> set[Item] | None:
        """All from which a footprint comes by one of these items in one of the graphs (0: before).

        None where that may be anybody.
        """
        walk = Walk(self._graphs[at], items)
        found = [walk.starts(trail) for trail in ((), *footprint.trails)]
        if footprint.everything or footprint.asked or None in found:
            return None
        return set().union(*(one for one in found if one is not None))

    def _footprint(self, rule: Rule) -> Footprint:
        if rule.name not in self._footprints:
            self._footprints[rule.name] = footprint_of(rule, what_checks_read())
        known = self._footprints[rule.name]
        # Where it pointed into a changed file, lines may have moved, whatever the fields.
        return replace(known, fields=None) if rule.name in self._spoke_there else known

    def _concerns_all(self, footprint: Footprint, rule: Rule | None = None) -> bool:
        return (
            footprint.everything
            or ("tree" in footprint.worlds and self._may_find_others(rule))
            or ("names" in footprint.worlds and bool(self._differ.ids))
            or ("births" in footprint.worlds and self._may_be_born_otherwise)
            or ("requirements" in footprint.worlds and self._may_be_shown_otherwise(rule))
            or any(walk.starts(trail) is None for walk in self._differ.walks(footprint) for trail in footprint.trails)
            or any(self._is_answered_otherwise(asked, rule) for asked in self._asked(footprint, rule))
        )

    def _may_find_others(self, rule: Rule | None) -> bool:
        """Whether a rule that looks for files may find others."""
        spoke = rule is None or rule.name in self._spoke
        return self._paths_differ and (spoke if self._looked_up is None else self._looked_up)

    @property
    def _may_be_born_otherwise(self) -> bool:
        return self._paths_differ or self._commits_differ or self._differ.in_who_counts

    def _may_be_shown_otherwise(self, rule: Rule | None) -> bool:
        """Whether records may show a requirement otherwise that is asked of the project as a whole, or it is quoted."""
        return self._shown_otherwise or (rule is not None and rule.name in self._spoke_there)

    @cached_property
    def _shown_otherwise(self) -> bool:
        before, now = ({problem.rule for problem in aims.problems} for aims in self._graphs)
        packs = self._graphs[1].packs.values()
        asked = ((one, pack) for pack in packs for one in pack.requirements.values() if one.for_each is None)
        footprints = (footprint_of_requirement(one, pack, self._footprints) for one, pack in asked)
        return before != now or any(self.reached(one, PROJECT) != ([], []) for one in footprints)

    def _asked(self, footprint: Footprint, rule: Rule | None) -> Sequence[Asked]:
        """What a footprint asks of those that can give another answer, with its conditions."""
        there = rule is not None and rule.name in self._spoke_there
        found = [replace(one, fields=None) if there else one for one in footprint.asked]
        found = [one for one in found if self._asked_of(one) != ([], [])]
        if rule is not None and any(one.condition is None for one in found):
            known = footprint_of(rule, what_checks_read()).asked
            return [one for one in known if self._asked_of(one) != ([], [])]
        return found

    def _asked_of(self, asked: Asked) -> tuple[list[Item], list[Item]] | None:
        return self.reached(Footprint(asked.trails, fields=asked.fields), (asked.kind,))

    def _is_answered_otherwise(self, asked: Asked, rule: Rule | None) -> bool:
        """Whether one of those that something is asked of may give another answer, or be quoted otherwise."""
        reached, condition = self._asked_of(asked), asked.condition
        if reached is None or condition is None:
            return True
        subjects: Sequence[Item | None] = (None,)
        if rule is not None:
            if rule.name in self._spoke:
                return True
            if asked.of_subject:
                now = self._snapshots[1]
                subjects = [subject for kind in rule.kinds for subject in subjects_of(rule, kind, now)]
        if len(subjects) > MOST_ASKED or (asked.of_subject and rule is None):
            return True
        before, now_ = (
            {
                (key_of(item), at): None if item.erased else condition.test(Frame(item, this or item, snapshot))
                for item in items
                for at, this in enumerate(subjects)
            }
            for items, snapshot in zip(reached, self._snapshots, strict=True)
        )
        return before != now_

    def _of_kind(self, kind: str, reach: Reach) -> _Found:
        """Whom to judge again by the rules about a kind that reach as far."""
        if (kind, reach) not in self._found:
            rules = [one for one in self._together[kind] if not self.all_of(one) and self._reach_of(one) is reach]
            before, now = (set().union(*(self._reached_by(one)[at] for one in rules)) for at in (0, 1))
            here = {self._differ.counterparts.of(item) for item in before - now} | now
            items = {item for item in here if item is not None}
            self._found[kind, reach] = _Found(items, {key_of(item) for items in (before, now) for item in items})
        return self._found[kind, reach]

    def _reach_of(self, rule: Rule) -> Reach:
        """How far from what differs the subjects lie that a rule must be judged again for.

        Most read nothing of what differs, or look at nothing around their subjects. Judged apart, they are not asked
        about the subjects of those that do, whose files would be read.
        """
        if rule.name not in self._reach:
            sources = [walk.starts(()) or set() for walk in self._differ.walks_with_past]
            own = [{item for item in items if item.kind in rule.kinds} for items in self._reached_by(rule)]
            beyond = any(found - known for found, known in zip(own, sources, strict=True))
            self._reach[rule.name] = "around" if beyond else "there" if any(own) else "nowhere"
        return self._reach[rule.name]

    def _reached_by(self, rule: Rule) -> tuple[set[Item], set[Item]]:
        """Whom a rule must be judged again for, before and now, among others."""
        if rule.name not in self._reached_by_rule:
            footprint = self._footprint(rule)
            before, now = (self._differ.reached(footprint, at) for at in (0, 1))
            for fact in footprint.of_named:
                before |= self._naming(fact, 0, quoted=rule.name in self._spoke)
                now |= self._naming(fact, 1, quoted=rule.name in self._spoke)
            self._reached_by_rule[rule.name] = before, now
        return self._reached_by_rule[rule.name]

    def _naming(self, fact: str, at: int, *, quoted: bool) -> set[Item]:
        """Who refers in one of the graphs to something of which a fact differs; where it may be `quoted`, to anything
        of which it rests on something that differs.
        """
        key = (fact, quoted)
        if key not in self._with_fact:
            self._with_fact[key] = self._differing_in(fact, quoted=quoted)
        return Walk(self._graphs[at], self._with_fact[key][at]).starts((Linked(),)) or set()

    def _differing_in(self, fact: str, *, quoted: bool) -> tuple[set[Item], set[Item]]:
        """Of what a fact has another value in the other graph, or is not there, or may be meant in place of another."""
        found: tuple[dict[Key, tuple[Any, Item]], dict[Key, tuple[Any, Item]]] = ({}, {})
        for kind, known in ((kind, facts_of(kind)[fact]) for kind in all_kinds() if fact in facts_of(kind)):
            name = f"{fact} of {kind}"
            if name not in self._footprints:
                self._footprints[name] = trails_of_fact(fact, kind)
            rests_on = self._footprints[name]
            reached = self.reached(replace(rests_on, fields=None) if quoted else rests_on, (kind,))
            for values, items, snapshot in zip(found, reached or self._all_of_kind(kind), self._snapshots, strict=True):
                for item in items:
                    values[key_of(item)] = (item if quoted else known.value(item, snapshot), item.erased), item
        before, now = found
        differ = [
            {item for key, (value, item) in values.items() if key not in others or others[key][0] != value}
            for values, others in ((before, now), (now, before))
        ]
        ids, opened = self._differ.ids, self._differ.opened
        was, is_ = (differ[at] | bearers(aims, ids) | opened[at] for at, aims in enumerate(self._graphs))
        return was, is_

    def _all_of_kind(self, kind: str) -> tuple[list[Item], list[Item]]:
        before, now = (list(aims.items.get(kind, ())) for aims in self._graphs)
        return before, now
