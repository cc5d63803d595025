"""Checks in Python, for what matchers cannot say: one module a topic, every public function in it one check.

Modules with an underscore hold what several topics share. `READS` of a module says what its checks look at beyond the
record they are asked about; of one without a line there, it is anything.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import TypeVar

from aimslint.rulebook import Check, Reads

Told = TypeVar("Told")


class _ByName(Mapping[str, Told]):
    """Something about checks, by the name that rule files use: `topic.function`.

    A topic is loaded when something of it is asked for: most checks of few files judge by a few of them.
    """

    def __init__(self, told: Callable[[ModuleType], Mapping[str, Told]]) -> None:
        """`told` finds it in a module, by the names of functions."""
        self._told = told
        self._found: dict[str, Mapping[str, Told]] = {}

    def __getitem__(self, name: str) -> Told:
        topic, _, function = name.partition(".")
        found = self._of(topic) if topic in _topics() else {}
        if function not in found:
            raise KeyError(name)
        return found[function]

    def __iter__(self) -> Iterator[str]:
        return (f"{topic}.{name}" for topic in _topics() for name in self._of(topic))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _of(self, topic: str) -> Mapping[str, Told]:
        if topic not in self._found:
            self._found[topic] = self._told(import_module(f"{__name__}.{topic}"))
        return self._found[topic]


@cache
def all_checks() -> Mapping[str, Check]:
    """Every check by its name."""
    return _ByName(_functions)


@cache
def what_checks_read() -> Mapping[str, Reads]:
    """What is declared of the checks, by their names."""
    return _ByName(lambda loaded: getattr(loaded, "READS", {}))


def _functions(loaded: ModuleType) -> dict[str, Check]:
    own = {name: value for name, value in vars(loaded).items() if isinstance(value, FunctionType)}
    return {
        name: value for name, value in own.items() if value.__module__ == loaded.__name__ and not name.startswith("_")
    }


@cache
def _topics() -> frozenset[str]:
    return frozenset(file.stem for file in Path(__file__).parent.glob("[!_]*.py"))
