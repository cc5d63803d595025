"""Another id for a record or entry, everywhere at once: by the references that are declared, never by a search."""

import re
from collections.abc import Iterator

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.editor.cursor import cursor_at
from aimslint.editor.declared import sort_of
from aimslint.editor.harmless import code
from aimslint.editor.index import Index
from aimslint.editor.navigation import Target, item_of, naming, own_id
from aimslint.loading.scalars import Refused, typed
from aimslint.records.patterns import ID_PATTERN
from aimslint.records.shape import references
from aimslint.records.table import all_kinds
from aimslint.records.values import is_placeholder
from aimslint.scaffold.yaml_text import flow

_ID = re.compile(ID_PATTERN)
_PLAIN = re.compile(r"[\w.][\w.:+@-]*(?<!:)")


@dataclass(frozen=True, slots=True)
class Replacement:
    """Text to write in place of a stretch of a file, by offsets of its text as it was checked."""

    path: str
    start: int
    end: int
    text: str


class CannotRename(Exception):  # noqa: N818 - a refusal, not a mistake
    """Why an id cannot be given another name, for people."""


def renamable(index: Index, path: str, text: str, offset: int) -> Target:
    """The id at an offset that can be given another name. Raises CannotRename where none stands there."""
    if sort_of(path, index.project) != "record":
        raise CannotRename("only ids in records can be renamed")
    cursor = cursor_at(path, text, offset)
    item = item_of(index, path, text, cursor)
    if item is None:
        raise CannotRename("no id of a record or entry stands here; place the cursor on an id or on a reference to one")
    _refuse_row(index, item)
    return Target(path, cursor.start, cursor.end)


def rename(index: Index, path: str, text: str, offset: int, new: str) -> list[Replacement]:
    """What to write where, so that a record or entry and all that name it say `new`. Raises CannotRename.

    Replacements are in the texts that were checked, in the order of files.
    """
    renamable(index, path, text, offset)
    item = item_of(index, path, text, cursor_at(path, text, offset))
    assert item is not None
    new = new.strip()
    if new == item.id:
        return []
    _refuse_name(index, item, new)
    _refuse_unread(index, item)
    edits = [
        Replacement(target.path, target.start, target.end, _written(index, target, old, item, new))
        for target, old in (*own_id(index, item), *naming(index, item))
    ]
    return sorted(dict.fromkeys(edits), key=lambda edit: (edit.path, edit.start))


def _refuse_row(index: Index, item: Item) -> None:
    if item.kind == "requirement" or (item.kind == "soa_row" and item.data.get("own") is not True):
        raise CannotRename(f"{code(item.id)} is a control of the standard; only controls of your own can be renamed")
    if not item.id or index.find((item.kind,), item.id) is None:
        raise CannotRename("this has no id that can be read")


def _refuse_name(index: Index, item: Item, new: str) -> None:
    """Raise CannotRename for an id that is none, or that another bears which could be meant in its place."""
    if not _ID.fullmatch(new) or is_placeholder(new):
        raise CannotRename(f"{code(new)} is no id: no spaces, `/`, `#` or brackets, at most 100 characters")
    rivals = {item.kind, *(kind for kinds in _named_together(item.kind) for kind in kinds)}
    for kind in rivals:
        taken = index.find((kind,), new)
        if taken is not None:
            where = f" ({taken.item.path})" if taken.item is not None else ""
            raise CannotRename(f"the {kind} {code(new)} is there already{where}; choose another id")
    same = [other for other in index.project.aims.items.get(item.kind, ()) if other.id == item.id]
    if len(same) > 1:
        raise CannotRename(f"{len(same)} records bear the id {code(item.id)}; give one of them another by hand first")


def _named_together(kind: str) -> Iterator[tuple[str, ...]]:
    """The kinds that some field may name beside this one: an id that two of them bear would be ambiguous."""
    for holder in all_kinds().values():
        for reference in references(holder.shape):
            if kind in reference.kinds and reference.kinds != ("requirement",):
                yield reference.kinds
    if kind == "soa_row":
        yield ("requirement",)


def _refuse_unread(index: Index, item: Item) -> None:
    """Raise CannotRename where a file that cannot be read speaks of the id: it would go on to name what is no more."""
    for problem in index.project.aims.problems:
        text = index.project.loaded.get(problem.place.path, "")
        if problem.rule == "not-yaml" and item.id in text:
            raise CannotRename(f"{code(problem.place.path)} does not parse and may name {code(item.id)}; mend it first")


def _written(index: Index, target: Target, old: str, item: Item, new: str) -> str:
    """The new id as it must be written in place of an old one: quoted as that was, or where it needs to be."""
    if old.endswith(f":{item.id}"):  # with the name of its pack
        new = old[: -len(item.id)] + new
    before = index.project.loaded.get(target.path, "")[target.start : target.end]
    if before[:1] == "'":
        return "'" + new.replace("'", "''") + "'"
    if before[:1] == '"':
        return '"' + new.replace("\\", "\\\\").replace('"', '\\"') + '"'
    try:
        plain = _PLAIN.fullmatch(new) is not None and isinstance(typed(new), str)
    except Refused:
        plain = False
    return new if plain else flow(new)
