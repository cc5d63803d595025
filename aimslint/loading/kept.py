"""What earlier runs parsed, by content: a file with the same bytes need not be parsed again.

Reading it back takes a tenth of parsing. What is kept is what `to_plain` gives, one JSON text a file, under a digest of
the bytes that nobody can make two files agree in. All else that the answer depends on is in the key of the entry.
"""

import hashlib
import json
from dataclasses import astuple
from pathlib import Path
from threading import Thread

from aimslint.cache import Cache
from aimslint.loading.document import Loaded
from aimslint.loading.limits import Limits
from aimslint.loading.plain import from_plain, read_alike, to_plain

NAME = "documents"
MOST_KEPT = 2
"""How many sets of files: that of the configuration in use, and of one more with other limits."""
RENEW_AFTER = 0.1
"""Which part of the files must be new before they are written down: that takes a tenth of parsing all of them."""
WORTH_KEEPING = 300
"""How many files there must be: fewer are parsed sooner than found."""

_FORM = 2


class Kept:
    """The files that were kept, and those that will be.

    Of a file that the models of records had nothing to say about, that is known as well, as long as these `models`
    stay the same: to ask them again takes as long as to link all records.
    """

    def __init__(self, cache: Cache, limits: Limits, models: str) -> None:
        self._cache, self._models = cache, models
        self._key = json.dumps([_FORM, _loader(), *astuple(limits)])
        self._known: dict[str, str] = {}
        self._known_sound: set[str] = set()
        match cache.get(NAME, self._key):
            case [dict(known), str(by), [*sound]]:
                self._known, self._known_sound = known, set(sound) if by == models else set()
        self._used: dict[str, str] = {}
        self._sound: set[str] = set()
        self._new = 0

    def find(self, path: str, raw: bytes) -> Loaded | None:
        """What a file of this name and content holds, if that is known."""
        digest = _digest(path, raw)
        sound = digest in self._known_sound
        try:
            loaded = from_plain(path, raw, json.loads(self._known[digest]), sound=sound)
        except (KeyError, TypeError, ValueError, RecursionError):
            return None
        self._used[digest] = self._known[digest]
        return loaded

    def add(self, path: str, raw: bytes, loaded: Loaded) -> None:
        """Note what a file holds, before anybody changes it."""
        plain = to_plain(loaded)
        if plain is not None:
            self._used[_digest(path, raw)] = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
            self._new += 1

    def call_sound(self, path: str, raw: bytes) -> None:
        """Note that the models have nothing to say about a file."""
        self._sound.add(_digest(path, raw))

    def write(self) -> None:
        """Keep what was used and what was added, where enough is new. In the background, yet before Python ends."""
        news = max(self._new, len(self._sound - self._known_sound))
        if news > RENEW_AFTER * len(self._used):
            data = [self._used, self._models, sorted(self._sound)]
            Thread(target=self._cache.put, args=(NAME, self._key, data), kwargs={"most": MOST_KEPT}).start()


def _loader() -> str:
    """What parses: our own code, and the parser below it."""
    import yaml

    from aimslint.loading.events import quickest

    own = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        own.update(file.read_bytes())
    return f"{own.hexdigest()} {yaml.__version__} {quickest.__name__}"


def _digest(path: str, raw: bytes) -> str:
    return f"{read_alike(path)}-{hashlib.sha256(raw).hexdigest()}"
