"""Whether two states are of one thing, although it bears another id now."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from aimslint.pattern import pattern

_NAMES = ("id", "kind")
_WORD = pattern(r"\w+")

Words = Counter[str]


def words_of(data: Mapping[str, Any]) -> Words:
    """The words that a record or entry says, how often each; its id and kind left out."""
    return Counter(word for key, value in data.items() if key not in _NAMES for word in _words(value))


def alike(one: Words, other: Words, share: float = 0.75) -> bool:
    """Whether of all that both say, at least this share is said by both."""
    mine, theirs = one.total(), other.total()
    # Counting what both say is the dear part, and more than all of the shorter one it cannot be.
    return 2 * min(mine, theirs) >= share * (mine + theirs) <= 2 * (one & other).total()


def _words(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
        elif part is not None:
            yield from _WORD.findall(str(part).casefold())
