"""Who names whom in a graph in part: as the outline has it, but for files that changed since."""

from bisect import insort
from collections.abc import Mapping, Sequence

from aimslint.aims.beyond import Beyond
from aimslint.aims.outline import Back, Nodes

Key = int | str
"""How an outline calls what is named: a record or entry by its number, a requirement by its name."""


class Ways:
    """The ways back by key and name: the numbers of those who name it, None where that is unknown."""

    def __init__(self, kept: Mapping[Key, Back], nodes: Nodes) -> None:
        self._kept, self._nodes = kept, nodes
        self._renewed: frozenset[int] = frozenset()
        self._added: dict[Key, dict[str, list[int]]] = {}
        self._known: dict[Key, Mapping[str, Sequence[int | None]]] = {}

    def renew(self, nodes: frozenset[int]) -> None:
        """Forget whom these nodes named: it will be added as it is now."""
        self._renewed = nodes

    def add(self, key: Key, name: str, source: int) -> None:
        """Note that a node names something. One that names it twice in a row is one way back."""
        found = self._added.setdefault(key, {}).setdefault(name, [])
        if not found or found[-1] != source:
            found.append(source)

    @property
    def added(self) -> frozenset[Key]:
        """Whom the nodes name that were added."""
        return frozenset(self._added)

    def to(self, key: Key) -> Mapping[str, Sequence[int | None]]:
        """The ways back from something. Raises Beyond where they cannot be put together."""
        if key not in self._known:
            kept = self._kept.get(key, {})
            self._known[key] = self._together(kept, self._added.get(key, {})) if self._renewed else kept
        return self._known[key]

    def names(self, key: Key, source: Key | None) -> list[str]:
        """The names of the ways back from something that lead to a node."""
        return [name for name, back in self.to(key).items() if source in back]

    def kept(self, named_before: frozenset[Key]) -> dict[Key, Back]:
        """All as they are now, where the nodes that were renewed named these before."""
        found = dict(self._kept)
        for key in named_before | self.added:
            now = {name: list(back) for name, back in self.to(key).items()}
            found.pop(key, None)
            if now:
                found[key] = now
        return found

    def _together(self, kept: Back, added: Mapping[str, Sequence[int]]) -> Back:
        found = {name: self._merged(kept.get(name, ()), added.get(name, ())) for name in {**kept, **added}}
        return {name: back for name, back in found.items() if back}

    def _merged(self, kept: Sequence[int | None], added: Sequence[int]) -> list[int | None]:
        left = list(kept)  # nearly always: thousands may name a role
        if not self._renewed.isdisjoint(kept):
            left = [number for number in kept if number not in self._renewed]
        if (added or len(left) < len(kept)) and None in kept:
            raise Beyond  # where the unknown one stood among the others, nobody noted
        for number in added:
            insort(left, number, key=self._file)
        return left

    def _file(self, number: int | None) -> int:
        assert number is not None  # see above
        return self._nodes.files[number]
