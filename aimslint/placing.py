"""From drafts to findings: lines are looked up, data paths written with entry ids, fingerprints made."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from aimslint.aims import Aims, Item
from aimslint.loading import Limits, Located, locate
from aimslint.model import Finding, Fix, Keys, Location, Place, Problem, Related, Span, Subject
from aimslint.pattern import pattern
from aimslint.records.values import Explained
from aimslint.rulebook import Draft, Rule, Rulebook
from aimslint.rulebook.message import fill

FixOf = Callable[[Draft, Located], Fix | None]
"""How a finding is mended, given where things stand in its file; None where there is no one right way."""


class Placer:
    """Finds lines and writes findings. A file is parsed for positions once, and only when it has a finding.

    `fixes` say, by rule name, how findings are mended.
    """

    def __init__(self, aims: Aims, limits: Limits, fixes: Mapping[str, FixOf] | None = None) -> None:
        self._aims = aims
        self._fixes = {} if fixes is None else fixes
        self._limits = limits
        self._located: dict[str, Located] = {}
        self._inner: dict[Item, dict[Keys, Item]] = {}
        self._counts: Counter[tuple[str, str, str, str]] = Counter()

    def findings(self, drafts: Iterable[Draft]) -> list[Finding]:
        """The findings of these drafts, in the order of files and lines."""
        return [finding for _, finding in self.placed(drafts)]

    def placed(self, drafts: Iterable[Draft]) -> list[tuple[Draft, Finding]]:
        """As `findings`, each with its draft."""
        placed = sorted(((self._location(draft.place), draft) for draft in drafts), key=lambda pair: _order(*pair))
        return [(draft, self._finding(location, draft)) for location, draft in placed]

    def drafts_of(self, problems: Iterable[Problem], rulebook: Rulebook) -> list[Draft]:
        """Problems met before rules ran, in the words of their rules."""
        return [self._draft_of(problem, rulebook.rules[problem.rule]) for problem in problems]

    def _draft_of(self, problem: Problem, rule: Rule) -> Draft:
        values = dict(problem.values)
        if "{source}" in (rule.message_text or ""):
            values["source"] = self._source(problem.place)
        return Draft(
            rule,
            self._subject(problem.place),
            problem.place,
            fill(rule.message_text or rule.title, values),
            problem.related,
            values,
        )

    def _finding(self, location: Location, draft: Draft) -> Finding:
        rule = draft.rule
        about = draft.subject if draft.subject is not None and draft.subject.path else self._subject(draft.place)
        data_path = self._data_path(draft.place)
        return Finding(
            rule.name,
            rule.code,
            rule.severity,
            rule.rule_severity,
            draft.message,
            location,
            about.subject if about is not None else None,
            data_path,
            _concerned(rule, draft.subject),
            fingerprint=self._fingerprint(rule.name, _identity(draft.subject, draft.place), data_path),
            related=tuple(dict.fromkeys(Related(self._location(place), self._title(place)) for place in draft.related)),
            fix=self._fix(draft),
        )

    def _record(self, place: Place) -> Item | None:
        if self._aims.part is not None:
            there = self._aims.part.records_in(place.path)
            return next((record for record in there if record.document == place.document), None)
        return self._records.get((place.path, place.document))

    @cached_property
    def _records(self) -> dict[tuple[str, int], Item]:
        return {(record.path, record.document): record for record in self._aims.records}

    def _fix(self, draft: Draft) -> Fix | None:
        fix_of = self._fixes.get(draft.rule.name)
        located = self._of_file(draft.place.path) if fix_of is not None else None
        return fix_of(draft, located) if fix_of is not None and located is not None else None

    def _fingerprint(self, rule: str, identity: Subject, data_path: str) -> str:
        key = (rule, identity.kind, identity.id, data_path)
        self._counts[key] += 1
        parts = "\0".join((*key, str(self._counts[key])))
        return hashlib.sha256(parts.encode("utf-8", "backslashreplace")).hexdigest()[:32]

    def _location(self, place: Place) -> Location:
        if not place.path:
            return self._project_location()
        span = place.span or self._span(place)
        return Location(place.path, span.line, span.column, span.end_line, span.end_column)

    def _span(self, place: Place) -> Span:
        located = self._of_file(place.path)
        if located is None:
            return Span(1, 1, 1, 1)
        found = located.find(place.keys, place.part, document=place.document)
        if place.part == "value" and place.keys and isinstance(place.keys[-1], str):
            # A list or map that begins on the next line is pointed to by its key: its first item is not what is meant.
            key = located.find(place.keys, "key", document=place.document)
            return key if key.line < found.line else found
        return found

    def _of_file(self, path: str) -> Located | None:
        text = self._aims.texts.get(path)
        if text is None:
            return None
        if path not in self._located:
            self._located[path] = locate(path, text, self._limits, plain=path in self._aims.plain)
        return self._located[path]

    def _project_location(self) -> Location:
        """Findings about the project as a whole point at the configuration, else at the first record."""
        if self._aims.settings_path is not None:
            return Location(self._aims.settings_path, 1, 1, 1, 1)
        if self._aims.records:
            return self._location(self._aims.records[0].place(("kind",), key=True))
        return Location(self._aims.root or ".", 1, 1, 1, 1)

    def _source(self, place: Place) -> str:
        located = self._of_file(place.path)
        return located.source(place.keys, document=place.document) if located is not None else ""

    def _subject(self, place: Place) -> Item | None:
        """The record, entry or list item that a place lies in."""
        item = self._record(place)
        while item is not None:
            inside = self._child(item, place.keys)
            if inside is None:
                return item
            item = inside
        return None

    def _child(self, item: Item, keys: Keys) -> Item | None:
        """The child of an item that a data path leads into. A register may have thousands, so they are looked up."""
        known = self._inner.get(item)
        if known is None:
            known = self._inner[item] = {child.keys: child for child in _children(item)}
        depths = range(len(item.keys) + 1, len(keys) + 1)
        return next((known[keys[:depth]] for depth in depths if keys[:depth] in known), None)

    def _title(self, place: Place) -> str:
        item = self._subject(place)
        return f"{item.subject.kind} {item.subject.id}" if item is not None else place.path

    def _data_path(self, place: Place) -> str:
        record = self._record(place)
        return data_path(place.keys, record.data if record is not None else None)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of files and lines, as `Placer.findings` gives them."""
    return sorted(findings, key=lambda found: _key(found.location, found.code, found.message))


