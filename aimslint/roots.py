"""Where management systems begin: the folders of `aimslint.yaml` in a tree, and what it says there."""

from collections.abc import Iterable, Sequence

from aimslint.config import FILE_NAME, Config, ConfigError, read_config
from aimslint.trees import Tree, Unreadable


def find_roots(paths: Iterable[str], start: str) -> list[str]:
    """The AIMS roots that a check from folder `start` is about; folders relative to the tree's top, "" for the top.

    Those at or below `start`; without one there, the nearest above. Without any, the defaults count for the nearest
    folder, from `start` up, that holds a folder `governance`, else for the top: a file or folder inside of a project
    is not a project.
    """
    paths = list(paths)
    folders = [path.rpartition("/")[0] for path in paths if path.rpartition("/")[2] == FILE_NAME]
    below = sorted(folder for folder in folders if is_inside(folder, start))
    if below:
        return below
    above = [folder for folder in folders if is_inside(start, folder)]
    return [max(above, key=len)] if above else [_likely_root(paths, start)]


def roots_of(tree: Tree, start: str) -> list[str]:
    """The AIMS roots that a check from folder `start` is about."""
    return find_roots(tree.paths(), start)


def config_of(tree: Tree, root: str) -> Config:
    """The configuration at `root`, or the defaults. Raises ConfigError."""
    path = f"{root}/{FILE_NAME}" if root else FILE_NAME
    if not tree.has(path) and path not in tree.paths():  # which also lists a link that leads nowhere, or out
        return Config()
    try:
        return read_config(path, tree.read(path))
    except Unreadable as error:
        raise ConfigError(path, 1, f"{error.reason}; {error.advice}") from None


def _likely_root(paths: Iterable[str], start: str) -> str:
    holders = {""} | {path.partition("/governance/")[0] for path in paths if "/governance/" in path}
    while start not in holders:
        start = start.rpartition("/")[0]
    return start


def files_of(paths: Sequence[str], root: str) -> list[str]:
    """The files of one AIMS root, without those of roots further down."""
    suffix = "/" + FILE_NAME
    nested = [path.removesuffix(suffix) + "/" for path in paths if path.endswith(suffix) and is_inside(path, root)]
    deeper = tuple(folder for folder in nested if folder != root + "/" and folder != FILE_NAME + "/")
    prefix = f"{root}/" if root else ""
    return [path for path in paths if path.startswith(prefix) and not (deeper and path.startswith(deeper))]


def is_inside(path: str, folder: str) -> bool:
    """Whether `path` is `folder` or lies below it."""
    return not folder or path == folder or path.startswith(folder + "/")


def inner(path: str, root: str) -> str:
    """`path` relative to the root."""
    return path[len(root) + 1 :] if root else path


def inside(root: str, path: str) -> str:
    """A path relative to the root as one relative to the tree's top."""
    return f"{root}/{path.strip('/')}" if root else path.strip("/")
