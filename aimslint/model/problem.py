"""Something wrong that was met before rules ran: while loading, reading records or linking."""

from collections.abc import Mapping
from dataclasses import field

from aimslint.dataclass import dataclass
from aimslint.model.finding import Subject
from aimslint.model.place import Place


@dataclass(frozen=True, slots=True)
class Problem:
    """What the engine turns into a finding with the words of the rule file called `rule`.

    `values` fill the placeholders of that rule's message. `related` are other places worth seeing.
    """

    rule: str
    place: Place
    values: Mapping[str, str] = field(default_factory=dict)
    related: tuple[Place, ...] = ()
    subject: Subject | None = None
