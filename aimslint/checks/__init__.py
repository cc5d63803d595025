"""Checks in Python, for what matchers cannot say: one module a topic, every public function in it one check.

Modules with an underscore hold what several topics share. `READS` of a module says what its checks look at beyond the
record they are asked about; of one without a line there, it is anything.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from inspect import isfunction
from pkgutil import iter_modules
from types import ModuleType

from aimslint.rulebook import Check, Reads


@cache
def all_checks() -> Mapping[str, Check]:
    """Every check by the name that rule files use: `topic.function`."""
    found: dict[str, Check] = {}
    for topic, loaded in _topics():
        for name, value in vars(loaded).items():
            if isfunction(value) and value.__module__ == loaded.__name__ and not name.startswith("_"):
                found[f"{topic}.{name}"] = value
    return found


@cache
def what_checks_read() -> Mapping[str, Reads]:
    """What is declared of the checks, by the names that rule files use."""
    return {
        f"{topic}.{name}": reads for topic, loaded in _topics() for name, reads in getattr(loaded, "READS", {}).items()
    }


def _topics() -> Iterator[tuple[str, ModuleType]]:
    for module in iter_modules(__path__):
        if not module.name.startswith("_"):
            yield module.name, import_module(f"{__name__}.{module.name}")
