"""Settings of `aimslint.yaml`: keys from the model of the configuration, names from packs and rules."""

from collections.abc import Iterable, Iterator

from aimslint.config import FILE_NAME
from aimslint.editor.cards import kinds_of_records, word_card
from aimslint.editor.completion.fields import NOW, OTHER, keys_of
from aimslint.editor.completion.files import path_values
from aimslint.editor.completion.suggestion import Option, Suggestion, Suggestions, chosen, values
from aimslint.editor.completion.values import rules
from aimslint.editor.cursor import Cursor
from aimslint.editor.declared import in_settings
from aimslint.editor.harmless import prose
from aimslint.editor.index import Index
from aimslint.packs import Stock
from aimslint.records.shape import ListOf, Scalar, Words

FILES = ("include", "exclude", "rule_folders", "extensions")
"""Settings that hold paths."""


def setting_keys(index: Index, path: str, text: str, cursor: Cursor) -> Suggestions:
    """The settings that may still be made in the map at the cursor."""
    names = _names(index, cursor)
    if names is not None:
        return _named(names, cursor)
    declared = in_settings(cursor.holder)
    if declared is None or declared.shape is None:
        return Suggestions()
    fields = (
        (field, NOW if field.required else OTHER, f"default: {field.assumed}" if field.assumed else "")
        for field in declared.shape.fields.values()
    )
    return keys_of(fields, cursor, listed=isinstance(declared.type, ListOf) and cursor.where == "open")


def setting_values(index: Index, path: str, text: str, cursor: Cursor) -> Suggestions:
    """The values that a setting may have."""
    declared = in_settings(cursor.keys)
    if declared is None:
        return Suggestions()
    many = isinstance(declared.type, ListOf)
    setting = cursor.keys[0] if cursor.keys else ""
    if setting in FILES and (len(cursor.keys) > 1 or many):
        return path_values(index, cursor, many=many)
    if setting in ("primary", "packs", "timelines"):
        return values(_packs(index, cursor), cursor, many=many)
    words = declared.element
    if isinstance(words, Words):
        options: Iterable[Option] = (Option(word, "word", "", word_card(word, words, None)) for word in words.words)
    elif words == Scalar("flag"):
        options = (Option(word, "value") for word in ("true", "false"))
    else:
        options = ()
    return values(options, cursor, many=many)


def _names(index: Index, cursor: Cursor) -> Iterator[Option] | None:
    """The names that may stand as keys where keys are names of something; None where they are settings."""
    match cursor.holder:
        case ("rules",):
            return rules(index.project.rulebook)
        case ("rules", str(rule), "settings"):
            known = index.project.rulebook.rules.get(rule)
            return (
                Option(name, "field", f"default: {value}") for name, value in (known.settings if known else {}).items()
            )
        case ("extensions",):
            return (Option(kind.name, "kind", kind.shape.description) for kind in kinds_of_records())
        case ("timelines",):
            return (Option(name, "word", prose(pack.title)) for name, pack in index.packs.items() if pack.timelines)
    return None


def _named(names: Iterable[Option], cursor: Cursor) -> Suggestions:
    """Names as keys: a rule is followed by its severity or settings, all others by a value."""
    taken = set(cursor.beside) - {cursor.word} if cursor.where == "key" else set()
    found, complete = chosen((option for option in names if option.value not in taken), cursor.prefix)
    items = []
    for option in found:
        text = option.value if cursor.colon else f"{option.value}: "
        if option.what == "rule" and not cursor.colon and not cursor.flow:
            text = f"{option.value}: {{severity: }}"
        items.append(
            Suggestion(option.value, option.what, text, cursor.start, cursor.end, option.detail, option.explained)
        )
    return Suggestions(tuple(items), complete)


def _packs(index: Index, cursor: Cursor) -> Iterator[Option]:
    match cursor.keys:
        case ("timelines", str(pack)) if pack in index.packs:
            yield from (Option(name, "word", line.title) for name, line in index.packs[pack].timelines.items())
        case ("primary",):
            yield from (Option(name, "word", index.packs[name].title) for name in index.project.config.packs)
        case _:
            stock = Stock()
            for name in stock.names:
                if stock.pack(name).requirements:
                    yield Option(name, "word", stock.pack(name).title)


__all__ = ["FILE_NAME", "setting_keys", "setting_values"]
