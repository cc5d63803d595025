"""What may be written at an offset of a file: which topic it is, and the answer of that topic."""

from dataclasses import replace

from aimslint.editor.completion.comments import in_comment
from aimslint.editor.completion.fields import new_keys
from aimslint.editor.completion.rule_files import rule_keys, rule_values
from aimslint.editor.completion.settings import setting_keys, setting_values
from aimslint.editor.completion.suggestion import Suggestion, Suggestions
from aimslint.editor.completion.values import record_values
from aimslint.editor.cursor import Cursor, cursor_at
from aimslint.editor.declared import sort_of
from aimslint.editor.index import Index


def complete(index: Index, path: str, text: str, offset: int) -> Suggestions:
    """What may be written at an offset of the text of a file, the best first. Whatever the text, there is an answer."""
    sort = sort_of(path, index.project)
    if sort == "other":
        return Suggestions()
    cursor = cursor_at(path, text, offset)
    if cursor.where == "comment":
        return in_comment(index, path, text, cursor)
    if cursor.where in ("prose", "nothing"):
        return Suggestions()
    keys, values = Suggestions(), Suggestions()
    if cursor.where in ("key", "open"):
        keys = _KEYS[sort](index, path, text, cursor)
    if cursor.where in ("value", "open"):
        values = _VALUES[sort](index, path, text, cursor)
    found = _both(values, keys)
    if cursor.start == offset and text[offset - 1 : offset] in (":", "-"):
        return Suggestions(tuple(replace(one, insert=f" {one.insert}") for one in found.items), found.complete)
    return found


def _both(one: Suggestions, other: Suggestions) -> Suggestions:
    found: dict[str, Suggestion] = {}
    for item in (*one.items, *other.items):
        found.setdefault(item.label, item)
    return Suggestions(tuple(found.values()), one.complete and other.complete)


_KEYS = {"record": new_keys, "settings": setting_keys, "rule": rule_keys}
_VALUES = {"record": record_values, "settings": setting_values, "rule": rule_values}

__all__ = ["Cursor", "complete"]
