"""Checks of approvals against what git tells: who wrote what was approved, when, and what became of it since."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from aimslint.aims import Item
from aimslint.checks._approved import Approval, approval_of, changes_content, plain_approval
from aimslint.checks._commits import before_history, one, told
from aimslint.checks._content import Difference, differences, same
from aimslint.checks._identities import Holder, holders_on, people
from aimslint.days import parse_day
from aimslint.history import Commit
from aimslint.records.values import is_empty
from aimslint.rulebook import Objection, Unsure, reads
from aimslint.snapshot import Snapshot
from aimslint.witness import Version

# A reference or path in an old version of a record that leads nowhere today may only have been followed to a new id or
# place (`_content`). So it matters which ids and files there are.
READS = {
    "self_approved": reads("approved_by", worlds=("past", "names", "tree")),
    "edited": reads(worlds=("past", "names", "tree")),
    "version_kept": reads(worlds=("past", "names", "tree")),
    "before_content": reads(worlds=("past", "names", "tree")),
}

Said = Iterator[Objection | Unsure]

UNREADABLE = Unsure("no version of the record can be read from the history")


def self_approved(record: Item, snapshot: Snapshot, _: Mapping[str, Any]) -> Said:
    """Somebody else than the approver wrote a part of what was approved (7.5.2).

    Who committed the approval itself does not matter. Of several holders of the role, any may have approved.
    """
    if snapshot.arranged.alone is not None:
        yield Unsure(f"approvals.four_eyes is false: {snapshot.arranged.alone}", "untold")
        return
    role = record.links.get(("approved_by",))
    if not isinstance(role, Item):
        yield Unsure("who approved it cannot be told", "records")
        return
    holders = holders_on(role, record.data["approved_on"], snapshot)
    known = [holder for holder in holders if holder.addresses]
    nameless = Unsure(f"roles: no `identities` are known of those who held {role.id} when they approved", "records")
    if not known:
        yield nameless
        return
    plain = plain_approval(record, snapshot)
    if plain is not None and _had_a_part(plain[-1], known):
        return
    approval = approval_of(record, snapshot)
    if approval is None:
        yield UNREADABLE
        return
    wrote = _only_author(approval, known, snapshot)
    if isinstance(wrote, Unsure):
        yield wrote
    elif wrote and len(known) < len(holders):
        yield nameless
    elif wrote:
        commits = told(wrote)
        yield Objection(
            ("approved_by",),
            f"{_called(record)} was approved by {role.id} ({holders[0].person}), who alone wrote it: {commits}",
            f"{holders[0].person} wrote and approved it",
            "approved by somebody else than its only author",
            related=(role.place(("holders",)),),
        )


def _only_author(approval: Approval, holders: list[Holder], snapshot: Snapshot) -> list[Commit] | Unsure:
    """The commits that wrote the content if every holder can have written it all, none if somebody else had a part."""
    commits: list[Commit] = []
    doubt: Unsure | None = None
    for version in approval.written:
        if version.old:
            doubt = before_history(version.commit, snapshot)
        elif version.commit.pending:
            doubt = Unsure("who wrote what is not committed yet is not known", "untold")
        else:
            doubt = Unsure(version.unclear) if version.unclear else doubt
            if _had_a_part(version.commit, holders):
                return []
            commits += [version.commit] if people(version.commit) else []
    return doubt or commits


def _had_a_part(commit: Commit, holders: list[Holder]) -> bool:
    """Whether somebody else than one of these holders wrote a commit."""
    return not all(holder.wrote_as(author) for author in people(commit) for holder in holders)


def edited(record: Item, snapshot: Snapshot, _: Mapping[str, Any]) -> Said:
    """What was approved still stands as it was approved (7.5.3).

    Progress, such as a condition that was met, lies outside of an approval, and so does how the text is written.
    """
    if plain_approval(record, snapshot) is not None:
        return  # nearly always: nothing touched it since
    approval = approval_of(record, snapshot)
    if approval is None:
        yield UNREADABLE
        return
    changed = list(differences(record.kind, approval.approved.after, approval.now, snapshot)) if approval.later else []
    if changed:
        commits = [step.commit for step in approval.later if changes_content(step, record, snapshot)]
        yield Objection(
            changed[0].place or ("approved_on",),
            f"{_called(record)} was approved on {approval.day}; since then {_named(changed)} changed without a new "
            f"approval: {told(commits or [approval.later[0].commit])}",
            _named(changed),
            "what was approved, or a new approval",
            items=tuple(dict.fromkeys(difference.field for difference in changed)),
            related=(record.place(("approved_on",)),),
        )
    elif approval.hidden is not None and _may_hide_more(record, snapshot, approval):
        yield approval.hidden


def version_kept(record: Item, snapshot: Snapshot, _: Mapping[str, Any]) -> Said:
    """What was approved anew with other content has another version (7.5.3)."""
    if plain_approval(record, snapshot) is not None:
        return  # nearly always: it was approved once
    approval = approval_of(record, snapshot)
    if approval is None:
        yield UNREADABLE
        return
    version = _version(approval.approved)
    before = _approved_before(approval)
    if before is None:
        if approval.hidden is not None and _may_hide_more(record, snapshot, approval):
            yield approval.hidden
    elif version == _version(before) != "" and not same(record.kind, before.after, approval.approved.after, snapshot):
        yield Objection(
            ("version",),
            f"{_called(record)} was approved anew on {approval.day} with other content than on "
            f"{before.after['approved_on']}, and is still version {version}",
            version,
            "another version",
            related=(record.place(("approved_on",)),),
        )


def _approved_before(approval: Approval) -> Version | None:
    """The last version that claimed an earlier approval, and had stood for more than a day when the new one came."""
    day = approval.day.isoformat()
    for step in approval.versions:
        claimed = step.after.get("approved_on")
        if isinstance(claimed, str) and claimed < day and step.after.get("status") == "approved":
            return step if step.commit.committed < approval.approved.commit.committed else None
    return None


def _version(step: Version) -> str:
    value = step.after.get("version")
    return "" if is_empty(value) else str(value)


def before_content(record: Item, snapshot: Snapshot, settings: Mapping[str, Any]) -> Said:
    """What was approved had been written by then, give or take the days of the setting (7.5.3).

    Evidence of that time, such as the signed paper, shows that it stood elsewhere before it came to git.
    """
    latest = parse_day(record.data["approved_on"]) + timedelta(days=settings["days"])
    plain = plain_approval(record, snapshot)
    if plain is not None and all(commit.authored <= latest for commit in plain):
        return  # nearly always: nothing of it was written later
    approval = approval_of(record, snapshot)
    if approval is None:
        yield UNREADABLE
        return
    if _has_evidence(record, latest.isoformat()):
        return
    written = next(iter(approval.written), None)
    if written is None or written.unclear:
        yield Unsure(written.unclear) if written is not None else UNREADABLE
    elif written.old:
        yield before_history(written.commit, snapshot)
    elif written.commit.authored > latest and not written.commit.believed:
        yield Unsure(f"the clock of the commit that wrote it was wrong: {one(written.commit)}", "untold")
    elif written.commit.authored > latest:
        yield Objection(
            ("approved_on",),
            f"{_called(record)} says it was approved on {approval.day}, and git knows of what was approved only since "
            f"{written.commit.authored}: {one(written.commit)}",
            approval.day.isoformat(),
            f"a day on or after {written.commit.authored}",
        )


def _has_evidence(record: Item, latest: str) -> bool:
    listed = record.data.get("evidence")
    days = [one.get("date") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return any(isinstance(day, str) and day <= latest for day in days)


def _may_hide_more(record: Item, snapshot: Snapshot, approval: Approval) -> bool:
    """Whether there may be more to know: what is at hand ends after the approval, or at what cannot be read.

    An import is the beginning: what was approved before it counts as it was imported.
    """
    cut = any(beginning.cut and beginning.day > approval.day for beginning in snapshot.witness.beginnings)
    return cut or not any(step.old for step in snapshot.witness.versions(record))


def _called(record: Item) -> str:
    return f"{record.kind.replace('_', ' ').capitalize()} {record.id}"


def _named(changed: list[Difference]) -> str:
    """The fields that differ, in words."""
    names = [f"`{name}`" for name in dict.fromkeys(difference.field for difference in changed)]
    if len(names) > 3:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
