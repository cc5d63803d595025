"""Paths: read once with their types, then taken for every subject."""

from collections.abc import Callable, Sequence
from dataclasses import field
from functools import lru_cache, partial
from typing import Any, Literal

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.facts import Leads
from aimslint.model import Keys, Place
from aimslint.records.shape import ListOf, Object, Reference, Shape
from aimslint.records.table import all_kinds
from aimslint.rulebook.fault import RuleFaultError
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.steps import Back, Children, Derived, Follow, Holder, Own, Project, Step
from aimslint.rulebook.vocabulary import Items, Typed, facts_of, holder_of, relations_of, shape_at, words_after
from aimslint.snapshot import Snapshot, project_relations
from aimslint.suggest import hint


@dataclass(frozen=True, slots=True)
class Hit:
    """A value that a path leads to, and where it stands: keys in the subject's record, or the place `far` from it.

    `last_keys` is the last place in the subject's record before the path leaves it.
    """

    value: Any
    keys: Keys | None
    last_keys: Keys
    far: Place | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A path of a rule: its text, where it starts, its steps, and what it leads to. `take` follows from these."""

    text: str
    root: Literal["item", "this"]
    steps: tuple[Step, ...]
    typed: Typed
    take: Callable[[Frame], Any] = field(compare=False)

    @property
    def own(self) -> str | None:
        """The field of the current item that the path is, where it is no more than that, as most are."""
        return _own(self.root, self.steps)

    def hits(self, frame: Frame) -> list[Hit]:
        """Every value beyond the path with its place. Slower than `take`; asked only where something is told."""
        start = frame.this if self.root == "this" else frame.item
        found = _hits(start, self.steps, frame, _home(start), start.record is frame.this.record)
        return [hit for hit in found if hit.value is not None] if self.typed.many else found

    def keys(self, frame: Frame) -> Keys:
        """The place of the path as a whole in the subject's record: the last field before it leaves the record."""
        start = frame.this if self.root == "this" else frame.item
        if start.record is not frame.this.record:
            return frame.this.keys
        keys: Keys = start.keys
        item: Any = start
        for step in self.steps:
            if not isinstance(item, Item):
                break
            own = step.keys(item)
            if own is None:
                return keys if keys != item.keys else _home(item)
            keys = own
            if step.many or _leaves(step):
                break
            item = step.take(item, frame.snapshot)
        return keys


def _home(item: Item) -> Keys:
    """Where to point when something is wrong with what leads to an item: at its id."""
    return (*item.keys, "id") if "id" in item.data else item.keys


def _leaves(step: Step) -> bool:
    """Whether the step leads to another record, as far as its kind tells."""
    return isinstance(step, Follow) or (isinstance(step, Derived) and isinstance(step.fact.type, Leads))


def _hits(item: Item, steps: Sequence[Step], frame: Frame, last: Keys, inside: bool) -> list[Hit]:
    if not steps:
        return [Hit(item, item.keys, last) if inside else Hit(item, None, last, item.place())]
    step, *rest = steps
    own = step.keys(item) if inside else None
    last = own if own is not None else last
    value = step.take(item, frame.snapshot)
    found: list[Hit] = []
    values = value if step.many and isinstance(value, list) else [value]
    for position, one in enumerate(values):
        keys = (*own, position) if own is not None and step.many and isinstance(value, list) else own
        if isinstance(one, Item) and rest:
            stays = inside and one.record is frame.this.record
            found += _hits(one, rest, frame, last if keys is None else keys, stays)
        elif isinstance(one, Item):
            stays = inside and one.record is frame.this.record and not isinstance(step, Follow)
            away = not stays and one is not frame.this and one.path  # a requirement stands in no file
            found.append(
                Hit(one, one.keys if stays else keys, last if keys is None else keys, one.place() if away else None)
            )
        elif one is not None or not rest:
            far = None if inside else Place(item.path, item.document, step.keys(item) or item.keys)
            found.append(Hit(one, keys, last if keys is None else keys, far))
    return found


@lru_cache(maxsize=4096)  # rules say the same of the same kinds: of 1,200 paths half are others
def compile_path(text: str, current: tuple[str, ...], this: tuple[str, ...]) -> Path:
    """Read a path that starts at items of the kinds `current`, in a rule about the kinds `this`.

    Raises RuleFaultError for a word that does not exist where it stands, with what was likely meant.
    """
    if not text or any(not word for word in text.split(".")):
        raise RuleFaultError(f"`{text}` is no path: field names joined by dots")
    words = text.split(".")
    root: Literal["item", "this"] = "item"
    steps: list[Step] = []
    typed = Typed(Items(current), many=False)
    if words[0] == "this":
        root, typed, words = "this", Typed(Items(this), many=False), words[1:]
    elif words[0] == "project" or current == ("project",):
        words = words[1:] if words[0] == "project" else words
        typed = _project(words, steps)
        words = words[1:]
    while words:
        typed, words = _advance(typed, words, steps)
    return Path(text, root, tuple(steps), typed, _taker(text, root, tuple(steps)))


def _project(words: Sequence[str], steps: list[Step]) -> Typed:
    if not words:
        raise RuleFaultError("`project` alone is no path: say what of the project")
    relations = project_relations()
    if words[0] not in relations:
        raise RuleFaultError(f"the project has no `{words[0]}`{hint(words[0], relations)}")
    kind = relations[words[0]]
    many = not all_kinds()[kind].one_per_project
    steps.append(Project(words[0], many))
    return Typed(Items((kind,)), many)


