"""No rule reads what its footprint does not lead to: every item that it touches while it is judged is looked at."""

import os
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from aimslint.aims import Aims, Item
from aimslint.checks import all_checks, what_checks_read
from aimslint.config import Config
from aimslint.coverage.changing import SAYS_WHAT_APPLIES
from aimslint.engine import arrangements_of, config_of, read
from aimslint.evidence import evidence_for
from aimslint.evidence.footprint import footprint_of_requirement
from aimslint.facts import all_facts
from aimslint.packs import all_pack_names
from aimslint.records.table import all_kinds
from aimslint.rule_tests import EXAMPLE_DAY, files_of, rulebooks, scripted
from aimslint.rulebook import Rule, judge_all, subjects_of
from aimslint.rulebook.footprint import Footprint, Hop, Linked, Often, Only, Trail
from aimslint.rulebook.gathering import footprint_of, trails_of_fact
from aimslint.rulebook.steps import Back, Children, Follow, Holder, Project
from aimslint.snapshot import Snapshot, project_relations
from aimslint.trees import MemoryTree
from aimslint.witness import Witness
from tests.test_affected import SAMPLE, project_in

PACKS = [name for name in all_pack_names() if name != "core"]
RULEBOOK_FOR = rulebooks(MemoryTree({}))
RULES = [rule for rule in RULEBOOK_FOR(Config(packs=PACKS)) if rule.raised_by is None]
NOTED = frozenset(("data", "links", "back", "children"))
WITNESS = f"{os.sep}witness{os.sep}"
"""What the witness looks at on the way, such as what else a file holds, is no answer by itself: `worlds` tell of it."""
FEW = 2
Field = tuple[str, str]
"""A file, and the name of a field in it."""
ANY = "any field"
ALWAYS = frozenset(("id", "erased"))
"""Where these differ, all of an item counts as differing."""


def snapshot_of(files: dict[str, bytes], day: date, history: Any = None) -> Snapshot:
    tree = MemoryTree(files)
    config = replace(config_of(tree, ""), packs=PACKS)
    aims = read(tree, config, "", packs=RULEBOOK_FOR(Config(packs=PACKS)).packs)
    arranged = arrangements_of(tree, config, "")
    return Snapshot(aims, day, Witness(history, aims, day) if history is not None else None, arranged)


class Noting(dict[Any, Any]):
    """What an item holds, which notes the first names by which it is asked; `ANY` where all of it is gone through."""

    fields: set[Field]
    path: str

    def note(self, name: str) -> None:
        self.fields.add((self.path, name))

    @property  # type: ignore[misc]  # who asks for its class gets the answer of a plain map
    def __class__(self) -> Any:
        return dict

    def get(self, key: Any, default: Any = None) -> Any:
        self.note(key[0] if isinstance(key, tuple) else key)
        return dict.get(self, key, default)

    def __getitem__(self, key: Any) -> Any:
        self.note(key[0] if isinstance(key, tuple) else key)
        return dict.__getitem__(self, key)

    def __contains__(self, key: Any) -> bool:
        self.note(key[0] if isinstance(key, tuple) else key)
        return dict.__contains__(self, key)

    def __iter__(self) -> Any:
        self.note(ANY)
        return dict.__iter__(self)

    def items(self) -> Any:
        self.note(ANY)
        return dict.items(self)

    def values(self) -> Any:
        self.note(ANY)
        return dict.values(self)


@dataclass
class Touched:
    """What was looked at: which items, and the fields of any of them; `spoke` says that something was said."""

    items: list[Item]
    fields: set[Field]
    spoke: bool


class Notes:
    """Notes which items are looked at, and in which fields."""

    def __init__(self, patch: pytest.MonkeyPatch, but: Sequence[str] = ()) -> None:
        self.items: dict[int, Item] = {}
        self.fields: set[Field] = set()
        notes, plain, fields = self.items, object.__getattribute__, self.fields

        def noting(item: Item, name: str) -> Any:
            if name not in NOTED or WITNESS in sys._getframe(1).f_code.co_filename:
                return plain(item, name)
            notes[id(item)] = item
            if name == "back" or not item.path or plain(item, "kind") in but:
                return plain(item, name)
            held = Noting(plain(item, name))
            held.fields, held.path = fields, item.path
            return held

        patch.setattr(Item, "__getattribute__", noting, raising=False)

    def during(self, rule: Rule, subject: Item, snapshot: Snapshot) -> Touched:
        """What is looked at while the rule is judged for a subject, with nothing known beforehand."""
        fresh = self.begin(snapshot)
        (verdict,) = judge_all((rule,), fresh, all_checks(), None, lambda *_: [subject])
        return Touched(list(self.items.values()), {*self.fields}, bool(verdict.drafts))

    def begin(self, snapshot: Snapshot) -> Snapshot:
        """Forget what was noted. Gives the same snapshot, of which nothing is known."""
        self.items.clear()
        self.fields.clear()
        return Snapshot(snapshot.aims, snapshot.as_of, snapshot.witness, snapshot.arranged)


def led_to(aims: Aims, subject: Item, footprint: Footprint) -> list[Item]:
    """All items that the trails of a footprint come by."""
    found = [subject, *(item for trail in footprint.trails for item in along(aims, [subject], trail))]
    for asked in footprint.asked:
        every = [*aims.items.get(asked.kind, ())]
        found += [*every, *(item for trail in asked.trails for item in along(aims, every, trail))]
    for fact in footprint.of_named:
        for named in (one for one in linked(subject) if isinstance(one, Item)):
            ways = trails_of_fact(fact, named.kind).trails if named.kind in all_kinds() else ()
            found += [named, *(item for trail in ways for item in along(aims, [named], trail))]
    return found


