"""Reads the record files of one root: their bytes, what they hold, and what of them cannot be read."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from aimslint import globs
from aimslint.cache import Cache
from aimslint.config import Config
from aimslint.dataclass import dataclass
from aimslint.loading import Loaded
from aimslint.loading.kept import WORTH_KEEPING, Kept
from aimslint.loading.together import Together
from aimslint.model import Place, Problem
from aimslint.records.filed import Filed, Shelf, filed, models_digest
from aimslint.records.lost import kinds_in_path
from aimslint.records.reading import RawRecord
from aimslint.records.validating import expect_many
from aimslint.roots import files_of, inner
from aimslint.trees import Tree, Unreadable

RECORD_ENDINGS = (".yaml", ".yml", ".md")
MANY_BYTES = 400_000
"""How large the files must be of which nobody knows yet whether they are sound, for pydantic's core to be worth it."""


@dataclass(slots=True)
class Reading:
    """Collects what the files of one root hold."""

    _files: Sequence[tuple[str, Unreadable | None]]
    _unmerged: Collection[str]
    _parsing: Together
    _kept: Kept | None
    _known: Mapping[str, Loaded]
    _raw: Mapping[str, bytes]
    _shelf: Shelf | None
    _shelved: Mapping[str, Filed]
    records: list[RawRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    lost: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def begin(
        cls,
        tree: Tree,
        config: Config,
        root: str,
        jobs: int,
        cache: Cache | None = None,
        shelf: Shelf | None = None,
        same: Collection[str] = (),
    ) -> "Reading":
        """Read the bytes of every record file. Helpers, if any, parse from now on, whatever happens meanwhile.

        Of the files `same` it is known that the shelf, if it has them, has them as they are.
        """
        paths = record_paths(files_of(tree.paths(), root), config, root)
        limits = config.loading_limits()
        there = {path: shelf.at(path) for path in paths if path in same} if shelf is not None else {}
        shelved = {path: found for path, found in there.items() if found is not None}
        contents = dict(tree.read_many([path for path in paths if path not in shelved], limits.file_bytes))
        files = [(path, raw if isinstance(raw := contents.get(path), Unreadable) else None) for path in paths]
        readable = {path: raw for path, raw in contents.items() if not isinstance(raw, Unreadable)}
        if shelf is not None:
            seen = {path: shelf.find(path, raw) for path, raw in readable.items()}
            shelved |= {path: file for path, file in seen.items() if file is not None}
        unread = {path: raw for path, raw in readable.items() if path not in shelved}
        kept = Kept(cache, limits, models_digest()) if cache is not None and len(unread) >= WORTH_KEEPING else None
        known: dict[str, Loaded] = {}
        if kept is not None:
            known = {path: found for path, raw in unread.items() if (found := kept.find(path, raw)) is not None}
        asked = sum(len(raw) for path, raw in unread.items() if path not in known or not known[path].sound)
        if asked > MANY_BYTES:
            expect_many()
        parsing = Together([(path, raw) for path, raw in unread.items() if path not in known], limits, jobs)
        return cls(files, set(tree.unmerged()), parsing, kept, known, unread, shelf, shelved)

    def finish(self) -> None:
        """Take in what the files hold. What cannot be read becomes a problem; its kind, as far as it shows, is lost."""
        parsed = self._parsing.results()
        for path, why in self._files:
            if why is not None:
                rule = "unmerged-entry" if path in self._unmerged else why.rule
                self.problems.append(Problem(rule, Place(path), {"reason": why.reason, "advice": why.advice}))
                self._lose((kind, "") for kind in kinds_in_path(path))
            else:
                self._take(path, self._shelved.get(path) or self._filed(path, parsed))
        parsed.close()
        if self._kept is not None:
            self._kept.write()

    def _filed(self, path: str, parsed: Iterator[Loaded]) -> Filed:
        loaded = self._known.get(path)
        if loaded is None:
            loaded = next(parsed)
            if self._kept is not None:
                self._kept.add(path, self._raw[path], loaded)
        found = filed(loaded)
        if self._kept is not None and found.sound:
            self._kept.call_sound(path, self._raw[path])
        if self._shelf is not None:
            self._shelf.put(path, self._raw[path], found)
        return found

    def _take(self, path: str, file: Filed) -> None:
        self.texts[path] = file.text
        self.problems += file.problems
        self.records += file.records
        self._lose(file.lost)

    def _lose(self, lost: Iterable[tuple[str, str]]) -> None:
        """Note kinds that could not be read, and the text they lie in as far as it is known."""
        for kind, text in lost:
            self.lost.setdefault(kind, []).append(text)


def record_paths(paths: Iterable[str], config: Config, root: str) -> list[str]:
    """The files among `paths` that the configuration takes for records."""
    folders = tuple(folder.strip("/") + "/" for folder in config.rule_folders)
    chosen = []
    for path in paths:
        relative = inner(path, root)
        if (
            relative.endswith(RECORD_ENDINGS)
            and globs.matches(relative, config.include)
            and not globs.matches(relative, config.exclude)
            and not (folders and relative.startswith(folders))
        ):
            chosen.append(path)
    return chosen
