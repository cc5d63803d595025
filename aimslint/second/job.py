"""What a second process must know before it begins."""

from datetime import date
from typing import Any

from aimslint.config import Config
from aimslint.dataclass import dataclass
from aimslint.history import History
from aimslint.history import plain as histories
from aimslint.history.log_reading import Progress
from aimslint.trees import Tree
from aimslint.trees import plain as trees


@dataclass(frozen=True, slots=True)
class Job:
    """The check of one AIMS root: its tree, its past, its settings, and the day."""

    tree: Tree
    history: History
    config: Config
    root: str
    as_of: date

    def to_plain(self) -> list[Any] | None:
        """As lists, maps and scalars; None where another process could not see the same."""
        tree, history = trees.to_plain(self.tree), histories.to_plain(self.history)
        if tree is None or history is None:
            return None
        return [tree, history, self.config.to_plain(), self.root, self.as_of.isoformat()]

    @classmethod
    def from_plain(cls, plain: Any, progress: Progress | None = None) -> "Job":
        """The job that `to_plain` tells of; its past is read from now on. Raises ValueError or TypeError."""
        tree, history, config, root, as_of = plain
        return cls(
            trees.from_plain(tree),
            histories.from_plain(history, progress),
            Config.from_plain(config),
            root,
            date.fromisoformat(as_of),
        )
