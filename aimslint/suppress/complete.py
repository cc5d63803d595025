"""Whether a rule could be judged for everything it is about."""

from collections.abc import Iterable

from aimslint.aims import Aims
from aimslint.report import Skip
from aimslint.rulebook import Rulebook

_WHOLE = ("project", "requirement", "reference", "record", "evidence", "not_applicable")


class RanFully:
    """Says of a rule whether its silence means that there is nothing to find.

    It does not where the rule was skipped for a record, or where a file that it is about could not be read.
    """

    def __init__(self, rulebook: Rulebook, aims: Aims, skipped: Iterable[Skip]) -> None:
        self._rulebook = rulebook
        self._lost = set(aims.lost)
        self._skipped = {skip.rule for skip in skipped}

    def __call__(self, name: str) -> bool:
        """Whether the rule of that name ran fully. A rule that is no longer there finds nothing for good."""
        rule = self._rulebook.rules.get(name)
        if rule is None:
            return True
        if name in self._skipped:
            return False
        if rule.raised_by is not None or rule.for_each in _WHOLE:
            return not self._lost
        return self._lost.isdisjoint(kind.partition(".")[0] for kind in rule.kinds)
