"""Fixes: how a finding is mended where there is one right way. One module a topic, every public function one fix.

A fix bears the name of its rule, with `_` for `-`. It is a pure function of the spot that a finding points to, and
gives None where nobody could tell what is right. Modules with an underscore hold what several topics share.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from inspect import isfunction
from pkgutil import iter_modules

from aimslint.aims import Aims, Item
from aimslint.fixes._spot import Spot
from aimslint.loading import Located
from aimslint.model import Fix
from aimslint.placing import FixOf
from aimslint.rulebook import Draft

Mend = Callable[[Spot], Fix | None]


@cache
def all_fixes() -> Mapping[str, Mend]:
    """Every fix by the name of its rule."""
    found: dict[str, Mend] = {}
    for module in iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        loaded = import_module(f"{__name__}.{module.name}")
        for name, value in vars(loaded).items():
            if isfunction(value) and value.__module__ == loaded.__name__ and not name.startswith("_"):
                found[name.replace("_", "-")] = value
    return found


def fixes_for(aims: Aims) -> Mapping[str, FixOf]:
    """The fixes of findings about these records, by rule name."""
    record_at = _finder(aims)
    return {rule: _placed(mend, aims, record_at) for rule, mend in all_fixes().items()}


def _placed(mend: Mend, aims: Aims, record_at: Callable[[str, int], Item | None]) -> FixOf:
    def fix_of(draft: Draft, located: Located) -> Fix | None:
        return mend(Spot(draft, aims, record_at(draft.place.path, draft.place.document), located))

    return fix_of


def _finder(aims: Aims) -> Callable[[str, int], Item | None]:
    """Finds the record of a document of a file. In a graph in part, without a look at all others."""
    part = aims.part
    if part is not None:
        return lambda path, document: next((one for one in part.records_in(path) if one.document == document), None)

    @cache
    def known() -> Mapping[tuple[str, int], Item]:
        return {(record.path, record.document): record for record in aims.records}

    return lambda path, document: known().get((path, document))
