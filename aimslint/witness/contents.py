"""Old contents of record files, read in bulk and parsed when somebody looks at them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import field
from itertools import islice
from typing import Any, TypeVar, cast

from aimslint.dataclass import dataclass
from aimslint.history import Change, Commit, History
from aimslint.loading import load_file
from aimslint.witness.trails import Trail
from aimslint.witness.written import Identity, Reader, Written, documents_of, identity_of

T = TypeVar("T")

Documents = Mapping[Identity, Mapping[str, Any]]
"""The records of one file, as they are written."""

MOST_KEPT = 48 << 20
"""Of what is only looked through, so many bytes are kept: other rules ask for most of it once more."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A file as it stands today: its blob and its records; if it is parsed already, its text and the fields of each."""

    blob: str
    text: str
    records: Set[Identity]
    fields: Sequence[Sequence[str]]


@dataclass(slots=True)
class Contents:
    """The contents that commits speak of, by blob id. Each is read and parsed at most once.

    `read` gives what stands at a path today, for which git need not be asked; `standing` gives what of that has been
    parsed: most of what older versions say stands in it, and need not be parsed again. `lacking` says that something
    that was asked for is not at hand.
    """

    history: History
    read: Callable[[str], bytes | None] = lambda _: None
    standing: Callable[[str], Standing | None] = lambda _: None
    _bytes: dict[str, bytes | None] = field(default_factory=dict)
    _offered: dict[str, str] = field(default_factory=dict)
    _parsed: dict[tuple[str, str], Documents | None] = field(default_factory=dict)
    _reader: Reader = field(default_factory=Reader)
    _room: int = MOST_KEPT
    _today: dict[str, Standing | None] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)
    lacking: bool = False

    def gather(self, blobs: Iterable[str | None]) -> None:
        """Read these in one go: asking for each alone would start git as often."""
        wanted = {blob for blob in blobs if blob is not None and blob not in self._bytes}
        for blob in [blob for blob in wanted if blob in self._offered]:
            self._bytes[blob] = self.read(self._offered[blob])
            wanted.remove(blob)
        if wanted:
            found = self.history.read(wanted)
            self.lacking = self.lacking or len(found) < len(wanted)
            for blob in wanted:
                self._bytes[blob] = found.get(blob)

    def scan(self, blobs: Iterable[str], look: Callable[[bytes], T]) -> Iterator[tuple[str, T]]:
        """What `look` finds in each of these, those not at hand left out. Contents are kept while they are not many."""
        for some in _batches(blobs):
            new = [blob for blob in some if blob not in self._bytes and blob not in self._offered]
            read = self.history.read(new) if new else {}
            if self._room > 0:
                self._bytes.update(read)
                self._room -= sum(map(len, read.values()))
            for blob in some:
                raw = read.get(blob)
                if raw is None:
                    raw = self._at_hand(blob)
                if raw is not None:
                    yield blob, look(raw)
                else:
                    self.lacking = True

    def offer(self, blob: str, path: str) -> None:
        """Name a content that stands at a path today."""
        self._offered[blob] = path

    def _at_hand(self, blob: str) -> bytes | None:
        if blob in self._bytes:
            return self._bytes[blob]
        return self.read(self._offered[blob]) if blob in self._offered else None

    def raw(self, blob: str) -> bytes | None:
        """The content of a blob; None when it is not at hand."""
        if blob not in self._bytes:
            self.gather((blob,))
        return self._bytes[blob]

    def records(self, path: str, blob: str) -> Documents | None:
        """The records that a version of a file held; None when it is not at hand or was broken."""
        key = (path.rpartition(".")[2], blob)
        if key not in self._parsed:
            raw = self.raw(blob)
            self._parsed[key] = None if raw is None else self._documents(path, blob, raw)
        return self._parsed[key]

    def documents(self, path: str, blob: str | None) -> Documents:
        """These records; none where there was no file, or where nobody can say."""
        return (self.records(path, blob) or {}) if blob is not None else {}

    def identities(self, path: str, blob: str | None) -> Set[Identity]:
        """The kinds and ids of these records: what stands today need not be taken apart for that."""
        today = self._standing(path)
        return today.records if today is not None and today.blob == blob else self.documents(path, blob).keys()

    def _standing(self, path: str) -> Standing | None:
        if path not in self._today:
            self._today[path] = self.standing(path)
        return self._today[path]

    def _documents(self, path: str, blob: str, raw: bytes) -> Documents | None:
        if not path.endswith((".yaml", ".yml")):
            return documents_in(path, raw)
        self._begin(path)
        written = self._reader.records(raw)
        return documents_in(path, raw) if written is None else _by_identity(written)

    def _begin(self, path: str) -> None:
        """Take apart what stands at a path today, once and before all else: its fields are known."""
        today = self._standing(path)
        if today is not None and today.text and path not in self._begun:
            self._begun.add(path)
            self._reader.records(today.text.encode(), today.fields)

    def trail(self, changes: Sequence[tuple[Commit, Change]], old: Set[str]) -> Trail | None:
        """What these changes of a YAML file, newest first, did to its records; None where that has to be parsed."""
        if not changes or not changes[0][1].path.endswith((".yaml", ".yml")):
            return None
        trail = Trail(old)
        return trail if trail.follow(changes, self._apart) else None

    def written(self, path: str) -> Callable[[bytes], Written | None]:
        """What takes the documents of a file apart."""
        self._begin(path)
        return self._reader.record

    def _apart(self, blob: str | None) -> Sequence[bytes] | None:
        """The documents of a version of a YAML file."""
        if blob is None:
            return ()
        raw = self.raw(blob)
        return None if raw is None else documents_of(raw)


_AT_ONCE = 256


def _batches(blobs: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(blobs)
    while some := list(islice(waiting, _AT_ONCE)):
        yield some


def documents_in(path: str, raw: bytes) -> Documents | None:
    """The records in these bytes by kind and id; None when they cannot all be read."""
    loaded = load_file(path, raw)
    if loaded.problems and not loaded.documents:
        return None
    return _by_identity(document.data for document in loaded.documents)


def _by_identity(records: Iterable[object]) -> Documents:
    found: dict[Identity, Mapping[str, Any]] = {}
    for data in records:
        if isinstance(data, Written):
            identity = data.identity
        else:
            identity = identity_of(data) if isinstance(data, Mapping) else None
        if identity is not None:
            found.setdefault(identity, cast("Mapping[str, Any]", data))
    return found
