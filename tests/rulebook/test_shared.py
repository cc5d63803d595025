"""Conditions that several rules share are asked once, and each rule gets the answer that it would get alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from aimslint.rulebook.conditions import All, Condition, Objection, Texts
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.matchers.base import Answer
from aimslint.rulebook.shared import shared
from tests.rulebook.asking import compiled, snapshot, subject

SNAPSHOT = snapshot("{kind: ai_system, id: chat, lifecycle_stage: deployed}")
ITEM = subject(SNAPSHOT, "ai_system")
FRAME = Frame(ITEM, ITEM, SNAPSHOT)


@dataclass(frozen=True)
class Says:
    """A condition with an answer, which notes that it was asked."""

    answer: Answer
    asked: list[Answer] = field(default_factory=list, compare=False)

    @property
    def of_texts(self) -> tuple[Texts, bool]:
        return (), False

    def test(self, frame: Frame) -> Answer:
        self.asked.append(self.answer)
        return self.answer

    def objections(self, frame: Frame) -> list[Objection]:
        return []


def told(rules: Sequence[Sequence[Condition]]) -> dict[int, bool]:
    """Which rules are told of a subject, and whether it is sure that they apply."""
    heard: dict[int, bool] = {}
    hears = [partial(lambda number, _, sure: heard.__setitem__(number, sure), number) for number in range(len(rules))]
    shared(list(zip(rules, hears, strict=True)))(FRAME, True)
    return heard


def test_conditions_written_alike_are_the_same() -> None:
    spec = "{lifecycle_stage: [pilot, deployed]}"
    assert compiled(spec, "ai_system") == compiled(spec, "ai_system")
    assert compiled(spec, "ai_system") != compiled("{lifecycle_stage: [pilot]}", "ai_system")
    spec = "{suppliers: {some: {due_diligence.result: approved}}}"
    assert compiled(spec, "ai_system") == compiled(spec, "ai_system")
    assert compiled(spec, "ai_system") != compiled(spec.replace("approved", "rejected"), "ai_system")


def test_what_rules_share_is_asked_once() -> None:
    asked: list[Answer] = []
    one, other = Says(True, asked), Says(True, asked)
    assert told([(one,), (other, Says(None)), ()]) == {0: True, 1: False, 2: True}
    assert asked == [True]


def test_behind_a_clear_no_nothing_is_asked() -> None:
    behind = Says(True)
    assert told([(Says(False), behind), (Says(False),)]) == {}
    assert behind.asked == []


answers = st.lists(st.lists(st.sampled_from([True, False, None]), max_size=3), max_size=6)


@given(answers)
def test_each_rule_is_answered_as_if_alone(rules: list[list[Answer]]) -> None:
    together = told([[Says(answer) for answer in one] for one in rules])
    for number, one in enumerate(rules):
        alone = All(tuple(map(Says, one))).test(FRAME)
        assert together.get(number) == {True: True, None: False, False: None}[alone]
