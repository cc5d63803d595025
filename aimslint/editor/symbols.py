"""What a file holds: records and entries as an outline, what can be folded, and links to files."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.editor.brackets import BREAK, Node
from aimslint.editor.declared import in_record, sort_of
from aimslint.editor.documents import documents, yaml_end
from aimslint.editor.index import Index
from aimslint.editor.navigation import in_tree
from aimslint.editor.sketch import Sketch, sketch, walk
from aimslint.model import Keys
from aimslint.records.shape import Object, Reference, Scalar
from aimslint.records.table import all_kinds
from aimslint.views.upcoming import TITLES, title_of

MOST = 200


@dataclass(frozen=True, slots=True)
class Symbol:
    """A record or entry of a file: `name` is its id, from `start` to `end` it goes, at `at` its id stands."""

    name: str
    detail: str
    kind: str
    start: int
    end: int
    at: tuple[int, int]
    inside: "tuple[Symbol, ...]" = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A record or entry of the project, and where its id stands in the text that was checked."""

    name: str
    detail: str
    kind: str
    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fold:
    """A stretch that can be folded, from an offset in its first line to one in its last."""

    start: int
    end: int
    what: Literal["region", "comment"] = "region"


@dataclass(frozen=True, slots=True)
class FileLink:
    """A stretch that names a file of the tree, and the path of that."""

    start: int
    end: int
    path: str


def outline(index: Index, path: str, text: str) -> list[Symbol]:
    """The records and entries of a file as its text is now, parsed or not."""
    if sort_of(path, index.project) != "record":
        return []
    found = []
    for drawn in sketches(path, text):
        name = drawn.root.said("kind")
        if name in all_kinds():
            inside = tuple(_entries(drawn.root, name))
            found.append(_symbol(drawn.root, name, drawn.root.start, max(drawn.root.end, drawn.root.start), inside))
    return found


def sketches(path: str, text: str) -> Iterator[Sketch]:
    """The documents of a file, roughly read."""
    for start, end in documents(text, 0, max(yaml_end(path, text), 0)):
        yield sketch(text, start, end)


def search(index: Index, query: str) -> list[Found]:
    """The records and entries whose id or title holds the words of a query; those whose id begins with it first."""
    words = query.casefold().split()
    ranked: list[tuple[bool, int, Item]] = []
    for kind in all_kinds():
        for known in index.of_kinds((kind,)):
            text = f"{known.id} {known.title} {kind}".casefold()
            if known.item is not None and all(word in text for word in words):
                ranked.append((not known.id.casefold().startswith(query.casefold()), len(ranked), known.item))
    ranked.sort(key=lambda one: one[:2])
    return [_found(index, item) for _, _, item in ranked[:MOST]]


def folds(path: str, text: str) -> list[Fold]:
    """What can be folded: documents, maps and lists over several lines, long texts, and rows of comments."""
    found = []
    several = list(sketches(path, text))
    for drawn in several:
        if len(several) > 1:
            found.append(Fold(drawn.root.start, drawn.root.end))
        for _, entry in walk(drawn.root):
            if entry.value.form != "none" and BREAK.search(text, entry.start, entry.last) is not None:
                found.append(Fold(entry.start, entry.last))
        found += _rows(text, drawn.comments)
    return sorted(found, key=lambda fold: (fold.start, fold.end))


def links(index: Index, path: str, text: str) -> list[FileLink]:
    """The files of the tree that a file names: evidence and other paths, and the files of records of another file."""
    if sort_of(path, index.project) != "record":
        return []
    found = []
    for drawn in sketches(path, text):
        kind = drawn.root.said("kind")
        for keys, entry in walk(drawn.root) if kind in all_kinds() else ():
            if entry.value.form == "scalar" and entry.value.style != "block":
                target = _target(index, kind, keys, entry.value.text)
                if target and target != path:
                    found.append(FileLink(entry.value.start, entry.value.end, target))
    return sorted(found, key=lambda link: link.start)


def _target(index: Index, kind: str, keys: Keys, text: str) -> str:
    """The file that a value names; empty where it names none, or one outside of the tree."""
    declared = in_record(kind, keys)
    if declared is None:
        return ""
    if declared.element == Scalar("path"):
        target = in_tree(index, text)
        return target if target and index.project.tree.size(target) is not None else ""
    if isinstance(declared.element, Reference) and keys[-1] == "card":
        known = index.find(declared.element.kinds, text)
        return known.item.path if known is not None and known.item is not None else ""
    return ""


def _entries(root: Node, kind: str) -> Iterator[Symbol]:
    """The entries that a record lists, in the order of the text."""
    for field in root.entries:
        declared = in_record(kind, (field.key,)) if isinstance(field.key, str) else None
        element = declared.element if declared is not None else None
        name = element.shape.entry_kind if isinstance(element, Object) else None
        if name is None or field.value.form != "list":
            continue
        for item in field.value.entries:
            if item.value.form == "map":
                yield _symbol(item.value, name, item.start, max(item.last, item.start), ())


def _symbol(node: Node, kind: str, start: int, end: int, inside: tuple[Symbol, ...]) -> Symbol:
    id_ = node.value(all_kinds()[kind].shape.id_field)
    titles = (node.said(name) for name in TITLES)
    title = next((title for title in titles if title), "")
    at = (id_.start, id_.end) if id_ is not None and id_.form == "scalar" else (start, start)
    name = id_.text if id_ is not None and id_.text else kind
    return Symbol(name, title or kind, kind, start, end, at, inside)


def _found(index: Index, item: Item) -> Found:
    text = index.project.loaded.get(item.path, "")
    field = all_kinds()[item.kind].shape.id_field
    # Good enough to jump to, for two hundred results at once; a parse of each file would take seconds.
    place = re.compile(rf"\b{field}[\"']?[ \t]*:[ \t]*[\"']?({re.escape(item.id)})(?![\w-])").search(text)
    start, end = place.span(1) if place is not None else (0, 0)
    return Found(item.id, title_of(item), item.kind, item.path, start, end)


def _rows(text: str, comments: tuple[tuple[int, int], ...]) -> Iterator[Fold]:
    """Comments that stand alone on lines that follow each other."""
    alone = [one for one in sorted(comments) if not text[_line_start(text, one[0]) : one[0]].strip()]
    begin = 0
    for position, (before, after) in enumerate(pairwise([*alone, (len(text) + 2, len(text) + 2)])):
        if len(BREAK.findall(text, before[1], min(after[0], len(text)))) != 1 or after[0] > len(text):
            if position > begin:
                yield Fold(alone[begin][0], before[1], "comment")
            begin = position + 1


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind(sign, 0, offset) for sign in "\r\n") + 1
