"""No history: there is none, it may not be used, or nobody gave one."""

from collections.abc import Iterable, Mapping

from aimslint.dataclass import dataclass
from aimslint.history.commit import Log
from aimslint.history.protocol import Unknown


@dataclass(frozen=True, slots=True)
class NoHistory:
    """A history of which nothing is known, and why."""

    unknown: Unknown | None

    @property
    def log(self) -> Log:
        return Log(())

    @property
    def tip(self) -> Mapping[str, str]:
        return {}

    def read(self, blobs: Iterable[str]) -> Mapping[str, bytes]:
        return {}
