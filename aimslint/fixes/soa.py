"""Rows of the Statement of Applicability."""

import re
from collections.abc import Mapping

from aimslint.aims import Aims, Item
from aimslint.fixes._spot import Spot
from aimslint.model import Edit, Fix
from aimslint.records.values import UNKNOWN

STATUS = "not_started"


def soa_control_missing(spot: Spot) -> Fix | None:
    """A control without a row gets one, as work that has not begun, below that of the control before it.

    Whether it applies, and why, is for people to decide: the new row leaves both open.
    """
    control, rows = spot.draft.subject, spot.record.data.get("controls") if spot.record is not None else None
    if control is None or not isinstance(rows, list) or not rows or spot.keys != ("controls",):
        return None
    after = _row_before(control, rows, _order(spot.aims))
    mark = spot.mark(("controls", after))
    if mark is None:
        return None
    edit = _new_row(spot.text, mark.start, mark.end, control.id)
    if edit is None:
        return None
    return spot.fix(f"add a row for {control.id}", edit, changes=(spot.change(("controls",), "items"),))


isms_control_missing = soa_control_missing
"""The same where one statement answers for two standards."""


def _order(aims: Aims) -> dict[str, int]:
    """Where each requirement stands among all, by every id that a row may name it by."""
    places: dict[str, int] = {}
    for position, item in enumerate(aims.items["requirement"]):
        places[f"{item.data['pack']}:{item.data['id']}"] = places[item.id] = position
    return places


def _row_before(control: Item, rows: list[object], places: Mapping[str, int]) -> int:
    """The row of the nearest control that comes before this one in the catalogue; else the last row."""
    here = places[control.id]
    before = {
        places[row["control"]]: position
        for position, row in enumerate(rows)
        if isinstance(row, dict)
        and row.get("control") is not UNKNOWN
        and places.get(row.get("control", ""), here) < here
    }
    return before[max(before)] if before else len(rows) - 1


def _new_row(text: str, start: int, end: int, control: str) -> Edit | None:
    """A row in the style of the one that stands from `start` to `end`, as an edit right after it."""
    flow = text.startswith("{", start)
    row = f"{{control: {control}, implementation_status: {STATUS}}}"
    line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    dash = re.fullmatch(r"(?P<indent> *)-(?P<gap> +)", text[line_start:start])
    if dash is None:  # within brackets
        return Edit(end, end, f", {row}") if flow else None
    line_end = re.compile(r"[^\r\n]*").match(text, end)
    assert line_end is not None
    inner = f"{dash['indent']} {dash['gap']}"
    newline = _newline_of(text)
    if not flow:
        row = f"control: {control}{newline}{inner}implementation_status: {STATUS}"
    return Edit(line_end.end(), line_end.end(), f"{newline}{dash['indent']}-{dash['gap']}{row}")


def _newline_of(text: str) -> str:
    found = re.search(r"\r\n|\r|\n", text)
    return found.group() if found else "\n"
