"""Values of records in words, for pages that people read."""

from typing import Any

from aimslint.aims import Item
from aimslint.facts import Fact
from aimslint.records.values import UNKNOWN, Explained, is_empty
from aimslint.rulebook.vocabulary import facts_of
from aimslint.snapshot import Snapshot


def text_of(value: Any) -> str:
    """A value in words: empty for what says nothing, `key: value` for maps, commas between the items of a list."""
    match value:
        case bool():
            return "true" if value else "false"
        case Item():
            return value.subject.id
        case Explained():
            return f"not applicable: {text_of(value.data.get('reason')) or 'no reason given'}"
        case _ if value is UNKNOWN:
            return "unknown (cannot be read)"
        case _ if is_empty(value):
            return ""
        case dict():
            return "; ".join(f"{name}: {words}" for name, inner in value.items() if (words := text_of(inner)))
        case list():
            between = "; " if any(isinstance(item, dict) for item in value) else ", "
            return between.join(filter(None, map(text_of, value)))
    return str(value)


def quoted(text: str) -> str:
    """A text in back quotes, on one line whatever is in it."""
    return "`" + "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text) + "`"


def field_of(item: Item, *names: str) -> str:
    """A field of an item in words, through inner maps."""
    value: Any = item.data
    for name in names:
        value = value.get(name) if isinstance(value, dict) else value if not isinstance(value, str) else None
    return text_of(value)


def fact_of(item: Item, name: str, snapshot: Snapshot) -> str:
    """A fact about an item in words; empty where there is none."""
    fact = facts_of(item.kind).get(name)
    return text_of(fact.value(item, snapshot)) if fact is not None else ""


def facts(item: Item, snapshot: Snapshot) -> list[tuple[Fact, str]]:
    """Every fact there is about an item, with its value in words."""
    return [(fact, text_of(fact.value(item, snapshot))) for fact in facts_of(item.kind).values()]


def holders(role: Item) -> str:
    """Who holds a role now."""
    people = [
        text_of(holder.data.get("person"))
        for holder in role.children.get(("holders",), ())
        if isinstance(holder, Item) and is_empty(holder.data.get("left_on"))
    ]
    return ", ".join(filter(None, people))


def role(item: Any, written: Any = None) -> str:
    """A role with those who hold it; where there is none of that name, the name as it is `written`."""
    if not isinstance(item, Item):
        return f"{written} (no role that can be read)" if item is UNKNOWN and _says(written) else text_of(item)
    people = holders(item)
    return f"{item.id} ({people})" if people else f"{item.id} (held by nobody)"


def _says(value: Any) -> bool:
    return isinstance(value, str) and not is_empty(value)
