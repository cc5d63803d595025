"""Sees to it that what was told is kept for the next session: only what was told of files as they lie on disk."""

from collections.abc import Mapping, Sequence
from datetime import date

from lsprotocol import types as lsp

from aimslint.dataclass import dataclass
from aimslint.editor.buffers import Buffer
from aimslint.editor.kept import Diagnostics, Kept, about
from aimslint.editor.memory import Repository
from aimslint.trees import Tree, Unreadable


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told of one AIMS root of a tree on a day, and the names by which the client opened files."""

    tree: Tree
    today: date
    diagnostics: Diagnostics
    uris: Mapping[str, str]


class Keeping:
    """What was told of a repository. `encoding` is that of the client's positions. Belongs to one thread."""

    def __init__(self, repository: Repository, encoding: lsp.PositionEncodingKind | str) -> None:
        self._repository = repository
        self._encoding = encoding
        self._told: dict[str, _Told] = {}
        self._kept: tuple[Tree, date] | None = None

    def find(self, today: date, starts: Sequence[str], uris: Mapping[str, str]) -> Mapping[str, Diagnostics]:
        """What an earlier session told of these folders of the workspace, by root, where all is as it was."""
        kept = self._place(today, starts)
        return {} if kept is None else kept.find(uris)

    def note(
        self, root: str, found: Diagnostics | None, today: date, disk: Tree, buffers: Mapping[str, Buffer]
    ) -> None:
        """Note what was told of a root over this disk; None where not everything was asked. Raises GitError."""
        self._told.pop(root, None)
        if found is not None and all(self._is_there(path, disk, buffer) for path, buffer in buffers.items()):
            uris = {path: buffer.uri for path, buffer in buffers.items()}
            self._told[root] = _Told(disk, today, found, uris)

    def keep(self, roots: Sequence[str], starts: Sequence[str]) -> None:
        """Keep what was told of all these roots, those of these folders, if it holds still. Raises GitError."""
        tree = self._repository.tree()
        told = {root: self._told[root] for root in roots if root in self._told and self._told[root].tree is tree}
        if not told or len(told) < len(roots):
            return
        now = (tree, max(one.today for one in told.values()))
        kept = self._place(now[1], starts)
        if kept is None or self._kept == now or any(one.today != now[1] for one in told.values()):
            return
        if self._repository.is_as_it_was():
            uris = {path: uri for one in told.values() for path, uri in one.uris.items()}
            kept.keep({root: one.diagnostics for root, one in told.items()}, uris)
            self._kept = now

    def _place(self, today: date, starts: Sequence[str]) -> Kept | None:
        state, cache = self._repository.state(), self._repository.cache()
        if state is None or cache is None or not starts:
            return None
        return Kept(cache, self._repository.top, state, about(today, self._encoding, starts))

    def _is_there(self, path: str, disk: Tree, buffer: Buffer) -> bool:
        """Whether a file holds what its buffer does, or does not count."""
        try:
            return not self._repository.counts(path) or disk.read(path) == buffer.raw
        except Unreadable:
            return False
