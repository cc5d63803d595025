"""Graphs of which only those files are read that a check of a small change asks about."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aimslint.cli.looked_at import LookedAt, Version

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
FEW = 100
"""So many files are always read one by one rather than all together."""
SHARE = 0.2
"""Which part of all files may be read one by one."""


class _Versions:
    """What was read of versions of files; of those `kept` by an earlier run no text."""

    def __init__(self, kept: LookedAt) -> None:
        self.files: dict[Version, Filed] = {}
        self.texts: dict[Version, str] = {}
        self.kept = kept


class Parts:
    """Keeps outlines of graphs beside ledgers, and makes graphs in part of them; `past` knows all contents."""

    def __init__(self, cache: "Cache", past: "History") -> None:
        self._cache, self._past = cache, past
        self._outlines: dict[str, Outline | None] = {}
        self._parts: dict[str, Part] = {}
        self._versions: dict[str, _Versions] = {}
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

        versions = self._versions_of(root, config.loading_limits())

        def part_of(blobs: Mapping[str, str]) -> Part:
            reader = _Reader(versions, self._past, blobs, config.loading_limits())
            made = Part(outline, self._register(digest, outline), reader, rules.packs, config.primary)
            made.most = max(FEW, int(len(outline.files) * SHARE))
            return made

        before = self._parts.get(digest) or self._parts.setdefault(digest, part_of(blobs))
        now = before
        if changed:
            now = part_of(state.blobs)
            before.expect(changed)
            renew(now, changed, named_by(before, changed))
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

    def keep(self, digests: Collection[str], most: int) -> None:
        """Keep the outlines of these graphs, for the next run, and so many at most."""
        from aimslint.aims.beyond import Beyond
        from aimslint.aims.outline import outline_of
        from aimslint.aims.outline_plain import to_plain
        from aimslint.aims.renewal import outline_now

        for aims in self._graphs.values():
            if aims.part is not None and aims.part.changed:
                versions = self._versions[aims.root]
                versions.kept.keep(versions.files)
        for digest, aims in self._graphs.items():
            if digest in digests and self._outlines.get(digest) is None:
                with suppress(Beyond):
                    outline = outline_of(aims) if aims.part is None else outline_now(aims.part)
                    if outline is not None:
                        self._cache.put(NAME, digest, to_plain(outline), most=most)

    def _versions_of(self, root: str, limits: "Limits") -> _Versions:
        """What is known of the files of one root."""
        from aimslint.cli.remembered import installed

        if root not in self._versions:
            key = hashlib.sha256(f"{installed()} {limits} {root}".encode("utf-8", "surrogatepass")).hexdigest()
            self._versions[root] = _Versions(LookedAt(self._cache, key))
        return self._versions[root]

    def _register(self, digest: str, outline: "Outline") -> "Register":
        from aimslint.aims.outline import Register

        if digest not in self._registers:
            self._registers[digest] = Register(outline)
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

        files, kept = self._known.files, self._known.kept
        for version in self._as_they_stand(paths):
            if version not in files and kept.has(version):
                files[version] = kept.filed(version)
        for path, raw in self._contents(paths, files):
            loaded = load_file(path, raw, self._limits)
            files[path, self._blobs[path]] = filed(replace(loaded, sound=path in sound) if path in sound else loaded)
        return self._of_these(paths, files)

    def texts(self, paths: Sequence[str]) -> Mapping[str, str]:
        from aimslint.loading.decode import decode
        from aimslint.loading.front_matter import is_markdown

        texts = self._known.texts
        files, kept = self._known.files, self._known.kept
        self.files([path for path in paths if is_markdown(path)])  # of which what is no record has no text
        for version in self._as_they_stand(paths):
            if version in files and not kept.has(version):
                texts[version] = files[version].text
        for path, raw in self._contents(paths, texts):
            texts[path, self._blobs[path]] = decode(raw, self._limits)[0]
        return self._of_these(paths, texts)

    def _contents(self, paths: Sequence[str], known: "Mapping[Version, object]") -> Iterator[tuple[str, bytes]]:
        wanted = [version for version in self._as_they_stand(paths) if version not in known]
        contents = self._past.read(blob for _, blob in wanted)
        for path, blob in wanted:
            if blob in contents:
                yield path, contents[blob]

    def _of_these(self, paths: Sequence[str], known: "Mapping[Version, Any]") -> dict[str, Any]:
        return {version[0]: known[version] for version in self._as_they_stand(paths) if version in known}

    def _as_they_stand(self, paths: Sequence[str]) -> list[Version]:
        """These files as they stand in this state, those that do."""
        return [(path, self._blobs[path]) for path in paths if path in self._blobs]
