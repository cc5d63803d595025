"""What is wrong in a text, by offset: a problem before it knows its file, lines and columns."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from aimslint.dataclass import dataclass
from aimslint.model import Keys


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem of loading between two offsets of the text.

    `keys` and `part` say where that is in the data of document number `document`. `other` is a second stretch
    worth seeing; `repeats` says that the key at `keys` was there before, and that its first place is worth
    seeing.
    """

    rule: str
    start: int
    end: int
    values: Mapping[str, str] = field(default_factory=dict)
    document: int = 0
    keys: Keys = ()
    part: Literal["key", "value"] = "value"
    other: tuple[int, int] | None = None
    repeats: bool = False


class Stop(Exception):  # noqa: N818 - a refusal, not a mistake
    """Reading cannot go on after this fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.rule)
        self.fault = fault
