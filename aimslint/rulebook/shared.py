"""Conditions that several rules share are asked once for all of them: to find out what applies is much of judging."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from aimslint.dataclass import dataclass
from aimslint.rulebook.conditions import Condition
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.matchers.base import Answer

Ask = Callable[[Frame], Answer]
Hear = Callable[[Frame, bool], None]
"""Told of each subject for which no condition of a rule is clearly false, and whether each is clearly true."""


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


def shared(rules: Sequence[tuple[Sequence[Condition], Hear]], sharing: Sharing | None = None) -> Hear:
    """Asks the conditions of several rules of a subject, and tells those rules that are to hear of it.

    Conditions that most rules share are asked first: their order changes no answer.
    """
    number = (sharing or Sharing()).number
    count = Counter(number(condition) for conditions, _ in rules for condition in conditions)
    first = {one: place for place, one in enumerate(count)}
    root = _Questions()
    tests: dict[int, Ask] = {}
    for conditions, hear in rules:
        questions = root
        for condition in sorted(conditions, key=lambda one: (-count[number(one)], first[number(one)])):
            one = number(condition)
            if one not in questions.further:
                tests[one] = condition.test if one not in tests else _once(condition.test)
                questions.further[one] = _Questions()
            questions = questions.further[one]
        questions.whose.append(hear)
    return root.put_together(tests)


@dataclass(slots=True)
class _Questions:
    """What is asked at one point: who has all conditions asked by then, and the further conditions of others."""

    whose: list[Hear] = field(default_factory=list)
    further: dict[int, "_Questions"] = field(default_factory=dict)

    def put_together(self, tests: Mapping[int, Ask]) -> Hear:
        """Asks all that is asked from here on. One who waits for nothing further is told directly."""
        if not self.further and len(self.whose) == 1:
            return self.whose[0]
        whose = tuple(self.whose)
        further = tuple((tests[one], questions.put_together(tests)) for one, questions in self.further.items())

        def ask(frame: Frame, sure: bool) -> None:
            for hear in whose:
                hear(frame, sure)
            for test, tell in further:
                answer = test(frame)
                if answer is not False:
                    tell(frame, sure and answer is True)

        return ask


def _once(test: Ask) -> Ask:
    """Asks once of each frame: what is asked in several places comes up again while the same subject has its turn."""
    asked: Frame | None = None
    answer: Answer = None

    def ask(frame: Frame) -> Answer:
        nonlocal asked, answer
        if frame is not asked:
            answer = test(frame)
            asked = frame
        return answer

    return ask
