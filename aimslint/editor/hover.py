"""What there is to tell of what stands at a place of a text."""

import re
from collections.abc import Sequence

from aimslint.dataclass import dataclass
from aimslint.editor.cards import field_card, item_card, kind_card, requirement_card, rule_card, word_card
from aimslint.editor.cursor import Cursor, cursor_at
from aimslint.editor.declared import Declared, in_record, in_rule, in_settings, sort_of
from aimslint.editor.harmless import code, prose
from aimslint.editor.index import Index, Known
from aimslint.records.shape import Reference, Words
from aimslint.records.table import all_kinds
from aimslint.rulebook import Rule

_NAME = re.compile(r"(?:[a-z][a-z0-9]*/)?[a-z0-9-]+")
_IGNORE = re.compile(r"aimslint:[ \t]*ignore[ \t]*\[(?P<names>[^\[\]]*)")


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown about what stands between two offsets."""

    markdown: str
    start: int
    end: int


def hover(index: Index, path: str, text: str, offset: int) -> Hover | None:
    """What there is to tell of what stands at an offset of a file; None where nothing stands there that we know."""
    sort = sort_of(path, index.project)
    if sort == "other":
        return None
    cursor = cursor_at(path, text, offset)
    if cursor.where == "comment":
        named = rule_at(index, cursor)
        return Hover(rule_card(named[0]), named[1], named[2]) if named is not None else None
    if cursor.start == cursor.end:
        return None
    match sort:
        case "record":
            told = _in_record(index, cursor)
        case "settings":
            told = _in_settings(index, cursor)
        case "rule":
            told = _in_rule(index, cursor)
    return Hover(told, cursor.start, cursor.end) if told else None


def rule_at(index: Index, cursor: Cursor) -> tuple[Rule, int, int] | None:
    """The rule that is named at the cursor in a comment that ignores findings, and where its name stands."""
    found = _IGNORE.search(cursor.word)
    if found is None:
        return None
    for name in _NAME.finditer(cursor.word, found.start("names"), found.end("names")):
        start, end = cursor.start + name.start(), cursor.start + name.end()
        rule = index.project.rulebook.rules.get(name.group())
        if start <= cursor.offset <= end and rule is not None:
            return rule, start, end
    return None


def named_at(index: Index, cursor: Cursor) -> Known | None:
    """What a value at the cursor names, by the kinds that its field declares: the text says it, not the last check."""
    declared = in_record(cursor.kind, cursor.keys)
    if cursor.where not in ("value", "open") or declared is None:
        return None
    if isinstance(declared.element, Reference):
        return index.find(declared.element.kinds, cursor.word)
    kind, id_ = waived(cursor, declared)
    return index.find((kind,), id_) if id_ and id_ == cursor.word else None


def waived(cursor: Cursor, declared: Declared) -> tuple[str, str]:
    """The kind and id of the record that a waiver names at the cursor; empty where it does not."""
    if declared.within == "waiver" and cursor.keys[-2:] == ("record", "id"):
        kind = cursor.beside.get("kind", "")
        return (kind, cursor.word) if kind in all_kinds() else ("", "")
    return "", ""


def _in_record(index: Index, cursor: Cursor) -> str:
    declared = in_record(cursor.kind, cursor.keys)
    if cursor.keys == ("kind",) and cursor.where == "value":
        return kind_card(all_kinds()[cursor.word]) if cursor.word in all_kinds() else ""
    if declared is None:
        return ""
    if cursor.where == "key":
        return field_card(declared.field, index) if declared.field is not None else ""
    known = named_at(index, cursor)
    if known is not None:
        return _known(known, index)
    if declared.within == "waiver" and cursor.keys[-1] == "rule":
        rule = index.project.rulebook.rules.get(cursor.word)
        return rule_card(rule) if rule is not None else ""
    return _word(declared, cursor)


def _known(known: Known, index: Index) -> str:
    if known.requirement is not None:
        return requirement_card(known.requirement, index)
    if known.item is not None:
        return item_card(known.item, index)
    return code(known.id) + (f" {prose(known.title)}" if known.title else "")


def _word(declared: Declared, cursor: Cursor) -> str:
    words = declared.element
    if not isinstance(words, Words):
        return ""
    meant = cursor.word if cursor.word in words.words else words.meant(cursor.word)
    return word_card(meant, words, declared.field) if meant is not None else ""


def _in_settings(index: Index, cursor: Cursor) -> str:
    match cursor.keys:
        case ("rules", str(name)):
            rule = index.project.rulebook.rules.get(name)
            return rule_card(rule) if rule is not None else ""
        case ("packs", int()) | ("primary",) if cursor.where != "key":
            pack = index.packs.get(cursor.word)
            return f"**{prose(pack.title)}**" if pack is not None else ""
    return _plain(in_settings(cursor.keys), index, cursor)


def _in_rule(index: Index, cursor: Cursor) -> str:
    if cursor.keys[:1] == ("requirements",) and cursor.where != "key":
        known = index.find(("requirement",), cursor.word)
        return _known(known, index) if known is not None else ""
    if cursor.keys[:1] == ("for_each",) and cursor.where != "key":
        return kind_card(all_kinds()[cursor.word]) if cursor.word in all_kinds() else ""
    return _plain(in_rule(cursor.keys), index, cursor)


def _plain(declared: Declared | None, index: Index, cursor: Cursor) -> str:
    """A field, or a word of an enumeration, of a form of our own."""
    if declared is None:
        return ""
    if cursor.where == "key":
        return field_card(declared.field, index) if declared.field is not None else ""
    return _word(declared, cursor)


__all__: Sequence[str] = ["Hover", "hover", "named_at", "rule_at", "waived"]
