"""What two versions of a record say differently, in what an approval covers.

Left out is what is declared progress, what speaks of the approval itself, and how a thing is written: order of keys,
blanks, quotes, other spellings of a word, durations in other units, blocks taken out as `erased`, and references that
follow something to its new id or place.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from aimslint.dataclass import dataclass
from aimslint.days import parse_duration
from aimslint.model import Keys
from aimslint.records.shape import Field, ListOf, Object, Reference, Scalar, Shape, Type, Words
from aimslint.records.table import all_kinds
from aimslint.records.values import is_empty
from aimslint.snapshot import Snapshot
from aimslint.suggest import nearest
from aimslint.witness import differing

Data = Mapping[str, Any]

_ABOUT_APPROVAL = frozenset(("kind", "id", "version", "approved_by", "approved_on"))
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a record that says something else, and where in the later version; by its parent what is missing."""

    field: str
    place: Keys


def differences(kind: str, before: Data, after: Data, snapshot: Snapshot) -> Iterator[Difference]:
    """Where the later version of a record says something else.

    Both are as they are written. With today's version as the later one, the first place is the first line that matters.
    """
    declared = all_kinds()[kind].shape.fields
    changed = frozenset(differing(before, after)) - _ABOUT_APPROVAL
    if after.get("erased") or all(name in declared and declared[name].progress for name in changed):
        return  # nearly always: then nothing else need be looked at
    fields = {
        name: field
        for name, field in declared.items()
        if name not in _ABOUT_APPROVAL and (name in changed or name not in after)
    }
    old, new = (
        {name: data[name] for name in data if name not in declared or name in fields} for data in (before, after)
    )
    for name, places in _Comparison(snapshot).of_fields(fields, old, new, ()):
        yield from (Difference(name, keys) for keys in places)


def same(kind: str, before: Data, after: Data, snapshot: Snapshot) -> bool:
    """Whether both say the same in what an approval covers."""
    return next(differences(kind, before, after, snapshot), None) is None


class _Comparison:
    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def of_fields(
        self, fields: Mapping[str, Field], before: Data, after: Data, keys: Keys
    ) -> Iterator[tuple[str, Iterator[Keys]]]:
        """Each field that can differ, with the places where it does, which are found on the way."""
        if after.get("erased"):
            return
        was, now = _spelt(fields, before), _spelt(fields, after)
        order = [name for name in now if name in fields] + [name for name in was if name not in now]
        for name in order:
            declared = fields[name]
            if not declared.progress:
                old = _or_assumed(was[name][1] if name in was else None, declared)
                new = _or_assumed(now[name][1] if name in now else None, declared)
                place = (*keys, now[name][0]) if name in now else keys
                yield name, self._of_values(declared.type, old, new, place)

    def _of_values(self, type_: Type, old: Any, new: Any, keys: Keys) -> Iterator[Keys]:
        if isinstance(type_, Object) and _is_map(old) and _is_map(new) and not (_explained(old) or _explained(new)):
            for _, places in self.of_fields(type_.shape.fields, old or {}, new or {}, keys):
                yield from places
        elif isinstance(type_, ListOf) and _is_list(old) and _is_list(new):
            yield from self._of_lists(type_.item, old or [], new or [], keys)
        elif not self._alike(type_, old, new):
            yield keys

    def _of_lists(self, item: Type, old: Sequence[Any], new: Sequence[Any], keys: Keys) -> Iterator[Keys]:
        if isinstance(item, Object):
            yield from self._of_objects(item.shape, old, new, keys)
        elif isinstance(item, Reference | Words):
            if not self._same_members(item, old, new):
                yield keys
        else:
            for position, (one, other) in enumerate(zip(old, new, strict=False)):
                if not self._alike(item, one, other):
                    yield (*keys, position)
            if len(old) != len(new):
                yield (*keys, len(old)) if len(new) > len(old) else keys

    def _of_objects(self, shape: Shape, old: Sequence[Any], new: Sequence[Any], keys: Keys) -> Iterator[Keys]:
        """Items that bear ids are compared by them, in whatever order; others one by one."""
        pairs = _paired(shape, old, new, lambda one, other: not any(self._of_values(Object(shape), one, other, ())))
        for one, other, position in pairs:
            place = keys if position is None else (*keys, position)
            if one is None or other is None:
                yield place
            else:
                yield from self._of_values(Object(shape), one, other, place)

    def _same_members(self, item: Type, old: Sequence[Any], new: Sequence[Any]) -> bool:
        was, now = (Counter(_plain(item, value) for value in values) for values in (old, new))
        gone, come = list((was - now).elements()), list((now - was).elements())
        return len(gone) == len(come) and all(
            self._alike(item, one, other) for one, other in zip(sorted(gone), sorted(come), strict=True)
        )

    def _alike(self, type_: Type, old: Any, new: Any) -> bool:
        if old == new or (is_empty(old) and is_empty(new)):
            return True
        one, other = _plain(type_, old), _plain(type_, new)
        return one == other or (isinstance(old, str) and isinstance(new, str) and self._followed(type_, old, new))

    def _followed(self, type_: Type, old: str, new: str) -> bool:
        """Whether a reference or path only follows what was renamed or moved: the old one leads nowhere today."""
        aims = self._snapshot.aims
        if isinstance(type_, Reference):
            return not any(aims.find(kind, old) for kind in type_.kinds) and any(
                aims.find(kind, new) for kind in type_.kinds
            )
        if isinstance(type_, Scalar) and type_.name in ("path", "glob"):
            return self._leads_nowhere(old) and not self._leads_nowhere(new)
        return False

    def _leads_nowhere(self, path: str) -> bool:
        aims = self._snapshot.aims
        whole = path[1:] if path.startswith("/") or not aims.root else f"{aims.root}/{path}"
        return not aims.tree.has(whole.rstrip("/"))


