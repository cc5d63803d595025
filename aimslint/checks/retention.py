"""Checks of what must be kept: whether it was removed too early."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from aimslint.aims import Item
from aimslint.checks._commits import one
from aimslint.days import after, parse_day, parse_duration
from aimslint.model import Place
from aimslint.records.patterns import DAY_PATTERN, DURATION_PATTERN
from aimslint.records.table import all_kinds
from aimslint.rulebook import Objection
from aimslint.snapshot import Snapshot
from aimslint.witness import Gone

KEPT = frozenset(("impact_assessment", "risk", "incident", "nonconformity"))
_DAY, _DURATION = re.compile(DAY_PATTERN), re.compile(DURATION_PATTERN)


def kept(_: Item, snapshot: Snapshot, settings: Mapping[str, Any]) -> Iterator[Objection]:
    """Results that must be kept were not removed before their retention ended (7.5.3).

    What was erased on purpose keeps its shell. A draft is no result yet, and what came and went on one day, or with
    one branch, never stood.
    """
    found = snapshot.witness.gone(KEPT)
    ours = frozenset(snapshot.arranged.record_files({gone.path for gone in found}))
    for gone in found:
        if gone.path not in ours or gone.data.get("erased") or _is_draft(gone) or _never_stood(gone, snapshot):
            continue
        until = _kept_until(gone, settings["retention"])
        if until <= gone.commit.committed or until <= snapshot.as_of:
            continue
        title = gone.data.get("title")
        called = f"{gone.kind.replace('_', ' ').capitalize()} {gone.id}"
        yield Objection(
            (),
            f"{called}{f' ({title})' if isinstance(title, str) else ''} was removed and is to be kept until {until}: "
            f"{one(gone.commit)}",
            f"{gone.id} is not there",
            f"{gone.id} until {until}, or `erased` with reason and approver",
            items=(gone.id,),
            place=_place_of(gone, snapshot),
        )


def _is_draft(gone: Gone) -> bool:
    return gone.data.get("status") in ("draft", "in_review") and "approved_on" not in gone.data


def _never_stood(gone: Gone, snapshot: Snapshot) -> bool:
    came = gone.since
    return came is not None and (
        came.committed == gone.commit.committed or came.id in snapshot.witness.together_with(gone.commit)
    )


def _kept_until(gone: Gone, retention: str) -> date:
    """The day that the record names, or the end of its retention, counted from the last day that it speaks of."""
    named = gone.data.get("retained_until")
    if isinstance(named, str) and _DAY.fullmatch(named):
        return parse_day(named)
    said = (gone.data.get("results_kept"), gone.data.get("retention"), gone.record.get("retention"))
    kept = next((text for text in said if isinstance(text, str) and _DURATION.fullmatch(text)), retention)
    removed = gone.commit.committed.isoformat()
    last = max((day for day in _days(gone.data) if day <= removed), default=removed)
    return after(parse_day(last), parse_duration(kept))


def _days(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, str) and _DAY.fullmatch(part):
            yield part


def _place_of(gone: Gone, snapshot: Snapshot) -> Place | None:
    """The system it was about, else the register that held it, as far as they stand; else nothing."""
    named = gone.data.get("system") or gone.data.get("systems")
    for id_ in named if isinstance(named, list) else [named]:
        system = snapshot.aims.find("ai_system", id_) if isinstance(id_, str) else None
        if system is not None:
            return system.place(("id",))
    register = snapshot.aims.find(str(gone.record.get("kind")), str(gone.record.get("id")))
    if register is None:
        return None
    plural = all_kinds()[gone.kind].plural
    return register.place((plural if plural in register.data else "id",), key=plural in register.data)
