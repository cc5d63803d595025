"""Conditions that several rules share are asked once for all of them: to find out what applies is much of judging."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import field

from aimslint.dataclass import dataclass
from aimslint.rulebook.conditions import Condition
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.matchers.base import Answer

Hear = Callable[[Frame, bool], None]
"""Told of each subject for which no condition of a rule is clearly false, and whether each is clearly true."""


@dataclass(slots=True)
class Questions:
    """What is asked at one point: who has all conditions asked by then, and the further conditions of others."""

    whose: list[Hear] = field(default_factory=list)
    further: list[tuple[Callable[[Frame], Answer], "Questions"]] = field(default_factory=list)

    def ask(self, frame: Frame, sure: bool = True) -> None:
        """Ask all, and tell those who wait for the answers."""
        for hear in self.whose:
            hear(frame, sure)
        for test, questions in self.further:
            answer = test(frame)
            if answer is not False:
                questions.ask(frame, sure and answer is True)


class Sharing:
    """Numbers the conditions of many rules, so that equal ones are found to be equal once and not for every kind."""

    def __init__(self) -> None:
        self._numbers: dict[Condition, int] = {}
        self._known: dict[int, int] = {}

    def number(self, condition: Condition) -> int:
        """The same number for equal conditions. They must outlive this."""
        found = self._known.get(id(condition))
        if found is None:
            found = self._known[id(condition)] = self._numbers.setdefault(condition, len(self._numbers))
        return found


def shared(rules: Sequence[tuple[Sequence[Condition], Hear]], sharing: Sharing | None = None) -> Questions:
    """The conditions of several rules, those that most of them share first: their order changes no answer."""
    number = (sharing or Sharing()).number
    count = Counter(number(condition) for conditions, _ in rules for condition in conditions)
    first = {one: place for place, one in enumerate(count)}
    root = Questions()
    following: dict[tuple[int, ...], Questions] = {}
    for conditions, hear in rules:
        questions, path = root, tuple[int, ...]()
        for condition in sorted(conditions, key=lambda one: (-count[number(one)], first[number(one)])):
            path = (*path, number(condition))
            if path not in following:
                following[path] = Questions()
                questions.further.append((condition.test, following[path]))
            questions = following[path]
        questions.whose.append(hear)
    return root