def _spelt(fields: Mapping[str, Field], data: Data) -> dict[str, tuple[str, Any]]:
    """The values by the fields that are meant, each with the key it is written under: a misspelt key may be mended."""
    found = {name: (name, value) for name, value in data.items() if name in fields}
    for name, value in data.items():
        if name not in fields and name not in _ABOUT_APPROVAL:
            meant = nearest(name, [field for field in fields if field not in found])
            if meant is not None:
                found[meant] = (name, value)
    return found


def _or_assumed(value: Any, declared: Field) -> Any:
    return declared.assumed if declared.assumed is not None and is_empty(value) else value


def _is_map(value: Any) -> bool:
    return value is None or isinstance(value, Mapping)


def _is_list(value: Any) -> bool:
    return value is None or isinstance(value, list)


def _explained(value: Any) -> bool:
    return isinstance(value, Mapping) and "not_applicable" in value


def _paired(
    shape: Shape, old: Sequence[Any], new: Sequence[Any], equal: Callable[[Any, Any], bool]
) -> Iterator[tuple[Any, Any, int | None]]:
    """Old and new items that belong together, with the position of the new one; None for those without the other."""
    ids_before, ids_after = _ids(shape, old), _ids(shape, new)
    if ids_before is None or ids_after is None:
        for position in range(max(len(old), len(new))):
            there = position < len(new)
            yield (
                old[position] if position < len(old) else None,
                new[position] if there else None,
                position if there else None,
            )
        return
    left = {id_: item for id_, item in zip(ids_before, old, strict=True) if id_ not in ids_after}
    for position, (id_, item) in enumerate(zip(ids_after, new, strict=True)):
        if id_ in ids_before:
            yield old[ids_before.index(id_)], item, position
            continue
        bare = _nameless(shape, item)
        former = next((name for name, other in left.items() if equal(_nameless(shape, other), bare)), None)
        if former is None:
            yield None, item, position
        else:
            del left[former]  # the same under another id
    for item in left.values():
        yield item, None, None


def _ids(shape: Shape, items: Sequence[Any]) -> list[str] | None:
    """The ids of the items, None when one has none or two have the same."""
    ids = [item.get(shape.id_field) if isinstance(item, Mapping) else None for item in items]
    found = [id_ for id_ in ids if isinstance(id_, str)]
    return found if shape.id_field in shape.fields and len(set(found)) == len(items) else None


def _nameless(shape: Shape, item: Data) -> Data:
    return {key: value for key, value in item.items() if key != shape.id_field}


def _plain(type_: Type, value: Any) -> str:
    """A value as one text that is the same for all ways to write it."""
    if isinstance(value, Mapping):
        return "{" + ",".join(sorted(f"{key}:{_plain(type_, inner)}" for key, inner in value.items())) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_plain(type_, item) for item in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(_COMMENT.sub(" ", str(value)).split()) if value is not None else ""
    if isinstance(type_, Words):
        return type_.meant(text) or text
    if isinstance(type_, Scalar) and type_.name == "duration":
        return _duration(text)
    return text


def _duration(text: str) -> str:
    try:
        return repr(parse_duration(text))
    except ValueError:
        return text
