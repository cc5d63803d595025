"""Keys of a record: those first that the rules miss there, then what else its kind declares."""

from collections.abc import Iterable, Mapping

from aimslint.aims import Item
from aimslint.editor.brackets import Node
from aimslint.editor.cards import field_card
from aimslint.editor.completion.suggestion import Option, Suggestion, Suggestions, chosen
from aimslint.editor.cursor import Cursor
from aimslint.editor.declared import EXPLAINED, Declared, in_record
from aimslint.editor.documents import document_at, yaml_end
from aimslint.editor.index import Index
from aimslint.editor.sketch import sketch
from aimslint.loading.scalars import Refused, typed
from aimslint.model import Keys
from aimslint.records.reading import read_record
from aimslint.records.shape import Field, Free, ListOf, Object, Reference, Scalar, Shape, Words
from aimslint.records.table import all_kinds, part
from aimslint.records.values import is_empty
from aimslint.rulebook import Rule
from aimslint.scaffold.needed import needs_of

NOW, LATER, OTHER, LAST = 0, 1, 2, 6
NEVER_WRITTEN = ("body",)
_KIND = Field("kind", Scalar("text"), True, "What sort of record this is; its fields follow from it.", (), False, False)


def new_keys(index: Index, path: str, text: str, cursor: Cursor) -> Suggestions:
    """The keys that a record may still have in the map at the cursor."""
    if cursor.kind not in all_kinds():
        alone = not cursor.holder and "kind" not in _others(cursor)
        return keys_of([(_KIND, NOW, "")] if alone else [], cursor)
    declared = in_record(cursor.kind, cursor.holder)
    if declared is None or declared.shape is None:
        return Suggestions()
    needed = _needed(index, path, text, cursor, declared.shape)
    fields = []
    for field in declared.shape.fields.values():
        if field.name in NEVER_WRITTEN:
            continue
        rule = needed.get(field.name)
        if rule is not None:
            due = rule.phase.rank <= index.project.report.phase.rank
            fields.append((field, NOW if due else LATER, f"needed from {rule.phase} on: {rule.name}"))
        else:
            fields.append((field, NOW if field.required else OTHER, "required" if field.required else ""))
    listed = cursor.where == "open" and isinstance(declared.type, ListOf)
    found = keys_of(fields, cursor, card=index, listed=listed)
    return _with_explanation(found, declared, cursor)


def keys_of(
    fields: Iterable[tuple[Field, int, str]], cursor: Cursor, card: Index | None = None, *, listed: bool = False
) -> Suggestions:
    """Fields, each with its rank and a remark, as keys at the cursor; `listed` where they begin an item of a list."""
    if listed and cursor.flow:
        return Suggestions()
    taken = _others(cursor)
    usable = {field.name: (field, rank, remark) for field, rank, remark in fields if field.name not in taken}
    options = [Option(name, "field", remark, "", rank) for name, (_, rank, remark) in usable.items()]
    found, complete = chosen(options, cursor.prefix)
    items = []
    for option in found:
        field = usable[option.value][0]
        text, unfinished = _key_text(field, cursor, listed=listed)
        told = field_card(field, card) if card is not None else field.description
        items.append(
            Suggestion(
                field.name, "field", text, cursor.start, cursor.end, option.detail, told, option.rank, unfinished
            )
        )
    return Suggestions(tuple(items), complete)


def _others(cursor: Cursor) -> set[str]:
    """The keys that the map has already, but for the one at the cursor."""
    if cursor.where == "open":
        return set()
    return set(cursor.beside) - {cursor.word}


def _key_text(field: Field, cursor: Cursor, *, listed: bool) -> tuple[str, bool]:
    """A key as it is written, with what its value begins with; and whether there is something to choose from then."""
    element = field.type.item if isinstance(field.type, ListOf) else field.type
    choice = field.name == "kind" or isinstance(element, Words | Reference) or element in (Scalar("flag"),)
    if cursor.colon:
        return field.name, False
    dash = "- " if cursor.dash or listed else ""
    column = cursor.column + (2 if listed and not cursor.dash else 0)
    if cursor.flow or not isinstance(field.type, ListOf | Object):
        return f"{dash}{field.name}: ", choice
    line = "\n" + " " * (column + 2)
    if isinstance(field.type, ListOf):
        return f"{dash}{field.name}:{line}- ", choice or isinstance(element, Object)
    return f"{dash}{field.name}:{line}", True


