"""The note that a change of code has no bearing on the assessments of a system."""

from collections.abc import Mapping
from datetime import date

from aimslint.aims import Item
from aimslint.scaffold.register import CannotInsert, insert
from aimslint.scaffold.yaml_text import flow, inline


class CannotNote(Exception):  # noqa: N818 - a refusal, not a mistake
    """Why the note cannot be made, and what to do instead."""


def with_note(raw: bytes, system: Item, day: date, by: str, reason: str, digest: str) -> tuple[bytes, str]:
    """The file of a system with one more item in `code_reviews`, and the text put in. Raises CannotNote."""
    note = {"date": day.isoformat(), "by": by, "reason": reason, "digest": digest}
    try:
        return insert(raw, system.path, system.document, "code_reviews", note, lambda dash: _block(note, dash))
    except CannotInsert as error:
        shown = flow(dict(note))
        raise CannotNote(f"{system.path}: {error}; add this to `code_reviews` yourself: {shown}") from None


def _block(note: Mapping[str, str], dash: int) -> str:
    lines = [f"{key}: {inline(value)}\n" for key, value in note.items()]
    first, *rest = lines
    return " " * dash + "- " + first + "".join(" " * (dash + 2) + line for line in rest)
