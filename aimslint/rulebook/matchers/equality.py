"""Literal forms: a scalar, a list of scalars, `present`, `absent`; and the words `same_as` and `one_of`."""

from collections.abc import Callable
from dataclasses import field
from typing import Any

from aimslint.dataclass import dataclass
from aimslint.records.values import UNKNOWN, Explained, is_empty
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.matchers.base import Answer, Operand, listed, placeholder_note, plain_for, same, show, speaks
from aimslint.rulebook.paths import Path


@dataclass(frozen=True, slots=True)
class Equals:
    """A literal, or one of several: equal to the value. A reference equals the id it names.

    Bare ids of requirements mean those of the pack `means`.
    """

    words: tuple[Any, ...]
    one: bool
    means: str = ""

    def test(self, value: Any, frame: Frame) -> Answer:
        words = self.words
        if value.__class__ is str:  # as most are, and a text equals nothing but itself
            return value in words and not is_empty(value)
        if value is None:
            return False
        if value.__class__ is bool:
            for word in words:  # noqa: SIM110 - a generator takes thrice as long; not `in`: 1 is no flag, but equals true
                if word is value:
                    return True
            return False
        if value is UNKNOWN or value.__class__ is Explained:
            return None
        if is_empty(value):
            return False
        found = plain_for(value, self.means)
        return any((found == word and found.__class__ is word.__class__) or _same_number(found, word) for word in words)

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        if is_empty(value):
            return f"{field}{placeholder_note(value)}; expected {self.expected(frame)}"
        if field == show(value):  # an item of a list, which bears no other name
            return f"{field} is not {self.expected(frame)}"
        return f"{field} is {show(value)}, expected {self.expected(frame)}"

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        return f"{field} is {show(value)}"

    def expected(self, frame: Frame) -> str:
        words = [show(word) for word in self.words]
        return words[0] if self.one else "one of " + ", ".join(words)


def _same_number(found: Any, word: Any) -> bool:
    numbers = (int, float)
    return found.__class__ in numbers and word.__class__ in numbers and bool(found == word)


@dataclass(frozen=True, slots=True)
class Present:
    """Not empty; of several values, at least one is not. An explanation counts as present."""

    def test(self, value: Any, frame: Frame) -> Answer:
        if value.__class__ is list:
            unsure = False
            for item in value:
                if item is UNKNOWN:
                    unsure = True
                elif not is_empty(item):
                    return True
            return None if unsure else False
        return None if value is UNKNOWN else not is_empty(value)

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        return f"{field}{placeholder_note(value)}"

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        return f"{field} is given ({show(value)})"

    def expected(self, frame: Frame) -> str:
        return "something"


_PRESENT = Present()


@dataclass(frozen=True, slots=True)
class Absent:
    """The opposite of `present`."""

    def test(self, value: Any, frame: Frame) -> Answer:
        found = _PRESENT.test(value, frame)
        return None if found is None else not found

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        return _PRESENT.negated(field, value, frame)

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        return _PRESENT.objection(field, value, frame)

    def expected(self, frame: Frame) -> str:
        return "nothing"


@dataclass(frozen=True, slots=True)
class SameAs:
    """Equal to the single value at another path. Cannot say when either is empty."""

    other: Operand

    def test(self, value: Any, frame: Frame) -> Answer:
        other = self.other.value(frame)
        if not speaks(value) or not speaks(other):
            return None
        return same(value, other)

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        return f"{field} is {show(value)}, but {self.other.text} is {show(self.other.value(frame))}"

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        return f"{field} is {show(value)}, the same as {self.other.text}"

    def expected(self, frame: Frame) -> str:
        return show(self.other.value(frame))


@dataclass(frozen=True, slots=True)
class OneOf:
    """Equal to one of the values gathered at another path (`gather` takes it). Cannot say when either is empty."""

    text: str
    gather: Callable[[Frame], Any] = field(compare=False)
    path: Path

    def test(self, value: Any, frame: Frame) -> Answer:
        others = listed(self.gather(frame))
        if not speaks(value) or not others:
            return None
        if any(same(value, other) for other in others if speaks(other)):
            return True
        return None if any(not speaks(other) for other in others) else False

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        said = field if field == show(value) else f"{field} is {show(value)}, which"
        return f"{said} is not among {self.text} ({self.expected(frame)})"

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        return f"{field} is {show(value)}, which is among {self.text}"

    def expected(self, frame: Frame) -> str:
        return show(listed(self.gather(frame)))
