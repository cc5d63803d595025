"""Fixes: how a finding is mended where there is one right way. One module a topic, every public function one fix.

A fix bears the name of its rule, with `_` for `-`. It is a pure function of the spot that a finding points to, and
gives None where nobody could tell what is right. Modules with an underscore hold what several topics share.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType

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
    for file in sorted(Path(__file__).parent.glob("[!_]*.py")):
        loaded = import_module(f"{__name__}.{file.stem}")
        for name, value in vars(loaded).items():
            if isinstance(value, FunctionType) and value.__module__ == loaded.__name__ and not name.startswith("_"):
                found[name.replace("_", "-")] = value
    return found


def fixes_for(aims: Aims) -> Mapping[str, FixOf]:
    """The fixes of findings about these records, by rule name."""
    return _Fixes(aims)


class _Fixes(Mapping[str, FixOf]):
    """The fixes of findings about some records. They are loaded when there is a finding."""

    def __init__(self, aims: Aims) -> None:
        self._aims = aims
        self._record_at = _finder(aims)

    def __getitem__(self, rule: str) -> FixOf:
        mend = all_fixes()[rule]

        def fix_of(draft: Draft, located: Located) -> Fix | None:
            record = self._record_at(draft.place.path, draft.place.document)
            return mend(Spot(draft, self._aims, record, located))

        return fix_of

    def __iter__(self) -> Iterator[str]:
        return iter(all_fixes())

    def __len__(self) -> int:
        return len(all_fixes())


def _finder(aims: Aims) -> Callable[[str, int], Item | None]:
    """Finds the record of a document of a file. In a graph in part, without a look at all others."""
    part = aims.part
    if part is not None:
        return lambda path, document: next((one for one in part.records_in(path) if one.document == document), None)

    @cache
    def known() -> Mapping[tuple[str, int], Item]:
        return {(record.path, record.document): record for record in aims.records}

    return lambda path, document: known().get((path, document))
