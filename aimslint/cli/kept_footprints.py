"""What rules and requirements rest on, kept for the next run: to find it out, all of them must be compiled."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aimslint.cache import Cache
    from aimslint.rulebook.footprint import Footprint

NAME = "footprints"
MOST = 4
"""For how many versions of aimslint and sets of rules they are kept."""


class KeptFootprints:
    """The footprints of rules and requirements, by a `key` that says all about the rules and packs in use."""

    def __init__(self, cache: "Cache") -> None:
        self._cache = cache
        self._known: dict[str, dict[str, Footprint]] = {}
        self._kept: dict[str, int] = {}

    def of(self, key: str) -> "dict[str, Footprint]":
        """Those that are known, by names and qualified ids: whoever finds out another one adds it."""
        from aimslint.rulebook.footprint_plain import from_plain

        if key not in self._known:
            self._known[key] = from_plain(self._cache.get(NAME, key))
            self._kept[key] = len(self._known[key])
        return self._known[key]

    def keep(self) -> None:
        """Keep them, where some are new."""
        from aimslint.rulebook.footprint_plain import to_plain

        for key, footprints in self._known.items():
            if len(footprints) > self._kept[key]:
                self._cache.put(NAME, key, to_plain(footprints), most=MOST)
