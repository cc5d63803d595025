"""A history that tells what asking it costs."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from aimslint.history.commit import Log
from aimslint.history.protocol import History, Unknown


class Timed:
    """A history, and the nanoseconds that somebody waited for it, by `clock`: for the log, and for old contents.

    `contents` counts the contents that were read, `size` their bytes.
    """

    def __init__(self, history: History, clock: Callable[[], int]) -> None:
        self._history, self._clock = history, clock
        self.log_took = self.contents_took = self.contents = self.size = 0

    @property
    def unknown(self) -> Unknown | None:
        begun = self._clock()
        found = self._history.unknown
        self.log_took += self._clock() - begun
        return found

    @cached_property
    def log(self) -> Log:
        begun = self._clock()
        found = self._history.log
        self.log_took += self._clock() - begun
        return found

    @cached_property
    def tip(self) -> Mapping[str, str]:
        begun = self._clock()
        found = self._history.tip
        self.log_took += self._clock() - begun
        return found

    def read(self, blobs: Iterable[str]) -> Mapping[str, bytes]:
        begun = self._clock()
        found = self._history.read(blobs)
        self.contents_took += self._clock() - begun
        self.contents += len(found)
        self.size += sum(map(len, found.values()))
        return found

    def words(self) -> str:
        """What it cost, in one line."""
        return (
            f"history: waited {self.log_took / 1e6:.1f} ms for {len(self.log.commits)} commits, "
            f"{self.contents_took / 1e6:.1f} ms for {self.contents} old contents ({self.size / 1e6:.1f} MB)"
        )
