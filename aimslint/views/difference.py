"""What a change does to a management system: two listings and their reports side by side.

Both are made with the same as-of date, configuration and rules, so that what merely falls due today is not new.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from aimslint.aims import Item
from aimslint.coverage import CODE_CHANGED, STALENESS_TOPIC, Coverage, Row, Status
from aimslint.dataclass import dataclass
from aimslint.model import Finding, Severity, Subject
from aimslint.report import Report
from aimslint.roots import is_inside
from aimslint.views.change import Difference, Stale, Step, Touched
from aimslint.views.listed import Listed
from aimslint.views.listing import Listing
from aimslint.views.renames import Renames, again
from aimslint.witness.code import files_among


@dataclass(frozen=True, slots=True)
class Earlier:
    """What coverage was at a base: in words which one, how each requirement stood there, what else counted there."""

    base: str
    coverage: Coverage
    settings: tuple[str, ...] = ()

    def steps(self, now: Coverage) -> Mapping[str, Step]:
        """The requirements whose status differs now, by their bare ids."""
        return {step.id.partition(":")[2]: step for step in steps(self.coverage.statuses, now.rows)}


def difference(
    base: str,
    before: Listing,
    after: Listing,
    *,
    coverage: Iterable[tuple[Mapping[str, Status], Iterable[Row]]] = (),
    touched: Iterable[Touched] = (),
    settings: Iterable[str] = (),
    unread: Collection[str] = (),
    renames: Renames | None = None,
    added: Collection[Subject] = (),
    removed: Collection[Subject] = (),
) -> Difference:
    """Compare what was listed of the base with what is listed now.

    Findings are the same by AIMS root and fingerprint; the roots of both listings stand in the same order. `unread`
    are the files that cannot be read now, `renames` what is only called by another name, `added` the records that the
    base did not hold: whatever is wrong with their dates, nothing made them stale. What was found of `removed` records
    is not fixed by removing them.
    """
    was, now = _key_in(before), _key_in(after)
    was_open = {was(listed.finding) for listed in before.findings}
    was_exempt = {was(one.finding) for one in before.suppressed}
    known = {now(listed.finding) for listed in after.findings} | {now(one.finding) for one in after.suppressed}
    gone = [listed.finding for listed in before.findings if was(listed.finding) not in known]
    came = [listed.finding for listed in after.findings if now(listed.finding) not in was_open]
    pairs = again(came, gone, renames or Renames())
    came_anew = {now(one) for one in came if one.fingerprint not in pairs}
    renamed = set(pairs.values())
    gone = [one for one in gone if one.fingerprint not in renamed]
    unsure = _more_unsure(before, after)

    def can_be_seen(one: Finding) -> bool:
        return one.rule not in unsure and one.location.path not in unread and one.record not in removed

    new = tuple(listed for listed in after.findings if now(listed.finding) in came_anew)
    return Difference(
        base,
        new,
        tuple(filter(can_be_seen, gone)),
        tuple(listed for listed in after.findings if now(listed.finding) not in came_anew),
        tuple(one for one in after.suppressed if now(one.finding) not in was_exempt),
        tuple(one for one in gone if not can_be_seen(one)),
        tuple(_stale(listed) for listed in new if _is_staleness(listed) and listed.finding.record not in added),
        tuple(step for pair in coverage for step in steps(*pair)),
        tuple(touched),
        tuple(settings),
    )


def below(found: Difference, paths: Sequence[str]) -> Difference:
    """The same with findings in these files and folders alone; in all of them, when none is named.

    Narrowed after the comparison, since a file of the base may lie elsewhere now.
    """

    def inside(finding: Finding) -> bool:
        return not paths or any(is_inside(finding.location.path, path) for path in paths)

    return replace(
        found,
        new=tuple(listed for listed in found.new if inside(listed.finding)),
        fixed=tuple(filter(inside, found.fixed)),
        still=tuple(listed for listed in found.still if inside(listed.finding)),
        exempted=tuple(one for one in found.exempted if inside(one.finding)),
        unseen=tuple(filter(inside, found.unseen)),
        stale=tuple(one for one in found.stale if inside(one.finding)),
    )


def narrowed(listing: Listing, found: Difference) -> Listing:
    """A listing of the new findings alone, with the difference beside them."""
    findings = [listed.finding for listed in found.new]
    counts = Counter(finding.severity for finding in findings)
    summary = replace(
        listing.summary,
        by_severity={severity: counts[severity] for severity in reversed(Severity)},
        fixable=sum(finding.fixable for finding in findings),
        unsafe_fixes=sum(finding.fix is not None and not finding.fix.safe for finding in findings),
    )
    return replace(listing, findings=found.new, summary=summary, difference=found)


def steps(before: Mapping[str, Status], after: Iterable[Row]) -> Iterator[Step]:
    """The requirements whose status differs from the one before, by bare ids, in the order of the rows."""
    for row in after:
        requirement = row.requirement
        earlier = before.get(requirement.id)
        if earlier is not None and earlier is not row.status:
            yield Step(requirement.qualified, requirement.title, earlier, row.status, row.why)


def systems_touched(report: Report, changed: Sequence[str]) -> Iterator[Touched]:
    """The systems among whose code one of these paths lies, in the order of files."""
    paths = sorted(changed)
    for code, system_of in _code_of_systems(report) if paths else ():
        files = files_among(code, paths, report.aims.root)
        system = system_of() if files else None
        if system is not None and not system.erased and system.data.get("lifecycle_stage") != "retired":
            name = system.data.get("name")
            called = name if isinstance(name, str) else system.id
            yield Touched(system.id, called, _owner(system), tuple(files), tuple(_speaking_of(system)))


def _code_of_systems(report: Report) -> Iterator[tuple[Mapping[str, Any], Callable[[], Item]]]:
    """What systems say of their code, and the systems themselves."""
    part = report.aims.part
    if part is not None:
        yield from ((code, partial(part.node, number)) for number, code in part.coded())
    else:
        for system in report.aims.items.get("ai_system", ()):
            code = system.data.get("code")
            if isinstance(code, Mapping):
                yield code, partial(_itself, system)


def _itself(system: Item) -> Item:
    return system


def _speaking_of(system: Item) -> Iterator[tuple[str, str, str]]:
    """The records that assess or describe what a system's code does."""
    cards = [model.links.get(("card",)) for model in system.children.get(("models",), ()) if isinstance(model, Item)]
    found = [*system.back.get("impact_assessments", ()), *system.back.get("risks", ()), *cards]
    for item in dict.fromkeys(one for one in found if isinstance(one, Item) and not one.erased):
        if item.data.get("status") not in ("retired", "closed") and not item.back.get("superseded_by"):
            yield item.kind, item.id, _owner(item)


