"""Rules that another process judges: which they are, and what it answers, as plain data."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from aimslint import ledger
from aimslint.aims import Aims
from aimslint.dataclass import dataclass
from aimslint.ledger import Ledger, ledger_of
from aimslint.model import Finding
from aimslint.report import Tally
from aimslint.rulebook import Draft, Rule, Rulebook, Verdict

PORTIONS = 8
"""Into about how many portions rules are dealt out, so that two processes are done at nearly the same time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What another process found: the findings, those of one rule in the order of files and lines, and the doubts.

    `notes` are what is known of commits now, if something was added to what was known.
    """

    found: Ledger
    tallies: Mapping[str, Tally]
    notes: Mapping[str, tuple[str, Sequence[str]]] | None = None

    @property
    def findings(self) -> list[Finding]:
        """The findings alone."""
        return [entry.finding for entry in self.found.entries]


class Deal:
    """The rules of one check, dealt out to two processes: each is judged by one of them, for everybody.

    The other process begins with those that ask the past, which then it alone reads. All others wait, in portions, for
    whoever is done with what it had.
    """

    def __init__(self, rules: Iterable[Rule], aims: Aims, begun_with: Collection[str]) -> None:
        """`begun_with` are the rules that the other process begins with."""
        self._given = set(begun_with)
        self._waiting = deque(_portions([rule for rule in rules if rule.name not in begun_with], aims))

    def take(self) -> Sequence[Rule]:
        """Rules for this process; none when no more are left."""
        return self._waiting.popleft() if self._waiting else ()

    def give(self) -> list[str]:
        """Rules for the other process, by name; none when no more are left."""
        names = [rule.name for rule in self.take()]
        self._given.update(names)
        return names

    @property
    def given(self) -> frozenset[str]:
        """The rules that were for the other process so far."""
        return frozenset(self._given)


def _portions(rules: Iterable[Rule], aims: Aims) -> list[list[Rule]]:
    """Rules that are best judged together, since they are about the same kinds; those that take longest first."""
    alike: dict[tuple[str, ...], list[Rule]] = {}
    for rule in rules:
        alike.setdefault(rule.kinds, []).append(rule)
    count = {kinds: sum(len(aims.items.get(kind, ())) for kind in kinds) for kinds in alike}
    most = sum(count[kinds] * len(some) for kinds, some in alike.items()) // PORTIONS
    portions = []
    for kinds, some in alike.items():
        size = max(1, most // max(1, count[kinds]))
        portions += [(count[kinds], some[begin : begin + size]) for begin in range(0, len(some), size)]
    portions.sort(key=lambda portion: -portion[0] * len(portion[1]))
    return [some for _, some in portions]


class Apart(Protocol):
    """Another process that judges some of the rules."""

    def remember(self, notes: Mapping[str, tuple[str, Sequence[str]]] | None) -> None:
        """Tell it what is known of commits; None where nobody keeps that."""
        ...

    def share(self, deal: Deal) -> None:
        """Give it rules from now on, whenever it asks for more."""
        ...

    def answer(self) -> Answer | None:
        """What it found by the rules that it was given; None where it found nothing out. Waits for it."""
        ...


def rules_of_past(rulebook: Rulebook) -> frozenset[str]:
    """The rules that ask the past: at a thousand systems, half of what judging takes."""
    return frozenset(rule.name for rule in rulebook if rule.raised_by is None and rule.needs)


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
