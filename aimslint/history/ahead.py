"""Reads old contents before somebody asks for them, while records are parsed: else that would wait for git later."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from threading import Thread

from aimslint.history.blob_reading import BlobReader

MOST_BYTES = 48 << 20
"""So much is kept for those who ask; further contents are read when they are asked for."""
AT_ONCE = 256


class Ahead:
    """Contents that are read in the background, by a reader of its own. Each is given away once."""

    def __init__(self, reader: BlobReader) -> None:
        self._reader = reader
        self._found: dict[str, bytes] = {}
        self._ended = False
        self._reading: Thread | None = None

    def begin(self, blobs: Iterable[str]) -> None:
        """Read these, as many of them as there is room for."""
        self._reading = Thread(target=self._read, args=(iter(blobs),), daemon=True)
        self._reading.start()

    def take(self, blobs: Iterable[str]) -> Mapping[str, bytes]:
        """Those of these contents that were read. Waits until all are."""
        if self._reading is None:
            return {}
        self._reading.join()
        return {blob: self._found.pop(blob) for blob in blobs if blob in self._found}

    def close(self) -> None:
        """Stop, and forget what nobody took."""
        self._ended = True
        if self._reading is not None:
            self._reading.join()
        self._found.clear()
        self._reader.close()

    def _read(self, blobs: Iterator[str]) -> None:
        while not self._ended and self._reader.size < MOST_BYTES and (some := list(islice(blobs, AT_ONCE))):
            self._found.update(self._reader.read(some))
        self._reader.close()