def _concerned(rule: Rule, subject: Item | None) -> tuple[str, ...]:
    """The requirements that a finding is about: of those its rule guards, the one that was judged, if one was."""
    if subject is not None and subject.kind == "requirement":
        judged = f"{subject.data['pack']}:{subject.data['id']}"
        if judged in rule.requirements:
            return (judged,)
    return rule.requirements


def data_path(keys: Keys, data: Any) -> str:
    """A path in words: `risks[R1].controls[A.9.2]`. List items go by id or short value, else by a hash of them."""
    text = ""
    for key in keys:
        if isinstance(key, int):
            data = data[key] if isinstance(data, list) and key < len(data) else None
            text += f"[{_item_name(data)}]"
        else:
            data = data.get(key) if isinstance(data, dict) else None
            text += f".{key}" if text else key
    return text


def _item_name(value: Any) -> str:
    if isinstance(value, dict):
        for name in ("id", "control", "name"):
            if isinstance(value.get(name), str) and value[name]:
                return str(value[name])
    text = value if isinstance(value, str) else _canonical(value)
    if _SHORT.fullmatch(text):
        return text
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:8]


# What may stand in brackets: an id, a number, a word. Prose and anything that looks like a path is hashed.
_SHORT = pattern(r"[\w.:@+-]{1,60}")


def _canonical(value: Any) -> str:
    """A text that is the same for the same data, in whatever order its keys are written."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{key!r}:{_canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_canonical, value)) + "]"
    return _canonical(value.data) if isinstance(value, Explained) else str(value)


def _children(item: Item) -> Iterable[Item]:
    return (child for children in item.children.values() for child in children if isinstance(child, Item))


def _identity(item: Item | None, place: Place) -> Subject:
    """Whom a fingerprint is about: the record or entry, a requirement, the project, else the file."""
    if item is None:
        return Subject("file", place.path)
    return item.subject if item.path else Subject(item.kind, item.id)


def _order(location: Location, draft: Draft) -> tuple[Any, ...]:
    return _key(location, draft.rule.code, draft.message)


def _key(location: Location, code: str, message: str) -> tuple[Any, ...]:
    return (location.path, location.line, location.column, code, message)


__all__: Sequence[str] = ["Placer", "data_path", "in_order"]
