"""`not`, and what joins conditions: all of a map or list, any of alternatives (Kleene's three answers)."""

from collections.abc import Iterable
from typing import Any

from aimslint.dataclass import dataclass
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.matchers.base import Answer, Matcher


@dataclass(frozen=True, slots=True)
class Not:
    """The inner matcher answers no."""

    inner: Matcher

    def test(self, value: Any, frame: Frame) -> Answer:
        found = self.inner.test(value, frame)
        return None if found is None else not found

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        return self.inner.negated(field, value, frame)

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        return self.inner.objection(field, value, frame)

    def expected(self, frame: Frame) -> str:
        return f"not {self.inner.expected(frame)}"


def all_of(answers: Iterable[Answer]) -> Answer:
    """No if one says no, yes if all say yes, otherwise cannot say."""
    unsure = False
    for answer in answers:
        if answer is False:
            return False
        unsure = unsure or answer is None
    return None if unsure else True


def any_of(answers: Iterable[Answer]) -> Answer:
    """Yes if one says yes, no if all say no, otherwise cannot say."""
    unsure = False
    for answer in answers:
        if answer is True:
            return True
        unsure = unsure or answer is None
    return None if unsure else False
