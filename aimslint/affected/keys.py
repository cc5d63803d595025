"""What names an item in two graphs of the same project."""

from functools import cached_property

from aimslint.aims import Aims, Item
from aimslint.model import Keys

Key = tuple[str, int, Keys, str]


def key_of(item: Item) -> Key:
    """Names an item in all graphs in which its file reads alike. A requirement lies in no file, and goes by its id."""
    return item.path, item.document, item.keys if item.path else (item.id,), item.kind


class Counterparts:
    """Finds in a graph what another one has too."""

    def __init__(self, aims: Aims) -> None:
        self._aims = aims

    def of(self, item: Item) -> Item | None:
        """The item that stands where this one does; None where there is none such."""
        if self._aims.part is not None:
            same = key_of(item)
            among = self._aims.part.in_files([item.path]) if item.path else self._aims.part.requirements
            return next((other for other in among if key_of(other) == same), None)
        if not item.path or item.kind == "not_applicable":
            return self._elsewhere.get(key_of(item))
        found = self._records.get((item.path, item.document))
        while found is not None and found.keys != item.keys:
            found = _towards(found, item.keys)
        return found if found is not None and found.kind == item.kind else None

    @cached_property
    def _records(self) -> dict[tuple[str, int], Item]:
        return {(record.path, record.document): record for record in self._aims.records}

    @cached_property
    def _elsewhere(self) -> dict[Key, Item]:
        """What is no record and in no list of one."""
        return {
            key_of(item): item for kind in ("requirement", "not_applicable") for item in self._aims.items.get(kind, ())
        }


def _towards(item: Item, keys: Keys) -> Item | None:
    depth = len(item.keys)
    for names, children in item.children.items():
        end = depth + len(names)
        if keys[depth:end] == names and len(keys) > end:
            position = keys[end]
            child = children[position] if isinstance(position, int) and position < len(children) else None
            return child if isinstance(child, Item) else None
    return None
