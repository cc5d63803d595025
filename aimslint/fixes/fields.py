"""Keys: misspelt fields, kinds that do not exist, and lists that another record keeps."""

import re

from aimslint.aims import Item
from aimslint.fixes._spot import Spot
from aimslint.model import Edit, Fix
from aimslint.records.table import record_kinds
from aimslint.suggest import is_slip_of


def unknown_field(spot: Spot) -> Fix | None:
    """A misspelt key gets its right name. What other records say already, and may not be written here, goes."""
    meant = spot.meant
    if meant and is_slip_of(str(spot.keys[-1]), [meant]):
        return _rename(spot, meant)
    return _derived(spot)


def unknown_kind(spot: Spot) -> Fix | None:
    """A misspelt kind becomes the one that it can be a slip of."""
    scalar = spot.scalar()
    meant = is_slip_of(scalar.text, record_kinds()) if scalar is not None else None
    # The whole record is read once its kind is known, and nothing in it is changed.
    return spot.instead(meant) if meant else None


def _rename(spot: Spot, meant: str) -> Fix | None:
    mark = spot.mark()
    if mark is None or mark.key_start < 0:
        return None
    key = str(spot.keys[-1])
    if spot.text[mark.key_start : mark.key_end] not in (key, f"'{key}'", f'"{key}"'):
        return None
    renamed = spot.change((*spot.keys[:-1], meant))
    edit = Edit(mark.key_start, mark.key_end, meant)
    return spot.fix(f"rename it to `{meant}`", edit, changes=(spot.change(spot.keys), renamed))


def _derived(spot: Spot) -> Fix | None:
    """Take out a list of what points here, when everything in it does so by itself."""
    record = spot.record
    if record is None or len(spot.keys) != 1 or spot.keys[0] not in record.back:
        return None
    back = {other.id for other in record.back[str(spot.keys[0])] if isinstance(other, Item)}
    listed = record.data.get(str(spot.keys[0]))
    named = [listed] if isinstance(listed, str) else listed
    if not isinstance(named, list) or not all(isinstance(id_, str) and id_ in back for id_ in named):
        return None
    lines = _lines_of(spot)
    return spot.fix("take it out: the other records say it already", Edit(*lines, "")) if lines else None


def _lines_of(spot: Spot) -> tuple[int, int] | None:
    """The whole lines that a key and its value take up; None where they share a line with anything else."""
    mark, text = spot.mark(), spot.text
    if mark is None or mark.key_start < 0:
        return None
    start = max(text.rfind("\n", 0, mark.key_start), text.rfind("\r", 0, mark.key_start)) + 1
    rest = re.compile(r"[ \t]*(?:\r\n|\r|\n)").match(text, mark.end)
    if text[start : mark.key_start].strip(" ") or rest is None or "#" in text[start : mark.end]:
        return None
    return start, rest.end()
