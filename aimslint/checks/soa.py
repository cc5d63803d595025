"""Checks of the Statement of Applicability."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aimslint.aims import Item
from aimslint.records.values import is_empty
from aimslint.rulebook import Objection, reads
from aimslint.snapshot import Snapshot

READS = {"repeated_justification": reads(fields=("controls", "applicable", "justification", "title"))}

_CONTROL_ID = re.compile(r"\b(?:annex\s+)?[AB](?:\.\d+)+\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


def repeated_justification(soa: Item, _: Snapshot, settings: Mapping[str, Any]) -> Iterator[Objection]:
    """Object once to each reason that stands in many rows, at the first of them; the others are related (6.1.3).

    `settings.rows` is how many rows with the same reason are too many. Rows that exclude a control have the limit
    `settings.excluded_rows` of their own: one sentence may lawfully leave out all that only developing asks for.
    """
    rows = [row for row in soa.children.get(("controls",), ()) if isinstance(row, Item) and not row.erased]
    for excluded, limit in ((False, settings["rows"]), (True, settings["excluded_rows"])):
        for same in _groups([row for row in rows if (row.data.get("applicable") is False) is excluded]):
            if len(same) >= limit:
                yield _objection(same)


def _groups(rows: Sequence[Item]) -> list[list[Item]]:
    """The rows by their reason. Each text is looked at once, so a long statement costs no more than its length."""
    groups: dict[tuple[str, ...], list[Item]] = {}
    for row in rows:
        text = row.data.get("justification")
        if isinstance(text, str) and not is_empty(text):
            groups.setdefault(essence(text, str(row.data.get("title") or "")), []).append(row)
    return list(groups.values())


def essence(text: str, title: str) -> tuple[str, ...]:
    """What a reason says apart from its control: its words in order of the alphabet, without ids, title and figures.

    Two reasons are near-equal when their essence is the same: neither case, punctuation, the order of words nor the
    name of the control that was filled in makes a reason of its own.
    """
    plain = _CONTROL_ID.sub(" ", text).casefold()
    if title:
        plain = plain.replace(title.casefold(), " ")
    words = {word for word in _WORD.findall(plain) if not word.isdigit()}
    return tuple(sorted(words))


def _objection(rows: Sequence[Item]) -> Objection:
    first, *others = rows
    controls = tuple(row.id for row in rows)
    listed = ", ".join(controls[:3]) + (f" and {len(controls) - 3} more" if len(controls) > 3 else "")
    text = " ".join(str(first.data["justification"]).split())
    return Objection(
        (*first.keys, "justification"),
        f'The same justification stands in {len(rows)} rows ({listed}): "{_short(text)}"',
        text,
        "a reason of its own for each control",
        controls,
        tuple(row.place(("justification",)) for row in others),
    )


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."
