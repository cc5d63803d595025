"""From a reference to what it names, and from a record or entry to all that name it."""

from collections.abc import Iterator

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.editor.cursor import Cursor, cursor_at
from aimslint.editor.declared import in_record, sort_of
from aimslint.editor.hover import named_at, rule_at
from aimslint.editor.index import Index
from aimslint.model import Keys
from aimslint.records.shape import Object, Scalar
from aimslint.records.table import all_kinds


@dataclass(frozen=True, slots=True)
class Target:
    """A stretch of a file of the tree, by offsets of its text as it was checked."""

    path: str
    start: int
    end: int


def definition(index: Index, path: str, text: str, offset: int) -> list[Target]:
    """Where that stands which is named at an offset: a record or entry, a control's row, a rule file, a file."""
    sort = sort_of(path, index.project)
    if sort == "other":
        return []
    cursor = cursor_at(path, text, offset)
    if cursor.where == "comment":
        named = rule_at(index, cursor)
        return _file(index, named[0].path) if named is not None else []
    if sort == "settings" and cursor.keys[:1] == ("rules",) and len(cursor.keys) == 2:
        rule = index.project.rulebook.rules.get(str(cursor.keys[1]))
        return _file(index, rule.path) if rule is not None else []
    if sort != "record":
        return []
    item = item_of(index, path, text, cursor)
    if item is not None:
        return [_id_of(index, item)] if item.path else []
    declared = in_record(cursor.kind, cursor.keys)
    if declared is not None and declared.element == Scalar("path") and cursor.where != "key":
        return _file(index, in_tree(index, cursor.word))
    return []


def references(index: Index, path: str, text: str, offset: int, *, itself: bool = True) -> list[Target]:
    """Every place that names what stands or is named at an offset, in the order of files; with `itself`, its id too."""
    if sort_of(path, index.project) != "record":
        return []
    item = item_of(index, path, text, cursor_at(path, text, offset))
    if item is None:
        return []
    found = [_id_of(index, item)] if itself and item.path else []
    found += [target for target, _ in naming(index, item)]
    return sorted(dict.fromkeys(found), key=lambda target: (target.path, target.start))


def item_of(index: Index, path: str, text: str, cursor: Cursor) -> Item | None:
    """The record or entry whose id, or a reference to which, stands at the cursor; for a control its row."""
    declared = in_record(cursor.kind, cursor.keys)
    if declared is None or cursor.where not in ("value", "open") or not cursor.word:
        return None
    kind = declared.within
    shape = all_kinds()[kind].shape if kind in all_kinds() else None
    holder = in_record(cursor.kind, cursor.keys[:-1])
    own = holder is not None and isinstance(holder.type, Object) and holder.type.shape is shape
    if shape is not None and own and cursor.keys[-1:] == (shape.id_field,):
        here = index.item_at(path, cursor.document, cursor.keys[:-1])
        if here is not None and here.kind == kind and here.id == cursor.word:
            return here
        known = index.find((kind,), cursor.word)
        return known.item if known is not None else None
    named = named_at(index, cursor)
    if named is None:
        return None
    if named.requirement is not None:
        return index.requirement_item(named.requirement)
    return named.item


def in_tree(index: Index, path: str) -> str:
    """Where a path that a record writes lies in the tree; empty for one that leads out of it, or nowhere."""
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if ".." in parts or not parts:
        return ""
    if not path.startswith("/") and index.project.root:
        parts = [*index.project.root.split("/"), *parts]
    target = "/".join(parts)
    return target if index.project.tree.has(target) else ""


def _file(index: Index, path: str) -> list[Target]:
    """A file of the tree; nothing for a folder, and for what does not lie in it."""
    return [Target(path, 0, 0)] if path and index.project.tree.size(path) is not None else []


def _id_of(index: Index, item: Item) -> Target:
    """Where the id of a record or entry stands."""
    own = list(own_id(index, item))
    if own:
        return own[0][0]
    mark = index.located(item.path).mark(item.keys, document=item.document)
    return Target(item.path, mark.start, mark.start) if mark is not None else Target(item.path, 0, 0)


def own_id(index: Index, item: Item) -> Iterator[tuple[Target, str]]:
    """The id of a record or entry with its text."""
    if item.kind in all_kinds():
        yield from _text_at(index, item.path, item.document, (*item.keys, all_kinds()[item.kind].shape.id_field))


def naming(index: Index, item: Item) -> Iterator[tuple[Target, str]]:
    """Everything that names a record or entry: references by type, and waivers for it. With each, its text."""
    for target in index.nodes_of(item):
        for edge in index.references_to(target):
            yield from _text_at(index, edge.source.path, edge.source.document, edge.source.keys + edge.keys)
    for waiver in index.project.aims.items.get("waiver", ()):
        record = waiver.data.get("record")
        if isinstance(record, dict) and (record.get("kind"), record.get("id")) == (item.kind, item.id):
            yield from _text_at(index, waiver.path, waiver.document, (*waiver.keys, "record", "id"))


def _text_at(index: Index, path: str, document: int, keys: Keys) -> Iterator[tuple[Target, str]]:
    mark = index.located(path).mark(keys, document=document)
    if mark is not None and mark.end > mark.start:
        yield Target(path, mark.start, mark.end), mark.source or ""
