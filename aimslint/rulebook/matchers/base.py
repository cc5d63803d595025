"""What every matcher does, and how values are shown in messages."""

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Any, Protocol

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.records.values import UNKNOWN, Explained, is_empty
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.paths import Path

Answer = bool | None
"""Yes, no, or cannot say (None)."""


class Matcher(Protocol):
    """One operator with its operand. Pure: the answer depends on the value and the frame alone."""

    def test(self, value: Any, frame: Frame) -> Answer:
        """Whether it holds of `value`. Empty, unknown and explained values are answered as the vocabulary says."""
        ...

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        """A sentence for when it does not hold, `field` being what the value is called."""
        ...

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        """A sentence for when it holds though it must not."""
        ...

    def expected(self, frame: Frame) -> str:
        """The operand in few words."""
        ...


@dataclass(frozen=True, slots=True)
class Operand:
    """A literal, or a path to read the operand from; `read` is how that path is taken."""

    literal: Any = None
    read: Callable[[Frame], Any] | None = field(default=None, compare=False)
    text: str = ""
    path: Path | None = None

    def value(self, frame: Frame) -> Any:
        """What the operand is in this frame."""
        return self.literal if self.read is None else self.read(frame)

    def said(self, frame: Frame) -> str:
        """What it is in words: the value, and where it comes from."""
        if self.read is None:
            return show(self.literal)
        return f"{self.text} ({show(self.value(frame))})" if self.text != "as_of" else show(self.value(frame))


def plain(value: Any) -> Any:
    """The value to compare: an item is its id."""
    return value.id if isinstance(value, Item) else value


def plain_for(value: Any, means: str) -> Any:
    """The value to compare with words of the pack `means`: a requirement is the id by which its files name it."""
    if not isinstance(value, Item) or value.kind != "requirement" or value.data["pack"] == "own":
        return plain(value)
    return value.data["id"] if value.data["pack"] == means else f"{value.data['pack']}:{value.data['id']}"


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same. Two items are when they are one node: ids alone repeat between kinds."""
    return one is other if isinstance(one, Item) and isinstance(other, Item) else bool(plain(one) == plain(other))


def speaks(value: Any) -> bool:
    """Whether a value can be compared at all: it is neither empty nor unknown nor explained away."""
    return value is not UNKNOWN and value.__class__ is not Explained and not is_empty(value)


def listed(value: Any) -> list[Any]:
    """The items of a gathered value, without empty ones. A single value (unknown, explained) is a list of itself."""
    if value.__class__ is not list:
        return [] if is_empty(value) else [value]
    return [item for item in value if not is_empty(item)]


def show(value: Any) -> str:
    """A value in few words, for messages."""
    match value:
        case bool():
            return "true" if value else "false"
        case Item():
            return value.id or value.kind
        case list() | tuple():
            return show_list(value)
        case dict():
            return "a map"
        case Explained():
            return "not applicable"
        case _ if value is UNKNOWN:
            return "unknown"
        case _ if is_empty(value):
            return f'"{value}"' if isinstance(value, str) and value.strip() else "(none)"
    text = str(value)
    return text if len(text) <= 80 else text[:77] + "..."


def show_list(values: Sequence[Any]) -> str:
    """The first three of several values, and how many more there are."""
    if not values:
        return "(none)"
    first = ", ".join(show(value) for value in values[:3])
    return f"{first} and {len(values) - 3} more" if len(values) > 3 else first


def placeholder_note(value: Any) -> str:
    """` is missing`, or that it is still a placeholder; of a list, that its first text is one."""
    texts = [text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str) and text.strip()]
    if texts:
        return f' is still a placeholder ("{texts[0].strip()}")'
    return " is missing"