def along(aims: Aims, items: list[Item], trail: Trail) -> Iterator[Item]:
    for hop in trail:
        items = [one for one in after(aims, items, hop) if isinstance(one, Item)]
        yield from items


def after(aims: Aims, items: Iterable[Item], hop: Hop) -> Iterator[Any]:
    if isinstance(hop, Project):
        yield from aims.items.get(project_relations()[hop.name], ())
        return
    for item in items:
        match hop:
            case Only(kinds):
                yield from (item,) if item.kind in kinds else ()
            case Children(names):
                yield from item.children.get(names, ())
            case Holder(kind):
                yield from (holder for holder in item.holders() if holder.kind == kind)
            case Back(name):
                yield from item.back.get(name, ())
            case Follow(names):
                yield from listed(item.links.get(names))
            case Often(step):
                seen = [item]
                for one in seen:  # which grows meanwhile
                    seen += [
                        other for other in after(aims, [one], step) if isinstance(other, Item) and other not in seen
                    ]
                yield from seen
            case Linked():
                yield from linked(item)


def linked(item: Item) -> Iterator[Any]:
    for value in item.links.values():
        yield from listed(value)
    for children in item.children.values():
        for child in children:
            if isinstance(child, Item) and child.named is item:
                yield from linked(child)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def strays(rule: Rule, snapshot: Snapshot, notes: Notes, most: int) -> list[str]:
    """Items in files that nothing declared leads to, and that were looked at all the same."""
    footprint = footprint_of(rule, what_checks_read())
    if footprint.everything:
        return []
    shown = [*footprints_shown(snapshot)] if "requirements" in footprint.worlds else []
    read = [footprint.fields, *(one.fields for one in shown)]
    found = []
    for kind in rule.kinds:
        subjects = list(subjects_of(rule, kind, snapshot))
        for subject in random.Random(rule.code).sample(subjects, min(most, len(subjects))):
            touched = notes.during(rule, subject, snapshot)
            known = [one for each in (footprint, *shown) for one in led_to(snapshot.aims, subject, each)]
            files = {item.path for item in known if item.path}
            found += [
                f"{rule.name} of {subject!r}: {item!r}"
                for item in touched.items
                if (item.path not in files if item.path else item not in known)
                and item.kind not in ("project", *(("requirement",) if shown else ()))
            ]
            # What a finding only quotes of its subject need not be declared: it is told anew when that file changes.
            names = {name for path, name in touched.fields if not touched.spoke or path != subject.path}
            if None not in read:
                beyond = names - ALWAYS - {name for fields in read for name in fields or ()}
                found += [f"{rule.name} of {subject!r} reads {name}" for name in sorted(beyond)]
    return found


def footprints_shown(snapshot: Snapshot) -> Iterator[Footprint]:
    """What it rests on whether records show the requirements that are asked of the project as a whole."""
    known: dict[str, Footprint] = {}
    for pack in snapshot.aims.packs.values():
        for requirement in pack.requirements.values():
            if requirement.for_each is None:
                yield footprint_of_requirement(requirement, pack, known)


WALKING = [
    rule for rule in RULES if (walks := footprint_of(rule, what_checks_read())).trails or walks.asked or walks.of_named
]


@pytest.mark.parametrize("rule", WALKING, ids=lambda rule: rule.name)
def test_in_its_examples_a_rule_looks_only_where_its_footprint_leads(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots = []
    for example in sorted(rule.examples, key=lambda example: -len(example.text))[:FEW]:
        day = date.fromisoformat(example.as_of) if example.as_of else EXAMPLE_DAY
        snapshots.append(snapshot_of(files_of(example), day, scripted(example)))
    notes = Notes(monkeypatch)
    assert [stray for snapshot in snapshots for stray in strays(rule, snapshot, notes, FEW)] == []


def test_in_the_sample_rules_look_only_where_their_footprints_lead(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = snapshot_of({path: text.encode() for path, text in project_in(SAMPLE).items()}, EXAMPLE_DAY)
    notes = Notes(monkeypatch)
    assert [stray for rule in RULES for stray in strays(rule, snapshot, notes, FEW)] == []


def test_in_the_sample_requirements_are_shown_by_fields_of_their_footprints(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = snapshot_of({path: text.encode() for path, text in project_in(SAMPLE).items()}, EXAMPLE_DAY)
    notes, known = Notes(monkeypatch, SAYS_WHAT_APPLIES), dict[str, Footprint]()
    found = []
    for pack in snapshot.aims.packs.values():
        for requirement in pack.requirements.values():
            evidence_for(requirement, notes.begin(snapshot))
            read = footprint_of_requirement(requirement, pack, known).fields
            beyond = {name for _, name in notes.fields} - ALWAYS - read if read is not None else set()
            found += [f"{requirement.qualified} reads {name}" for name in sorted(beyond)]
    assert found == []


def test_only_what_looks_at_nearly_everything_is_undeclared() -> None:
    undeclared = {rule.check for rule in RULES if footprint_of(rule, what_checks_read()).everything and rule.check}
    assert undeclared == {
        "graph.several_in_use",
        "redating.in_bulk",
        "retention.kept",
    }
    assert [fact.name for fact in all_facts() if fact.reads is None] == []


def test_a_check_that_nothing_is_declared_of_may_look_at_everything() -> None:
    (rule,) = (rule for rule in RULES if rule.name == "retired-still-active")
    assert footprint_of(rule, {}).everything
    assert not footprint_of(rule, what_checks_read()).everything