def _with_explanation(found: Suggestions, declared: Declared, cursor: Cursor) -> Suggestions:
    """Also `not_applicable`, where a field may say that it does not apply and nothing stands there yet."""
    field = declared.field
    inside = not cursor.beside or set(cursor.beside) == {cursor.word}
    if field is None or not field.explainable or not inside or not EXPLAINED.startswith(cursor.prefix):
        return found
    if isinstance(declared.type, Free) or (cursor.holder and isinstance(cursor.holder[-1], int)) or cursor.dash:
        return found
    told = part("NotApplicable").description
    text = EXPLAINED if cursor.colon else f"{EXPLAINED}: {{reason: , approved_by: }}"
    item = Suggestion(EXPLAINED, "field", text, cursor.start, cursor.end, "with a reason", told, LAST)
    return Suggestions((*found.items, item), found.complete)


def _needed(index: Index, path: str, text: str, cursor: Cursor, shape: Shape) -> Mapping[str, Rule]:
    """The fields of the map at the cursor that a rule misses, each with the rule of the earliest phase."""
    item = _item(index, path, text, cursor)
    if item is None:
        return {}
    names = tuple(key for key in cursor.holder[len(item.keys) :] if isinstance(key, str))
    found: dict[str, Rule] = {}
    for need in needs_of(item, index.snapshot, index.rulebook):
        if (
            need.names[: len(names)] == names
            and len(need.names) > len(names)
            and need.names[len(names)] in shape.fields
        ):
            found.setdefault(need.names[len(names)], need.rule)
    return found


def _item(index: Index, path: str, text: str, cursor: Cursor) -> Item | None:
    """The record or entry at the cursor: the one that was checked, else one made of what is written now."""
    checked = index.item_at(path, cursor.document, cursor.holder)
    number, start, stop = document_at(text, 0, yaml_end(path, text), cursor.offset)
    root = sketch(text, start, stop, cursor.offset).root
    keys = checked.keys if checked is not None else _entry_keys(cursor)
    here = _node(root, keys)
    if here is None:
        return None
    if checked is not None and checked.id and checked.id in (here.said("id"), here.said("control")):
        return checked
    data = _plain(root)
    record, _ = read_record(path, number, data if isinstance(data, dict) else {})
    if record is None:
        return None
    return _made(record.kind.name, record.data, path, number, _entry_keys(cursor))


def _made(kind: str, data: Mapping[str, object], path: str, document: int, keys: Keys) -> Item | None:
    """An item of data that nothing refers to yet, or the entry in it that a data path leads to."""
    record = Item(kind, str(data.get("id") or ""), data, path=path, document=document)
    inner = in_record(kind, keys)
    if not keys or inner is None or not isinstance(inner.type, Object):
        return record
    value: object = data
    for key in keys:
        if isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        else:
            value = value.get(key) if isinstance(value, dict) else None
    if not isinstance(value, dict):
        return None
    shape = inner.type.shape
    id_ = str(value.get(shape.id_field) or "")
    return Item(shape.entry_kind or kind, id_, value, holder=record, path=path, document=document, keys=keys)


def _entry_keys(cursor: Cursor) -> Keys:
    """The data path of the innermost entry with a kind of its own around the cursor; empty for the record."""
    for length in range(len(cursor.holder), 0, -1):
        found = in_record(cursor.kind, cursor.holder[:length])
        if found is not None and isinstance(found.type, Object) and found.type.shape.entry_kind:
            return cursor.holder[:length]
    return ()


def _node(root: Node, keys: Keys) -> Node | None:
    node: Node | None = root
    for key in keys:
        node = node.value(key) if node is not None else None
    return node


def _plain(node: Node, depth: int = 0) -> object:
    """What a sketch says, as plain data."""
    if node.form == "map" and depth < 50:
        pairs = {str(entry.key): _plain(entry.value, depth + 1) for entry in node.entries if entry.colon >= 0}
        return {key: value for key, value in pairs.items() if not is_empty(value)}
    if node.form == "list" and depth < 50:
        return [_plain(entry.value, depth + 1) for entry in node.entries]
    if node.form != "scalar":
        return None
    try:
        return typed(node.text) if node.style == "plain" else node.text
    except Refused:
        return None
