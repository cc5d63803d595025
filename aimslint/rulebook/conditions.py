"""Conditions: a path with a matcher, alternatives, and all of several. They answer, and they object at a place."""

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Protocol

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.model import Cause, Keys, Place
from aimslint.records.values import UNKNOWN, is_empty
from aimslint.rulebook.asking import asking, of_text
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.matchers.base import Answer, Matcher, show
from aimslint.rulebook.matchers.lists import Each, Includes
from aimslint.rulebook.paths import Path


@dataclass(frozen=True, slots=True)
class Objection:
    """One condition that clearly does not hold: where in the subject's record, and what to say about it.

    `about` is the entry inside the subject that it concerns, where a check looks at a record as a whole. `place` points
    elsewhere than into the subject, where a check looks at the project as a whole. `fields` are those that it is about
    where several objections are told as one.
    """

    keys: Keys
    sentence: str
    found: str
    expected: str
    items: tuple[str, ...] = ()
    related: tuple[Place, ...] = ()
    about: Item | None = None
    place: Place | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsure:
    """What a check says of a subject that it cannot judge: the reason, and what it is that is not known."""

    reason: str
    cause: Cause = "history"


Texts = tuple[tuple[str, Callable[[str], bool]], ...]
"""Fields of an item, each with what must hold of it where it is a text."""


class Condition(Protocol):
    """Anything that can be asked of a frame. Equal conditions give equal answers."""

    @property
    def of_texts(self) -> tuple[Texts, bool]:
        """What must hold of texts of the item itself, whatever else is asked; and whether nothing else is."""
        ...

    @property
    def test(self) -> Callable[[Frame], Answer]:
        """Answers yes, no or cannot say."""
        ...

    def objections(self, frame: Frame) -> list[Objection]:
        """What to say when the answer is no: one a failing condition, one an item under `every` and `none`."""
        ...


@dataclass(frozen=True, slots=True)
class Test:
    """A path and what must hold of the value there. `test` follows from these."""

    path: Path
    matcher: Matcher
    test: Callable[[Frame], Answer] = field(compare=False)

    @classmethod
    def of(cls, path: Path, matcher: Matcher) -> "Test":
        """Such a test."""
        return cls(path, matcher, asking(path, matcher))

    @property
    def of_texts(self) -> tuple[Texts, bool]:
        name, holds = self.path.own, of_text(self.matcher)
        return (((name, holds),), True) if name is not None and holds is not None else ((), False)

    def objections(self, frame: Frame) -> list[Objection]:
        if isinstance(self.matcher, Each):
            return self._each(self.matcher, frame)
        value = self.path.take(frame)
        field = self.path.text.removeprefix("this.")
        return [
            Objection(
                self.path.keys(frame),
                self.matcher.objection(field, value, frame),
                show(value),
                self.matcher.expected(frame),
                self._concerned(value, frame),
                _elsewhere(self.path, frame),
            )
        ]

    def _concerned(self, value: object, frame: Frame) -> tuple[str, ...]:
        """The items that an objection is about: those that `includes` misses, else all there are."""
        if isinstance(self.matcher, Includes):
            return tuple(show(word) for word in self.matcher.lacking(value, frame))
        return tuple(show(item) for item in value if item is not UNKNOWN) if isinstance(value, list) else ()

    def _each(self, matcher: "Each", frame: Frame) -> list[Objection]:
        found = []
        for hit in self.path.hits(frame):
            if not is_empty(hit.value) and matcher.holds_of(hit.value, frame) is (not matcher.wanted):
                item = show(hit.value)
                keys = hit.keys if hit.keys is not None else hit.last_keys
                related = (hit.far,) if hit.far is not None else ()
                sentence = matcher.item_objection(self.path.text.removeprefix("this."), hit.value, frame)
                found.append(Objection(keys, sentence, item, matcher.expected(frame), (item,), related))
        return found


def _elsewhere(path: Path, frame: Frame) -> tuple[Place, ...]:
    """Places of the values that lie in other records."""
    places = dict.fromkeys(hit.far for hit in path.hits(frame)[:5] if hit.far is not None)
    return tuple(place for place in places if place.path)


@dataclass(frozen=True, slots=True)
class All:
    """All of several conditions."""

    parts: tuple[Condition, ...]

    @property
    def of_texts(self) -> tuple[Texts, bool]:
        asked = [part.of_texts for part in self.parts]
        return tuple(one for texts, _ in asked for one in texts), all(alone for _, alone in asked)

    def test(self, frame: Frame) -> Answer:
        answer: Answer = True
        for part in self.parts:
            one = part.test(frame)
            if one is False:
                return False
            if one is None:
                answer = None
        return answer

    def objections(self, frame: Frame) -> list[Objection]:
        return [said for part in self.parts if part.test(frame) is False for said in part.objections(frame)]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of several alternatives."""

    alternatives: tuple[Condition, ...]

    @property
    def of_texts(self) -> tuple[Texts, bool]:
        return (), False

    def test(self, frame: Frame) -> Answer:
        answer: Answer = False
        for part in self.alternatives:
            one = part.test(frame)
            if one is True:
                return True
            if one is None:
                answer = None
        return answer

    def objections(self, frame: Frame) -> list[Objection]:
        said = [objection for part in self.alternatives for objection in part.objections(frame)]
        first = said[0]
        sentences = list(dict.fromkeys(objection.sentence for objection in said))
        related = tuple(dict.fromkeys(place for objection in said for place in objection.related))
        items = tuple(dict.fromkeys(item for objection in said for item in objection.items))
        return [Objection(first.keys, "; and ".join(sentences), first.found, first.expected, items, related)]


def failing(conditions: Sequence[Condition], frame: Frame) -> Condition | None:
    """The first condition that does not answer yes, or None: to say why a rule does not apply."""
    return next((condition for condition in conditions if condition.test(frame) is not True), None)


__all__ = ["All", "AnyOf", "Condition", "Objection", "Test", "Unsure", "failing"]
