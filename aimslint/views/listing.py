"""What of a check is listed: findings narrowed by phase, rules and paths, and a summary of all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from aimslint.dataclass import dataclass
from aimslint.model import Cause, Finding, Phase, Severity, Suppressed
from aimslint.packaged import default_pack
from aimslint.report import Report, Skip, Tally
from aimslint.rulebook import Rule
from aimslint.views.change import Difference
from aimslint.views.listed import Listed
from aimslint.views.selectors import check_packs, check_selectors, picks


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list; left out means everything that the phase of the project asks for.

    `select` keeps the rules it names, `ignore` drops those it names, whatever else names them. `extend_select` adds
    rules to what `select` keeps, also rules of a later phase. `packs` keeps rules that come from these packs or guard
    their requirements. `paths` are files or folders relative to the git root, empty text for all. `primary` is the
    pack that requirement ids without a pack belong to. `settings_given` says that the configuration came from
    elsewhere than the project. `notes` are sentences to pass on.
    """

    phase: Phase | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    primary: str = field(default_factory=default_pack)
    settings_given: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts. `records` are all that were read; the rest is about what is listed.

    `rules` are those whose findings are listed; `later_phases` counts, for each phase beyond the one listed, the
    findings that wait there and would be listed under it. Of those that are `fixable`, `unsafe_fixes` need
    `--unsafe-fixes`.
    """

    records: int
    rules: int
    by_severity: Mapping[Severity, int]
    fixable: int
    waived: int
    baselined: int
    later_phases: Mapping[Phase, int]
    unsafe_fixes: int = 0

    @property
    def findings(self) -> int:
        """How many findings are listed."""
        return sum(self.by_severity.values())


@dataclass(frozen=True, slots=True)
class Listing:
    """What reporters print, of one AIMS root or of several.

    `suppressed` would be listed if no comment, waiver or baseline kept them from counting. With a `difference`, only
    what is new since its base is listed.

    `tallies` say for each rule that was judged on records how often, `titles` how requirements are called.
    """

    roots: tuple[str, ...]
    as_of: date
    findings: tuple[Listed, ...]
    suppressed: tuple[Suppressed, ...]
    skipped: tuple[Skip, ...]
    summary: Summary
    rules: tuple[Rule, ...]
    tallies: Mapping[str, Tally]
    titles: Mapping[str, str]
    primary: str = field(default_factory=default_pack)
    notes: tuple[str, ...] = field(default=())
    difference: Difference | None = None

    @property
    def root(self) -> str:
        """The folder that holds all that was checked, relative to the git root: `.` for that itself.

        With one AIMS root it is that; with several, the nearest folder above all of them.
        """
        first, *others = (root.split("/") if root else [] for root in self.roots)
        common = first
        for other in others:
            same = [ours == theirs for ours, theirs in zip(common, other, strict=False)]
            common = common[: same.index(False) if False in same else len(same)]
        return "/".join(common) or "."

    def reaches(self, severity: Severity) -> bool:
        """Whether a finding listed weighs at least as much as `severity`."""
        return any(listed.finding.severity.rank >= severity.rank for listed in self.findings)


def narrow(reports: Sequence[Report], wanted: Wanted) -> Listing:
    """What of these reports to list. Their findings and the rest stay as they are.

    Takes the report of each AIMS root, at least one. Raises SelectorError for a word that picks no rule in any.
    """
    for option, selectors in (
        ("--select", wanted.select),
        ("--ignore", wanted.ignore),
        ("--extend-select", wanted.extend_select),
    ):
        check_selectors(option, selectors, reports, wanted.primary)
    check_packs("--pack", wanted.packs, reports)
    parts = [_narrow_one(report, wanted) for report in reports]
    listed = sorted((one for part in parts for one in part.findings), key=lambda one: _order(one.finding))
    suppressed = sorted((one for part in parts for one in part.suppressed), key=lambda one: _order(one.finding))
    return Listing(
        roots=tuple(report.root for report in reports),
        as_of=reports[0].as_of,
        findings=tuple(listed),
        suppressed=tuple(suppressed),
        skipped=_skips(skip for part in parts for skip in part.skipped),
        summary=_summary(reports, parts, listed, suppressed),
        rules=tuple({rule.name: rule for part in parts for rule in part.rules}.values()),
        tallies=_tallies(parts),
        titles={
            f"{item.data['pack']}:{item.data['id']}": str(item.data["title"])
            for report in reports
            for item in report.aims.items.get("requirement", ())
        },
        primary=wanted.primary,
        notes=tuple(dict.fromkeys((*wanted.notes, *_notes(reports, wanted)))),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What one report adds to a listing."""

    findings: list[Listed]
    suppressed: list[Suppressed]
    rules: list[Rule]
    skipped: list[Skip]
    tallies: dict[str, Tally]
    later: Counter[Phase]


