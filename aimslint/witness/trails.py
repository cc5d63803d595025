"""What became of all records of one file at once, found by the text of its documents alone: none is taken apart.

Nearly all documents of a file read the same before a change and after, and only the others are looked at: following
each record by itself costs three times as much.
"""

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import field

from aimslint.dataclass import dataclass
from aimslint.history import Change, Commit
from aimslint.pattern import pattern
from aimslint.witness.written import Identity, Written

Event = tuple[Commit, Change, bytes | None, bytes]
"""A change that touched a record, with its document before and after; None where the change brought it to the file."""

Texts = Mapping[Identity, bytes]

_HEAD = pattern(rb"(?:#[^\n]*\n|\n)*kind: ([A-Za-z][\w-]*)\nid: ([\w.-]+)(?:\n|\Z)")
_NOTHING: Texts = {}
_MANY = 16


@dataclass(slots=True)
class Trail:
    """The changes of one file that touched each of its records, newest first; and what each change took out of it.

    A commit of `old` touches whatever stands there: that is where the known past of it begins. Whether the documents
    can be read is another question (`sound`).
    """

    old: Set[str]
    _events: dict[Identity, list[Event]] = field(default_factory=dict)
    _left: dict[tuple[str | None, str | None], Texts] = field(default_factory=dict)
    _away: set[Identity] = field(default_factory=set)
    _documents: list[tuple[bytes, Identity]] = field(default_factory=list)
    _kinds: set[str] = field(default_factory=set)
    _sound: bool | None = None

    def events(self, identity: Identity) -> Sequence[Event] | None:
        """From today back to where a record came from; None for one that was away for a while, or never here."""
        found = self._events.get(identity, ())
        return found if found and found[-1][2] is None and identity not in self._away else None

    def left(self, change: Change) -> Texts | None:
        """The records that a change took out of the file; None for a change of another file."""
        return self._left.get((change.before, change.after))

    @property
    def kinds(self) -> Set[str]:
        """The kinds of all records that were ever in the file."""
        if not self._kinds:
            self._kinds.update(kind for _, (kind, _) in self._documents)
        return self._kinds

    def sound(self, written: Callable[[bytes], Written | None]) -> bool:
        """Whether all documents can be read, and are the records they seem to be."""
        if self._sound is None:
            records = ((written(document), identity) for document, identity in self._documents)
            self._sound = all(record is not None and record.identity == identity for record, identity in records)
        return self._sound

    def follow(
        self,
        changes: Sequence[tuple[Commit, Change]],
        documents: Callable[[str | None], Sequence[bytes] | None],
    ) -> bool:
        """Go through the changes of the file, newest first. False where that fails: then it must not be asked.

        `documents` are those of a version, None where it is not at hand.
        """
        now = documents(changes[0][1].after) if changes else None
        here: dict[Identity, bytes] = {}
        if now is None or not self._enter(here, now):
            return False
        for position, (commit, change) in enumerate(changes):
            was = documents(change.before)
            if was is None or (position and changes[position - 1][1].before != change.after):
                return False  # the latter where branches were merged, and one change does not follow from the other
            new = _to_find_in(_beside(now, was))
            came = {one: document for one, document in here.items() if document in new} if new else _NOTHING
            left: dict[Identity, bytes] = {}
            if not self._enter(left, _beside(was, now)):
                return False
            for identity, document in (here if commit.id in self.old else came).items():
                self._events.setdefault(identity, []).append((commit, change, left.get(identity), document))
            gone = {identity: left[identity] for identity in left.keys() - came.keys()}
            self._left[change.before, change.after] = gone or _NOTHING
            self._away.update(gone)
            for identity in came:
                del here[identity]
            if not here.keys().isdisjoint(left):
                return False  # two of one name
            here.update(left)
            now = was
        return True

    def _enter(self, found: dict[Identity, bytes], documents: Sequence[bytes]) -> bool:
        """Whether each of these documents begins with a name of its own, and no other begins in the midst of it."""
        for document in documents:
            identity = _name_of(document)
            if identity is None or identity in found:
                return False
            if b"\n---" in document or b"\n..." in document or b"\r" in document:
                return False
            found[identity] = document
            self._documents.append((document, identity))
        return True


def _name_of(document: bytes) -> Identity | None:
    head = _HEAD.match(document)
    return (head[1].decode(), head[2].decode()) if head is not None else None


def _beside(these: Sequence[bytes], those: Sequence[bytes]) -> Sequence[bytes]:
    """Those of these documents that are not among the others."""
    others = _to_find_in(those)
    return [document for document in these if document not in others]


def _to_find_in(documents: Sequence[bytes]) -> Collection[bytes]:
    """The same documents; among few one is found faster without a set."""
    return documents if len(documents) < _MANY else frozenset(documents)
