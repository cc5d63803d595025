"""Rules that another process judges: which they are, and what it answers, as plain data."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from aimslint import ledger
from aimslint.dataclass import dataclass
from aimslint.ledger import Ledger, ledger_of
from aimslint.model import Finding
from aimslint.report import Tally
from aimslint.rulebook import Draft, Rule, Rulebook, Verdict

MANY_KINDS = 25
"""About how many kinds a rule must be to count as one about nearly every record."""
MANY_ITEMS = ("ai_system", "risk")
"""The kinds whose rules take longest to judge where the past is not asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What another process found: by rule, the findings in the order of files and lines, and the doubts.

    `notes` are what is known of commits now, if something was added to what was known.
    """

    found: Ledger
    tallies: Mapping[str, Tally]
    notes: Mapping[str, tuple[str, Sequence[str]]] | None = None

    @property
    def findings(self) -> list[Finding]:
        """The findings alone."""
        return [entry.finding for entry in self.found.entries]


class Apart(Protocol):
    """Another process that judges some of the rules."""

    def remember(self, notes: Mapping[str, tuple[str, Sequence[str]]] | None) -> None:
        """Tell it what is known of commits; None where nobody keeps that."""
        ...

    def answer(self, rules: frozenset[str]) -> Answer | None:
        """What it found by these rules; None where it found nothing out. Waits for it."""
        ...


def rules_apart(rulebook: Rulebook, *, with_past: bool) -> frozenset[str]:
    """The rules that the other process judges.

    Those that ask the past, which then only one process reads: at a thousand systems two thirds of what judging takes.
    Without a past, those about nearly every kind and those about what there is most of, which take half.
    """
    rules = (rule for rule in rulebook if rule.raised_by is None)
    return frozenset(rule.name for rule in rules if rule.needs or (not with_past and _is_about_much(rule)))


def _is_about_much(rule: Rule) -> bool:
    return len(rule.kinds) >= MANY_KINDS or rule.for_each in MANY_ITEMS


def to_plain(
    placed: Sequence[tuple[Draft, Finding]],
    verdicts: Sequence[Verdict],
    notes: Mapping[str, tuple[str, Sequence[str]]] | None,
) -> list[Any]:
    """What was found, as lists, texts and numbers."""
    tallies = {verdict.rule.name: [verdict.judged, len(verdict.doubts), verdict.nanoseconds] for verdict in verdicts}
    return [
        ledger.to_plain(ledger_of(placed, verdicts, Ledger())),
        tallies,
        None if notes is None else {subject: [state, list(ids)] for subject, (state, ids) in notes.items()},
    ]


def from_plain(plain: Any, rules: frozenset[str]) -> Answer | None:
    """The answer that `to_plain` made this of; None when it is none about these rules."""
    try:
        told, counts, notes = plain
        found = ledger.from_plain(told)
        tallies = {name: Tally(*count) for name, count in counts.items()}
        known = None if notes is None else {subject: (state, ids) for subject, (state, ids) in notes.items()}
    except (AttributeError, TypeError, ValueError):
        return None
    return Answer(found, tallies, known) if found is not None and tallies.keys() == rules else None
