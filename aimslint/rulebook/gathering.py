"""Finds footprints from compiled rules and from what is declared of facts and checks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from types import FunctionType
from typing import Any

from aimslint.aims.item import Names
from aimslint.aims.plan import fields_leading_to, plan_of, references_of
from aimslint.dataclass import dataclass
from aimslint.facts import Fact, Leads
from aimslint.records.shape import ListOf, Object, Reference, Type
from aimslint.records.table import all_kinds
from aimslint.rulebook.conditions import Test
from aimslint.rulebook.footprint import CHOSEN_BY, Asked, Fields, Footprint, Linked, Often, Only, Trail
from aimslint.rulebook.matchers.comparing import ByOwnScale
from aimslint.rulebook.matchers.lists import Each, Inner, Some
from aimslint.rulebook.paths import Path, compile_path
from aimslint.rulebook.reads import REFERENCE, Reads, World
from aimslint.rulebook.rule import Rule
from aimslint.rulebook.steps import Back, Children, Derived, Follow, Holder, Own, Project, Step
from aimslint.rulebook.vocabulary import facts_of, shape_at, words_after
from aimslint.snapshot import project_relations

REFERENCE_ITSELF = "reference"
"""As a subject it is always judged again: it rests on whatever it leads from and to."""


def footprint_of(rule: Rule, declared: Mapping[str, Reads]) -> Footprint:
    """The footprint of a rule; `declared` says what checks read, by their names."""
    if rule.for_each == REFERENCE_ITSELF or (rule.check is not None and rule.check not in declared):
        return Footprint(everything=True)
    found = Gathering()
    start: Heads = (((), rule.kinds),)
    said = rule.message.paths if rule.message is not None else ()
    found.asked((*rule.where, rule.require, rule.at, *said), start, start, start)
    worlds: set[World] = {"past"} if rule.needs else set()
    of_named: Iterable[str] = ()
    if rule.check is not None:
        looks_at = declared[rule.check]
        worlds |= looks_at.worlds
        of_named = frozenset(filter(None, map(_fact_of_named, looks_at.paths)))
        paths = tuple(path for path in looks_at.paths if _fact_of_named(path) is None)
        found.by_kind(start[0], lambda kind: _ways(paths, kind))
        found.read(looks_at.fields)
    if not worlds.isdisjoint(("past", "code")):
        found.read(None)  # what history says of a file does not go by fields
    return Footprint(
        found.longest(),
        frozenset(worlds),
        found.everything,
        tuple(found.asked_of_all),
        frozenset(of_named),
        found.fields,
    )


def trails_of_fact(name: str, kind: str) -> Footprint:
    """What a fact of one kind rests on."""
    ways = _ways_of_fact(name, kind)
    return Footprint(ways.trails, everything=ways.everything, fields=ways.fields)


def _fact_of_named(path: str) -> str | None:
    """The fact that a declared path reads of whatever is referred to, if that is all it does."""
    word, _, rest = path.partition(".")
    return rest if word == REFERENCE and rest and "." not in rest else None


_LEAVES = frozenset((str, int, float, bool, type(None), FunctionType))
"""What a condition holds of which nothing is read."""

Heads = Sequence[tuple[Trail, tuple[str, ...]]]
"""Where trails have come to: each with the kinds of what may be there."""


@dataclass(frozen=True, slots=True)
class _Ways:
    """The trails of a declaration from items of one kind, and where they end."""

    trails: frozenset[Trail]
    ends: tuple[tuple[Trail, tuple[str, ...]], ...]
    everything: bool
    fields: Fields = None


class Gathering:
    """Collects trails."""

    def __init__(self) -> None:
        self.trails: set[Trail] = set()
        self.everything = False
        self.asked_of_all: list[Asked] = []
        self.fields: Fields = frozenset()

    def read(self, fields: Iterable[str] | None) -> None:
        """These fields are read too; with None, it may be any."""
        self.fields = self.fields.union(fields) if self.fields is not None and fields is not None else None

    def longest(self) -> frozenset[Trail]:
        """The trails that are no beginning of another one."""
        whole = {trail if not isinstance(trail[-1], Only) else trail[:-1] for trail in self.trails if trail}
        beginnings = {trail[:length] for trail in whole for length in range(len(trail))}
        return frozenset(whole - beginnings)

    def asked(self, part: Any, here: Heads, this: Heads, there: Heads) -> None:
        """Gather the paths in a part of a condition.

        It stands at `here`, in a rule about `this`; the values that its matchers are asked of lie `there`.
        """
        if isinstance(part, Path):
            self.along(part.steps, this if part.root == "this" else here)
        elif isinstance(part, Test) and (found := _asked_of_all(part)) is not None:
            self.asked_of_all.append(found)
            self.read(found.fields)
        elif isinstance(part, Test):
            values = self.along(part.path.steps, this if part.path.root == "this" else here)
            self.asked(part.matcher, here, this, values)
        elif isinstance(part, Inner):
            self.asked(part.asked, there if part.moves else here, this, there)
        elif isinstance(part, ByOwnScale):
            self.trails.add((Project("risk_method", many=False),))
            self.read((*CHOSEN_BY, "scales", "value"))
        else:
            parts = part if isinstance(part, tuple) else (getattr(part, name) for name in _parts(part.__class__))
            for inner in parts:
                if inner.__class__ not in _LEAVES:
                    self.asked(inner, here, this, there)

    def along(self, steps: Iterable[Step], heads: Heads) -> Heads:
        """Go along the steps of a path; gives where they lead."""
        for step in steps:
            for _, kinds in heads or (((), ()),):  # of the subject of `asked`, only fields are read
                self.read(_read_by(step, kinds))
            if isinstance(step, Derived):
                fact = step.fact
                heads = [end for head in heads for end in self._of_fact(fact, head)]
            elif not isinstance(step, Own):
                # Without its sources, a way back is the same for all kinds that have it.
                hop = Back(step.name, ()) if isinstance(step, Back) else step
                heads = [((*trail, hop), _after(kinds, step)) for trail, kinds in heads]
        self.trails.update(trail for trail, _ in heads)
        return heads

    def by_kind(self, head: tuple[Trail, tuple[str, ...]], ways_of: Callable[[str], _Ways]) -> Heads:
        """Go on from a head along ways that differ from kind to kind; gives where they end."""
        trail, kinds = head
        alike: dict[object, dict[str, _Ways]] = {}
        for kind in kinds:
            ways = ways_of(kind)
            alike.setdefault((ways.trails, tuple(way for way, _ in ways.ends)), {})[kind] = ways
        ends = []
        for some in alike.values():
            front = trail if len(alike) == 1 else (*trail, Only(tuple(some)))
            for ways in some.values():
                self.everything = self.everything or ways.everything
                self.read(ways.fields)
                self.trails.update((*front, *way) for way in ways.trails)
                ends += [((*front, *way), there) for way, there in ways.ends]
        return ends

    def _of_fact(self, fact: Fact, head: tuple[Trail, tuple[str, ...]]) -> Heads:
        ends = self.by_kind(head, lambda kind: _ways_of_fact(fact.name, kind))
        if not isinstance(fact.type, Leads):
            return [head]
        return [(trail, kinds) for trail, kinds in ends if not set(fact.type.kinds).isdisjoint(kinds)]


def _asked_of_all(test: Test) -> Asked | None:
    """What a test asks of each record or entry of a kind; None where it asks for more, or of others."""
    match test.path.steps, test.matcher:
        case (Project(name, many=True),), (Some(inner) | Each(_, inner)) if inner.moves:
            kind = project_relations()[name]
            here: Heads = (((), (kind,)),)
            found = Gathering()
            found.asked(inner.asked, here, (), here)
            own = _own_of_subject(inner.asked)
            if own is not None and not (found.everything or found.asked_of_all):
                return Asked(kind, inner.asked, found.longest(), own, found.fields)
    return None


def _own_of_subject(part: Any) -> bool | None:
    """Whether a part of a condition reads fields of the subject's own; None where it goes on from there."""
    if isinstance(part, Path):
        own = all(isinstance(step, Own) for step in part.steps)
        return part.root == "this" if own or part.root != "this" else None
    parts = part if isinstance(part, tuple) else [getattr(part, name) for name in _parts(part.__class__)]
    found = [_own_of_subject(inner) for inner in parts]
    return None if None in found else any(found)


