"""Checks of evidence that lies in the repository."""

from collections.abc import Iterator, Mapping
from typing import Any

from aimslint.aims import Aims, Item
from aimslint.checks._fields import texts_of
from aimslint.pattern import pattern
from aimslint.records.shape import Scalar
from aimslint.records.values import says_something
from aimslint.rulebook import Objection, reads
from aimslint.snapshot import Snapshot
from aimslint.suggest import nearest
from aimslint.trees import Unreadable

READS = {"file_missing": reads(worlds=("tree",))}

_DRIVE = pattern(r"[A-Za-z]:")
_ADDRESS = pattern(r"[A-Za-z][A-Za-z0-9+.-]*://|mailto:")


def file_missing(record: Item, snapshot: Snapshot, _: Mapping[str, Any]) -> Iterator[Objection]:
    """Files that a record names must be in the repository, or nobody can show them (7.5.3)."""
    for about, keys, path in texts_of(record, _is_path, says_something):
        if wrong := _what_is_wrong(path, snapshot.aims):
            yield Objection(keys, f"`{path}`: {wrong}", path, "a file or folder of the repository", about=about)


def _is_path(scalar: Scalar) -> bool:
    return scalar.name == "path"


def _what_is_wrong(path: str, aims: Aims) -> str | None:
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if ".." in parts:
        return f"leads upwards with ..; expected a path from the AIMS root{_from_the_top(parts, aims)}"
    target = "/".join(parts) if path.startswith("/") else _below(aims.root, parts)
    if aims.tree.has(target):
        return None
    if _DRIVE.match(path):
        return "a path of one computer; expected one from the AIMS root, or from the repository's top with a leading /"
    if _ADDRESS.match(path):
        return "an address, where a file of the repository was expected; addresses stand in `url`"
    return f"{_why(target, aims)}{_meant(target, path, aims)}"


def _below(root: str, parts: list[str]) -> str:
    return "/".join((root, *parts)) if root else "/".join(parts)


def _from_the_top(parts: list[str], aims: Aims) -> str:
    """How to write a path with `..` instead, when it leads to something."""
    walked = [part for part in aims.root.split("/") if part]
    for part in parts:
        if part != "..":
            walked.append(part)
        elif walked:
            walked.pop()
        else:
            return "; it leads out of the repository"
    target = "/".join(walked)
    return f"; write /{target}" if target and aims.tree.has(target) else ""


def _why(target: str, aims: Aims) -> str:
    """What the tree says about a path that holds nothing: missing, or a link that leads nowhere good."""
    try:
        aims.tree.read(target)
    except Unreadable as unreadable:
        return unreadable.reason
    return "neither a file nor a folder"


def _meant(target: str, path: str, aims: Aims) -> str:
    """What exists and was likely meant: another letter case, a misspelling beside it, the other root, the same name."""
    other_case = aims.tree.similar(target)
    if other_case is not None:
        return f"; {_written(other_case, path, aims)} exists, and letter case counts"
    if path.startswith("/") and aims.tree.has(_below(aims.root, [target])):
        return f"; without the leading / it would be found (from {aims.root or 'the AIMS root'})"
    if not path.startswith("/") and aims.tree.has(path):
        return f"; did you mean /{path}, from the repository's top?"
    folder, _, name = target.rpartition("/")
    paths = aims.tree.paths()
    beside = [other for other in paths if other.rpartition("/")[0] == folder]
    found = nearest(target, beside) or next((other for other in paths if other.rpartition("/")[2] == name), None)
    return f"; did you mean {_written(found, path, aims)}?" if found else ""


def _written(target: str, like: str, aims: Aims) -> str:
    """A path of the tree as a record would write it, in the manner of `like`."""
    if like.startswith("/") or (aims.root and not target.startswith(aims.root + "/")):
        return "/" + target
    return target[len(aims.root) + 1 :] if aims.root else target