def _narrow_one(report: Report, wanted: Wanted) -> _Part:
    phase = wanted.phase or report.phase
    chosen = {rule.name: rule for rule in report.rulebook if _is_chosen(rule, wanted)}
    due = {name: rule for name, rule in chosen.items() if _is_due(rule, phase, wanted)}
    findings = []
    later = Counter({each: 0 for each in Phase if each.rank > phase.rank})
    for finding in report.findings:
        rule = chosen.get(finding.rule)
        if rule is None or not _is_below(finding.location.path, wanted.paths):
            continue
        if finding.rule in due:
            findings.append(Listed(finding, rule, report.aims.texts))
        else:
            later[rule.phase] += 1
    suppressed = [
        one
        for one in report.suppressed
        if one.finding.rule in due and _is_below(one.finding.location.path, wanted.paths)
    ]
    return _Part(
        findings,
        suppressed,
        list(due.values()),
        [skip for skip in report.skipped if skip.rule in due],
        {name: tally for name, tally in report.tallies.items() if name in due},
        later,
    )


def _is_chosen(rule: Rule, wanted: Wanted) -> bool:
    def named(selectors: Iterable[str]) -> bool:
        return any(picks(selector, rule, wanted.primary) for selector in selectors)

    if named(wanted.ignore):
        return False
    if wanted.packs and rule.pack not in wanted.packs:
        guarded = {id_.partition(":")[0] for id_ in rule.requirements}
        if guarded.isdisjoint(wanted.packs):
            return False
    return not wanted.select or named(wanted.select) or named(wanted.extend_select)


def _is_due(rule: Rule, phase: Phase, wanted: Wanted) -> bool:
    if rule.phase.rank <= phase.rank:
        return True
    return any(picks(selector, rule, wanted.primary) for selector in wanted.extend_select)


def _is_below(path: str, folders: Sequence[str]) -> bool:
    return not folders or any(not folder or path == folder or path.startswith(folder + "/") for folder in folders)


def _notes(reports: Sequence[Report], wanted: Wanted) -> Iterator[str]:
    """What a reader should know to judge a short list."""
    for report in reports:
        yield from report.notes
        if report.aims.settings_path is None and not wanted.settings_given:
            yield f"there is no aimslint.yaml in {report.root or 'the top folder'}: defaults are used"
    for path in wanted.paths:
        if not any(_is_below(text, [path]) for report in reports for text in report.aims.texts):
            yield f"{path} holds no record; findings elsewhere are not listed"


def _order(finding: Finding) -> tuple[str, int, int]:
    place = finding.location
    return place.path, place.line, place.column


def _skips(skips: Iterable[Skip]) -> tuple[Skip, ...]:
    """One skip for each rule and reason, in the order met."""
    subjects: Counter[tuple[str, str, Cause]] = Counter()
    for skip in skips:
        subjects[skip.rule, skip.reason, skip.cause] += skip.subjects
    return tuple(Skip(rule, reason, count, cause) for (rule, reason, cause), count in subjects.items())


def _tallies(parts: Iterable[_Part]) -> dict[str, Tally]:
    sums: dict[str, Tally] = {}
    for part in parts:
        for name, tally in part.tallies.items():
            before = sums.get(name, Tally(0, 0))
            sums[name] = Tally(
                before.judged + tally.judged, before.unsure + tally.unsure, before.nanoseconds + tally.nanoseconds
            )
    return sums


def _summary(
    reports: Sequence[Report], parts: Sequence[_Part], listed: Sequence[Listed], suppressed: Sequence[Suppressed]
) -> Summary:
    counts = Counter(one.finding.severity for one in listed)
    later: Counter[Phase] = Counter()
    for part in parts:
        for phase, count in part.later.items():
            later[phase] += count  # not `later += part.later`: that drops the zeros
    return Summary(
        records=sum(len(report.aims.records) for report in reports),
        rules=len({rule.name for part in parts for rule in part.rules}),
        by_severity={severity: counts[severity] for severity in reversed(Severity)},
        fixable=sum(one.finding.fixable for one in listed),
        waived=sum(one.by.kind != "baseline" for one in suppressed),
        baselined=sum(one.by.kind == "baseline" for one in suppressed),
        later_phases={phase: later[phase] for phase in Phase if phase in later},
        unsafe_fixes=sum(one.finding.fix is not None and not one.finding.fix.safe for one in listed),
    )
