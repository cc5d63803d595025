"""Parts the findings of a check into those that count and those that do not."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from aimslint.aims import Aims
from aimslint.dataclass import dataclass
from aimslint.days import parse_day
from aimslint.loading import Limits
from aimslint.model import Exemption, ExemptionKind, Finding, Location, Place, Problem, Span, Suppressed
from aimslint.report import Skip
from aimslint.rulebook import Rulebook
from aimslint.suppress.baseline import Baseline, BaselineEntry, read_baseline
from aimslint.suppress.claim import Claim, Key, keys_of
from aimslint.suppress.complete import RanFully
from aimslint.suppress.ignores import ignores
from aimslint.suppress.terms import UNREADABLE, Terms, no_suppressing
from aimslint.suppress.waivers import waivers


@dataclass(frozen=True, slots=True)
class Outcome:
    """The findings that count, those that do not, and what is wrong with comments, waivers and the baseline."""

    findings: Sequence[Finding]
    suppressed: Sequence[Suppressed]
    problems: Sequence[Problem]


def set_aside(
    findings: Sequence[Finding],
    aims: Aims,
    rulebook: Rulebook,
    as_of: date,
    skipped: Iterable[Skip],
    *,
    limits: Limits,
    inline_forbidden: bool = False,
    disregard: Collection[ExemptionKind] = (),
) -> Outcome:
    """Find what comments, waivers and the baseline of an AIMS keep from counting on the day `as_of`.

    Of these, a comment comes first and the baseline last. Comments and waivers in `disregard` keep nothing from
    counting, and what is wrong with them is told all the same; a baseline in it is not even read. `skipped` are the
    rules that could not be judged for all their subjects: of them nobody can say that an exception is unused. Raises
    ConfigError for a broken baseline.
    """
    terms = Terms(rulebook, as_of)
    asked, problems = ignores(aims, aims.tree, terms, forbidden=inline_forbidden)
    waived, more = waivers(aims, terms)
    claims = [*asked, *waived]
    problems += more
    baseline = read_baseline(aims.tree, aims.root, limits) if "baseline" not in disregard else None
    if not claims and baseline is None:
        return Outcome(findings, (), problems)
    ran_fully = RanFully(rulebook, aims, skipped)
    sorting = _Sorting(claims, baseline, rulebook, as_of, disregard)
    for finding in findings:
        sorting.take(finding)
    broken = {problem.place.path for problem in aims.problems if problem.rule in UNREADABLE}
    problems += (
        _unused(claim) for claim in sorting.unused() if ran_fully(claim.rule) and claim.place.path not in broken
    )
    if baseline is not None:
        problems += _about_baseline(baseline, sorting, fixed(baseline, findings, ran_fully))
    return Outcome(sorting.open, sorting.suppressed, problems)


def fixed(baseline: Baseline, findings: Iterable[Finding], ran_fully: RanFully) -> list[BaselineEntry]:
    """The entries of a baseline whose finding is gone, as far as the rules could be judged at all."""
    there = {finding.fingerprint for finding in findings}
    return [entry for entry in baseline.entries if entry.fingerprint not in there and ran_fully(entry.rule)]


class _Sorting:
    """Takes findings one by one, and remembers which claims covered one."""

    def __init__(
        self,
        claims: Sequence[Claim],
        baseline: Baseline | None,
        rulebook: Rulebook,
        as_of: date,
        disregard: Collection[ExemptionKind],
    ) -> None:
        self.open: list[Finding] = []
        self.suppressed: list[Suppressed] = []
        self.returned = 0  # how many findings a baseline that has ended no longer covers
        self._claims = claims
        self._used: set[int] = set()
        self._by_key: dict[Key, list[int]] = {}
        for number, claim in enumerate(claims):
            for key in claim.keys:
                self._by_key.setdefault(key, []).append(number)
        self._rulebook = rulebook
        self._disregard = disregard
        self._listed = {entry.fingerprint for entry in baseline.entries} if baseline is not None else set()
        self._places = baseline.places if baseline is not None else {}
        self._until = baseline.until if baseline is not None else ""
        self.ended = bool(self._until) and parse_day(self._until) < as_of

    def take(self, finding: Finding) -> None:
        """Put a finding where it belongs."""
        by = self._exempted(finding)
        if by is None:
            self.open.append(finding)
        else:
            self.suppressed.append(Suppressed(finding, by))

    def unused(self) -> Iterator[Claim]:
        """The claims that covered nothing."""
        return (claim for number, claim in enumerate(self._claims) if number not in self._used)

    def _exempted(self, finding: Finding) -> Exemption | None:
        """What keeps a finding from counting."""
        numbers = [number for key in keys_of(finding) for number in self._by_key.get(key, ())]
        self._used.update(numbers)
        for number in sorted(numbers):
            by = self._claims[number].by
            if by.kind not in self._disregard:
                return by
        if finding.fingerprint not in self._listed or no_suppressing(self._rulebook.rules[finding.rule]):
            return None
        self.returned += self.ended
        if self.ended:
            return None
        return Exemption("baseline", until=self._until, location=self._places.get(finding.fingerprint))


def _unused(claim: Claim) -> Problem:
    return Problem("suppression-unused", claim.place, {"what": claim.what, "rule": claim.rule, "hint": claim.hint})


def _about_baseline(baseline: Baseline, sorting: _Sorting, gone: Iterable[BaselineEntry]) -> Iterator[Problem]:
    if sorting.ended:
        values = {"until": baseline.until, "number": str(sorting.returned)}
        yield Problem("baseline-expired", _placed(baseline.end), values)
    for entry in dict.fromkeys(gone):
        where = f"{entry.rule} at {entry.record or entry.path}"
        place = baseline.places.get(entry.fingerprint, baseline.end)  # JSON may write any letter as an escape
        yield Problem("baseline-entry-fixed", _placed(place), {"found": where})


def _placed(location: Location) -> Place:
    span = Span(location.line, location.column, location.end_line, location.end_column)
    return Place(location.path, span=span)