@cache
def _ways_of_fact(name: str, kind: str) -> _Ways:
    fact = facts_of(kind)[name]
    declared = fact.reads_in(kind)
    if declared is None:
        return _Ways(frozenset(), (), everything=True)
    ways = _ways(declared, kind)
    if ways.fields is None or fact.fields is None:
        return replace(ways, fields=None)
    return replace(ways, fields=ways.fields.union(fact.fields))


@cache
def _ways(texts: tuple[str, ...], kind: str) -> _Ways:
    """Where declared paths lead from items of a kind. What begins with a word that it does not have is not its."""
    found = Gathering()
    ends: list[tuple[Trail, tuple[str, ...]]] = []
    for text in texts:
        if text.partition(".")[0].removesuffix(REFERENCE) in ("", "project", *_words(kind)):
            ends += _declared(text, kind, found)
    return _Ways(found.longest(), tuple(ends), found.everything, found.fields)


def _declared(text: str, kind: str, found: Gathering) -> Heads:
    """Go along a declared path. Raises RuleFaultError where it makes no sense."""
    word, _, rest = text.partition(".")
    if not word.endswith(REFERENCE):
        return found.along(compile_path(text, (kind,), (kind,)).steps, (((), (kind,)),))
    head: tuple[Trail, tuple[str, ...]]
    if word == REFERENCE:
        targets = references_of(plan_of(kind)) if kind in all_kinds() else []
        head = (Linked(),), tuple(dict.fromkeys(target for one in targets for target in one.kinds))
        found.read(None)
    else:
        (step,) = compile_path(word.removesuffix(REFERENCE), (kind,), (kind,)).steps
        assert isinstance(step, Follow)
        head = (Often(step),), _after((kind,), step)
        found.read(step.names[:1])
    found.trails.add(head[0])
    return found.by_kind(head, lambda there: _ways((rest,), there)) if rest else [head]


