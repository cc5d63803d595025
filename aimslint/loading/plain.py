"""Files without a fault in a plain form, to be sent to another process or kept: all that parsing found in them.

Only files that hold a document and nothing wrong have one: they are nearly all, and of the others more must be known
than is worth writing down. Those are simply read again.
"""

import marshal
from typing import Any

from aimslint.loading import front_matter
from aimslint.loading.decode import BOM
from aimslint.loading.document import Document, Loaded

Plain = list[list[Any]]
"""Of each document its data and the line it begins on; lists, maps and scalars only, as JSON has them."""

Packed = bytes | None
"""The plain form of a file as one process sends it to another; None where it has none."""


def to_plain(loaded: Loaded) -> Plain | None:
    """The plain form of a file, or None where it has none."""
    if loaded.problems or not loaded.documents:
        return None
    return [[document.data, document.line] for document in loaded.documents]


def from_plain(path: str, raw: bytes, plain: Plain, *, sound: bool = False) -> Loaded:
    """The file whose bytes and plain form these are."""
    documents = tuple(Document(path, index, data, line) for index, (data, line) in enumerate(plain))
    return Loaded(path, documents, (), raw.removeprefix(BOM).decode(), sound)


def pack(loaded: Loaded) -> Packed:
    """The plain form of a file, packed; None where it has none, or lies too deep to be sent."""
    plain = to_plain(loaded)
    try:
        return None if plain is None else marshal.dumps(plain)
    except ValueError:
        return None


def unpack(path: str, raw: bytes, packed: Packed, *, sound: bool = False) -> Loaded | None:
    """The file of which `pack` gave this, with these bytes; None for what is nothing of the kind."""
    try:
        return None if packed is None else from_plain(path, raw, marshal.loads(packed), sound=sound)
    except (EOFError, TypeError, ValueError):
        return None


def read_alike(path: str) -> str:
    """Two files of the same bytes hold the same if this is the same of their paths."""
    return "markdown" if front_matter.is_markdown(path) else "yaml"
