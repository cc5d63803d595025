"""Records kept as the texts of their fields: each is parsed when somebody looks at its value, once for all versions.

Most versions of a record differ from the next in a line or two. So a file is taken apart where its fields begin, which
costs a hundredth of parsing it, and what reads the same in two versions says the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from operator import ne
from sys import intern
from typing import Any

from aimslint.loading import load_file
from aimslint.loading.scalars import typed
from aimslint.pattern import pattern

_FIELD = pattern(rb"\n([A-Za-z_][A-Za-z0-9_-]*:|---|\.\.\.|%)")  # or a mark of documents, or for the parser
_COMMENTS = pattern(rb"(?:\n(?:#[^\n]*)?)*")
_TIE = pattern(rb"[ \[{,][&*!][^\s&*!]")  # what ties one part of a file to another: anchors, aliases and tags
_WORD = pattern(rb" ([A-Za-z][A-Za-z0-9_-]*|\d{4}-\d\d-\d\d)")


Identity = tuple[str, str]
"""Kind and id of a record."""


class Values(dict[bytes, Any]):
    """What the texts behind the names of fields mean. Each is parsed when somebody first looks at its value."""

    def __missing__(self, text: bytes) -> Any:
        self.read(text)
        return self[text]

    def read(self, text: bytes) -> bool:
        """Parse a text. Gives whether that is possible; one that cannot be read by itself means nothing."""
        word = _WORD.fullmatch(text)
        if word is not None:
            self[text] = typed(word[1].decode())
            return True
        found = _document(b"x:" + text)
        self[text] = found.get("x")
        return list(found) == ["x"]


class Written(Mapping[str, Any]):
    """One record as it is written. Its values must not be changed: other versions share them."""

    __slots__ = ("_values", "compared", "identity", "places", "texts")

    def __init__(self, places: Mapping[str, int], texts: Sequence[bytes], values: Values) -> None:
        self.places = places
        self.texts = texts
        self._values = values
        self.identity = identity_of(self)
        self.compared: tuple[Mapping[str, Any], Sequence[str]] | None = None  # with what it was last, and what differs

    def __getitem__(self, name: str) -> Any:
        return self._values[self.texts[self.places[name]]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def __contains__(self, name: object) -> bool:
        return name in self.places

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and not differing(self, other)

    __hash__ = None  # type: ignore[assignment]


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
        return compress(one.places, map(ne, one.texts, other.texts))
    here, there, mine, theirs = one.places, other.places, one.texts, other.texts
    both = [name for name, place in here.items() if name not in there or mine[place] != theirs[there[name]]]
    return both + [name for name in there if name not in here]


def documents_of(raw: bytes) -> list[bytes] | None:
    """The documents of a YAML file; None where only a parser can tell where they end."""
    return raw[:-1].removeprefix(b"---\n").split(b"\n---\n") if raw.endswith(b"\n") else None


class Reader:
    """Takes files apart, and knows every text of a field that it has seen."""

    def __init__(self) -> None:
        self._values = Values()
        self._texts: dict[bytes, bytes] = {}
        self._places: dict[tuple[bytes, ...], Mapping[str, int] | None] = {}
        self._records: dict[bytes, Written] = {}

    def records(self, raw: bytes, names: Sequence[Sequence[str]] = ()) -> list[Written] | None:
        """The records in a YAML file; None when it has to be parsed as a whole, as when it is broken.

        `names` are the fields that each record is known to hold, in their order, when the file has been parsed before.
        Most documents of a file read the same in all its versions, and are taken apart once.
        """
        found = []
        for number, document in enumerate(documents_of(raw) or ()):
            record = self.record(document, names[number] if number < len(names) else ())
            if record is None:
                return None
            found.append(record)
        return found or None

    def record(self, document: bytes, names: Sequence[str] = ()) -> Written | None:
        """The record in one document of a file; None when it has to be parsed as a whole."""
        record = self._records.get(document)
        if record is None:
            record = self._new_record(document, names)
            if record is not None:
                self._records[document] = record
        return record

    def _new_record(self, raw: bytes, names: Sequence[str]) -> Written | None:
        begin, *parts = _FIELD.split(b"\n" + raw)
        texts = parts[1::2]
        places = self._in_order(tuple(parts[::2]))
        if places is None or _needs_a_parser(raw) or not _COMMENTS.fullmatch(begin):
            return None
        known = self._texts
        if list(places) != list(names):
            new = [place for place, text in enumerate(texts) if text not in known]
            if new and not self._read(raw, list(places), texts, new):
                return None
        return Written(places, list(map(known.setdefault, texts, texts)), self._values)

    def _read(self, raw: bytes, names: Sequence[str], texts: Sequence[bytes], new: Sequence[int]) -> bool:
        """Parse the texts that were not seen before: the whole document at once if they are many."""
        if sum(len(texts[place]) for place in new) * 2 < len(raw):
            return all(self._values.read(texts[place]) for place in new)
        whole = _document(raw)
        if list(whole) != list(names):
            return False
        for place in new:
            self._values[texts[place]] = whole[names[place]]
        return True

    def _in_order(self, names: tuple[bytes, ...]) -> Mapping[str, int] | None:
        """The place of each name; the same object for all that have the same fields in the same order.

        None where there are none, one stands twice, or a mark stands among them: then only a parser can tell.
        """
        if names not in self._places:
            places = {intern(name[:-1].decode()): place for place, name in enumerate(names) if name.endswith(b":")}
            self._places[names] = places if 0 < len(places) == len(names) else None
        return self._places[names]


def _needs_a_parser(raw: bytes) -> bool:
    """Whether only a parser can see where lines end in a document, and what belongs together in it."""
    if b"\r" in raw:
        return True
    return (b"&" in raw or b"*" in raw or b"!" in raw) and _TIE.search(raw) is not None


def _document(raw: bytes) -> Mapping[str, Any]:
    """The one document in these lines; empty when there is anything to object to."""
    loaded = load_file("record.yaml", raw + b"\n")
    if loaded.problems or len(loaded.documents) != 1 or not isinstance(loaded.documents[0].data, dict):
        return {}
    return loaded.documents[0].data
