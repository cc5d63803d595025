"""Graphs of which only those files are read that a check of a small change asks about."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aimslint.aims import Aims
    from aimslint.aims.outline import Outline, Register
    from aimslint.aims.part import Part
    from aimslint.cache import Cache
    from aimslint.cli.states import State
    from aimslint.history import History
    from aimslint.ledger import Earlier
    from aimslint.loading import Limits
    from aimslint.records.filed import Filed
    from aimslint.rulebook import Rulebook

NAME = "outline"
MOST = 8
"""How many outlines a repository keeps: two go with each of the kept ledgers."""
LOOKED_AT = "looked-at"
MOST_LOOKED_AT = 200
"""Of so many files that the last check in part looked at it is likely that this one looks at them too."""
FEW = 100
"""So many files are always read one by one rather than all together."""
SHARE = 0.2
"""Which part of all files may be read one by one."""


Version = tuple[str, str]
"""A file and the id of its content."""


class _Versions:
    """What was read of versions of files."""

    def __init__(self) -> None:
        self.files: dict[Version, Filed] = {}
        self.texts: dict[Version, str] = {}


class Parts:
    """Keeps outlines of graphs beside ledgers, and makes graphs in part of them; `past` knows all contents."""

    def __init__(self, cache: "Cache", past: "History") -> None:
        self._cache, self._past = cache, past
        self._outlines: dict[str, Outline | None] = {}
        self._parts: dict[str, Part] = {}
        self._versions = _Versions()
        self._graphs: dict[str, Aims] = {}
        self._registers: dict[str, Register] = {}

    def of(
        self, digest: str, blobs: Mapping[str, str], state: "State", rules: "Rulebook", earlier: "Earlier"
    ) -> "tuple[Aims, Aims]":
        """The graph that goes with an outline, and that of a state which differs from it as `earlier` says.

        Raises Beyond where they cannot be had in part.
        """
        from aimslint.aims.beyond import Beyond
        from aimslint.aims.part import Part
        from aimslint.aims.renewal import gather, named_by, renew
        from aimslint.engine import record_paths, settings_of
        from aimslint.roots import files_of

        outline = self._outline(digest)
        config, root = state.config, state.root
        changed = set(record_paths(files_of(sorted(earlier.changed), root), config, root))
        if outline is None or not changed <= state.blobs.keys() or not changed <= {*outline.files}:
            raise Beyond

        def part_of(blobs: Mapping[str, str]) -> Part:
            reader = _Reader(self._versions, self._past, blobs, config.loading_limits())
            made = Part(outline, self._register(digest, outline), reader, rules.packs, config.primary)
            made.most = max(FEW, int(len(outline.files) * SHARE))
            return made

        before = self._parts.get(digest) or self._parts.setdefault(digest, part_of(blobs))
        now = before
        if changed:
            now = part_of(state.blobs)
            renew(now, changed, named_by(before, changed))
            now.expect(self._looked_at(state.root))
            gather(before, changed, now.named_before)
            gather(now, changed, now.ways.added)
        settings = settings_of(state.tree, root)
        return before.aims(root, settings, earlier.tree), now.aims(root, settings, state.tree)

    def read_on(self, *graphs: "Aims") -> None:
        """Read from now on whatever is asked for: there is no going back any more."""
        for aims in graphs:
            if aims.part is not None:
                aims.part.most = None

    def add(self, digest: str, aims: "Aims") -> None:
        """Note a graph of which an outline may be kept."""
        self._graphs.setdefault(digest, aims)

    def is_new(self, digest: str) -> bool:
        """Whether a graph was made in this run, and no earlier one kept its outline as far as anybody looked."""
        return digest in self._graphs and self._outlines.get(digest) is None

    def keep(self, digests: Collection[str]) -> None:
        """Keep the outlines of these graphs, for the next run."""
        from aimslint.aims.beyond import Beyond
        from aimslint.aims.outline import outline_of
        from aimslint.aims.outline_plain import to_plain
        from aimslint.aims.renewal import outline_now

        for aims in self._graphs.values():
            if aims.part is not None and aims.part.changed:
                self._cache.put(LOOKED_AT, aims.root, aims.part.looked_at()[:MOST_LOOKED_AT], most=MOST)
        for digest, aims in self._graphs.items():
            if digest in digests and self._outlines.get(digest) is None:
                with suppress(Beyond):
                    outline = outline_of(aims) if aims.part is None else outline_now(aims.part)
                    if outline is not None:
                        self._cache.put(NAME, digest, to_plain(outline), most=MOST)

    def _looked_at(self, root: str) -> list[str]:
        """The files that the last check in part looked at: most of them are looked at again."""
        kept = self._cache.get(LOOKED_AT, root)
        return [path for path in kept if isinstance(path, str)][:MOST_LOOKED_AT] if isinstance(kept, list) else []

    def _register(self, digest: str, outline: "Outline") -> "Register":
        from aimslint.aims.outline import Register

        if digest not in self._registers:
            self._registers[digest] = Register(outline.files, outline.nodes, outline.kinds)
        return self._registers[digest]

    def _outline(self, digest: str) -> "Outline | None":
        """The outline that an earlier run kept. One of this run would come too late: all is read already."""
        from aimslint.aims.outline_plain import from_plain

        if digest not in self._outlines:
            kept = self._cache.get(NAME, digest)
            self._outlines[digest] = None if kept is None else from_plain(kept)
        return self._outlines[digest]


class _Reader:
    """Reads the files of one state as they stand in the repository, each once for all states."""

    def __init__(self, known: _Versions, past: "History", blobs: Mapping[str, str], limits: "Limits") -> None:
        self._known, self._past, self._blobs, self._limits = known, past, blobs, limits

    def files(self, paths: Sequence[str], sound: Collection[str] = ()) -> "Mapping[str, Filed]":
        from dataclasses import replace

        from aimslint.loading import load_file
        from aimslint.records.filed import filed

        files = self._known.files
        for path, raw in self._contents(paths, files):
            loaded = load_file(path, raw, self._limits)
            files[path, self._blobs[path]] = filed(replace(loaded, sound=path in sound) if path in sound else loaded)
        return self._of_these(paths, files)

    def texts(self, paths: Sequence[str]) -> Mapping[str, str]:
        from aimslint.loading.decode import decode
        from aimslint.loading.front_matter import is_markdown

        texts = self._known.texts
        for path in filter(is_markdown, paths):  # of which what is no record has no text
            for read, file in self.files([path]).items():
                texts[read, self._blobs[read]] = file.text
        for path, raw in self._contents(paths, texts):
            texts[path, self._blobs[path]] = decode(raw, self._limits)[0]
        return self._of_these(paths, texts)

    def _contents(self, paths: Sequence[str], known: "Mapping[Version, object]") -> Iterator[tuple[str, bytes]]:
        wanted = [path for path in paths if path in self._blobs and (path, self._blobs[path]) not in known]
        contents = self._past.read(self._blobs[path] for path in wanted)
        for path in wanted:
            if self._blobs[path] in contents:
                yield path, contents[self._blobs[path]]

    def _of_these(self, paths: Sequence[str], known: "Mapping[Version, Any]") -> dict[str, Any]:
        versions = {path: (path, self._blobs.get(path, "")) for path in paths}
        return {path: known[version] for path, version in versions.items() if version in known}
