"""A finding as it is listed."""

from collections.abc import Mapping
from dataclasses import field

from aimslint.dataclass import dataclass
from aimslint.model import Finding
from aimslint.rulebook import Rule


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding with what explains it: its rule, and the texts of files, which may be read when somebody looks."""

    finding: Finding
    rule: Rule
    texts: Mapping[str, str] = field(compare=False, repr=False)

    @property
    def text(self) -> str | None:
        """The text of its file, where that could be read."""
        return self.texts.get(self.finding.location.path)
