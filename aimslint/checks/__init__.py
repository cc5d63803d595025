"""Checks in Python, for what matchers cannot say: one module a topic, every public function in it one check.

Modules with an underscore hold what several topics share.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from inspect import isfunction
from pkgutil import iter_modules

from aimslint.rulebook import Check


@cache
def all_checks() -> Mapping[str, Check]:
    """Every check by the name that rule files use: `topic.function`."""
    found: dict[str, Check] = {}
    for module in iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        loaded = import_module(f"{__name__}.{module.name}")
        for name, value in vars(loaded).items():
            if isfunction(value) and value.__module__ == loaded.__name__ and not name.startswith("_"):
                found[f"{module.name}.{name}"] = value
    return found
