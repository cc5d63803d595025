"""A finding as it is listed."""

from aimslint.dataclass import dataclass
from aimslint.model import Finding
from aimslint.rulebook import Rule


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding with what explains it: its rule, and the text of its file where that could be read."""

    finding: Finding
    rule: Rule
    text: str | None
