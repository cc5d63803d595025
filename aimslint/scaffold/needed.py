"""What a record must say, found by asking the rules: whichever objects to an empty field names it as needed."""

from collections.abc import Iterable, Iterator

from aimslint.aims import Item
from aimslint.checks import all_checks
from aimslint.dataclass import dataclass
from aimslint.model import Keys
from aimslint.records.values import is_empty
from aimslint.rulebook import Rule, Rulebook
from aimslint.rulebook.conditions import All, Objection
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.steps import read
from aimslint.snapshot import Snapshot

_NOT_ABOUT_ITEMS = (None, "project", "requirement", "reference")


@dataclass(frozen=True, slots=True)
class Need:
    """A field, or a field of an inner map, that a rule misses."""

    names: tuple[str, ...]
    rule: Rule


def needs_of(item: Item, snapshot: Snapshot, rulebook: Rulebook) -> list[Need]:
    """The empty fields of a record or entry that the rules object to, of all phases; the earliest phase first."""
    found = {
        (names, rule.name): Need(names, rule)
        for rule in rulebook
        if rule.raised_by is None and rule.for_each not in _NOT_ABOUT_ITEMS and item.kind in rule.kinds
        for names in _missed(rule, Frame(item, item, snapshot))
    }
    return sorted(found.values(), key=lambda need: need.rule.phase.rank)


def _missed(rule: Rule, frame: Frame) -> Iterator[tuple[str, ...]]:
    if All(rule.where).test(frame) is not True:
        return
    for objection in _objections(rule, frame):
        names = _names(objection.keys, frame.this)
        if names and is_empty(read(frame.this, names)):
            yield names


def _objections(rule: Rule, frame: Frame) -> Iterable[Objection]:
    if rule.check is not None:
        said = all_checks()[rule.check](frame.this, frame.snapshot, rule.settings)
        return [objection for objection in said if isinstance(objection, Objection)]
    if rule.require is not None and rule.require.test(frame) is False:
        return rule.require.objections(frame)
    return ()


def _names(keys: Keys, item: Item) -> tuple[str, ...]:
    """The field that a data path leads to, from the item down; empty when it leads elsewhere, or into a list."""
    if keys[: len(item.keys)] != item.keys:
        return ()
    inner = keys[len(item.keys) :]
    names = tuple(key for key in inner if isinstance(key, str))
    return names if len(names) == len(inner) else ()
