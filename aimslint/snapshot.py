"""What a check sees: the graph on one day."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from aimslint.aims import Aims
from aimslint.records.from_models import all_kinds
from aimslint.records.values import UNKNOWN


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The graph and the as-of date. Everything below the command line takes its day from here."""

    aims: Aims
    as_of: date
    today: str = field(init=False)
    _relations: dict[str, Any] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", self.as_of.isoformat())

    def project(self, name: str) -> Any:
        """What `project.name` means: a list for most kinds; for a kind that there is one of, the one in use.

        None when there is none, UNKNOWN when there are two or when an unreadable file may hold it.
        """
        if name not in self._relations:
            self._relations[name] = self._gather(name)
        return self._relations[name]

    def _gather(self, name: str) -> Any:
        kind = project_relations()[name]
        found: list[Any] = self.aims.of_kind((kind,))
        lost = kind in self.aims.lost
        if not all_kinds()[kind].one_per_project:
            return [*found, UNKNOWN] if lost else found
        in_use = [item for item in found if not item.back.get("superseded_by") and item.data.get("status") != "retired"]
        if lost or len(in_use) > 1:
            return UNKNOWN
        return in_use[0] if in_use else None


@cache
def project_relations() -> dict[str, str]:
    """The names after `project.`, each with the kind it leads to."""
    return {kind.name if kind.one_per_project else kind.plural: kind.name for kind in all_kinds().values()}
