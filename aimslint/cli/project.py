"""From the paths of a command line to a tree, and to the AIMS roots they are about."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aimslint.cli.failures import Stop
from aimslint.dataclass import dataclass
from aimslint.reporters.text.screen import Screen

if TYPE_CHECKING:
    from aimslint.config import Config
    from aimslint.trees import NoRepository, Tree

SETTINGS = "aimslint.yaml"
GOVERNANCE = "governance"
SHORT = 7  # letters of a commit id, as git shortens them


@dataclass(frozen=True, slots=True)
class Project:
    """A tree, the paths asked for relative to its top, and the configuration of each AIMS root they are about.

    `configs` go by root. `notes` are what the reader should know about how the tree was read. `staged` says that it
    is the index, `commit` and `day` are the id and the day of the commit that it is. `top_of_repository` is where the
    repository begins, or why there is none.
    """

    tree: "Tree"
    paths: tuple[str, ...]
    configs: "dict[str, Config]"
    notes: tuple[str, ...]
    top_of_repository: "Path | NoRepository"
    staged: bool = False
    commit: str | None = None
    day: date | None = None

    @property
    def tip(self) -> str:
        """The commit up to which the past of the tree is told."""
        return self.commit or "HEAD"


def open_project(
    paths: Sequence[str], *, staged: bool = False, rev: str | None = None, config: str | None = None
) -> Project:
    """The project that these paths lie in. Raises Stop, ConfigError and GitError.

    `staged` reads the index in place of the working tree, `rev` a commit; `config` is a file that replaces every
    aimslint.yaml.
    """
    from aimslint.roots import config_of, roots_of
    from aimslint.trees import CommitTree

    if staged and rev is not None:
        raise click.UsageError("--staged and --rev read different files; leave one of them out")
    spots = [_spot(path, needed=not staged and rev is None) for path in paths]
    top, repository, notes = _common_top(spots)
    tree = _open_tree(top, staged, rev, is_top=isinstance(repository, Path))
    commit, day = (tree.commit, tree.day) if isinstance(tree, CommitTree) else (None, None)
    if commit:
        notes = (*notes, f"as of commit {commit[:SHORT]}")
    inner = tuple(_inside(spot, tree.top) for spot in spots)
    for path, spot, inside in zip(paths, spots, inner, strict=True):
        if not os.path.lexists(spot) and not tree.has(inside):
            raise Stop(_nowhere(path, inside, tree, commit))
    given = _read_settings(config) if config is not None else None
    starts = [_start(tree, inside, spot) for inside, spot in zip(inner, spots, strict=True)]
    roots = dict.fromkeys(root for start in starts for root in roots_of(tree, start))
    with telling_where(Screen(tree.top, here())):
        configs = {root: given if given is not None else config_of(tree, root) for root in sorted(roots)}
    return Project(tree, inner, configs, notes, repository, staged, commit, day)


@contextmanager
def telling_where(screen: Screen) -> Iterator[None]:
    """Mistakes in configuration, packs and rule files are told with the file as seen from where the reader stands."""
    from aimslint.config import ConfigError
    from aimslint.packs import PackError
    from aimslint.rulebook import RuleError

    try:
        yield
    except (ConfigError, PackError, RuleError) as error:
        raise Stop(f"{screen.path(error.path)}:{error.line}: {error.text}") from None


def here() -> Path:
    """The current folder, links resolved, as trees name their tops."""
    try:
        return Path(os.path.realpath(Path.cwd()))
    except FileNotFoundError:
        raise Stop("the current folder was deleted; change to another one") from None


def settings_in_reach() -> bool:
    """Whether the current folder lies in a project with an aimslint.yaml. Lists no tree."""
    from aimslint.trees import NoRepository, find_repository
    from aimslint.trees.marked import marked_above

    found = find_repository(here())
    if isinstance(found, NoRepository) and found.reason == "no-repository":
        return marked_above(here(), SETTINGS) is not None
    top = found.top if isinstance(found, NoRepository) else found
    folders = [here(), *here().parents]
    return any((folder / SETTINGS).is_file() for folder in folders[: folders.index(top) + 1])


def _open_tree(top: Path, staged: bool, rev: str | None, *, is_top: bool) -> "Tree":
    """The tree to read; `is_top` says that a repository is known to begin there."""
    from aimslint.git_command import GitError
    from aimslint.trees import CommitTree, IndexTree, WorkingTree
    from aimslint.trees.objects import Objects
    from aimslint.trees.revisions import find_commit

    if not staged and rev is None:
        return WorkingTree.at(top, is_top=is_top)
    try:
        objects = Objects.at(top) if is_top else Objects.of(top)
        return IndexTree(objects) if rev is None else CommitTree(objects, find_commit(objects, rev))
    except GitError as error:
        option = "--staged" if rev is None else "--rev"
        advice = f"; leave {option} out to read the files as they stand" if error.reason == "no-repository" else ""
        raise Stop(f"{option}: {error}{advice}") from None


def _spot(path: str, needed: bool) -> Path:
    """Where a path of the command line leads; of a link to a file, the link itself.

    Raises Stop when nothing is there although it is needed: a commit or the index may hold what the disk does not.
    """
    try:
        if (needed or not path) and not os.path.lexists(path):
            raise Stop(f"{path}: there is no such file or folder; check the spelling, and the current folder")
        if os.path.isdir(path):
            return Path(os.path.realpath(path))
        folder, name = os.path.split(path.rstrip("/"))
        return Path(os.path.realpath(folder or here()), name)
    except ValueError:
        raise Stop(f"{path}: this cannot be the name of a file") from None


def _nowhere(path: str, inside: str, tree: "Tree", commit: str | None) -> str:
    """What to say of a path that neither the disk nor the tree holds."""
    where = f"in commit {commit[:SHORT]}" if commit else "in what is staged"
    near = tree.similar(inside)
    meant = f"letter case: {near} exists" if near else "check the spelling, and the current folder"
    return f"{path}: there is no such file or folder {where}; {meant}"


def _start(tree: "Tree", inside: str, spot: Path) -> str:
    """The folder from which to look for AIMS roots: a path of the tree itself, or where its file lies."""
    is_folder = spot.is_dir() if os.path.lexists(spot) else inside not in tree.paths()
    return inside if is_folder else inside.rpartition("/")[0]


def _folder_on_disk(spot: Path) -> Path:
    """The nearest folder that is on disk: the spot, or one that it lies in."""
    return next(place for place in (spot, *spot.parents) if os.path.isdir(place))


def _common_top(spots: Sequence[Path]) -> "tuple[Path, Path | NoRepository, tuple[str, ...]]":
    """The folder to read, where all spots lie; its repository, and notes. Raises Stop when they lie in two."""
    from aimslint.trees import NoRepository, find_repository

    tops: dict[Path, Path | NoRepository] = {}
    for folder in dict.fromkeys(map(_folder_on_disk, spots)):
        found = find_repository(folder)
        tops[_top_of(folder, found)] = found
    if len(tops) > 1:
        named = " and ".join(str(top) for top in list(tops)[:2])
        raise Stop(f"the paths lie in different projects, {named}; check them one at a time")
    ((top, found),) = tops.items()
    if isinstance(found, NoRepository) and found.reason != "no-repository":
        return top, found, (f"git was not asked, so every file below {top} counts: {found.explanation}",)
    return top, found, ()


def _top_of(folder: Path, found: "Path | NoRepository") -> Path:
    if isinstance(found, Path):
        return found
    return found.top if found.reason != "no-repository" else _top_without_repository(folder)


def _top_without_repository(folder: Path) -> Path:
    """Where a project begins that no repository marks: the nearest folder with aimslint.yaml, else, no further up than
    the current one, the nearest with `governance`, else the folder itself.
    """
    from aimslint.trees.marked import marked_above

    marked = marked_above(folder, SETTINGS)
    if marked is not None:
        return marked
    above = [folder, *folder.parents]
    reach = above[: above.index(here()) + 1] if here() in above else [folder]
    return next((place for place in reach if (place / GOVERNANCE).exists()), folder)


def _inside(spot: Path, top: Path) -> str:
    inside = os.path.relpath(spot, top).replace(os.sep, "/")
    return "" if inside == "." else inside


def _read_settings(file: str) -> "Config":
    from aimslint.config import read_config

    try:
        raw = Path(file).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise Stop(f"--config {file}: cannot be read: {reason}") from None
    return read_config(file, raw)
