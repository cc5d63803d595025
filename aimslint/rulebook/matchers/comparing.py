"""Words that compare: `before`, `after`, `older_than`, `at_least`, `at_most`. All cannot say on an empty side.

Of a list, `at_least` and `at_most` ask how many items it has, and an empty one has none.
"""

from collections.abc import Callable
from typing import Any, Literal

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.days import before, parse_duration, text_before
from aimslint.records.values import UNKNOWN, Explained
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.matchers.base import Answer, Operand, listed, show, speaks


@dataclass(frozen=True, slots=True)
class Earlier:
    """`before` and `after`: strictly earlier or later than another day. Days as text compare like days."""

    side: Literal["before", "after"]
    other: Operand

    def test(self, value: Any, frame: Frame) -> Answer:
        other = self.other.value(frame)
        if not speaks(value) or not speaks(other):
            return None
        return bool(value < other) if self.side == "before" else bool(value > other)

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        return f"{field} ({show(value)}) is not {self.side} {self.other.said(frame)}"

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        return f"{field} ({show(value)}) is {self.side} {self.other.said(frame)}"

    def expected(self, frame: Frame) -> str:
        return f"{self.side} {self.other.said(frame)}"


@dataclass(frozen=True, slots=True)
class OlderThan:
    """The day lies further back than the as-of date less a duration."""

    age: Operand

    def test(self, value: Any, frame: Frame) -> Answer:
        age = self.age.value(frame)
        if not speaks(value) or not speaks(age):
            return None
        return bool(value < text_before(frame.snapshot.as_of, age))

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        return f"{field} ({show(value)}) is not older than {self.expected(frame)}"

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        return f"{field} ({show(value)}) is older than {self.expected(frame)}"

    def expected(self, frame: Frame) -> str:
        return show(self.age.value(frame))


Rank = Callable[[Any, Frame], Any]
"""Makes a value comparable with its like; None when it cannot be ranked."""


@dataclass(frozen=True, slots=True)
class Bound:
    """`at_least` and `at_most` of a number, a duration or a step of a scale."""

    side: Literal["at_least", "at_most"]
    limit: Operand
    rank: Rank

    def test(self, value: Any, frame: Frame) -> Answer:
        limit = self.limit.value(frame)
        if not speaks(value) or not speaks(limit):
            return None
        mine, bound = self.rank(value, frame), self.rank(limit, frame)
        if mine is None or bound is None:
            return None
        return bool(mine >= bound) if self.side == "at_least" else bool(mine <= bound)

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        return f"{field} is {show(value)}, {self.expected(frame)} expected"

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        return f"{field} is {show(value)}, {self.expected(frame)}"

    def expected(self, frame: Frame) -> str:
        return f"{self.side.replace('_', ' ')} {self.limit.said(frame)}"


@dataclass(frozen=True, slots=True)
class HowMany:
    """`at_least` and `at_most` of the number of items. Unknown items may or may not count."""

    side: Literal["at_least", "at_most"]
    limit: Operand

    def test(self, value: Any, frame: Frame) -> Answer:
        limit = self.limit.value(frame)
        if value is UNKNOWN or value.__class__ is Explained or not speaks(limit):
            return None
        items = listed(value)
        sure = sum(item is not UNKNOWN for item in items)
        if self.side == "at_least":
            return True if sure >= limit else False if len(items) < limit else None
        return False if sure > limit else True if len(items) <= limit else None

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        return f"{self._found(field, value)}, {self.expected(frame)} expected"

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        return f"{self._found(field, value)}, {self.expected(frame)}"

    def _found(self, field: str, value: Any) -> str:
        number = len(listed(value))
        return f"{field} has {number} {'item' if number == 1 else 'items'}"

    def expected(self, frame: Frame) -> str:
        return f"{self.side.replace('_', ' ')} {self.limit.said(frame)}"


def by_number(value: Any, _: Frame) -> Any:
    """Numbers rank as they are."""
    return value if value.__class__ in (int, float) else None


def by_duration(value: Any, frame: Frame) -> Any:
    """Durations rank by the day they reach back to from the as-of date, so months and days compare."""
    day = before(frame.snapshot.as_of, parse_duration(value))
    return (frame.snapshot.as_of - day).days


def by_words(words: tuple[str, ...]) -> Rank:
    """Words of a rising enumeration rank by their position."""
    order = {word: position for position, word in enumerate(words)}
    return lambda value, _: order.get(value)


@dataclass(frozen=True, slots=True)
class ByOwnScale:
    """Steps of the organisation's own scale rank as `risk_method.scales` lists them; without a method, not at all."""

    scale: str

    def __call__(self, value: Any, frame: Frame) -> Any:
        method = frame.snapshot.project("risk_method")
        if not isinstance(method, Item):
            return None
        for position, step in enumerate(method.children.get(("scales", self.scale), ())):
            if isinstance(step, Item) and step.data.get("value") == value:
                return position
        return None
