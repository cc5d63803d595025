"""What earlier runs parsed, by content: a file with the same bytes need not be parsed again.

Reading it back takes a tenth of parsing. What is kept is what `to_plain` gives, one JSON text a file, under a digest of
the bytes that nobody can make two files agree in. All else that the answer depends on is in the key of the entry.
"""

import hashlib
import json
from dataclasses import astuple
from pathlib import Path
from threading import Thread

import yaml

from aimslint.cache import Cache
from aimslint.loading.document import Loaded
from aimslint.loading.events import best_events
from aimslint.loading.limits import Limits
from aimslint.loading.plain import from_plain, read_alike, to_plain

NAME = "documents"
MOST_KEPT = 2
"""How many sets of files: that of the configuration in use, and of one more with other limits."""
RENEW_AFTER = 0.1
"""Which part of the files must be new before they are written down: that takes a tenth of parsing all of them."""
WORTH_KEEPING = 300
"""How many files there must be: fewer are parsed sooner than found."""

_FORM = 1


class Kept:
    """The files that were kept, and those that will be."""

    def __init__(self, cache: Cache, limits: Limits) -> None:
        self._cache = cache
        self._key = json.dumps([_FORM, _loader(), *astuple(limits)])
        known = cache.get(NAME, self._key)
        self._known: dict[str, str] = known if isinstance(known, dict) else {}
        self._used: dict[str, str] = {}
        self._new: dict[str, str] = {}

    def find(self, path: str, raw: bytes) -> Loaded | None:
        """What a file of this name and content holds, if that is known."""
        digest = _digest(path, raw)
        try:
            loaded = from_plain(path, raw, json.loads(self._known[digest]))
        except (KeyError, TypeError, ValueError, RecursionError):
            return None
        self._used[digest] = self._known[digest]
        return loaded

    def add(self, path: str, raw: bytes, loaded: Loaded) -> None:
        """Note what a file holds, before anybody changes it."""
        plain = to_plain(loaded)
        if plain is not None:
            self._new[_digest(path, raw)] = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

    def write(self) -> None:
        """Keep what was used and what was added, where enough is new. In the background, yet before Python ends."""
        if len(self._new) > RENEW_AFTER * (len(self._used) + len(self._new)):
            data = {**self._used, **self._new}
            Thread(target=self._cache.put, args=(NAME, self._key, data), kwargs={"most": MOST_KEPT}).start()


def _loader() -> str:
    """What parses: our own code, and the parser below it."""
    own = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        own.update(file.read_bytes())
    return f"{own.hexdigest()} {yaml.__version__} {best_events.__name__}"


def _digest(path: str, raw: bytes) -> str:
    return f"{read_alike(path)}-{hashlib.sha256(raw).hexdigest()}"
