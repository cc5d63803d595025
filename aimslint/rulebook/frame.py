"""Where a condition stands while it is judged."""

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Frame:
    """The current item (inside `some`, `every`, `none` the one looked at), the rule's subject, and the snapshot."""

    item: Item
    this: Item
    snapshot: Snapshot
