"""Reads the record files of one root: their bytes, what they hold, and what of them cannot be read."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import field
from typing import Protocol

from aimslint import globs
from aimslint.cache import Cache
from aimslint.config import Config
from aimslint.dataclass import dataclass
from aimslint.loading import Loaded
from aimslint.loading.kept import WORTH_KEEPING, Kept
from aimslint.loading.plain import Packed, pack
from aimslint.loading.together import Learner, Together
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
class Records:
    """What the files of one root hold, collected file by file in the order of their paths."""

    records: list[RawRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    plain: set[str] = field(default_factory=set)
    lost: dict[str, list[str]] = field(default_factory=dict)

    def take(self, path: str, file: Filed) -> None:
        """Take in what a file holds."""
        self.texts[path] = file.text
        if file.plain:
            self.plain.add(path)
        self.problems += file.problems
        self.records += file.records
        self._lose(file.lost)

    def miss(self, path: str, why: Unreadable, *, unmerged: bool) -> None:
        """Take in that a file cannot be read: that becomes a problem; its kind, as far as it shows, is lost."""
        rule = "unmerged-entry" if unmerged else why.rule
        self.problems.append(Problem(rule, Place(path), {"reason": why.reason, "advice": why.advice}))
        self._lose((kind, "") for kind in kinds_in_path(path))

    def _lose(self, lost: Iterable[tuple[str, str]]) -> None:
        """Note kinds that could not be read, and the text they lie in as far as it is known."""
        for kind, text in lost:
            self.lost.setdefault(kind, []).append(text)


class Companion(Learner, Protocol):
    """A process that goes along: it learns what all files hold."""

    def know(self, files: Sequence[tuple[str, bytes]], packed: Packed, sound: Sequence[bool]) -> None:
        """Tell it of files that need not be parsed."""
        ...

    def complete(self, listed: Sequence[tuple[str, Unreadable | None]], unmerged: Collection[str]) -> None:
        """Tell it of all files in their order, and why some cannot be read."""
        ...


class Reading:
    """Reads the files of one root; helpers and a companion, if any, parse from the first one on."""

    def __init__(
        self,
        tree: Tree,
        config: Config,
        root: str,
        jobs: int = 1,
        cache: Cache | None = None,
        shelf: Shelf | None = None,
        same: Collection[str] = (),
        companion: Companion | None = None,
    ) -> None:
        """Read the bytes of every record file.

        Of the files `same` it is known that the shelf, if it has them, has them as they are. A companion goes with no
        shelf: it would wait for what lies there. Raises ValueError for both.
        """
        if companion is not None and shelf is not None:
            raise ValueError("a companion is not told what lies on a shelf")
        self._limits = config.loading_limits()
        self._shelf, self._companion = shelf, companion
        self._paths = record_paths(files_of(tree.paths(), root), config, root)
        self._unmerged = set(tree.unmerged())
        self._unreadable: dict[str, Unreadable] = {}
        self._filed: dict[str, Filed] = {}
        if shelf is not None:
            there = {path: shelf.at(path) for path in self._paths if path in same}
            self._filed = {path: found for path, found in there.items() if found is not None}
        unread = [path for path in self._paths if path not in self._filed]
        self._kept = Kept(cache, self._limits, models_digest()) if cache and len(unread) >= WORTH_KEEPING else None
        self._known: dict[str, tuple[Loaded, bytes]] = {}
        self._parsing = Together(self._limits, self._file, jobs, companion)
        self._read(tree, unread)

    def finish(self) -> Records:
        """What the files hold. It waits for those that parse."""
        found = Records()
        parsed = self._parsing.results()
        for path in self._paths:
            why = self._unreadable.get(path)
            if why is not None:
                found.miss(path, why, unmerged=path in self._unmerged)
                continue
            known = self._known.get(path)
            file = self._filed.get(path) or (self._file(*known) if known is not None else next(parsed))
            found.take(path, file)
        parsed.close()
        if self._kept is not None:
            self._kept.write()
        return found

    def _read(self, tree: Tree, paths: Sequence[str]) -> None:
        """Read files, and have those parsed of which nobody knows yet what they hold."""
        asked = 0
        for path, raw in tree.read_many(paths, self._limits.file_bytes):
            if isinstance(raw, Unreadable):
                self._unreadable[path] = raw
                continue
            filed_before = self._shelf.find(path, raw) if self._shelf is not None else None
            if filed_before is not None:
                self._filed[path] = filed_before
                continue
            known = self._kept.find(path, raw) if self._kept is not None else None
            if known is None:
                self._parsing.add(path, raw)
            else:
                self._known[path] = known, raw
            if known is None or not known.sound:
                asked += len(raw)
        self._parsing.close()
        if asked > MANY_BYTES:
            expect_many()
        if self._companion is not None:
            files = [(path, raw) for path, (_, raw) in self._known.items()]
            known_files = [loaded for loaded, _ in self._known.values()]
            self._companion.know(files, pack(known_files), [one.sound for one in known_files])
            self._companion.complete([(path, self._unreadable.get(path)) for path in self._paths], self._unmerged)

    def _file(self, loaded: Loaded, raw: bytes) -> Filed:
        """The records of a file that was parsed, or is known; noted for the next time."""
        path = loaded.path
        if self._kept is not None and path not in self._known:
            self._kept.add(path, raw, loaded)
        found = filed(loaded)
        if self._kept is not None and found.sound:
            self._kept.call_sound(path, raw)
        if self._shelf is not None:
            self._shelf.put(path, raw, found)
        return found


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
