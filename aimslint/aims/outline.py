"""What is kept of a linked graph, so that the next one like it need not be linked: who stands where, who names whom.

It holds no fields of records. Those are read where somebody asks for them (`part`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from aimslint.aims.graph import Aims
from aimslint.aims.item import Item, inside
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


class Register:
    """Finds nodes. Which there are, of which kind and in which file, does not change with the contents of files."""

    def __init__(self, files: Sequence[str], nodes: Sequence[Node], kinds: Iterable[str]) -> None:
        self._nodes = nodes
        self.numbers_of_files = {path: number for number, path in enumerate(files)}
        self.by_id: dict[str, dict[str, int]] = {kind: {} for kind in kinds}
        self.of_kind: dict[str, list[int]] = {kind: [] for kind in self.by_id}
        self.in_file: list[list[int]] = [[] for _ in files]
        for number, node in enumerate(nodes):
            self.by_id[node.kind].setdefault(node.id, number)
            self.of_kind[node.kind].append(number)
            self.in_file[node.file].append(number)

    @cached_property
    def doubled(self) -> frozenset[int]:
        """What shares kind and id with something else."""
        count = Counter((node.kind, node.id) for node in self._nodes)
        twice = {key for key, number in count.items() if number > 1}
        return frozenset(at for at, node in enumerate(self._nodes) if (node.kind, node.id) in twice) if twice else _NONE

    @cached_property
    def records(self) -> Sequence[int]:
        """All records."""
        return [number for number, node in enumerate(self._nodes) if not node.keys]

    @cached_property
    def paths(self) -> frozenset[int]:
        """The files that hold records."""
        return frozenset(node.file for node in self._nodes if not node.keys)

    @cached_property
    def places(self) -> dict[tuple[int, int, Keys], int]:
        """What stood where, by file, document and keys."""
        return {(node.file, node.document, node.keys): number for number, node in enumerate(self._nodes)}


_NONE: frozenset[int] = frozenset()


@dataclass(slots=True)
class Outline:
    """A linked graph without what its records say. Files and nodes are numbered, and stand in the order of reading.

    `kinds` are all of them, in the order in which they were met; `holds` tells for those that are no records in which
    files they stand. `back` holds the ways back, by the number of a node or, for a requirement, by what it is called.
    `own` are the organisation's own controls, with title; `code` is what systems say of their code. `erased` are
    nodes, `signed` the files in whose text a comment may speak to aimslint, `unsound` those of whose records the models
    had something to say.
    """

    files: list[str]
    nodes: list[Node]
    kinds: list[str]
    holds: dict[str, list[int]]
    back: dict[int | str, Back]
    own: list[tuple[str, str]]
    code: dict[int, Any]
    erased: set[int]
    signed: set[int]
    unsound: set[int]
    lost: Mapping[str, Sequence[str]]
    nameless: Sequence[tuple[str, str]]
    problems: Sequence[Problem]


def outline_of(aims: Aims) -> Outline | None:
    """The outline of a graph of which all was read.

    None where it would not tell enough: where so much is broken that what is said of one thing hangs on all others, or
    where there is no role.
    """
    if aims.part is not None or aims.much_broken or not aims.items.get("role"):
        return None
    files = {path: number for number, path in enumerate(aims.texts)}
    if any(record.path not in files for record in aims.records):
        return None
    named = [item for record in aims.records for item in inside(record) if item.named is item]
    numbers = {item: number for number, item in enumerate(named)}
    requirements = aims.items.get("requirement", ())
    return Outline(
        list(files),
        [Node(item.kind, item.id, files[item.path], item.document, item.keys) for item in named],
        list(aims.items),
        {kind: sorted({files[item.path] for item in items}) for kind, items in aims.items.items() if is_inside(kind)},
        dict(_ways(((number, item) for item, number in numbers.items()), numbers))
        | dict(_ways(((item.id, item) for item in requirements), numbers)),
        [(item.id, item.data["title"]) for item in requirements if item.data["pack"] == "own"],
        {numbers[item]: item.data["code"] for item in aims.items.get("ai_system", ()) if _has_code(item)},
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
