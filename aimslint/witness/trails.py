"""What became of all records of one file at once, where each version of it can be taken apart at its documents.

Nearly all documents of a file read the same before a change and after, and only the others are looked at: following
each record by itself costs twice as much.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import field

from aimslint.dataclass import dataclass
from aimslint.history import Change, Commit
from aimslint.witness.written import Identity, Written

Event = tuple[Commit, Change, Written | None, Written]
"""A change that touched a record, with the record before and after; None where the change brought it to the file."""

Records = Mapping[Identity, Written]

_NOTHING: Records = {}
_MANY = 16


@dataclass(slots=True)
class Trail:
    """The changes of one file that touched each of its records, newest first; and what each change took out of it.

    A commit of `old` touches whatever stands there: that is where the known past of it begins.
    """

    old: Set[str]
    _events: dict[Identity, list[Event]] = field(default_factory=dict)
    _left: dict[tuple[str | None, str | None], Records] = field(default_factory=dict)
    _away: set[Identity] = field(default_factory=set)

    def events(self, identity: Identity) -> Sequence[Event] | None:
        """From today back to where a record came from; None for one that was away for a while, or never here."""
        found = self._events.get(identity, ())
        return found if found and found[-1][2] is None and identity not in self._away else None

    def left(self, change: Change) -> Records | None:
        """The records that a change took out of the file; None for a change of another file."""
        return self._left.get((change.before, change.after))

    def follow(
        self,
        changes: Sequence[tuple[Commit, Change]],
        documents: Callable[[str | None], Sequence[bytes] | None],
        written: Callable[[bytes], Written | None],
    ) -> bool:
        """Go through the changes of the file, newest first. False where that fails: then it must not be asked.

        `documents` are those of a version, None where it is not at hand or has to be parsed as a whole; `written` is
        the record in a document, None where there is none.
        """
        now = documents(changes[0][1].after) if changes else None
        here: dict[Identity, Written] = {}
        if now is None or not _enter(here, now, written):
            return False
        for position, (commit, change) in enumerate(changes):
            was = documents(change.before)
            if was is None or (position and changes[position - 1][1].before != change.after):
                return False  # the latter where branches were merged, and one change does not follow from the other
            came: dict[Identity, Written] = {}
            left: dict[Identity, Written] = {}
            if not _enter(came, _beside(now, was), written) or not _enter(left, _beside(was, now), written):
                return False
            touched = here if commit.id in self.old else came
            for identity, record in touched.items():
                self._events.setdefault(identity, []).append((commit, change, left.get(identity), record))
            gone = {identity: record for identity, record in left.items() if identity not in came}
            self._left[change.before, change.after] = gone or _NOTHING
            self._away.update(gone)
            for identity in came:
                del here[identity]
            if not here.keys().isdisjoint(left):
                return False  # two of one name
            here.update(left)
            now = was
        return True


def _enter(
    found: dict[Identity, Written], documents: Sequence[bytes], written: Callable[[bytes], Written | None]
) -> bool:
    """Whether each of these documents is a record of its own name."""
    for document in documents:
        record = written(document)
        if record is None or record.identity is None or record.identity in found:
            return False
        found[record.identity] = record
    return True


def _beside(these: Sequence[bytes], those: Sequence[bytes]) -> Sequence[bytes]:
    """Those of these documents that are not among the others."""
    others = those if len(those) < _MANY else frozenset(those)  # among few one is found faster without
    return [document for document in these if document not in others]
