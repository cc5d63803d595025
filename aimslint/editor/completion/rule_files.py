"""Rule files of the organisation's own: fields, what a rule may be about, and the conditions in it."""

from collections.abc import Iterable, Iterator

from aimslint.checks import all_checks
from aimslint.editor.cards import word_card
from aimslint.editor.completion.conditions import CONDITIONS, Conditions, paths
from aimslint.editor.completion.fields import NOW, OTHER, keys_of
from aimslint.editor.completion.suggestion import Option, Suggestions, values
from aimslint.editor.completion.values import references
from aimslint.editor.cursor import Cursor
from aimslint.editor.declared import in_rule
from aimslint.editor.documents import document_at, yaml_end
from aimslint.editor.index import Index
from aimslint.editor.sketch import sketch
from aimslint.records.shape import ListOf, Object, Scalar, Words
from aimslint.records.table import all_kinds
from aimslint.rulebook.fault import RuleFaultError
from aimslint.rulebook.vocabulary import SPECIAL, shape_at, subject_kinds


def rule_keys(index: Index, path: str, text: str, cursor: Cursor) -> Suggestions:
    """The fields that a rule may still have at the cursor, or what a condition may ask about."""
    if cursor.holder[:1] and cursor.holder[0] in CONDITIONS:
        return _conditions(path, text, cursor).keys(cursor)
    declared = in_rule(cursor.holder)
    if declared is None or declared.shape is None:
        return Suggestions()
    fields = (
        (field, NOW if field.required else OTHER, "required" if field.required else "")
        for field in declared.shape.fields.values()
    )
    return keys_of(fields, cursor, listed=isinstance(declared.type, ListOf) and cursor.where == "open")


def rule_values(index: Index, path: str, text: str, cursor: Cursor) -> Suggestions:
    """The values that a field of a rule may have, or the words of a condition."""
    first = cursor.keys[0] if cursor.keys else ""
    if first in CONDITIONS:
        return _conditions(path, text, cursor).values(cursor)
    declared = in_rule(cursor.keys)
    if declared is None:
        return Suggestions()
    many = isinstance(declared.type, ListOf)
    options: Iterable[Option] = ()
    words = declared.element
    if first == "for_each":
        options = _subjects()
    elif first == "at":
        kinds = _subject(path, text, cursor)
        options = paths(cursor.prefix, kinds, kinds) if kinds else ()
    elif first == "requirements":
        options = references(index, ("requirement",))
    elif first == "check":
        options = (Option(name, "word") for name in all_checks())
    elif isinstance(words, Words):
        options = (Option(word, "word", "", word_card(word, words, None)) for word in words.words)
    elif words == Scalar("flag"):
        options = (Option(word, "value") for word in ("true", "false"))
    return values(options, cursor, many=many)


def _conditions(path: str, text: str, cursor: Cursor) -> Conditions:
    return Conditions(_subject(path, text, cursor))


def _subject(path: str, text: str, cursor: Cursor) -> tuple[str, ...]:
    """The kinds that the rule is about, as far as it says so in words that mean something."""
    _, start, stop = document_at(text, 0, yaml_end(path, text), cursor.offset)
    node = sketch(text, start, stop, cursor.offset).root.value("for_each")
    if node is None:
        return ()
    said = [entry.value.text for entry in node.entries] if node.form == "list" else [node.text]
    found: list[str] = []
    for word in said:
        try:
            found += subject_kinds(word)
        except RuleFaultError:
            continue
    return tuple(found)


def _subjects() -> Iterator[Option]:
    """What a rule may be about: kinds, kinds of entries, typed lists, and a few words beside them."""
    for kind in all_kinds().values():
        yield Option(kind.name, "kind", kind.shape.description, "", 3 if kind.holder is None else 4)
        for name, field in kind.shape.fields.items():
            type_ = field.type
            if isinstance(type_, ListOf) and isinstance(type_.item, Object) and type_.item.shape.entry_kind is None:
                yield Option(f"{kind.name}.{name}", "kind", type_.item.shape.description, "", 6)
    for word in SPECIAL:
        shape = shape_at(word)
        yield Option(word, "kind", shape.description if shape is not None else "every record", "", 5)
