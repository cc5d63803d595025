"""What the client has open, and the projects that were made of it. The server owns it, and it alone changes it."""

from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types as lsp

from aimslint.dataclass import dataclass
from aimslint.editor.buffers import Buffer, file_of
from aimslint.editor.positions import Text
from aimslint.editor.project import Project, View
from aimslint.roots import is_inside

__all__ = ["Project", "Situation", "View", "Workspace"]


@dataclass(frozen=True, slots=True)
class Situation:
    """Folders and buffers at one moment."""

    folders: tuple[Path, ...]
    buffers: tuple[Buffer, ...]


class Workspace:
    """Folders, open buffers, and the AIMS roots they belong to. Whatever the client says, nothing here raises."""

    def __init__(self, encoding: lsp.PositionEncodingKind | str = lsp.PositionEncodingKind.Utf16) -> None:
        self.encoding = encoding
        self._folders: dict[str, Path] = {}
        self._buffers: dict[str, Buffer] = {}
        self._lost: set[str] = set()
        self._projects: dict[tuple[Path, str], Project] = {}

    def add_folder(self, uri: str) -> None:
        """Take a folder into the workspace."""
        folder = file_of(uri.rstrip("/") + "/file")  # the folder itself with its links resolved, not what it lies in
        if folder is not None:
            self._folders[uri] = folder.parent

    def remove_folder(self, uri: str) -> None:
        """Take a folder out again."""
        self._folders.pop(uri, None)

    def open(self, uri: str, text: str, version: int | None) -> Path | None:
        """A document is open from now on. Gives its file; None for one that has none."""
        file = file_of(uri)
        self._lost.discard(uri)
        if file is not None:
            self._buffers[uri] = Buffer(uri, file, Text(text, self.encoding), version)
        return file

    def change(
        self, uri: str, version: int | None, changes: Sequence[lsp.TextDocumentContentChangeEvent]
    ) -> Path | None:
        """A document was changed. Gives its file; None for a document that nobody opened."""
        buffer = self._buffers.get(uri)
        if buffer is None:
            return None
        if any(isinstance(change, lsp.TextDocumentContentChangeWholeDocument) for change in changes):
            self._lost.discard(uri)
        self._buffers[uri] = Buffer(uri, buffer.file, buffer.text.changed(changes), version)
        return buffer.file

    def lose(self, uri: str) -> Path | None:
        """A change of a document could not be read: what it holds now is not known, until it is told as a whole.

        Gives its file; None for a document that nobody opened.
        """
        buffer = self._buffers.get(uri)
        if buffer is None:
            return None
        self._lost.add(uri)
        return buffer.file

    def is_lost(self, uri: str) -> bool:
        """Whether it is not known what an open document holds."""
        return uri in self._lost

    def close(self, uri: str) -> Path | None:
        """A document is as it is on disk again. Gives its file."""
        self._lost.discard(uri)
        buffer = self._buffers.pop(uri, None)
        return None if buffer is None else buffer.file

    def buffer(self, uri: str) -> Buffer | None:
        """The open document of that name."""
        return self._buffers.get(uri)

    def situation(self) -> Situation:
        """All as it is now."""
        return Situation(tuple(dict.fromkeys(self._folders.values())), tuple(self._buffers.values()))

    def keep(self, top: Path, project: Project) -> None:
        """Note what a check made."""
        self._projects[top, project.root] = project

    def drop(self, top: Path, root: str) -> None:
        """Forget a management system that is no more."""
        self._projects.pop((top, root), None)

    def projects(self) -> list[Project]:
        """All that were checked, in the order of their places."""
        return [project for _, project in sorted(self._projects.items(), key=lambda entry: entry[0])]

    def view(self, uri: str) -> View | None:
        """A document with the project that it belongs to.

        None where it belongs to none, none was checked yet, or it is not known what it holds.
        """
        if uri in self._lost:
            return None
        buffer = self._buffers.get(uri)
        file = buffer.file if buffer is not None else file_of(uri)
        project = None if file is None else self.project_of(file)
        if project is None or file is None:
            return None
        path = inside(file, project.top)
        return View(project, path, buffer.text if buffer is not None else project.text(path))

    def project_of(self, file: Path) -> Project | None:
        """That of the nearest root above a file."""
        found = [
            (len(top.parts), len(root), project)
            for (top, root), project in self._projects.items()
            if file.is_relative_to(top) and is_inside(inside(file, top), root)
        ]
        return max(found, key=lambda one: one[:2])[2] if found else None


def inside(file: Path, top: Path) -> str:
    """The path of a file relative to a folder above it, with `/`; empty for that folder."""
    path = file.relative_to(top).as_posix()
    return "" if path == "." else path
