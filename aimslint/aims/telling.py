"""Resolves the references of a graph in part."""

from typing import TYPE_CHECKING, NoReturn

from aimslint.aims.beyond import Beyond
from aimslint.aims.index import Index
from aimslint.aims.item import Item
from aimslint.aims.resolve import Resolver
from aimslint.model import Keys
from aimslint.records.shape import Reference

if TYPE_CHECKING:
    from aimslint.aims.outline import Outline
    from aimslint.aims.part import Part


class Quiet(Resolver):
    """Finds what a reference names. What is wrong with one, and who is named by it, is known from the outline."""

    def _connect(self, item: Item, target: Item, reference: Reference) -> None:
        pass

    def _complain(self, item: Item, keys: Keys, text: str, reference: Reference) -> None:
        pass

    def _tell_of_ambiguity(self, item: Item, keys: Keys, text: str) -> None:
        pass


class Telling(Resolver):
    """Finds what the references of a changed file name, notes who is named, and says what is wrong with them."""

    def __init__(self, part: "Part", index: Index, outline: "Outline") -> None:
        super().__init__(index, part.primary, part.packs, outline.lost, outline.nameless)
        self._part = part
        self._holders = outline.held

    def end(self) -> None:
        """Raise Beyond when something is so broken that it is not for one file to tell."""
        if self._roleless or self.tired:
            raise Beyond

    def _connect(self, item: Item, target: Item, reference: Reference) -> None:
        key, source = self._part.key(target), self._part.key(item.named)
        if key is None or not isinstance(source, int):
            raise Beyond
        for name in ("referrers", reference.back):
            if name is not None:
                self._part.ways.add(key, name, source)

    def _open(self, meant: Item, reference: Reference) -> NoReturn:
        raise Beyond
