"""Checks of days of review: whether many were written anew without a sign that anything was read."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from typing import Any

from aimslint.aims import Item
from aimslint.checks._commits import one
from aimslint.checks._identities import people
from aimslint.days import before, parse_duration
from aimslint.history import Commit
from aimslint.rulebook import Objection
from aimslint.snapshot import Snapshot
from aimslint.witness import differing

Data = Mapping[str, Any]

REVIEW_DATES = frozenset(("last_reviewed", "reviewed_on", "assessed_on"))


def in_bulk(_: Item, snapshot: Snapshot, settings: Mapping[str, Any]) -> Iterator[Objection]:
    """No recent commit gave many records a new day of review and did nothing else (7.5.3).

    Where at least one record in ten that a commit touches shows work, such as a line in its change log, the others are
    taken for read and found right. Each author may have read as many as the setting says.
    """
    candidates = _candidates(snapshot, settings)
    ours = frozenset(
        snapshot.arranged.record_files({change.path for commit in candidates for change in commit.changes})
    )
    snapshot.witness.gather(candidates)
    for commit in candidates:
        bare, worked = _touched(commit, ours, snapshot)
        most = settings["records"] * max(1, len(people(commit)))
        if len(bare) < most or worked * 10 >= len(bare) + worked:
            continue
        standing = [item for kind, id_ in bare if (item := snapshot.aims.find(kind, id_)) is not None]
        names = [id_ for _, id_ in bare]
        yield Objection(
            (),
            f"{len(bare)} records got a new day of review and no other change in one commit: {one(commit)}; "
            f"{', '.join(names[:3])} and {len(names) - 3} more",
            f"{len(bare)} records dated anew",
            "a sign of what was looked at",
            items=tuple(names),
            place=standing[0].place(("last_reviewed",)) if standing else None,
            related=tuple(item.place(("last_reviewed",)) for item in standing[1:5]),
        )


def _candidates(snapshot: Snapshot, settings: Mapping[str, Any]) -> list[Commit]:
    """Recent commits that may have touched that many records: found by paths alone."""
    witness = snapshot.witness
    first = before(snapshot.as_of, parse_duration(settings["within"]))
    held = Counter(record.path for record in snapshot.aims.records)
    recent = [commit for commit in (witness.pending, *witness.commits) if commit is not None]
    recent = [commit for commit in recent if commit.committed >= first and not witness.is_old(commit)]
    return [
        commit
        for commit in recent
        if sum(max(1, held[change.path]) for change in commit.changes if change.after) >= settings["records"]
    ]


def _touched(commit: Commit, ours: Set[str], snapshot: Snapshot) -> tuple[list[tuple[str, str]], int]:
    """The records in our files that got nothing but a later day of review, and how many others changed."""
    witness = snapshot.witness
    was: dict[tuple[str, str], Data] = {}
    now: dict[tuple[str, str], Data] = {}
    for change in witness.record_changes(commit):
        if change.path in ours:
            was.update(witness.records_in(change.path, change.before))
            now.update(witness.records_in(change.path, change.after))
    bare = []
    worked = len(was.keys() - now.keys())
    for identity, data in now.items():
        differing = _differing(was.get(identity), data)
        if differing is None:
            bare.append(identity)
        else:
            worked += differing
    return bare, worked


def _differing(was: Data | None, now: Data) -> bool | None:
    """Whether a record changed; None when it only got a later day of review."""
    if was is None:
        return True
    names = list(differing(was, now))
    if not names:
        return False
    return None if all(_is_later(was.get(name), now.get(name), name in REVIEW_DATES) for name in names) else True


def _is_later(was: Any, now: Any, is_date: bool) -> bool:
    """Whether a field holds nothing new but a later day of review, or later days somewhere inside."""
    if is_date:
        return isinstance(was, str) and isinstance(now, str) and now > was
    return bool(_without_dates(was) == _without_dates(now))


def _without_dates(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_dates(part) for key, part in value.items() if key not in REVIEW_DATES}
    return [_without_dates(part) for part in value] if isinstance(value, list) else value
