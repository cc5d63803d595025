"""The linked graph of all records of a tree."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import field
from typing import TYPE_CHECKING, Any

from aimslint.aims.item import Edge, Item
from aimslint.dataclass import dataclass
from aimslint.model import Problem
from aimslint.packs import Pack
from aimslint.trees import Tree

if TYPE_CHECKING:
    from aimslint.aims.part import Part


@dataclass(frozen=True, slots=True)
class Aims:
    """Every record and entry, linked both ways, and the problems met on the way.

    `root` is the AIMS root relative to the tree's top (empty for the top itself); `settings_path` the configuration
    file there, if any. `lost` are the kinds that could not all be read, each with the texts they lie in (an empty one
    when nobody knows): what rests on them is unknown. `texts` are the decoded files, to find lines in; `tree` is asked
    only whether evidence exists. `packs` are those in use, of which `primary` names the one that bare ids mean.
    `nameless` are the kinds of which something has a bent id, each with the id that was meant, empty if unclear.
    `unsound` are the files of whose records the models had something to say, `plain` those of which it is known that
    their whole text can be read by lines.
    `much_broken` says that so much is that what is told of one broken reference hangs on how many there are. Where
    files are read only when somebody asks about them, `part` answers what else would need all of them.
    """

    root: str
    settings_path: str | None
    records: Sequence[Item]
    items: Mapping[str, Sequence[Item]]
    project: Item
    edges: Sequence[Edge]
    problems: Sequence[Problem]
    lost: Mapping[str, Sequence[str]]
    texts: Mapping[str, str]
    tree: Tree
    packs: Mapping[str, Pack] = field(default_factory=dict)
    primary: str = ""
    nameless: Sequence[tuple[str, str]] = ()
    much_broken: bool = False
    unsound: Collection[str] = ()
    plain: Collection[str] = ()
    part: "Part | None" = None

    def of_kind(self, kinds: Iterable[str]) -> list[Item]:
        """The items of these kinds in file order, without what was erased."""
        return [item for kind in kinds for item in self.items.get(kind, ()) if not item.erased]

    def named(self, kinds: Iterable[str]) -> Mapping[tuple[str, str], Mapping[str, Any]]:
        """The fields of all records and entries of these kinds, by kind and id; of several the last."""
        if self.part is not None:
            return self.part.fields(list(kinds))
        return {(kind, item.id): item.data for kind in kinds for item in self.items.get(kind, ())}

    def held(self) -> Mapping[str, int]:
        """How many records each file holds."""
        if self.part is not None:
            return self.part.held()
        return Counter(record.path for record in self.records)

    def holding(self) -> str:
        """A text that is another one where another file holds records, or a file more or fewer."""
        return self.part.outline.holding if self.part is not None else holding_of(self.held())

    def paths(self) -> Set[str]:
        """The files that hold records."""
        return {record.path for record in self.records} if self.part is None else self.part.paths()

    def may_have_lost(self, kinds: Iterable[str], id_: str) -> bool:
        """Whether something of these kinds could not be read that speaks of `id_`, or may do so."""
        if not self.lost:  # asked at every way back, and mostly all could be read
            return False
        for kind in kinds:
            for text in self.lost.get(kind, ()):
                if not text or id_ in text:
                    return True
        return False

    def find(self, kind: str, id_: str) -> Item | None:
        """The first item of that kind and id, or None."""
        if self.part is not None:
            return self.part.find(kind, id_)
        return next((item for item in self.items.get(kind, ()) if item.id == id_), None)


def holding_of(held: Mapping[str, int]) -> str:
    """A digest of how many records each file holds."""
    return hashlib.sha256(repr(sorted(held.items())).encode("utf-8", "surrogatepass")).hexdigest()
