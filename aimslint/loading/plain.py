"""Files without a fault in a plain form, to be sent to another process or kept: all that parsing found in them.

Only files that hold a document and nothing wrong have one: they are nearly all, and of the others more must be known
than is worth writing down. Those are simply read again.
"""

from typing import Any

from aimslint.loading import front_matter
from aimslint.loading.decode import BOM
from aimslint.loading.document import Document, Loaded

Plain = list[list[Any]]
"""Of each document its data and the line it begins on; lists, maps and scalars only, as JSON has them."""


def to_plain(loaded: Loaded) -> Plain | None:
    """The plain form of a file, or None where it has none."""
    if loaded.problems or not loaded.documents:
        return None
    return [[document.data, document.line] for document in loaded.documents]


def from_plain(path: str, raw: bytes, plain: Plain, *, sound: bool = False) -> Loaded:
    """The file whose bytes and plain form these are."""
    documents = tuple(Document(path, index, data, line) for index, (data, line) in enumerate(plain))
    return Loaded(path, documents, (), raw.removeprefix(BOM).decode(), sound)


def read_alike(path: str) -> str:
    """Two files of the same bytes hold the same if this is the same of their paths."""
    return "markdown" if front_matter.is_markdown(path) else "yaml"
