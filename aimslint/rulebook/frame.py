"""Where a condition stands while it is judged."""

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.snapshot import Snapshot


@dataclass(slots=True)  # not frozen: tens of thousands are made in a check, and a frozen one takes thrice as long
class Frame:
    """The current item (inside `some`, `every`, `none` the one looked at), the rule's subject, and the snapshot.

    Nothing changes it afterwards.
    """

    item: Item
    this: Item
    snapshot: Snapshot
