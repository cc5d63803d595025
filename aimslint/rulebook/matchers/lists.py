"""Words about several values: `some`, `every`, `none`, `includes`."""

from collections.abc import Callable
from dataclasses import field
from typing import Any, Literal

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.records.values import UNKNOWN, Explained, is_empty
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.matchers.base import Answer, Matcher, listed, plain_for, show

Quantifier = Literal["some", "every", "none"]


@dataclass(frozen=True, slots=True)
class Inner:
    """What is asked of one item: conditions where items are maps or records, a matcher where they are plain.

    `test` and `objection` follow from what is `asked`. `moves` says whether the item is the current one meanwhile.
    """

    asked: Any
    test: Callable[[Any, Frame], Answer] = field(compare=False)
    objection: Callable[[Any, Frame], str] = field(compare=False)
    said: str
    moves: bool


def of_items(condition: Any, said: str) -> Inner:
    """Ask `condition` (see `conditions`) of an item, which becomes the current one."""
    ask: Callable[[Frame], Answer] = condition.test
    texts, alone = condition.of_texts

    def test(value: Any, frame: Frame) -> Answer:
        if not isinstance(value, Item):
            return None
        if texts:  # they settle it for half of the items, in a third of the time
            data, sure = value.data, alone
            for name, holds in texts:
                text = data.get(name)
                if text.__class__ is not str:
                    sure = False
                elif not holds(text):
                    return False
            if sure:
                return True
        return ask(Frame(value, frame.this, frame.snapshot))

    def objection(value: Any, frame: Frame) -> str:
        inner = Frame(value, frame.this, frame.snapshot)
        return f"{show(value)}: {'; '.join(said.sentence for said in condition.objections(inner))}"

    return Inner(condition, test, objection, said, moves=True)


def of_values(matcher: Matcher, said: str) -> Inner:
    """Ask `matcher` of a plain value, or of an item's id."""
    return Inner(
        matcher,
        lambda value, frame: None if value is UNKNOWN else matcher.test(value, frame),
        lambda value, frame: matcher.objection(show(value), value, frame),
        said,
        moves=False,
    )


@dataclass(frozen=True, slots=True)
class Some:
    """It holds of at least one item. No on an empty list."""

    inner: Inner

    def test(self, value: Any, frame: Frame) -> Answer:
        if value is UNKNOWN or value.__class__ is Explained:
            return None
        test, unsure = self.inner.test, False
        for item in value if value.__class__ is list else (value,):
            if isinstance(item, Item) or not is_empty(item):
                answer = test(item, frame)
                if answer is True:
                    return True
                unsure = unsure or answer is None
        return None if unsure else False

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        if is_empty(value):
            return f"{field} is missing"
        return f"no item of {field} has {self.inner.said}"

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        return f"an item of {field} has {self.inner.said}"

    def expected(self, frame: Frame) -> str:
        return f"one with {self.inner.said}"


@dataclass(frozen=True, slots=True)
class Each:
    """`every` and `none`: it holds of all items, or of none. Yes on an empty list. Objects to each item alone."""

    quantifier: Literal["every", "none"]
    inner: Inner

    @property
    def wanted(self) -> bool:
        """The answer that each item must give."""
        return self.quantifier == "every"

    def holds_of(self, value: Any, frame: Frame) -> Answer:
        """What one item answers."""
        return None if value is UNKNOWN else self.inner.test(value, frame)

    def test(self, value: Any, frame: Frame) -> Answer:
        if value is UNKNOWN or value.__class__ is Explained:
            return None
        test, unsure, unwanted = self.inner.test, False, not self.wanted
        for item in value if value.__class__ is list else (value,):
            if isinstance(item, Item) or not is_empty(item):
                answer = None if item is UNKNOWN else test(item, frame)
                if answer is unwanted:
                    return False
                unsure = unsure or answer is None
        return None if unsure else True

    def item_objection(self, field: str, value: Any, frame: Frame) -> str:
        """A sentence about one item that does not do."""
        if self.wanted:
            return self.inner.objection(value, frame)
        return f"{show(value)} in {field} has {self.inner.said}, though none may"

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        return f"not every item of {field} has {self.inner.said}"

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        return f"every item of {field} has {self.inner.said}"

    def expected(self, frame: Frame) -> str:
        return f"{self.quantifier} with {self.inner.said}"


@dataclass(frozen=True, slots=True)
class Includes:
    """Each of the words is an item. No on an empty list. Bare ids of requirements mean those of the pack `means`."""

    words: tuple[Any, ...]
    means: str = ""

    def test(self, value: Any, frame: Frame) -> Answer:
        if value is UNKNOWN or value.__class__ is Explained:
            return None
        if not self.lacking(value, frame):
            return True
        return None if UNKNOWN in listed(value) else False

    def lacking(self, value: Any, frame: Frame) -> list[Any]:
        """The words that are no item."""
        found = [plain_for(item, self.means) for item in listed(value)]
        return [word for word in self.words if word not in found]

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        return f"{field} lacks {', '.join(show(word) for word in self.lacking(value, frame))}"

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        return f"{field} includes {self.expected(frame)}"

    def expected(self, frame: Frame) -> str:
        return ", ".join(show(word) for word in self.words)