def _read_by(step: Step, kinds: tuple[str, ...]) -> Iterable[str]:
    """The fields that a step reads of items of these kinds; what a fact reads is told by its ways."""
    match step:
        case Own(names) | Follow(names) | Children(names):
            return names[:1]
        case Back(name):
            return fields_leading_to(kinds, name)
        case Project(many=False):
            return CHOSEN_BY
    return ()


@cache
def _parts(class_: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(class_)) if is_dataclass(class_) else ()


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(words_after((kind,)))


def _after(kinds: Iterable[str], step: Follow | Children | Back | Holder | Project) -> tuple[str, ...]:
    """The kinds that a step leads to from items of these kinds."""
    match step:
        case Back():
            return step.sources
        case Holder():
            return (step.kind,)
        case Project():
            return (project_relations()[step.name],)
    found: dict[str, None] = {}
    for kind in kinds:
        type_ = _type(kind, step.names)
        match type_.item if isinstance(type_, ListOf) else type_:
            case Reference(targets):
                found |= dict.fromkeys(targets)
            case Object(shape):
                found[shape.entry_kind or f"{kind}.{'.'.join(step.names)}"] = None
    return tuple(found)


def _type(kind: str, names: Names) -> Type | None:
    type_: Type | None = None
    shape = shape_at(kind)
    for name in names:
        declared = shape.fields.get(name) if shape is not None else None
        type_ = declared.type if declared is not None else None
        shape = type_.shape if isinstance(type_, Object) else None
    return type_
