"""Stories: a history told step by step, looked at through the witness."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from aimslint.aims import Aims, Item
from aimslint.config import Config
from aimslint.engine import read
from aimslint.history.scripted import ScriptedHistory, Step
from aimslint.trees import MemoryTree
from aimslint.witness import Witness

AS_OF = date(2026, 11, 20)
ADA = "Ada <ada@acme.example>"
BEN = "Ben <ben@acme.example>"


@dataclass(frozen=True, slots=True)
class Story:
    """A graph with the witness of its past."""

    aims: Aims
    witness: Witness

    def item(self, kind: str, id_: str) -> Item:
        found = self.aims.find(kind, id_)
        assert found is not None
        return found


def step(on: str, files: Mapping[str, str | None], by: str | tuple[str, ...] = ADA, **more: object) -> Step:
    """One commit."""
    people = (by,) if isinstance(by, str) else by
    return Step(date.fromisoformat(on), people, files, **more)  # type: ignore[arg-type]


def story(*steps: Step, pending: Mapping[str, str | None] | None = None) -> Story:
    """The state after these steps, with what is not committed yet, and its witness."""
    files: dict[str, str] = {}
    for one in (*steps, step("2026-11-20", pending or {})):
        for path, text in one.files.items():
            if text is None:
                del files[path]
            else:
                files[path] = text
    aims = read(MemoryTree(files), Config())
    return Story(aims, Witness(ScriptedHistory(steps), aims, AS_OF))
