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
    from aimslint.history import History, Log
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
        files = sorted(f"{path} {blob}" for path, blob in self.blobs.items())
        return hashlib.sha256("\0".join(files).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def tip(self) -> str:
        """The commit that the past leads up to; empty where nothing is known of it."""
        commits = self.past.log.commits if self.past.unknown is None else ()
        return commits[0].id if commits else ""

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
        lied = (commit.id for commit in log.commits if not commit.believed)
        return " ".join(
            [*(f"{one.sentence} {len(one.commits)};" for one in found if not one.cut), *sorted(log.boundaries), *lied]
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
        return [f"{path} {blob}" for path, blob in self.blobs.items() if path in own or path.startswith(below)]


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
    one, two = _leading_to(tip, past.log), _leading_to(other, past.log)
    between = [commit for commit in past.log.commits if commit.id in one ^ two]
    straight = (one <= two or two <= one) and all(len(commit.parents) < 2 for commit in between)
    return {change.path for commit in between for change in commit.changes} if one and two and straight else None


def record_links(tree: "Tree") -> list[str]:
    """Links that may lead to a record: what stands there may change, and the link stays as it is."""
    return [path for path in tree.links() if path.endswith(RECORD_ENDINGS)]


def _leading_to(tip: str, log: "Log") -> set[str]:
    """A commit and all that lead to it; empty when it is not among those that are known."""
    reached = {tip}
    found = set()
    for commit in log.commits:  # no parent comes before its child
        if commit.id in reached:
            found.add(commit.id)
            reached.update(commit.parents)
    return found
