"""What to show of a record or entry that is no system: its fields, its entries, what it names and what names it."""

from collections.abc import Iterator
from typing import Any

from aimslint.aims import Item
from aimslint.records.values import UNKNOWN, Explained
from aimslint.views.page import Section
from aimslint.views.upcoming import title_of
from aimslint.views.words import role, text_of

HIDDEN = ("kind", "id", "body", "change_log", "extensions")


def record_fields(item: Item) -> list[tuple[str, str]]:
    """Every field that says something; of lists with entries of their own only how many there are."""
    found = []
    for name, value in item.data.items():
        words = _words(item, name, value)
        if name not in HIDDEN and words:
            found.append((name, words))
    return found


def record_sections(item: Item) -> Iterator[Section]:
    """Entries, what the item refers to, and what refers to it."""
    entries = [child for children in item.children.values() for child in children if isinstance(child, Item)]
    named = [
        (child.kind, child.id, text_of(child.data.get("status")), title_of(child)) for child in entries if child.id
    ]
    yield Section("entries", "Entries", ("kind", "id", "status", "title"), named)
    yield Section("refers_to", "Refers to", ("field", "kind", "id"), list(_links(item, "")))
    back = [other for other in item.back.get("referrers", ()) if isinstance(other, Item)]
    rows = [(other.subject.kind, other.subject.id, title_of(other)) for other in dict.fromkeys(back)]
    yield Section("referred_by", "Referred to by", ("kind", "id", "title"), rows)


def _words(item: Item, name: str, value: Any) -> str:
    target = item.links.get((name,))
    if isinstance(target, Item) and target.kind == "role":
        return role(target)
    children = item.children.get((name,))
    if children and any(isinstance(child, Item) and child.id for child in children):
        return f"{len(children)}, listed below"
    return text_of(value)


def _links(item: Item, before: str) -> Iterator[tuple[str, str, str]]:
    """What the item and the lists inside it name; entries speak for themselves."""
    for names, found in item.links.items():
        field = before + ".".join(names)
        for target in found if isinstance(found, list) else [found]:
            if isinstance(target, Item):
                yield field, target.kind, target.id
            elif target is UNKNOWN:
                yield field, "", "unknown (broken or cannot be read)"
            elif isinstance(target, Explained):
                yield field, "", text_of(target)
    for names, children in item.children.items():
        for child in children:
            if isinstance(child, Item) and "." in child.kind:
                yield from _links(child, f"{before}{'.'.join(names)}.")
