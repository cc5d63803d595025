"""How to mend a finding: stretches of text and what to write there instead."""

from typing import Literal

from aimslint.dataclass import dataclass
from aimslint.model.place import Keys


@dataclass(frozen=True, slots=True)
class Edit:
    """Write `text` in place of what stands from one offset up to, not including, another.

    Offsets count code points of the decoded file, without its byte order mark.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Where the data of a document may differ afterwards: a value at `keys`, or new items of the list there."""

    document: int
    keys: Keys
    what: Literal["value", "items"] = "value"


@dataclass(frozen=True, slots=True)
class Fix:
    """How one finding is mended, all in its own file.

    `title` says it in the imperative. A `safe` one keeps what the record means; any other one is likely right, and is
    made only when somebody asks for it. The data may differ at `changes`, and must be equal everywhere else.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool
    changes: tuple[Change, ...]
