"""All desks: finds which repositories and AIMS roots the folders and files of a workspace belong to."""

import os
from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path

from lsprotocol import types as lsp

from aimslint.config import FILE_NAME
from aimslint.editor.buffers import Buffer
from aimslint.editor.desk import Checked, Desk, Going, Outdated
from aimslint.editor.kept import StateOf, no_state
from aimslint.editor.workspace import Situation, inside
from aimslint.git_command import GitError
from aimslint.roots import is_inside
from aimslint.trees import NoRepository, find_repository
from aimslint.trees.marked import marked_above


class Bureau:
    """The desks of a workspace, one a repository or folder. Belongs to one thread, but for `refresh`."""

    def __init__(
        self, encoding: lsp.PositionEncodingKind | str, today: Callable[[], date], state: StateOf = no_state
    ) -> None:
        self._encoding = encoding
        self._today = today
        self._state = state
        self._desks: dict[Path, Desk] = {}
        self._tops: dict[Path, Path | None] = {}
        self._known: dict[Path, list[str]] = {}
        self._stale = False

    def refresh(self) -> None:
        """Something was changed on disk: look again."""
        self._stale = True

    def remembered(self, situation: Situation) -> tuple[list[Checked], bool]:
        """What was told of the folders of the workspace when an earlier session ended, and holds; and whether that is
        so for each of them. Raises GitError.
        """
        places = self._places(situation).items()
        found = [self._desk(top).remembered(buffers_below(situation, top), starts) for top, starts in places]
        return [checked for some in found for checked in some], all(found)

    def keep(self, situation: Situation) -> None:
        """Keep for the next session what was told, as far as it was told of what lies on disk. Raises GitError."""
        for top, starts in self._places(situation).items():
            self._desk(top).keep(starts)

    def check(
        self, situation: Situation, files: Collection[Path] | None, going: Going, *, past: bool
    ) -> Iterator[Checked]:
        """Check the AIMS roots that these files belong to, one after the other; without files, all of the workspace.

        Raises Outdated.
        """
        if self._stale:
            self._look_again()
        for top, starts in self._places(situation).items():
            desk = self._desk(top)
            buffers = buffers_below(situation, top)
            going.look()
            try:
                roots = self._roots(desk, buffers, starts)
            except GitError as error:
                yield desk.told("", str(error))
                continue
            for root in roots:
                if files is None or any(_owner(file, top, roots) == root for file in files):
                    yield from self._check(desk, root, buffers, going, past)

    def _check(self, desk: Desk, root: str, buffers: dict[str, Buffer], going: Going, past: bool) -> Iterator[Checked]:
        """Check one root. Where that fails, the others are checked all the same."""
        try:
            yield from desk.checks(root, buffers, going, past=past)
        except Outdated:
            raise
        except Exception as error:
            yield Checked(desk.top, root, None, {}, fault=error)

    def _look_again(self) -> None:
        self._stale = False
        self._tops.clear()
        self._known.clear()
        for desk in self._desks.values():
            desk.refresh()

    def _roots(self, desk: Desk, buffers: dict[str, Buffer], starts: list[str]) -> list[str]:
        """The roots of a desk; looked for again when files were opened, or settings may have come or gone."""
        if desk.top not in self._known or any(path.rpartition("/")[2] == FILE_NAME for path in buffers):
            self._known[desk.top] = desk.roots(buffers, starts)
        roots = self._known[desk.top]
        if not all(any(is_inside(path, root) for root in roots) for path in buffers):
            roots = self._known[desk.top] = desk.roots(buffers, starts)
        return roots

    def _places(self, situation: Situation) -> dict[Path, list[str]]:
        """The tops that folders and files lie in, each with the folders below it to look for roots from."""
        found: dict[Path, list[str]] = {}
        for folder in situation.folders:
            top = self._top_of(folder, situation)
            if top is not None:
                found.setdefault(top, []).append(inside(folder, top))
        for buffer in situation.buffers:
            top = self._top_of(buffer.file.parent, situation)
            if top is not None:
                found.setdefault(top, [])
        return found

    def _top_of(self, folder: Path, situation: Situation) -> Path | None:
        """The top of the project that a folder lies in; None where it lies in none."""
        if folder not in self._tops:
            there = next(place for place in (folder, *folder.parents) if place.is_dir())
            found = find_repository(there)
            self._tops[folder] = _without_git(there, situation) if isinstance(found, NoRepository) else found
        return self._tops[folder]

    def _desk(self, top: Path) -> Desk:
        if top not in self._desks:
            self._desks[top] = Desk(top, self._encoding, self._today, self._state)
        return self._desks[top]


def buffers_below(situation: Situation, top: Path) -> dict[str, Buffer]:
    """The open files below a folder, by path relative to it. What lies in its `.git` is no file of it."""
    found = {inside(buffer.file, top): buffer for buffer in situation.buffers if buffer.file.is_relative_to(top)}
    return {path: buffer for path, buffer in found.items() if ".git" not in path.split("/")}


def _owner(file: Path, top: Path, roots: Collection[str]) -> str | None:
    """The AIMS root that a file belongs to: the nearest above it."""
    if not file.is_relative_to(top):
        return None
    path = inside(file, top)
    return max((root for root in roots if is_inside(path, root)), key=len, default=None)


def _without_git(folder: Path, situation: Situation) -> Path | None:
    """Where a project begins that no repository marks: the folder of the workspace, else with the nearest settings.

    Never with the home folder or the top of the disk, which hold everything: these would be read as a whole.
    """
    home = Path(os.path.realpath(os.path.expanduser("~")))
    opened = (place for place in (folder, *folder.parents) if place in situation.folders)
    found = next(opened, None) or marked_above(folder, FILE_NAME)
    return found if found not in (home, Path(folder.anchor)) else None
