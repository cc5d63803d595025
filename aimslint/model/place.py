"""Where something stands: in the data of a file, and in its text."""

from typing import Literal

from aimslint.dataclass import dataclass

Keys = tuple[str | int, ...]
"""A path inside one YAML document: map keys and list positions, from the document's root."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text. Lines and columns count from 1, columns in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a file, by data path. `span` is set where the text position is known already (while loading).

    `path` is relative to the tree's top with `/`; `part` says whether the key or the value at `keys` is meant.
    """

    path: str
    document: int = 0
    keys: Keys = ()
    part: Literal["key", "value"] = "value"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """A stretch of text in a named file, as reports print it. Counts as in `Span`."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
