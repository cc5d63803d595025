"""Ledgers that are kept, each with the state that it is true of, and which of them helps most with another state."""

from collections.abc import Collection, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from aimslint.cli.states import State, changed_between, differing
from aimslint.dataclass import dataclass

if TYPE_CHECKING:
    from aimslint.history import History

MOST_CHANGED = 0.1
"""Which part of the files may differ: with more, all is judged anew."""
FEW = 10
"""So many may differ however few files there are."""
_MAILMAP = ".mailmap"


@dataclass(frozen=True, slots=True)
class Known:
    """A ledger, as it is kept (None before that), and the state that it is true of."""

    plain: Any
    blobs: Mapping[str, str]
    tip: str
    boundaries: Sequence[str]
    pending: Sequence[str]
    told: str
    digest: str


@dataclass(frozen=True, slots=True)
class Near:
    """A ledger that may help with a state.

    `changed` are the files that differ, `touched` those that commits changed which only one of both pasts holds, or
    that are not committed in one of them; `moved` says that there are such commits.
    """

    known: Known
    changed: Collection[str]
    touched: Collection[str]
    moved: bool

    @property
    def same(self) -> bool:
        """Whether nothing differs at all."""
        return not self.changed and not self.moved

    @property
    def distance(self) -> int:
        """How much has to be looked at."""
        return 0 if self.same else 1 + len({*self.changed, *self.touched})


def nearest(known: Sequence[Known], state: State, past: "History") -> Near | None:
    """That of these ledgers that goes with the most similar state; None where none is similar enough.

    `past` is all that is known of the history of both.
    """
    return min(filter(None, (_near(one, state, past) for one in known)), key=attrgetter("distance"), default=None)


def to_plain(known: Sequence[Known]) -> list[Any]:
    """Ledgers to be kept. Of what stood in which file, each tells what is not as the one before tells it."""
    blobs: Mapping[str, str] = {}
    plain = []
    for one in known:
        came = dict(one.blobs.items() - blobs.items())
        gone = list(blobs.keys() - one.blobs.keys())
        plain.append([one.plain, came, gone, one.tip, one.boundaries, one.pending, one.told, one.digest])
        blobs = one.blobs
    return plain


def from_plain(kept: Any) -> list[Known]:
    """The ledgers that `to_plain` made this of; none when it is nothing of the kind."""
    found: list[Known] = []
    blobs: dict[str, str] = {}
    for one in kept if isinstance(kept, list) else ():
        match one:
            case [plain, dict(came), [*gone], str(tip), [*boundaries], [*pending], str(told), str(digest)]:
                blobs = {**blobs, **came}
                for path in gone:
                    blobs.pop(path, None)
                found.append(Known(plain, blobs, tip, boundaries, pending, told, digest))
            case _:
                return []
    return found


def _near(known: Known, state: State, past: "History") -> Near | None:
    changed = set(differing(known.blobs, state.blobs))
    touched = changed_between(past, known.tip, state.tip)
    if touched is None or len(changed) > max(FEW, MOST_CHANGED * len(known.blobs)) or _MAILMAP in changed:
        return None
    return Near(known, changed, touched | {*known.pending, *state.pending}, known.tip != state.tip)
