"""What is kept of a linked graph, so that the next one like it need not be linked: who stands where, who names whom.

It holds no fields of records. Those are read where somebody asks for them (`part`).
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from aimslint.aims.column import Column
from aimslint.aims.graph import Aims
from aimslint.aims.index import by_id
from aimslint.aims.item import Item, inside
from aimslint.aims.resolve import roles_held
from aimslint.dataclass import dataclass
from aimslint.loading.comments import SIGN
from aimslint.model import Keys, Problem
from aimslint.records.table import all_kinds

Back = dict[str, list[int | None]]
"""Ways back by name: numbers of nodes, None for something unknown."""


@dataclass(slots=True)
class Node:
    """A record or entry: its kind and id, the number of its file, and where it stands in that."""

    kind: str
    id: str
    file: int
    document: int
    keys: Keys


class Nodes:
    """All nodes, by their numbers. Of most of them nobody asks more than one thing, so each of these is a column."""

    __slots__ = ("documents", "files", "ids", "keys", "kinds")

    def __init__(
        self,
        kinds: Sequence[str],
        ids: Sequence[str],
        files: Sequence[int],
        documents: "list[int] | Column[int]",
        keys: "list[Keys] | Column[Keys]",
    ) -> None:
        self.kinds, self.ids, self.files, self.documents, self.keys = kinds, ids, files, documents, keys

    @classmethod
    def of(cls, nodes: Iterable[Node]) -> "Nodes":
        """These nodes, the first with the number 0."""
        told = list(nodes)
        return cls(
            [node.kind for node in told],
            [node.id for node in told],
            [node.file for node in told],
            [node.document for node in told],
            [node.keys for node in told],
        )

    def by_kind(self) -> dict[str, list[int]]:
        """The numbers of all nodes of each kind."""
        found: dict[str, list[int]] = {}
        for number, kind in enumerate(self.kinds):
            found.setdefault(kind, []).append(number)
        return found

    def doubled(self) -> frozenset[int]:
        """What shares kind and id with something else."""
        named = list(zip(self.kinds, self.ids, strict=True))
        count = Counter(named)
        return frozenset(number for number, name in enumerate(named) if count[name] > 1)

    def copy(self) -> "Nodes":
        """The same, to be moved."""
        return Nodes(self.kinds, self.ids, self.files, self.documents.copy(), self.keys.copy())

    def move(self, number: int, document: int, keys: Keys) -> None:
        """Have a node stand elsewhere in its file."""
        self.documents[number], self.keys[number] = document, keys

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, number: int) -> Node:
        return Node(self.kinds[number], self.ids[number], self.files[number], self.documents[number], self.keys[number])


class Register:
    """Finds nodes. Which there are, of which kind and in which file, does not change with the contents of files."""

    def __init__(self, outline: "Outline") -> None:
        self._nodes = outline.nodes
        self.of_kind, self.doubled = outline.of_kind, outline.doubled
        self.numbers_of_files = {path: number for number, path in enumerate(outline.files)}
        self._ids: dict[str, dict[str, int]] = {}
        self._places: dict[int, dict[tuple[int, Keys], int]] = {}

    def ids(self, kind: str) -> Mapping[str, int]:
        """All of a kind, by id; of several the first."""
        if kind not in self._ids:
            ids = self._nodes.ids
            self._ids[kind] = {ids[number]: number for number in reversed(self.of_kind.get(kind, ()))}
        return self._ids[kind]

    def in_file(self, file: int) -> range:
        """All in a file."""
        files = self._nodes.files
        first = bisect_left(files, file)
        return range(first, bisect_right(files, file, first))

    @cached_property
    def records(self) -> Sequence[int]:
        """All records."""
        return sorted(number for kind, of in self.of_kind.items() if not is_inside(kind) for number in of)

    @cached_property
    def held(self) -> Mapping[str, int]:
        """How many records each file holds that holds any."""
        files, paths = self._nodes.files, list(self.numbers_of_files)
        return {paths[file]: count for file, count in Counter(files[number] for number in self.records).items()}

    def at(self, file: int, document: int, keys: Keys) -> int | None:
        """What stood at a place; None where nothing did."""
        if file not in self._places:
            nodes = self._nodes
            self._places[file] = {(nodes.documents[one], nodes.keys[one]): one for one in self.in_file(file)}
        return self._places[file].get((document, keys))


@dataclass(slots=True)
class Outline:
    """A linked graph without what its records say. Files and nodes are numbered, and stand in the order of reading.

    `kinds` are all of them, in the order in which they were met; `of_kind` tells for those that bear ids which nodes
    are of them, `holds` for those that are no records in which files they stand. `doubled` are the nodes that share
    kind and id with another one. `back` holds the ways back, by the number of a node or, for a requirement, by what it
    is called. `held` are the roles that people hold, `own` the organisation's own controls, with title; `code` is what
    systems say of their code, `holding` tells how many records each file holds. `erased` are nodes, `signed` the files
    in whose text a comment may speak to aimslint, `unsound` those of whose records the models had something to say.
    """

    files: list[str]
    nodes: Nodes
    kinds: list[str]
    of_kind: Mapping[str, Sequence[int]]
    doubled: frozenset[int]
    holds: Mapping[str, Sequence[int]]
    back: Mapping[int | str, Back]
    held: Mapping[str, str]
    own: list[tuple[str, str]]
    code: dict[int, Any]
    holding: str
    erased: set[int]
    signed: set[int]
    unsound: set[int]
    lost: Mapping[str, Sequence[str]]
    nameless: Sequence[tuple[str, str]]
    problems: Sequence[Problem]


def outline_of(aims: Aims) -> Outline | None:
    """The outline of a graph of which all was read.

    None where it would not tell enough: where so much is broken that what is said of one thing hangs on all others, or
    where there is no role; or where records do not stand in the order of files.
    """
    if aims.part is not None or aims.much_broken or not aims.items.get("role"):
        return None
    files = {path: number for number, path in enumerate(aims.texts)}
    if any(record.path not in files for record in aims.records):
        return None
    named = [item for record in aims.records for item in inside(record) if item.named is item]
    numbers = {item: number for number, item in enumerate(named)}
    nodes = Nodes.of(Node(item.kind, item.id, files[item.path], item.document, item.keys) for item in named)
    if nodes.files != sorted(nodes.files):
        return None
    requirements = aims.items.get("requirement", ())
    return Outline(
        list(files),
        nodes,
        list(aims.items),
        nodes.by_kind(),
        nodes.doubled(),
        {kind: sorted({files[item.path] for item in items}) for kind, items in aims.items.items() if is_inside(kind)},
        dict(_ways(((number, item) for item, number in numbers.items()), numbers))
        | dict(_ways(((item.id, item) for item in requirements), numbers)),
        roles_held(by_id(aims.items["role"]).values()),
        [(item.id, item.data["title"]) for item in requirements if item.data["pack"] == "own"],
        {numbers[item]: item.data["code"] for item in aims.items.get("ai_system", ()) if _has_code(item)},
        aims.holding(),
        {number for item, number in numbers.items() if item.erased},
        {number for path, number in files.items() if SIGN in aims.texts[path]},
        {files[path] for path in aims.unsound},
        aims.lost,
        aims.nameless,
        aims.problems,
    )


def is_inside(kind: str) -> bool:
    """Whether what is of a kind stands in a record: an entry, or an item of a list."""
    declared = all_kinds().get(kind)
    return kind != "requirement" and (declared is None or declared.holder is not None)


def _has_code(item: Item) -> bool:
    return isinstance(item.data.get("code"), dict)


def _ways(items: Iterable[tuple[Any, Item]], numbers: Mapping[Item, int]) -> Iterator[tuple[Any, Back]]:
    for key, item in items:
        if item.back:
            yield (
                key,
                {
                    name: [numbers[one] if isinstance(one, Item) else None for one in back]
                    for name, back in item.back.items()
                },
            )