def _owner(item: Item) -> str:
    owner = item.data.get("owner", item.record.data.get("owner"))
    return owner if isinstance(owner, str) else ""


def _is_staleness(listed: Listed) -> bool:
    return listed.rule.topic == STALENESS_TOPIC or listed.rule.name.startswith(CODE_CHANGED)


def _stale(listed: Listed) -> Stale:
    finding = listed.finding
    if listed.rule.name.startswith(CODE_CHANGED) and finding.related:  # it stands at the code, and says whose it is
        return Stale(finding.related[0].message, finding)
    about = finding.record
    return Stale(f"{about.kind} {about.id}" if about is not None else finding.location.path, finding)


def _key_in(listing: Listing) -> Callable[[Finding], tuple[int, str]]:
    """What tells findings apart: two AIMS roots may hold records of the same name."""
    order = sorted(enumerate(listing.roots), key=lambda pair: len(pair[1]), reverse=True)

    def key(finding: Finding) -> tuple[int, str]:
        inside = (number for number, root in order if is_inside(finding.location.path, root))
        return next(inside, -1), finding.fingerprint

    return key


def _more_unsure(before: Listing, after: Listing) -> set[str]:
    """The rules that could be judged for fewer records than before: their silence does not mean that all is well."""
    was: Counter[str] = Counter()
    for skip in before.skipped:
        was[skip.rule] += skip.subjects
    now: Counter[str] = Counter()
    for skip in after.skipped:
        now[skip.rule] += skip.subjects
    return {rule for rule, subjects in now.items() if subjects > was[rule]}
