"""From the paths of a command line to a tree, and to the AIMS roots they are about."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aimslint.cli.failures import Stop
from aimslint.reporters.text.screen import Screen

if TYPE_CHECKING:
    from aimslint.config import Config
    from aimslint.trees import Tree

SETTINGS = "aimslint.yaml"
GOVERNANCE = "governance"


@dataclass(frozen=True, slots=True)
class Project:
    """A tree, the paths asked for relative to its top, and the configuration of each AIMS root they are about.

    `configs` go by root. `notes` are what the reader should know about how the tree was read.
    """

    tree: "Tree"
    paths: tuple[str, ...]
    configs: "dict[str, Config]"
    notes: tuple[str, ...]


def open_project(paths: Sequence[str], *, staged: bool = False, config: str | None = None) -> Project:
    """The project that these paths lie in. Raises Stop, ConfigError and GitError.

    `staged` reads the index in place of the working tree; `config` is a file that replaces every aimslint.yaml.
    """
    from aimslint.engine import config_of, roots_of
    from aimslint.trees import IndexTree, WorkingTree

    spots = [_spot(path) for path in paths]
    top, notes = _common_top(spots)
    tree: Tree = IndexTree.at(top) if staged else WorkingTree.at(top)
    inner = tuple(_inside(spot, tree.top) for spot in spots)
    given = _read_settings(config) if config is not None else None
    starts = [path if spot.is_dir() else path.rpartition("/")[0] for path, spot in zip(inner, spots, strict=True)]
    roots = dict.fromkeys(root for start in starts for root in roots_of(tree, start))
    with telling_where(Screen(tree.top, here())):
        configs = {root: given if given is not None else config_of(tree, root) for root in sorted(roots)}
    return Project(tree, inner, configs, notes)


@contextmanager
def telling_where(screen: Screen) -> Iterator[None]:
    """Mistakes in configuration and rule files are told with the file as seen from where the reader stands."""
    from aimslint.config import ConfigError
    from aimslint.rulebook import RuleError

    try:
        yield
    except (ConfigError, RuleError) as error:
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

    found = find_repository(here())
    top = found.top if isinstance(found, NoRepository) else found
    folders = [here(), *here().parents]
    return any((folder / SETTINGS).is_file() for folder in folders[: folders.index(top) + 1])


def _spot(path: str) -> Path:
    """Where a path of the command line leads; of a link to a file, the link itself. Raises Stop."""
    try:
        if not os.path.lexists(path):
            raise Stop(f"{path}: there is no such file or folder; check the spelling, and the current folder")
        if os.path.isdir(path):
            return Path(os.path.realpath(path))
        folder, name = os.path.split(path)
        return Path(os.path.realpath(folder or here()), name)
    except ValueError:
        raise Stop(f"{path}: this cannot be the name of a file") from None


def _common_top(spots: Sequence[Path]) -> tuple[Path, tuple[str, ...]]:
    """The folder to read: the top of the one repository that all spots lie in. Raises Stop when there are two."""
    tops: dict[Path, str | None] = {}
    for folder in dict.fromkeys(spot if spot.is_dir() else spot.parent for spot in spots):
        top, note = _top_of(folder)
        tops[top] = note
    if len(tops) > 1:
        named = " and ".join(str(top) for top in list(tops)[:2])
        raise Stop(f"the paths lie in different projects, {named}; check them one at a time")
    ((top, note),) = tops.items()
    return top, (note,) if note else ()


def _top_of(folder: Path) -> tuple[Path, str | None]:
    from aimslint.trees import NoRepository, find_repository

    found = find_repository(folder)
    if not isinstance(found, NoRepository):
        return found, None
    if found.reason != "no-repository":
        return found.top, f"git was not asked, so every file below {found.top} counts: {found.explanation}"
    return _top_without_repository(folder), None


def _top_without_repository(folder: Path) -> Path:
    """Where a project begins that no repository marks: the nearest folder, no further up than the current one, that
    holds aimslint.yaml, else the nearest with `governance`, else the folder itself.
    """
    above = [folder, *folder.parents]
    reach = above[: above.index(here()) + 1] if here() in above else [folder]
    for mark in (SETTINGS, GOVERNANCE):
        for place in reach:
            if (place / mark).exists():
                return place
    return folder


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
