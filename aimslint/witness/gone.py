"""Records and entries that history knows and today's graph does not."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from aimslint.history import Change, Commit
from aimslint.records.from_models import all_kinds
from aimslint.witness.beginning import RECORD_ENDINGS
from aimslint.witness.contents import Contents


@dataclass(frozen=True, slots=True)
class Gone:
    """A record or entry that was removed: its last data, the record that held it, and the commit that removed it."""

    kind: str
    id: str
    data: Mapping[str, Any]
    record: Mapping[str, Any]
    path: str
    commit: Commit


def gone(
    kinds: Set[str], known: Set[tuple[str, str]], log: Iterable[tuple[Commit, Change]], contents: Contents
) -> list[Gone]:
    """What of these kinds was removed and is not among `known`; the latest removal of each, newest first.

    `log` are the changes of all record files, newest first. What was given another id in the same commit was not
    removed.
    """
    changes = [(commit, change) for commit, change in log if change.before is not None]
    contents.gather(change.before for _, change in changes)
    ids = {id_ for _, id_ in known}
    holders = {all_kinds()[kind].holder or kind for kind in kinds}
    speaks = re.compile(rb"kind[\"']?\s*:\s*[\"']?(?:%s)\b" % "|".join(sorted(holders)).encode())
    found: dict[tuple[str, str], Gone] = {}
    for commit, change in changes:
        assert change.before is not None
        raw = contents.raw(change.before)
        if raw is None or not speaks.search(raw) or not _may_lack(raw, ids):
            continue
        before = dict(_parts(contents.records(change.path, change.before) or {}, kinds))
        after = _after(commit, change, kinds, contents)
        for identity, (data, record) in before.items():
            if identity in known or identity in found or identity in after or _renamed(data, identity, after):
                continue
            found[identity] = Gone(*identity, data, record, change.path, commit)
    return list(found.values())


_ID = re.compile(
    rb"""^\s*(?:-\s+)?["']?id["']?\s*:\s*["']?([^\s"',}#]+)"""  # on a line of its own
    rb"""|[{,]\s*["']?id["']?\s*:\s*["']?([^\s"',}#]+)""",  # between braces
    re.MULTILINE,
)


def _may_lack(raw: bytes, known: Set[str]) -> bool:
    """Whether a text speaks of an id that nothing bears today. Spares parsing nearly all versions of long registers."""
    ids = {(match[1] or match[2]).decode("utf-8", "replace") for match in _ID.finditer(raw)}
    return not ids <= known


def _after(commit: Commit, change: Change, kinds: Set[str], contents: Contents) -> dict[tuple[str, str], Any]:
    """What of these kinds the files hold that this commit changed or added, after it."""
    files = [
        change,
        *(other for other in commit.changes if other is not change and other.path.endswith(RECORD_ENDINGS)),
    ]
    contents.gather(other.after for other in files)
    found: dict[tuple[str, str], Any] = {}
    for other in files:
        if other.after is not None:
            found.update(_parts(contents.records(other.path, other.after) or {}, kinds))
    return found


def _parts(
    documents: Mapping[tuple[str, str], Mapping[str, Any]], kinds: Set[str]
) -> Iterator[tuple[tuple[str, str], tuple[Mapping[str, Any], Mapping[str, Any]]]]:
    """The records and entries of these kinds, each with the record that holds it."""
    for (kind, id_), record in documents.items():
        if kind in kinds:
            yield (kind, id_), (record, record)
        for name in kinds:
            entries = record.get(_list_name(name)) if all_kinds()[name].holder == kind else None
            for entry in entries if isinstance(entries, list) else ():
                if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                    yield (name, entry["id"]), (entry, record)


def _list_name(kind: str) -> str:
    return all_kinds()[kind].plural


def _renamed(data: Mapping[str, Any], identity: tuple[str, str], after: Mapping[tuple[str, str], Any]) -> bool:
    """Whether the same content stands under another id now."""
    content = {key: value for key, value in data.items() if key != "id"}
    return any(
        kind == identity[0] and {key: value for key, value in other[0].items() if key != "id"} == content
        for (kind, _), other in after.items()
    )
