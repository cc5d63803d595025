"""What a check sees: the graph on one day, and what history says about it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cache
from typing import Any

from aimslint.aims import Aims, Item
from aimslint.dataclass import dataclass
from aimslint.history import NoHistory, Unknown
from aimslint.records.table import all_kinds
from aimslint.records.values import UNKNOWN
from aimslint.witness import Witness

_UNASKED = object()


@dataclass(frozen=True, slots=True)
class Arrangements:
    """What the organisation arranged in its configuration, as far as checks ask for it.

    `alone` is the reason why approvals need no second person; None where they do. `record_files` picks, from the paths
    of files that are or once were, those that the configuration takes for records of this management system; all that
    decides this is in `picked_by`.
    """

    alone: str | None = None
    record_files: Callable[[Iterable[str]], Sequence[str]] = list
    picked_by: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The graph, the as-of date, history's testimony and what is arranged. All that judges takes its day from here.

    Without a witness nothing is known of the past.
    """

    aims: Aims
    as_of: date
    testimony: Witness | None = field(default=None, repr=False)
    arranged: Arrangements = field(default=Arrangements(), repr=False)
    witness: Witness = field(init=False, repr=False)
    today: str = field(init=False)
    _relations: dict[str, Any] = field(default_factory=dict, init=False, repr=False)
    _known: dict[str, dict[Item, Any]] = field(default_factory=lambda: defaultdict(dict), init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", self.as_of.isoformat())
        unasked = NoHistory(Unknown("nobody asked for the history"))
        object.__setattr__(self, "witness", self.testimony or Witness(unasked, self.aims, self.as_of))

    def project(self, name: str) -> Any:
        """What `project.name` means: a list for most kinds; for a kind that there is one of, the one in use.

        None when there is none, UNKNOWN when there are two or when an unreadable file may hold it.
        """
        if name not in self._relations:
            self._relations[name] = self._gather(name)
        return self._relations[name]

    def once(self, name: str, item: Item, work: Callable[[Item, "Snapshot"], Any]) -> Any:
        """What `work`, known as `name`, says of an item. Worked out once: many rules ask the same of the same item."""
        known = self._known[name]
        found = known.get(item, _UNASKED)
        return found if found is not _UNASKED else known.setdefault(item, work(item, self))

    def known(self, name: str) -> Mapping[Item, Any]:
        """What `once` was asked under a name so far, for whoever asks it of very many items."""
        return self._known[name]

    def _gather(self, name: str) -> Any:
        kind = project_relations()[name]
        found: list[Any] = self.aims.of_kind((kind,))
        lost = kind in self.aims.lost
        if not all_kinds()[kind].one_per_project:
            return [*found, UNKNOWN] if lost else found
        standing = in_use(found)
        if lost or len(standing) > 1:
            return UNKNOWN
        if not standing and any(replaced(item) is UNKNOWN for item in found):
            return UNKNOWN
        return standing[0] if standing else None


def in_use(records: Sequence[Item]) -> list[Item]:
    """Which of the records of a kind that there is one of are in use: neither replaced nor retired.

    A draft beside an approved one is its next version in the making, and not in use yet.
    """
    standing = [item for item in records if replaced(item) is False and item.data.get("status") != "retired"]
    approved = [item for item in standing if item.data.get("status") == "approved"]
    return approved or standing


def replaced(item: Item, *, unread: bool = False) -> Any:
    """Whether another record replaces this one by naming it in `supersedes`.

    A draft that will replace an approved record one day leaves it in force until it is approved itself. UNKNOWN where
    that cannot be said, as when a record that could not be read may be the one (`unread`).
    """
    named_by = item.back.get("superseded_by", ())
    newer = [other for other in named_by if other is UNKNOWN or not _erased(other)] if named_by else ()
    if not newer:  # as for nearly all, and for what cannot be replaced, such as a requirement
        return UNKNOWN if unread else False
    kind = all_kinds()[item.kind]
    states = [other.data.get("status") if isinstance(other, Item) else UNKNOWN for other in newer]
    if kind.nature not in ("document", "result") or item.data.get("status") != "approved":
        states = ["approved" if isinstance(other, Item) else UNKNOWN for other in newer]
    if "approved" in states or "retired" in states:
        return True
    return UNKNOWN if UNKNOWN in states or unread else False


def _erased(other: Any) -> bool:
    return isinstance(other, Item) and other.erased


@cache
def project_relations() -> dict[str, str]:
    """The names after `project.`, each with the kind it leads to."""
    return {kind.name if kind.one_per_project else kind.plural: kind.name for kind in all_kinds().values()}
