"""The files that the last check in part looked at, as they were read: most of them are looked at again.

To read them back takes a tenth of parsing them. Only what is sound is kept, because nothing but its fields is to be
known of it.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aimslint.cache import Cache
    from aimslint.records.filed import Filed

NAME = "looked-at"
MOST_KEPT = 8
"""For how many AIMS roots and versions of aimslint they are kept."""
MOST = 200
"""How many files are kept."""
RENEW_AFTER = 20
"""How many files must be new before all are written down: that takes as long as to parse so many."""

Version = tuple[str, str]
"""A file and the id of its content."""


class LookedAt:
    """The files that an earlier run left; `key` is all that decides what reading one gives."""

    def __init__(self, cache: "Cache", key: str) -> None:
        self._cache, self._key = cache, key
        self._known: dict[Version, list[Any]] = {}
        self.paths: list[str] = []
        kept = cache.get(NAME, key)
        for one in kept if isinstance(kept, list) else ():
            match one:
                case [str(path), str(blob), [*documents]]:
                    self.paths.append(path)
                    self._known[path, blob] = documents

    def has(self, version: Version) -> bool:
        """Whether a version of a file is known."""
        return version in self._known

    def filed(self, version: Version) -> "Filed":
        """What a version holds that is known. Its text is not told."""
        from aimslint.loading import Document, Loaded
        from aimslint.records.filed import filed

        path, known = version[0], self._known[version]
        documents = tuple(Document(path, index, data, 0) for index, data in enumerate(known))
        return filed(Loaded(path, documents, (), "", sound=True))

    def keep(self, files: "Mapping[Version, Filed]", paths: Sequence[str]) -> None:
        """Keep what was read of these paths, where enough of it is new."""
        looked = set(paths)
        sound = [version for version, file in files.items() if version[0] in looked and file.sound][:MOST]
        if sum(version not in self._known for version in sound) < RENEW_AFTER:
            return
        data = [[path, blob, [record.data for record in files[path, blob].records]] for path, blob in sound]
        self._cache.put(NAME, self._key, data, most=MOST_KEPT)
