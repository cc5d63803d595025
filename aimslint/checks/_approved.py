"""What an approval covers: the versions of a record up to the approval that it claims, and those after it.

All that came with the approval belongs to it: the commits of one branch that were merged together, and whatever was
committed no later than on the day of the approval or of the commit that wrote it down. So a slip mended in the same
pull request is no change of what was approved.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from aimslint.aims import Item
from aimslint.checks._commits import before_history
from aimslint.checks._content import same
from aimslint.dataclass import dataclass
from aimslint.days import parse_day
from aimslint.history import Commit
from aimslint.records.shape import Words
from aimslint.records.table import all_kinds
from aimslint.rulebook import Unsure
from aimslint.snapshot import Snapshot
from aimslint.witness import Version, Versions


@dataclass(frozen=True, slots=True)
class Approval:
    """The approval that a record claims today, beside its versions.

    `versions` are those before and with the approval, newest first; the first of them is what was approved. `written`
    are those of them that say something else than the one before. Both are looked for only as far as one goes through
    them. `later` are those after the approval. With `found`, the commit that wrote the approval down is known; else the
    approval is older than what is known, or lies behind what cannot be read, for the reason `hidden`.
    """

    day: date
    now: Mapping[str, Any]
    versions: Iterable[Version]
    written: Iterable[Version]
    approved: Version
    later: Sequence[Version]
    found: bool
    hidden: Unsure | None


def approval_of(item: Item, snapshot: Snapshot) -> Approval | None:
    """The approval of a record whose `approved_on` holds a day; None when no version of it can be read."""
    found: Approval | None = snapshot.once("approval in history", item, _approval_of)
    return found


def plain_approval(item: Item, snapshot: Snapshot) -> Sequence[Commit] | None:
    """The commits that touched a record of which texts alone tell that it was approved once and not touched since.

    The first of them wrote the approval down, the last brought the record; what was approved was written in some of
    them, and part of it in the last. None where the versions must be read to tell. That this holds does not depend on
    whether older versions can be read: what nowhere says `approved_on` never claimed an approval.
    """
    found: Sequence[Commit] | None = snapshot.once("plain approval", item, _plain_approval)
    return found


def _plain_approval(item: Item, snapshot: Snapshot) -> Sequence[Commit] | None:
    texts = snapshot.witness.texts(item)
    if texts is None:
        return None
    for _, before in texts:
        if before is not None and (b"approved_on" in before or b"\\" in before):  # which may spell it otherwise
            return None
    return [commit for commit, _ in texts]


def _approval_of(item: Item, snapshot: Snapshot) -> Approval | None:
    versions = snapshot.witness.versions(item)
    day = item.data["approved_on"]
    claiming: list[Version] = []
    found, hidden = False, None
    for version in versions:
        if not _claims(version.after, day):
            found = True  # a merge of two branches may show such a version last
            break
        claiming.append(version)
        if version.old:
            hidden = before_history(version.commit, snapshot)
        elif not _claims(version.before, day):
            found, hidden = not version.unclear, unread(version)
            break
    if not claiming:
        return None
    on = parse_day(day)
    first = _in_force(item.kind, claiming)
    at = _approved_with(claiming, first, on, snapshot)
    approved = Versions(islice(versions, at, None)) if at else versions
    written = Versions(version for version in approved if changes_content(version, item, snapshot))
    return Approval(on, claiming[0].after, approved, written, claiming[at], claiming[:at], found, hidden)


def _claims(data: Mapping[str, Any] | None, day: str) -> bool:
    return data is not None and data.get("approved_on") == day


def _in_force(kind: str, claiming: Sequence[Version]) -> int:
    """The first version that counted as approved: its day may have been written down before, in a draft."""
    if len(claiming) == 1:
        return 0
    status = all_kinds()[kind].shape.fields["status"].type
    assert isinstance(status, Words)
    found = (
        at for at in reversed(range(len(claiming))) if status.meant(str(claiming[at].after.get("status"))) == "approved"
    )
    return next(found, len(claiming) - 1)


def _approved_with(claiming: Sequence[Version], first: int, day: date, snapshot: Snapshot) -> int:
    """The newest version that still belongs to the approval."""
    if first == 0:
        return 0
    commit = claiming[first].commit
    together = snapshot.witness.together_with(commit)
    last_day = max(commit.committed, day)
    return next(
        at
        for at in range(first + 1)
        if at == first or claiming[at].commit.id in together or claiming[at].commit.committed <= last_day
    )


def unread(version: Version) -> Unsure | None:
    """What to say where a version and the one before do not tell all that happened between them."""
    return Unsure(version.unclear) if version.unclear else None


def changes_content(version: Version, item: Item, snapshot: Snapshot) -> bool:
    """Whether a version says something else than the one before, in what an approval covers."""
    return version.before is None or not same(item.kind, version.before, version.after, snapshot)
