"""A table of commits as data that JSON can express, and back, with everything checked on the way."""

from typing import Any

from aimslint.history.table import Table

_HEX = b"0123456789abcdef"
_DIGITS = b"0123456789 \n"
_LENGTHS = (40, 64)


def as_data(table: Table) -> dict[str, Any]:
    """The table as data for JSON: a few long texts, which are quick to read."""
    return {
        "tip": table.tip,
        "rows": "\n".join(table.rows),
        "changes": "\n".join(table.changes),
        "paths": table.paths,
        "touched": "\n".join(table.touched),
        "blobs": table.blobs,
        "people": table.people,
        "mended": {str(position): time for position, time in table.mended.items()},
        "highest": table.highest,
        "doubted": table.doubted,
    }


def from_data(data: Any) -> Table | None:
    """The table that these data express; None when they express none, whatever they are."""
    try:
        table = Table(
            data["tip"],
            data["rows"].split("\n"),
            data["changes"].split("\n"),
            data["paths"],
            data["touched"].split("\n") if data["paths"] else [],
            data["blobs"],
            data["people"],
            {int(position): time for position, time in data["mended"].items()},
            data["highest"],
            data["doubted"],
        )
        return table if _is_sound(table, data) else None
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None


def _is_sound(table: Table, data: Any) -> bool:
    """Whether every text has its form, as far as that is quickly told. The table passes over what is still wrong.

    Who may write here at all is another question, which the seal of the cache answers.
    """
    length = len(table.tip)
    numbers = [table.highest, *table.mended, *table.mended.values()]
    numbers += [] if table.doubted is None else [table.doubted]
    return (
        type(table.paths) is list
        and type(table.people) is list
        and length in _LENGTHS
        and table.rows[-1][:length] == table.tip
        and len(table.rows) == len(table.changes)
        and len(table.paths) == len(table.touched)
        and all(type(text) is str for text in (*table.paths, *table.people))
        and all(type(number) is int and number >= 0 for number in numbers)
        and _only(_HEX, table.blobs)
        and _only(_DIGITS + b":", data["changes"])
        and _only(_DIGITS, data["touched"])
    )


def _only(allowed: bytes, text: str) -> bool:
    """Whether there is nothing else in a text; much faster than an expression."""
    return not text.encode("ascii").translate(None, allowed)
