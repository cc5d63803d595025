"""Asks git about the files of a tree while others parse them: else whoever compares them with the past would wait."""

from contextlib import suppress
from threading import Thread

from aimslint.git_command import GitError
from aimslint.trees.tree import Tree


def look_ahead(tree: Tree) -> Thread:
    """Have a tree find out, in the background, by which ids git knows its files."""
    asking = Thread(target=_ask, args=(tree,), daemon=True)
    asking.start()
    return asking


def _ask(tree: Tree) -> None:
    with suppress(GitError):  # told to whoever asks for a file
        tree.blob("")
