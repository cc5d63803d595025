"""Records kept as the texts of their fields: each is parsed when somebody looks at its value, once for all versions.

Most versions of a record differ from the next in a line or two. So a file is taken apart where its fields begin, which
costs a hundredth of parsing it, and what reads the same in two versions says the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from operator import is_not
from sys import intern
from typing import Any

from aimslint.loading import load_file
from aimslint.loading.scalars import typed

_FIELD = re.compile(rb"\n([A-Za-z_][A-Za-z0-9_-]*):")
_COMMENTS = re.compile(rb"(?:\n(?:#[^\n]*)?)*")
_MARK = re.compile(rb"\n(?:---|\.\.\.|%)")  # of documents, or for the parser
_TIE = re.compile(rb"[ \[{,][&*!][^\s&*!]")  # what ties one part of a file to another: anchors, aliases and tags
_WORD = re.compile(rb" ([A-Za-z][A-Za-z0-9_-]*|\d{4}-\d\d-\d\d)")


Identity = tuple[str, str]
"""Kind and id of a record."""


class Text:
    """What stands behind the name of a field. There is one for all fields that read the same."""

    __slots__ = ("_known", "_value", "raw")

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self._known = False
        self._value: Any = None

    @property
    def value(self) -> Any:
        """What it means; nothing when it cannot be read by itself."""
        if not self._known:
            self.read()
        return self._value

    def read(self) -> bool:
        """Parse it. Gives whether that is possible."""
        word = _WORD.fullmatch(self.raw)
        if word is not None:
            self.mean(typed(word[1].decode()))
            return True
        found = _document(b"x:" + self.raw)
        self.mean(found.get("x"))
        return list(found) == ["x"]

    def mean(self, value: Any) -> None:
        """Say what it means."""
        self._known, self._value = True, value


class Written(Mapping[str, Any]):
    """One record as it is written. Its values must not be changed: other versions share them."""

    __slots__ = ("compared", "identity", "places", "texts")

    def __init__(self, places: Mapping[str, int], texts: Sequence[Text]) -> None:
        self.places = places
        self.texts = texts
        self.identity = self._identity()
        self.compared: tuple[Mapping[str, Any], Sequence[str]] | None = None  # with what it was last, and what differs

    def __getitem__(self, name: str) -> Any:
        return self.texts[self.places[name]].value

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def __contains__(self, name: object) -> bool:
        return name in self.places

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and not differing(self, other)

    __hash__ = None  # type: ignore[assignment]

    def _identity(self) -> Identity | None:
        places, texts = self.places, self.texts
        if "kind" not in places or "id" not in places:
            return None
        kind, id_ = texts[places["kind"]].value, texts[places["id"]].value
        return (kind, id_) if isinstance(kind, str) and isinstance(id_, str) else None


def identity_of(data: Mapping[str, Any]) -> Identity | None:
    """The kind and id of a record, None when it does not say both."""
    kind, id_ = data.get("kind"), data.get("id")
    return (kind, id_) if isinstance(kind, str) and isinstance(id_, str) else None


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> Sequence[str]:
    """The names of the fields that have other values in one version than in the other, or are in only one of them."""
    if one is other:
        return ()
    known = one.compared if isinstance(one, Written) else None
    if known is not None and known[0] is other:
        return known[1]
    found = [
        name
        for name in _reading_differently(one, other)
        if name not in one or name not in other or one[name] != other[name]
    ]
    if isinstance(one, Written):
        one.compared = (other, found)  # several rules compare the same two versions
    return found


def _reading_differently(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterable[str]:
    """The names of the fields that may differ; all of them when nobody knows how they are written."""
    if not isinstance(one, Written) or not isinstance(other, Written):
        return {**dict.fromkeys(one), **dict.fromkeys(other)}
    if one.places is other.places:
        return compress(one.places, map(is_not, one.texts, other.texts))
    here, there, mine, theirs = one.places, other.places, one.texts, other.texts
    both = [name for name, place in here.items() if name not in there or mine[place] is not theirs[there[name]]]
    return both + [name for name in there if name not in here]


class Reader:
    """Takes files apart, and knows every text of a field that it has seen."""

    def __init__(self) -> None:
        self._texts: dict[bytes, Text] = {}
        self._places: dict[tuple[bytes, ...], dict[str, int]] = {}
        self._records: dict[bytes, Written] = {}

    def records(self, raw: bytes, names: Sequence[Sequence[str]] = ()) -> list[Written] | None:
        """The records in a YAML file; None when it has to be parsed as a whole, as when it is broken.

        `names` are the fields that each record is known to hold, in their order, when the file has been parsed before.
        Most documents of a file read the same in all its versions, and are taken apart once.
        """
        if not raw.endswith(b"\n"):
            return None
        documents = raw[:-1].removeprefix(b"---\n").split(b"\n---\n")
        found = []
        for number, document in enumerate(documents):
            record = self._records.get(document)
            if record is None:
                record = self._new_record(document, names[number] if number < len(names) else ())
                if record is None:
                    return None
                self._records[document] = record
            found.append(record)
        return found

    def _new_record(self, raw: bytes, names: Sequence[str]) -> Written | None:
        begin, *parts = _FIELD.split(b"\n" + raw)
        places = self._in_order(tuple(parts[::2]))
        if not parts or len(places) * 2 != len(parts) or not _COMMENTS.fullmatch(begin) or _needs_a_parser(b"\n" + raw):
            return None
        known = self._texts
        texts = [known.get(text) or Text(text) for text in parts[1::2]]
        new = [place for place, text in enumerate(texts) if text.raw not in known]
        if new and list(places) != list(names) and not _read(raw, list(places), texts, new):
            return None
        for place in new:
            known[texts[place].raw] = texts[place]
        return Written(places, texts)

    def _in_order(self, names: tuple[bytes, ...]) -> dict[str, int]:
        """The place of each name; the same object for all that have the same fields in the same order."""
        places = self._places.get(names)
        if places is None:
            places = self._places[names] = {intern(name.decode()): place for place, name in enumerate(names)}
        return places


def _needs_a_parser(raw: bytes) -> bool:
    """Whether only a parser can see where a document begins and ends, and what belongs together in it.

    The text begins with the line break before the document.
    """
    if b"\r" in raw or _MARK.search(raw):
        return True
    return (b"&" in raw or b"*" in raw or b"!" in raw) and _TIE.search(raw) is not None


def _read(raw: bytes, names: Sequence[str], texts: Sequence[Text], new: Sequence[int]) -> bool:
    """Parse the texts that were not seen before: the whole file at once if they are many."""
    if sum(len(texts[place].raw) for place in new) * 2 < len(raw):
        return all(texts[place].read() for place in new)
    whole = _document(raw)
    if list(whole) != list(names):
        return False
    for place in new:
        texts[place].mean(whole[names[place]])
    return True


def _document(raw: bytes) -> Mapping[str, Any]:
    """The one document in these lines; empty when there is anything to object to."""
    loaded = load_file("record.yaml", raw + b"\n")
    if loaded.problems or len(loaded.documents) != 1 or not isinstance(loaded.documents[0].data, dict):
        return {}
    return loaded.documents[0].data
