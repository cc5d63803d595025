"""Files without a fault in a plain form, to be sent to another process or kept: all that parsing found in them.

Only files that hold a document and nothing wrong have one: they are nearly all, and of the others more must be known
than is worth writing down. Those are simply read again.
"""

import marshal
from collections.abc import Iterable, Sequence
from typing import Any

from aimslint.loading import front_matter
from aimslint.loading.decode import BOM
from aimslint.loading.document import Document, Loaded

Plain = list[list[Any]]
"""Of each document its data and the line it begins on; lists, maps and scalars only, as JSON has them."""

Packed = bytes
"""The plain forms of several files, as one process sends them to another.

Together, because files say much that others say as well: that then stands there once. In the corpus that speed is
measured on, packing and unpacking take two thirds of what they would take file by file, and half as much is sent.
"""


def to_plain(loaded: Loaded) -> Plain | None:
    """The plain form of a file, or None where it has none."""
    if loaded.problems or not loaded.documents:
        return None
    return [[document.data, document.line] for document in loaded.documents]


def from_plain(path: str, raw: bytes, plain: Plain, *, sound: bool = False) -> Loaded:
    """The file whose bytes and plain form these are."""
    documents = tuple(Document(path, index, data, line) for index, (data, line) in enumerate(plain))
    return Loaded(path, documents, (), raw.removeprefix(BOM).decode(), sound)


def pack(files: Iterable[Loaded]) -> Packed:
    """The plain forms of files, packed; what has none, or lies too deep to be sent, is left out."""
    plain = [to_plain(loaded) for loaded in files]
    try:
        return marshal.dumps(plain)
    except ValueError:
        return marshal.dumps([one if _can_be_sent(one) else None for one in plain])


def unpack(files: Sequence[tuple[str, bytes]], packed: Packed, sound: Sequence[bool]) -> list[Loaded | None]:
    """The files of which `pack` gave this, with their names and bytes; None for what it left out or is nothing such."""
    try:
        plain = marshal.loads(packed)
    except (EOFError, TypeError, ValueError):
        plain = None
    if not isinstance(plain, list) or not len(plain) == len(sound) == len(files):
        return [None] * len(files)
    return [
        _unpacked(path, raw, one, sound=is_sound)
        for (path, raw), one, is_sound in zip(files, plain, sound, strict=True)
    ]


def _unpacked(path: str, raw: bytes, plain: Any, *, sound: bool) -> Loaded | None:
    try:
        return None if plain is None else from_plain(path, raw, plain, sound=sound)
    except (TypeError, ValueError):
        return None


def _can_be_sent(plain: Plain | None) -> bool:
    try:
        marshal.dumps(plain)
    except ValueError:
        return False
    return True


def read_alike(path: str) -> str:
    """Two files of the same bytes hold the same if this is the same of their paths."""
    return "markdown" if front_matter.is_markdown(path) else "yaml"
