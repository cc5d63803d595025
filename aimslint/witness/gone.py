"""Records and entries that history knows and today's graph does not."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from aimslint.dataclass import dataclass
from aimslint.history import Change, Commit
from aimslint.pattern import pattern
from aimslint.records.table import all_kinds
from aimslint.witness.beginning import RECORD_ENDINGS
from aimslint.witness.contents import Contents, Documents
from aimslint.witness.likeness import Words, alike, words_of

Data = Mapping[str, Any]
Identity = tuple[str, str]
Pairs = Sequence[tuple[Commit, Change]]


@dataclass(frozen=True, slots=True)
class Gone:
    """A record or entry that was removed: its last data, the record that held it, and the commit that removed it.

    `since` is the commit that had brought it; None when that is older than what is known.
    """

    kind: str
    id: str
    data: Data
    record: Data
    path: str
    commit: Commit
    since: Commit | None


def gone(
    kinds: Set[str],
    today: Mapping[Identity, Data],
    log: Pairs,
    strange: Mapping[str, frozenset[str]],
    changes_in: Callable[[Commit], Sequence[Change]],
    contents: Contents,
) -> list[Gone]:
    """What of these kinds was removed and is not among what there is `today`; the latest removal of each, newest first.

    `log` are the changes of all files that may hold records, newest first, `strange` what `strange_ids` finds in them.
    What was given another id, or says what
    something else says, was not removed.
    """
    found: dict[Identity, Gone] = {}
    for position, (commit, change) in enumerate(log):
        left = leaves(strange, change)
        if not left or change.before is None:
            continue
        before = _parts(contents.records(change.path, change.before) or {}, kinds)
        lost = [identity for identity in before if identity[1] in left and identity not in found]
        if not lost:
            continue
        files = [other for other in changes_in(commit) if other.path.endswith(RECORD_ENDINGS)]
        contents.gather(blob for other in files for blob in (other.before, other.after))
        if not _readable(files, contents):
            continue  # what a broken file holds, nobody can say
        after = _parts_of_files(files, kinds, contents)
        for identity in lost:
            data, record = before[identity]
            if identity in today or identity in after or _goes_on(identity, data, after, before, today):
                continue
            since = _arrival(identity[1], strange, log[position + 1 :])
            found[identity] = Gone(*identity, data, record, change.path, commit, since)
    return list(found.values())


def holders_of(kinds: Set[str]) -> Set[str]:
    """The kinds of records that hold entries of some of these kinds."""
    return {holder for kind in kinds if (holder := all_kinds()[kind].holder) is not None}


# Too many do no harm, in prose or behind longer words; and what begins with letters is found fast.
_ID = pattern(rb"""id["']?\s*:\s*["']?([^\s"',}#]+)""")


def strange_ids(kinds: Set[str], known: Set[str], log: Pairs, contents: Contents) -> dict[str, frozenset[str]]:
    """For each old content that speaks of these kinds, the ids in it that none of them bears today.

    That is found without parsing: nearly all versions of long registers hold nothing but what is still there.
    """
    holders = {all_kinds()[kind].holder or kind for kind in kinds}
    speaks = re.compile(rb"kind[\"']?\s*:\s*[\"']?(?:%s)\b" % "|".join(sorted(holders)).encode())

    plain = {id_.encode("utf-8", "surrogateescape") for id_ in known}
    seen: dict[tuple[bytes, ...], frozenset[str]] = {}  # most versions of a file hold the same

    def ids(raw: bytes) -> frozenset[str]:
        found = tuple(_ID.findall(raw)) if speaks.search(raw) else ()
        if found not in seen:
            named = {text.decode("utf-8", "replace") for text in found if text not in plain}
            seen[found] = frozenset(named - known)
        return seen[found]

    blobs = dict.fromkeys(blob for _, change in log for blob in (change.before, change.after) if blob is not None)
    return {blob: found for blob, found in contents.scan(blobs, ids) if found}


def leaves(strange: Mapping[str, frozenset[str]], change: Change) -> frozenset[str]:
    """The ids that a change removes from a file, of those that nothing bears today."""
    before = _ids(strange, change.before)
    return before - _ids(strange, change.after) if before else before


def _ids(strange: Mapping[str, frozenset[str]], blob: str | None) -> frozenset[str]:
    return strange.get(blob, frozenset()) if blob is not None else frozenset()


def _arrival(id_: str, strange: Mapping[str, frozenset[str]], older: Pairs) -> Commit | None:
    """The latest of these commits that brought an id to a file."""
    came = (
        commit
        for commit, change in older
        if id_ in _ids(strange, change.after) and id_ not in _ids(strange, change.before)
    )
    return next(came, None)


def _readable(files: Iterable[Change], contents: Contents) -> bool:
    return all(contents.records(file.path, file.after) is not None for file in files if file.after is not None)


def _parts_of_files(files: Iterable[Change], kinds: Set[str], contents: Contents) -> dict[Identity, tuple[Data, Data]]:
    """What of these kinds the files hold after the commit that changed them."""
    found: dict[Identity, tuple[Data, Data]] = {}
    for file in files:
        if file.after is not None:
            found.update(_parts(contents.records(file.path, file.after) or {}, kinds))
    return found


def _parts(documents: Documents, kinds: Set[str]) -> dict[Identity, tuple[Data, Data]]:
    """The records and entries of these kinds, each with the record that holds it."""
    return {identity: (data, record) for identity, data, record in _each(documents, kinds)}


def _each(documents: Documents, kinds: Set[str]) -> Iterator[tuple[Identity, Data, Data]]:
    for (kind, id_), record in documents.items():
        if kind in kinds:
            yield (kind, id_), record, record
        for name in sorted(kinds):
            entries = record.get(all_kinds()[name].plural) if all_kinds()[name].holder == kind else None
            for entry in entries if isinstance(entries, list) else ():
                if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                    yield (name, entry["id"]), entry, record


def _goes_on(
    identity: Identity,
    data: Data,
    after: Mapping[Identity, tuple[Data, Data]],
    before: Mapping[Identity, tuple[Data, Data]],
    today: Mapping[Identity, Data],
) -> bool:
    """Whether its content stands under another id: a new one in the same commit, or nearly word by word today."""
    said = words_of(data)
    new = (words_of(other[0]) for named, other in after.items() if named[0] == identity[0] and named not in before)
    return any(alike(said, other) for other in new) or any(
        _much_alike(said, words_of(other)) for named, other in today.items() if named[0] == identity[0]
    )


def _much_alike(one: Words, other: Words) -> bool:
    return one.total() > 0 and alike(one, other, 0.9)
