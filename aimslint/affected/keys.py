"""What names an item in two graphs of the same project."""

from functools import cached_property

from aimslint.aims import Aims, Item
from aimslint.aims.part import Part
from aimslint.model import Keys

Key = tuple[str, int, Keys, str]


def key_of(item: Item) -> Key:
    """Names an item in all graphs in which its file reads alike. A requirement lies in no file, and goes by its id."""
    return item.path, item.document, item.keys if item.path else (item.id,), item.kind


class Counterparts:
    """Finds in a graph what another one has too."""

    def __init__(self, aims: Aims) -> None:
        self._aims = aims
        self._files: dict[str, dict[Key, Item]] = {}

    def of(self, item: Item) -> Item | None:
        """The item that stands where this one does; None where there is none such."""
        if self._aims.part is not None:
            return self._in_part(item.path, self._aims.part).get(key_of(item))
        if not item.path or item.kind == "not_applicable":
            return self._elsewhere.get(key_of(item))
        found = self._records.get((item.path, item.document))
        while found is not None and found.keys != item.keys:
            found = _towards(found, item.keys)
        return found if found is not None and found.kind == item.kind else None

    def _in_part(self, path: str, part: Part) -> dict[Key, Item]:
        """What a file holds, of a graph in part; without a path, what lies in none. Of one key the first counts."""
        if path not in self._files:
            items = part.in_files([path]) if path else part.requirements
            self._files[path] = {key_of(item): item for item in reversed(items)}
        return self._files[path]

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
