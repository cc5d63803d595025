"""A node of the graph: a record, an entry, an item of a typed list, a requirement, or the project as a whole."""

from collections.abc import Iterator, Mapping
from typing import Any

from aimslint.dataclass import dataclass
from aimslint.model import Keys, Place, Subject
from aimslint.records.values import UNKNOWN, Unknown

Names = tuple[str, ...]
"""A field inside an item, by names from the item down: `("oversight", "overseers")`."""

_NAMELESS = ("not_applicable", "reference")


class Item:
    """One node. `data` holds its own fields as read; everything that crosses to another item is a link.

    `kind` is a record kind, an entry kind, `ai_system.models` for an item of a typed list, `requirement`,
    `not_applicable` or `project`. `links` are references by field, `back` the derived ways back by name, `children`
    the items of typed lists. A list of links or children may hold UNKNOWN where something was bent. `named` is the
    nearest record or entry, the item itself or what holds it; `erased` says whether its content, or that of what holds
    it, was erased on purpose. A requirement is called as records name it; the id in its `data` is bare. Built once
    while linking; nothing changes it afterwards.
    """

    __slots__ = (
        *("kind", "id", "data", "holder", "record", "named", "erased", "path", "document", "keys"),
        *("links", "back", "children"),
    )

    def __init__(
        self,
        kind: str,
        id_: str,
        data: Mapping[str, Any],
        *,
        holder: "Item | None" = None,
        path: str = "",
        document: int = 0,
        keys: Keys = (),
    ) -> None:
        self.kind = kind
        self.id = id_
        self.data = data
        self.holder = holder
        self.record: Item = self
        self.named: Item = self
        self.erased: bool = bool(data.get("erased"))
        if holder is not None:
            self.record = holder.record
            self.erased = self.erased or holder.erased
            if "." in kind or kind in _NAMELESS:
                self.named = holder.named
        self.path = path
        self.document = document
        self.keys = keys
        self.links: dict[Names, Any] = {}
        self.back: dict[str, list[Item | Unknown]] = {}
        self.children: dict[Names, list[Item | Unknown]] = {}

    @classmethod
    def listed(cls, holder: "Item", kind: str, id_field: str, above: Keys, values: list[Any]) -> "list[Item | Unknown]":
        """The items of a list that stands at the data path `above`; UNKNOWN for what is no map.

        Made one by one they would take three times as long: five of six nodes are made here, and that saves 30 of the
        1,700 ms that a check of 1,000 systems takes without their past.
        """
        record, erased, path, document = holder.record, holder.erased, holder.path, holder.document
        named = holder.named if "." in kind or kind in _NAMELESS else None
        made: list[Item | Unknown] = []
        for position, value in enumerate(values):
            if value.__class__ is not dict:
                made.append(UNKNOWN)
                continue
            item = cls.__new__(cls)
            id_ = value.get(id_field)
            item.kind, item.id, item.data = kind, id_ if id_.__class__ is str else "", value
            item.holder, item.record, item.named = holder, record, item if named is None else named
            item.erased = erased or bool(value.get("erased"))
            item.path, item.document, item.keys = path, document, (*above, position)
            item.links, item.back, item.children = {}, {}, {}
            made.append(item)
        return made

    def __repr__(self) -> str:
        return f"<{self.kind} {self.id or self.path}>"

    @property
    def subject(self) -> Subject:
        """Kind and id for reports: of the nearest record or entry."""
        return Subject(self.named.kind, self.named.id or self.named.path)

    def place(self, keys: Keys = (), *, key: bool = False) -> Place:
        """A place inside the item, by keys from the item down."""
        return Place(self.path, self.document, self.keys + keys, "key" if key else "value")

    def holders(self) -> "Iterator[Item]":
        """What holds the item, from the inside out."""
        item = self.holder
        while item is not None:
            yield item
            item = item.holder


def inside(item: Item) -> Iterator[Item]:
    """An item, and all items of lists in it."""
    yield item
    for children in item.children.values():
        for child in children:
            if isinstance(child, Item):
                yield from inside(child)


@dataclass(slots=True)  # not frozen: tens of thousands are made in a check, and a frozen one takes thrice as long
class Edge:
    """One reference: from where in which item it points to what. Nothing changes it afterwards."""

    source: Item
    names: Names
    keys: Keys
    target: Item
