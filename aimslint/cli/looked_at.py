"""The files that the last check in part read, as they were read: most of them are read again.

To read them back takes a tenth of parsing them. Only sound records are kept, because nothing but their fields is to be
known of them. Something may be wrong with the file around them, such as a key that stands there twice: in a repository
where nobody mends that, it would be the only file for which the parser is loaded.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aimslint.cache import Cache
    from aimslint.records.filed import Filed

NAME = "looked-at"
MOST_KEPT = 8
"""For how many AIMS roots and versions of aimslint they are kept."""
MOST = 200
"""How many files are kept."""
RENEW_AFTER = 0.2
"""Which part of the files must be new before all are written down: that takes as long as to parse so many."""

Version = tuple[str, str]
"""A file and the id of its content."""


class LookedAt:
    """The files that an earlier run left; `key` is all that decides what reading one gives."""

    def __init__(self, cache: "Cache", key: str) -> None:
        self._cache, self._key = cache, key
        self._known: dict[Version, tuple[list[Any], list[Any]]] = {}
        kept = cache.get(NAME, key)
        for one in kept if isinstance(kept, list) else ():
            match one:
                case [str(path), str(blob), [*documents], [*problems]]:
                    self._known[path, blob] = documents, problems

    def has(self, version: Version) -> bool:
        """Whether a version of a file is known."""
        return version in self._known

    def filed(self, version: Version) -> "Filed":
        """What a version holds that is known. Its text is not told."""
        from aimslint.aims.outline_plain import problem_of
        from aimslint.loading import Document, Loaded
        from aimslint.records.filed import filed

        path, (known, problems) = version[0], self._known[version]
        documents = tuple(Document(path, index, data, 0) for index, data in enumerate(known))
        return filed(Loaded(path, documents, tuple(map(problem_of, problems)), "", sound=True))

    def keep(self, files: "Mapping[Version, Filed]") -> None:
        """Keep what was read, where enough of it is new."""
        from aimslint.aims.outline_plain import plain_problem

        some = [version for version, file in files.items() if _is_all_told(file)][:MOST]
        if sum(version not in self._known for version in some) <= RENEW_AFTER * len(some):
            return
        data = []
        for version in some:
            records, problems = files[version].records, files[version].problems
            data.append([*version, [record.data for record in records], [plain_problem(one) for one in problems]])
        self._cache.put(NAME, self._key, data, most=MOST_KEPT)


def _is_all_told(file: "Filed") -> bool:
    """Whether the fields of its records, and what is wrong around them, are all there is to know of a file."""
    from aimslint.records.filed import CUTS_TEXT, LEAVES_OUT

    around = not any(problem.rule in (*CUTS_TEXT, *LEAVES_OUT) for problem in file.problems)
    records = file.records
    return file.sound or (around and not file.lost and bool(records) and all(record.sound for record in records))
