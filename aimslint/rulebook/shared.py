"""Conditions that several rules share are asked once for all of them: to find out what applies is much of judging."""

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Generic, TypeVar

from aimslint.dataclass import dataclass
from aimslint.rulebook.conditions import Condition
from aimslint.rulebook.frame import Frame

T = TypeVar("T")


@dataclass(slots=True)
class Questions(Generic[T]):
    """What is asked at one point: whose conditions are all asked by then, and the further conditions of others."""

    whose: list[T] = field(default_factory=list)
    further: list[tuple[Condition, "Questions[T]"]] = field(default_factory=list)

    def after(self, condition: Condition) -> "Questions[T]":
        """What is asked of those for whom a condition is not clearly false."""
        for known, questions in self.further:
            if known == condition:
                return questions
        questions = Questions[T]()
        self.further.append((condition, questions))
        return questions

    def answers(self, frame: Frame, sure: bool = True) -> Iterator[tuple[T, bool]]:
        """Those none of whose conditions is clearly false, and whether each of them is clearly true."""
        for one in self.whose:
            yield one, sure
        for condition, questions in self.further:
            answer = condition.test(frame)
            if answer is not False:
                yield from questions.answers(frame, sure and answer is True)


def shared(rules: Sequence[tuple[Sequence[Condition], T]]) -> Questions[T]:
    """The conditions of several rules, those that most of them share first: their order changes no answer."""
    everything = [condition for conditions, _ in rules for condition in conditions]
    root = Questions[T]()
    for conditions, whose in rules:
        questions = root
        for condition in sorted(conditions, key=lambda one: (-everything.count(one), everything.index(one))):
            questions = questions.after(condition)
        questions.whose.append(whose)
    return root
