"""The compiled part of pydantic's core, which is all of it that checks records.

What is written around it in Python serves those who have types made into schemas; to load that takes twenty times as
long: 22 of 23 milliseconds, in each process of a check.
"""

import sys
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import Any

_NAME = "pydantic_core._pydantic_core"


def is_loaded() -> bool:
    """Whether somebody has loaded it."""
    return _NAME in sys.modules


def load() -> Any:
    """The module. Whoever imports pydantic's core as a whole has the same one in it."""
    known = sys.modules.get(_NAME)
    if known is not None:
        return known
    package = find_spec("pydantic_core")
    spec = PathFinder.find_spec(_NAME, package.submodule_search_locations) if package is not None else None
    if spec is None or spec.loader is None:
        import pydantic_core

        return pydantic_core
    module = sys.modules[_NAME] = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[_NAME]
        raise
    return module
