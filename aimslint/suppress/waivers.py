"""Entries of the `waivers` register: exceptions that somebody approved, for one record or for all."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from aimslint.aims import Aims, Item
from aimslint.days import parse_day
from aimslint.loading import Located, locate
from aimslint.model import Exemption, Keys, Location, Place, Problem, Subject
from aimslint.records.values import UNKNOWN, is_empty
from aimslint.suggest import hint
from aimslint.suppress.claim import Claim, Key, about, anywhere
from aimslint.suppress.terms import Terms


def waivers(aims: Aims, terms: Terms) -> tuple[list[Claim], list[Problem]]:
    """What the waivers of an AIMS ask for, and what is wrong with them. Erased ones ask for nothing."""
    claims: list[Claim] = []
    problems: list[Problem] = []
    places = _Places(aims)
    for item in aims.of_kind(("waiver",)):
        waiver = _Waiver(item, aims, terms)
        wrong = list(waiver.problems())
        problems += wrong
        if not wrong and waiver.is_legible():
            claims.append(waiver.claim(places.of(item)))
    return claims, problems


def inside(item: Item) -> Iterator[Subject]:
    """A record or entry and the entries it holds."""
    yield item.subject
    for children in item.children.values():
        for child in children:
            if isinstance(child, Item):
                yield from inside(child)


class _Places:
    """Where waivers stand. A register is parsed for that once."""

    def __init__(self, aims: Aims) -> None:
        self._texts = aims.texts
        self._located: dict[str, Located] = {}

    def of(self, item: Item) -> Location:
        """Where one stands."""
        if item.path not in self._located:
            self._located[item.path] = locate(item.path, self._texts.get(item.path, ""))
        span = self._located[item.path].find((*item.keys, "id"), document=item.document)
        return Location(item.path, span.line, span.column, span.end_line, span.end_column)


class _Waiver:
    """One entry. A bent field is told where records are read, and leaves the waiver without effect."""

    def __init__(self, item: Item, aims: Aims, terms: Terms) -> None:
        self._item = item
        self._aims = aims
        self._terms = terms
        self._what = f"the waiver `{item.id}`" if item.id else "the waiver"

    def problems(self) -> Iterator[Problem]:
        """What is wrong with it, field by field."""
        terms, what, bent = self._terms, self._what, self._bent
        rule = self._text("rule")
        if bent("rule"):
            pass
        elif is_empty(rule):
            yield Problem("suppression-unknown-rule", self._place("rule"), _names_none(what))
        elif wrong := terms.bad_rule(rule, self._place("rule"), what):
            yield wrong
        if not bent("reason"):
            yield from terms.bad_reason(self._text("reason"), self._place("reason"), what)
        if not bent("approved_by") and is_empty(self._text("approved_by")):
            yield Problem("suppression-no-approver", self._place("approved_by"), {"what": what})
        if not bent("until"):
            ends = list(terms.bad_end(self._text("until"), self._place("until"), what))
            yield from ends
            if not ends and rule in terms.rulebook.rules:
                yield from terms.too_long(rule, self._text("until"), self._place("until"), what, self._start())

    def is_legible(self) -> bool:
        """Whether all of it could be read, and the approver is a role as far as anybody can say."""
        if any(map(self._bent, ("rule", "reason", "until", "approved_by", "record"))):
            return False
        record = self._record()
        if record is not None and not all(isinstance(record.get(name), str) for name in ("kind", "id")):
            return False
        role = self._text("approved_by")
        return self._aims.find("role", role) is not None or self._aims.may_have_lost(("role",), role)

    def claim(self, location: Location) -> Claim:
        """What it asks for; `location` is where it stands."""
        rule, text = self._text("rule"), self._text
        subjects, reason = self._subjects()
        keys: tuple[Key, ...] = (anywhere(rule),)
        if subjects is not None:
            keys = tuple(about(rule, subject.kind, subject.id) for subject in subjects)
        by = Exemption("waiver", text("reason"), text("until"), text("approved_by"), location)
        return Claim(rule, keys, by, self._item.place(("id",)), self._what, reason)

    def _subjects(self) -> tuple[list[Subject] | None, str]:
        """The records and entries that it is about; None for all. With them, why there may be none."""
        record = self._record()
        if record is None:
            # A key that names nothing must not make the waiver hold for everything.
            said = "record" in self._item.data
            return ([], ": its `record` names nothing; name one, or leave the key out for all") if said else (None, "")
        kind, id_ = record["kind"], record["id"]
        known = self._aims.items.get(kind, ())
        found = [item for item in known if item.named is item and item.subject == Subject(kind, id_)]
        if found:
            return list(dict.fromkeys(subject for item in found for subject in inside(item))), ""
        ids = [item.id for item in known if item.id]
        return [Subject(kind, id_)], f": there is no {kind} `{id_}`{hint(id_, ids)}"

    def _record(self) -> Mapping[str, Any] | None:
        record = self._item.data.get("record")
        return record if isinstance(record, Mapping) else None

    def _start(self) -> date | None:
        with suppress(ValueError):
            return parse_day(self._text("approved_on"))
        return None

    def _bent(self, field: str) -> bool:
        return self._item.data.get(field) is UNKNOWN

    def _text(self, field: str) -> str:
        value = self._item.data.get(field)
        return value if isinstance(value, str) else ""

    def _place(self, field: str) -> Place:
        keys: Keys = (field,) if field in self._item.data else ("id",)
        return self._item.place(keys)


def _names_none(what: str) -> Mapping[str, str]:
    return {"what": what, "found": "no rule", "hint": "; write `rule:` and the name of one"}
