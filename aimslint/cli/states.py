"""What a check can see of a project that git holds, and how two such states differ."""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from aimslint.dataclass import dataclass

if TYPE_CHECKING:
    from aimslint.aims import Aims
    from aimslint.config import Config
    from aimslint.history import Commit, History, Log
    from aimslint.trees import Tree

_LINK = "link "
RECORD_ENDINGS = (".yaml", ".yml", ".md")


@dataclass(frozen=True)
class State:
    """What a check of one root could see: a tree that git holds, and a past of it."""

    tree: "Tree"
    past: "History"
    root: str
    config: "Config"

    @cached_property
    def blobs(self) -> Mapping[str, str]:
        """The content id of every file; that of a link says that it is one."""
        from aimslint.trees.blobs import blobs_of

        found = blobs_of(self.tree)
        return found | {path: f"{_LINK}{found[path]}" for path in self.tree.links() if path in found}

    @cached_property
    def digest(self) -> str:
        """One text for all files and what they hold."""
        paths = sorted(self.blobs)
        text = "\0".join((*paths, *map(self.blobs.__getitem__, paths)))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def tip(self) -> str:
        """The commit that the past leads up to; empty where nothing is known of it."""
        ids = self.past.log.ids if self.past.unknown is None else ()
        return ids[0] if ids else ""

    @property
    def boundaries(self) -> list[str]:
        """The commits where a shallow clone ends."""
        return sorted(self.past.log.boundaries) if self.past.unknown is None else []

    @cached_property
    def pending(self) -> list[str]:
        """The files that are not as that commit has them."""
        now = self.blobs
        if self.tree.links():
            now = {path: blob.removeprefix(_LINK) for path, blob in now.items()}
        return differing(self.past.tip if self.past.unknown is None else now, now)

    def told(self, aims: "Aims", as_of: date) -> str:
        """What later commits may make history tell otherwise of earlier ones: where it begins, which clocks lied."""
        from aimslint.witness.beginning import beginnings

        if self.past.unknown is not None:
            return str(self.past.unknown)
        log, paths = self.past.log, aims.paths()
        found = beginnings(log, paths, paths - self.past.tip.keys(), as_of)
        return " ".join(
            [
                *(f"{one.sentence} {len(one.commits)};" for one in found if not one.cut),
                *sorted(log.boundaries),
                *log.disbelieved,
            ]
        )

    @cached_property
    def own_rules(self) -> list[str]:
        """The organisation's own rules, packs and schemas, each with its content id."""
        config = self.config
        folders = [folder.strip("/") for folder in (*config.rule_folders, *config.packs, *config.extensions.values())]
        own = [f"{self.root}/{folder}" if self.root else folder for folder in folders]
        if not own:
            return []
        below = tuple(f"{folder}/" if folder else "" for folder in own)
        found = (f"{path} {blob}" for path, blob in self.blobs.items() if path in own or path.startswith(below))
        return sorted(found)


def is_link(blob: str) -> bool:
    """Whether the content of a link is meant by what a state says of a file."""
    return blob.startswith(_LINK)


def differing(was: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The files that differ, by their content ids."""
    return sorted({path for path, _ in was.items() ^ now.items()})


def changed_between(past: "History", tip: str, other: str) -> set[str] | None:
    """The files that commits changed which lead to one of two commits alone; None where nobody can say.

    Nor where one is not built on the other in a straight line: a merge changes what came together.
    """
    if tip == other:
        return set()
    if past.unknown is not None:
        return None
    log = past.log
    if tip not in log.ids or other not in log.ids:
        return None
    newest, oldest = sorted((log.ids.index(tip), log.ids.index(other)))
    between = _straight(log, newest, oldest)
    return None if between is None else {change.path for commit in between for change in commit.changes}


def record_links(tree: "Tree") -> list[str]:
    """Links that may lead to a record: what stands there may change, and the link stays as it is."""
    return [path for path in tree.links() if path.endswith(RECORD_ENDINGS)]


def _straight(log: "Log", newest: int, oldest: int) -> "list[Commit] | None":
    """The commits from one place of a log down to another one, which is not among them; None where they branch."""
    found: list[Commit] = []
    place = newest
    while place < oldest:  # no parent comes before its child
        commit = log.commits[place]
        if len(commit.parents) != 1 or commit.parents[0] not in log.ids:
            return None
        found.append(commit)
        place = log.ids.index(commit.parents[0])
    return found if place == oldest else None
