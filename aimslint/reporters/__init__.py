"""Outputs of a check. Each module here is one, named as `--output-format` calls it.

Such a module has a function `write(listing, screen)` that gives the output in pieces. Adding an output is adding a
module; what several share lies in `aimslint.reporters.text`.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aimslint.reporters.text.screen import Screen
    from aimslint.views import Listing

    Reporter = Callable[[Listing, Screen], Iterator[str]]


def names() -> list[str]:
    """The outputs there are. Loads none of them."""
    files = (name for folder in __path__ for name in os.listdir(folder))
    return sorted(name.removesuffix(".py") for name in files if name.endswith(".py") and not name.startswith("_"))


def reporter(name: str) -> "Reporter":
    """The function that writes the output `name`, which must be one of `names()`."""
    write: Reporter = import_module(f"{__name__}.{name}").write
    return write


def statistics(
    listing: "Listing", screen: "Screen", took: int | None = None, more: Sequence[str] = ()
) -> Iterator[str]:
    """How often each rule was broken, in place of any output; with the nanoseconds of the check, what each cost."""
    from aimslint.reporters.text.statistics import write

    return write(listing, screen, took, more)
