"""What stands in a graph in part for what is not read yet, and is read when somebody looks at it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from aimslint.aims.item import Item, Names
from aimslint.records.values import UNKNOWN, Unknown

if TYPE_CHECKING:
    from aimslint.aims.outline import Node
    from aimslint.aims.part import Part


class PartItem(Item):
    """A node that finds what it refers to, and who refers to it, when it is asked. A record is read no sooner."""

    __slots__ = ("_back", "_children", "_data", "_links", "number", "part")

    number: int | None
    _data: Mapping[str, Any] | None
    _children: dict[Names, list[Item | Unknown]]
    _links: dict[Names, Any] | None
    _back: "Back | None"

    def __init__(self, part: "Part", kind: str, id_: str, data: Mapping[str, Any], **where: Any) -> None:
        self.part = part
        self.number = None
        super().__init__(kind, id_, data, **where)
        self._links = None
        self._back = None

    @classmethod
    def unread(
        cls, part: "Part", number: int, node: "Node", path: str, holder: Item | None, *, erased: bool
    ) -> "PartItem":
        """A record, or an entry of the record `holder`, of which nothing is read yet."""
        made = cls.__new__(cls)
        made.part, made.number = part, number
        made.kind, made.id, made.path, made.document, made.keys = node.kind, node.id, path, node.document, node.keys
        made.holder, made.record, made.named, made.erased = holder, holder or made, made, erased
        made._data = made._links = made._back = None
        made._children = {}
        return made

    def fill(self, read: "PartItem") -> None:
        """Put in what was read."""
        self._data, self.erased = read._data, read.erased

    @property
    def data(self) -> Mapping[str, Any]:
        """Its own fields."""
        if self._data is None:
            self.part.load([self.path])
        assert self._data is not None
        return self._data

    @data.setter
    def data(self, data: Mapping[str, Any]) -> None:
        self._data = data

    @property
    def children(self) -> dict[Names, list[Item | Unknown]]:
        """The items of its lists."""
        if self._data is None:
            self.part.load([self.path])
        return self._children

    @children.setter
    def children(self, children: dict[Names, list[Item | Unknown]]) -> None:
        self._children = children

    @property
    def links(self) -> dict[Names, Any]:
        """Whom it refers to."""
        if self._links is None:
            if self._data is None:
                self.part.load([self.path])
            self._links = self.part.links_of(self)
        return self._links

    @links.setter
    def links(self, links: dict[Names, Any]) -> None:
        self._links = links

    @property
    def back(self) -> dict[str, list[Item | Unknown]]:
        """Who refers to it."""
        if self._back is None:
            self._back = Back(self)
        return self._back

    @back.setter
    def back(self, _: object) -> None:
        self._back = None


class Back(dict[str, list[Item | Unknown]]):
    """The ways back of an item, each found when somebody goes it."""

    def __init__(self, item: PartItem) -> None:
        super().__init__()
        self._part = item.part
        key = item.part.key(item)
        self._ways = item.part.ways.to(key) if key is not None else {}

    def __getitem__(self, name: str) -> list[Item | Unknown]:
        if not super().__contains__(name):
            node = self._part.node
            self[name] = [UNKNOWN if number is None else node(number) for number in self._ways[name]]
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self._ways else default

    def __contains__(self, name: object) -> bool:
        return name in self._ways

    def __iter__(self) -> Iterator[str]:
        return iter(self._ways)

    def __len__(self) -> int:
        return len(self._ways)

    def items(self) -> Any:
        return [(name, self[name]) for name in self._ways]

    def values(self) -> Any:
        return [self[name] for name in self._ways]


class Kinds(Mapping[str, Sequence[Item]]):
    """All items by kind, read kind by kind."""

    def __init__(self, part: "Part") -> None:
        self._part = part
        self._known: dict[str, list[Item]] = {}

    def __getitem__(self, kind: str) -> Sequence[Item]:
        if kind not in self._known:
            self._known[kind] = self._part.items(kind)
        if not self._known[kind]:
            raise KeyError(kind)
        return self._known[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._part.outline.kinds, *self._part.holds(), "requirement")))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Unread(Sequence[Item]):
    """All records."""

    def __init__(self, part: "Part") -> None:
        self._part = part

    def __len__(self) -> int:
        return len(self._part.register.records)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | Sequence[Item]:
        numbers = self._part.register.records[at]
        return self._part.node(numbers) if isinstance(numbers, int) else [self._part.node(one) for one in numbers]

    def __iter__(self) -> Iterator[Item]:
        return map(self._part.node, self._part.register.records)


class Texts(Mapping[str, str]):
    """The texts of all files."""

    def __init__(self, part: "Part") -> None:
        self._part = part
        self._paths = part.register.numbers_of_files.keys()

    def __getitem__(self, path: str) -> str:
        if path not in self._paths:
            raise KeyError(path)
        return self._part.text(path)

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._part.outline.files)

    def __len__(self) -> int:
        return len(self._paths)


class Ids(Mapping[str, Item]):
    """Nodes of one kind by id."""

    def __init__(self, part: "Part", kind: str) -> None:
        self._part, self._kind = part, kind

    def __getitem__(self, id_: str) -> Item:
        return self._part.node(self._numbers[id_])

    def __contains__(self, id_: object) -> bool:
        return id_ in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def _numbers(self) -> Mapping[str, int]:
        return self._part.register.ids(self._kind)


class Fields(Mapping[tuple[str, str], Mapping[str, Any]]):
    """The fields of records and entries by kind and id."""

    def __init__(self, numbers: Mapping[tuple[str, str], int], node: Callable[[int], Item]) -> None:
        self._numbers, self._node = numbers, node

    def __getitem__(self, named: tuple[str, str]) -> Mapping[str, Any]:
        return self._node(self._numbers[named]).data

    def __contains__(self, named: object) -> bool:
        return named in self._numbers

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
