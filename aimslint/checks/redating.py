"""Checks of days of review: whether many were written anew without a sign that anything was read."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from operator import itemgetter
from typing import Any

from aimslint.aims import Item
from aimslint.checks._commits import one
from aimslint.checks._identities import people, people_among
from aimslint.days import before, parse_duration
from aimslint.history import Change, Commit, Person
from aimslint.pattern import pattern
from aimslint.rulebook import Objection
from aimslint.snapshot import Snapshot
from aimslint.witness import Glance, differing

Data = Mapping[str, Any]

REVIEW_DATES = frozenset(("last_reviewed", "reviewed_on", "assessed_on"))

_DATE_LINES = pattern("|".join(sorted(REVIEW_DATES)).encode())


def in_bulk(_: Item, snapshot: Snapshot, settings: Mapping[str, Any]) -> Iterator[Objection]:
    """No recent commit gave many records a new day of review and did nothing else (7.5.3).

    Where at least one record in ten that a commit touches shows work, such as a line in its change log, the others are
    taken for read and found right. Each author may have read as many as the setting says.
    """
    held = snapshot.aims.held()
    # As long as the same files hold as many records, a commit need not even be looked at again.
    state = repr((settings["records"], snapshot.arranged.picked_by, snapshot.aims.holding()))
    known = snapshot.witness.notes.about("is no bulk as things stand", _digest(state))
    recent = _recent(snapshot, settings, known)
    candidates = [commit for commit in recent if _touches(commit, held) >= settings["records"]]
    ours = frozenset(
        snapshot.arranged.record_files({change.path for commit in candidates for change in commit.changes})
    )
    cleared = snapshot.witness.notes.about("is no bulk")
    marks = {commit.id: _mark(commit, ours, held, settings["records"]) for commit in candidates}
    candidates = [commit for commit in candidates if marks[commit.id] not in cleared]
    doubtful = [_Touched(commit, ours, held, snapshot, settings["records"]) for commit in candidates]
    doubtful = _in_doubt([touched for touched in doubtful if touched.may_be_bulk()], snapshot)
    # A few of each commit's files nearly always show work enough, and the rest need not be read.
    while unread := [touched for touched in doubtful if touched.waiting]:
        snapshot.witness.gather([change for touched in unread for change in touched.next()])
        for touched in unread:
            touched.look()
        doubtful = [touched for touched in doubtful if touched.may_be_bulk()]
    bulks = {touched.commit.id for touched in doubtful}
    settled = [commit for commit in candidates if commit.id not in bulks and not commit.pending]
    snapshot.witness.note(cleared, (marks[commit.id] for commit in settled))
    looked_at = (commit for commit in recent if commit.id not in bulks and not commit.pending)
    snapshot.witness.note(known, (_known_as(commit.id, commit.authors) for commit in looked_at))
    for touched in doubtful:
        bare = touched.bare
        standing = [item for kind, id_ in bare if (item := snapshot.aims.find(kind, id_)) is not None]
        names = [id_ for _, id_ in bare]
        yield Objection(
            (),
            f"{len(bare)} records got a new day of review and no other change in one commit: {one(touched.commit)}; "
            f"{', '.join(names[:3])} and {len(names) - 3} more",
            f"{len(bare)} records dated anew",
            "a sign of what was looked at",
            items=tuple(names),
            place=standing[0].place(("last_reviewed",)) if standing else None,
            related=tuple(item.place(("last_reviewed",)) for item in standing[1:5]),
        )


def _in_doubt(commits: Sequence["_Touched"], snapshot: Snapshot) -> list["_Touched"]:
    """Those of which the changed lines alone do not tell that they are no bulk: no file is taken apart for that."""
    glimpses = [_Glimpse(touched, snapshot) for touched in commits]
    while unread := [glimpse for glimpse in glimpses if glimpse.waiting and glimpse.may_be_bulk()]:
        snapshot.witness.gather([change for glimpse in unread for change in glimpse.next()])
        for glimpse in unread:
            glimpse.look()
    return [glimpse.touched for glimpse in glimpses if glimpse.may_be_bulk()]


def _recent(snapshot: Snapshot, settings: Mapping[str, Any], known: Set[str]) -> list[Commit]:
    """Recent commits of which the day and the author mean something, but for those that are known already."""
    witness = snapshot.witness
    first = before(snapshot.as_of, parse_duration(settings["within"]))
    recent = [witness.pending] if witness.pending is not None and not witness.is_old(witness.pending) else []
    for place, id_, authors in witness.since(first):
        if _known_as(id_, authors) not in known:
            recent.append(witness.commits[place])
    return [commit for commit in recent if commit.committed >= first]


def _touches(commit: Commit, held: Mapping[str, int]) -> int:
    """How many records a commit may have touched: found by paths alone."""
    return sum(max(1, held.get(change.path, 0)) for change in commit.changes if change.after)


def _known_as(id_: str, authors: Iterable[Person]) -> str:
    """A commit, and of how many people it is said to be."""
    return f"{id_} {len(people_among(authors))}"


def _mark(commit: Commit, ours: Set[str], held: Mapping[str, int], most: int) -> str:
    """A commit, and all else that decides how it looks: which of its files are ours, and how many records they hold."""
    files = [(change.path, held.get(change.path, 0)) for change in commit.changes if change.path in ours]
    known = (most, len(people(commit)), files)
    return f"{commit.id} {_digest(repr(known))[:16]}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


class _Touched:
    """The records in our files that one commit touched, as far as somebody looked."""

    def __init__(self, commit: Commit, ours: Set[str], held: Mapping[str, int], snapshot: Snapshot, most: int) -> None:
        self.commit = commit
        self.bare: list[tuple[str, str]] = []
        self._snapshot = snapshot
        self._most = most * max(1, len(people(commit)))
        self._held = held
        self._came: dict[tuple[str, str], Data] = {}
        self._left: dict[tuple[str, str], Data] = {}
        changes = [change for change in snapshot.witness.record_changes(commit) if change.path in ours]
        moved = any(change.after is None for change in changes)
        new = [change for change in changes if change.before is None and not moved]
        self._worked = sum(max(1, held.get(change.path, 0)) for change in new)
        # Those of which nobody knows how many records they held come first: the others have a bound.
        self.waiting = sorted((change for change in changes if change not in new), key=lambda one: one.path in held)
        self._strange = sum(change.path not in held for change in self.waiting)
        self._unread = sum(map(self._size, self.waiting))

    @property
    def known(self) -> tuple[int, int]:
        """How many records show work as far as is known, and how many may not."""
        return self._worked, self._most_bare()

    def held(self, change: Change) -> int | None:
        """How many records a file holds today; None for one that holds none."""
        return self._held.get(change.path)

    def next(self) -> list[Change]:
        """So many of the files still to look at as settle it if each shows work, and those of unknown size."""
        wanted = -((9 * self._worked - self._most_bare()) // 10)
        return self.waiting[: max(self._strange, wanted)]

    def look(self) -> None:
        """Compare what these files held before and after.

        A file of one record in which other lines changed as well shows work, and need not be taken apart.
        """
        looked = self.next()
        for change in looked:
            self._unread -= self._size(change)
            if self._held.get(change.path) == 1 and self._snapshot.witness.differs_beside(change, _DATE_LINES):
                self._worked += 1
                continue
            was = self._snapshot.witness.records_in(change.path, change.before)
            now = self._snapshot.witness.records_in(change.path, change.after)
            self._left.update((identity, was[identity]) for identity in was.keys() - now.keys())
            for identity, data in now.items():
                if was.get(identity) is data:  # nearly always, in a file of many
                    continue
                if identity in was:
                    self._count(identity, was[identity], data)
                else:
                    self._came[identity] = data
        del self.waiting[: len(looked)]
        self._strange = 0
        if not self.waiting:  # now it is known what went from file to file
            for identity, data in self._came.items():
                self._count(identity, self._left.pop(identity, None), data)
            self._worked += len(self._left)

    def may_be_bulk(self) -> bool:
        """Whether nothing shows yet that somebody worked on the records; at the end, whether nothing does."""
        return self.is_bulk(self._worked, self._most_bare())

    def is_bulk(self, worked: int, bare: int) -> bool:
        """Whether it is one when so many records show work, and so many do not."""
        return bare >= self._most and worked * 10 < bare + worked

    def _most_bare(self) -> int:
        """How many records it can have given nothing but a new day."""
        return len(self.bare) + (len(self._came) + self._unread if self.waiting else 0)

    def _size(self, change: Change) -> int:
        """How many records a file holds today, or did: one where nobody knows."""
        return max(1, self._held.get(change.path, 0))

    def _count(self, identity: tuple[str, str], was: Data | None, now: Data) -> None:
        differing = _differing(was, now)
        if differing is None:
            self.bare.append(identity)
        else:
            self._worked += differing


class _Glimpse:
    """What the lines that a commit changed show of its records. Only what they show for certain counts."""

    def __init__(self, touched: _Touched, snapshot: Snapshot) -> None:
        self.touched = touched
        self._witness = snapshot.witness
        self._worked, self._bare = touched.known
        sized = [(held, change) for change in touched.waiting if (held := touched.held(change)) is not None]
        # Where a file may have held any number of records, nothing can be told; the smaller one is, the cheaper.
        self.waiting = sorted(sized, key=itemgetter(0)) if len(sized) == len(touched.waiting) else []

    def next(self) -> list[Change]:
        """So many of the files still to look at as settle it if each shows work."""
        wanted = -((9 * self._worked - self._bare) // 10)
        return [change for _, change in self.waiting[:wanted]]

    def look(self) -> None:
        """Compare the lines of these files before and after."""
        looked = self.next()
        for (held, _), change in zip(self.waiting, looked, strict=False):
            seen = self._seen(change, held)
            self._worked += seen.differing
            self._bare += seen.touched - seen.differing - held
        del self.waiting[: len(looked)]

    def _seen(self, change: Change, held: int) -> Glance:
        if held == 1:
            return Glance(1, int(self._witness.differs_beside(change, _DATE_LINES)))
        return self._witness.glance(change, _DATE_LINES) or Glance(held, 0)

    def may_be_bulk(self) -> bool:
        """Whether nothing shows yet that somebody worked on the records."""
        return self.touched.is_bulk(self._worked, self._bare)


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
