"""Shorthands of the graph's tests: records as text, and the graph or what is wrong with it."""

from textwrap import dedent

from aimslint.aims import Aims, Item
from aimslint.config import Config
from aimslint.engine import read
from aimslint.trees import MemoryTree

PATH = "governance/a.yaml"


def graph(text: str, **more: str) -> Aims:
    """The graph of one file, and of others: `b="…"` is governance/b.yaml."""
    files = {PATH: dedent(text)} | {f"governance/{name}.yaml": dedent(other) for name, other in more.items()}
    return read(MemoryTree(files), Config())


def item(aims: Aims, kind: str, id_: str) -> Item:
    found = aims.find(kind, id_)
    assert found is not None, f"no {kind} {id_}"
    return found


def told(aims: Aims) -> list[tuple[str, str, str]]:
    """Rule, data path and hint of each problem, in the order of the text."""
    return [
        (problem.rule, ".".join(map(str, problem.place.keys)), problem.values.get("hint", ""))
        for problem in aims.problems
    ]


def back(aims: Aims, kind: str, id_: str, name: str) -> list[str]:
    """What leads back to an item, `?` for what is unknown."""
    return [other.id if isinstance(other, Item) else "?" for other in item(aims, kind, id_).back.get(name, ())]
