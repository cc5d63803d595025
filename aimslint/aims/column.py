"""Long lists of which few things are ever asked, kept as one text: to read it takes a fiftieth of reading a list."""

from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

from aimslint.aims.beyond import Beyond

T = TypeVar("T")
FIRST = ord("0")
"""The letter of the first value."""
MOST = 0xD800 - FIRST
"""How many values have a letter: then come those that no text may hold."""
NUMBERS = range(MOST)


class Column(Sequence[T]):
    """Values by letters: each stands for the place of a value. A few may be changed, in this column alone."""

    def __init__(self, letters: str, values: Sequence[T]) -> None:
        self._letters, self._values = letters, values
        self._changed: dict[int, T] = {}

    def copy(self) -> "Column[T]":
        """The same, to be changed."""
        made = Column(self._letters, self._values)
        made._changed.update(self._changed)
        return made

    def __len__(self) -> int:
        return len(self._letters)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, slice):
            return list(self)[place]
        if place in self._changed:
            return self._changed[place]
        return self._values[ord(self._letters[place]) - FIRST]

    def __setitem__(self, place: int, value: T) -> None:
        self._changed[place] = value

    def __iter__(self) -> Iterator[T]:
        values, changed = self._values, self._changed
        for place, letter in enumerate(self._letters):
            yield changed[place] if place in changed else values[ord(letter) - FIRST]


def letters(places: Sequence[int]) -> str:
    """The letters of these places. Raises Beyond where one has none."""
    if max(places, default=0) >= MOST:
        raise Beyond
    return "".join(chr(FIRST + place) for place in places)