def _advance(typed: Typed, words: list[str], steps: list[Step]) -> tuple[Typed, list[str]]:
    """One step further. Inner objects are taken together with the field in them."""
    if not isinstance(typed.type, Items):
        raise RuleFaultError(f"nothing can follow here: `{words[0]}` comes after a single value")
    kinds = typed.type.kinds
    word = words[0]
    facts = [facts_of(kind).get(word) for kind in kinds]
    if all(facts) and (fact := facts[0]) is not None:
        steps.append(Derived(fact))
        leads = Items(fact.type.kinds) if isinstance(fact.type, Leads) else fact.type
        return Typed(leads, typed.many or fact.many), words[1:]
    shapes = [shape_at(kind) for kind in kinds]
    if all(shape is not None and word in shape.fields for shape in shapes):
        return _field(kinds[0], next(shape for shape in shapes if shape is not None), words, typed.many, steps)
    if all(word in relations_of(kind) for kind in kinds):
        sources = tuple(dict.fromkeys(source for kind in kinds for source in relations_of(kind)[word]))
        steps.append(Back(word, sources))
        return Typed(Items(sources), many=True), words[1:]
    if all(_held_by(kind, word) for kind in kinds):
        steps.append(Holder(word))
        return Typed(Items((word,)), typed.many), words[1:]
    said = " or ".join(kinds) if len(kinds) < 4 else f"all of {len(kinds)} kinds"
    raise RuleFaultError(f"`{word}` is nothing that {said} has{hint(word, words_after(kinds))}")


def _held_by(kind: str, word: str) -> bool:
    holder = holder_of(kind)
    while holder is not None:
        if holder == word:
            return True
        holder = holder_of(holder)
    return False


def _field(kind: str, shape: Shape, words: list[str], many: bool, steps: list[Step]) -> tuple[Typed, list[str]]:
    names: list[str] = []
    while True:
        word = words[len(names)]
        declared = shape.fields.get(word)
        if declared is None:
            raise RuleFaultError(f"`{word}` is no field of {shape.name}{hint(word, shape.fields)}")
        names.append(word)
        type_ = declared.type
        if isinstance(type_, Object) and len(names) < len(words):
            shape = type_.shape
            continue
        break
    where, rest = tuple(names), words[len(names) :]
    match type_:
        case Reference(kinds):
            steps.append(Follow(where))
            return Typed(Items(kinds), many), rest
        case ListOf(Reference(kinds)):
            steps.append(Follow(where, many=True))
            return Typed(Items(kinds), many=True), rest
        case ListOf(Object(inner)):
            steps.append(Children(where))
            return Typed(Items((inner.entry_kind or f"{kind}.{'.'.join(where)}",)), many=True), rest
        case ListOf(item):
            steps.append(Own(where, many=True))
            return Typed(item, many=True), rest
    steps.append(Own(where))
    return Typed(type_, many), rest


def _own(root: Literal["item", "this"], steps: tuple[Step, ...]) -> str | None:
    if root == "item" and len(steps) == 1 and isinstance(steps[0], Own) and len(steps[0].names) == 1:
        return steps[0].names[0]
    return None


def _taker(text: str, root: Literal["item", "this"], steps: tuple[Step, ...]) -> Callable[[Frame], Any]:
    """The quick way along the steps; one field of the current item, by far the most common path, is the quickest."""
    name = _own(root, steps)
    if name is not None:
        return lambda frame: frame.item.data.get(name)
    if len(steps) == 1 and root == "item":
        if isinstance(steps[0], Derived):
            fact, work = steps[0].fact.name, steps[0].fact.value
            return lambda frame: frame.snapshot.once(fact, frame.item, work)
        only = steps[0].take
        return lambda frame: only(frame.item, frame.snapshot)
    many = any(step.many for step in steps)
    walk = partial(_walk, steps) if many else partial(_walk_straight, tuple(step.take for step in steps))
    if steps and isinstance(steps[0], Project):  # from everywhere the same
        called = f"path {text}"
        return lambda frame: frame.snapshot.once(called, frame.snapshot.aims.project, walk)
    if root == "this":
        return lambda frame: walk(frame.this, frame.snapshot)
    return lambda frame: walk(frame.item, frame.snapshot)


def _walk_straight(takes: tuple[Callable[[Item, Snapshot], Any], ...], start: Item, snapshot: Snapshot) -> Any:
    """Along steps that each lead to one value; what is no item cannot be walked on from, and is the answer."""
    value: Any = start
    for take in takes:
        if not isinstance(value, Item):
            return value
        value = take(value, snapshot)
    return value


def _walk(steps: tuple[Step, ...], start: Item, snapshot: Snapshot) -> Any:
    values: list[Any] = [start]
    gathered = False
    for step in steps:
        take = step.take
        further: list[Any] = []
        for value in values:
            if not isinstance(value, Item):
                if value is not None:
                    further.append(value)
                continue
            taken = take(value, snapshot)
            if step.many and taken.__class__ is list:
                further += taken
            elif taken is not None or not gathered:
                further.append(taken)
        gathered = gathered or step.many
        values = further
    if gathered:
        return values
    return values[0] if values else None
