"""A page about a record: labelled values, and sections that are tables."""

from collections.abc import Sequence

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.views.applies import Applies


@dataclass(frozen=True, slots=True)
class Section:
    """A table. `name` is its key in data, `title` what people read; cells are words."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Page:
    """What there is to say about one record or entry. `rules` are those that are about it, where that was asked."""

    item: Item
    title: str
    fields: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    rules: Sequence[Applies] | None = None
