"""What a change does to a management system: two listings and their reports side by side.

Both are made with the same as-of date, configuration and rules, so that what merely falls due today is not new.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from aimslint.aims import Item
from aimslint.coverage import CODE_CHANGED, STALENESS_TOPIC, Coverage, Status
from aimslint.model import Finding, Severity, Suppressed
from aimslint.report import Report
from aimslint.views.listing import Listed, Listing
from aimslint.witness.code import code_files

LADDER = (Status.MISSING, Status.DRAFT, Status.DOCUMENTED, Status.STALE, Status.OPERATING)


@dataclass(frozen=True, slots=True)
class Step:
    """A requirement whose status differs: what it was and what it is now."""

    id: str
    title: str
    before: Status
    after: Status
    why: str

    @property
    def direction(self) -> Literal["gained", "lost", "changed"]:
        """Whether records show more of it now or less; neither, where it was or is excluded or not asked yet."""
        if self.before not in LADDER or self.after not in LADDER:
            return "changed"
        return "gained" if LADDER.index(self.after) > LADDER.index(self.before) else "lost"


@dataclass(frozen=True, slots=True)
class Touched:
    """A system whose code the change touches, the files, and the records that speak of that code, with their owners."""

    system: str
    name: str
    owner: str
    files: tuple[str, ...]
    records: tuple[tuple[str, str, str], ...]
    """Kind, id and owner; the owner is empty where none is named."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What is new, what is fixed, and what is left, since a base.

    `base` says in words what it is compared with. `exempted` are new findings that do not count because the change
    exempts them, or old ones that it exempts. `stale` are those of the new ones that say a record has become stale.
    `settings` are the parts of the configuration and rules that differ.
    """

    base: str
    new: tuple[Listed, ...]
    fixed: tuple[Finding, ...]
    still: tuple[Listed, ...]
    exempted: tuple[Suppressed, ...]
    stale: tuple[Finding, ...]
    coverage: tuple[Step, ...]
    touched: tuple[Touched, ...]
    settings: tuple[str, ...]


def difference(
    base: str,
    before: Listing,
    after: Listing,
    coverage: Iterable[tuple[Coverage, Coverage]] = (),
    touched: Iterable[Touched] = (),
    settings: Iterable[str] = (),
) -> Difference:
    """Compare what was listed of the base with what is listed now. Findings are the same by fingerprint."""
    was_open = {listed.finding.fingerprint for listed in before.findings}
    was_exempt = {one.finding.fingerprint for one in before.suppressed}
    known = {listed.finding.fingerprint for listed in after.findings}
    known |= {one.finding.fingerprint for one in after.suppressed}
    new = tuple(listed for listed in after.findings if listed.finding.fingerprint not in was_open)
    return Difference(
        base,
        new,
        tuple(listed.finding for listed in before.findings if listed.finding.fingerprint not in known),
        tuple(listed for listed in after.findings if listed.finding.fingerprint in was_open),
        tuple(one for one in after.suppressed if one.finding.fingerprint not in was_exempt),
        tuple(listed.finding for listed in new if _is_staleness(listed)),
        tuple(step for pair in coverage for step in _steps(*pair)),
        tuple(touched),
        tuple(settings),
    )


def narrowed(listing: Listing, found: Difference) -> Listing:
    """A listing of the new findings alone, with the difference beside them."""
    counts = Counter(listed.finding.severity for listed in found.new)
    summary = replace(
        listing.summary,
        by_severity={severity: counts[severity] for severity in reversed(Severity)},
        fixable=sum(listed.finding.fixable for listed in found.new),
    )
    return replace(listing, findings=found.new, summary=summary, difference=found)


def systems_touched(report: Report, changed: Sequence[str]) -> Iterator[Touched]:
    """The systems among whose code one of these paths lies, in the order of files."""
    paths = sorted(changed)
    for system in report.aims.of_kind(("ai_system",)):
        code = system.data.get("code")
        if not paths or not isinstance(code, Mapping):
            continue
        files = code_files(code, report.aims.root).among(paths)
        if files:
            name = system.data.get("name")
            called = name if isinstance(name, str) else system.id
            yield Touched(system.id, called, _owner(system), tuple(files), tuple(_speaking_of(system)))


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


def _steps(before: Coverage, after: Coverage) -> Iterator[Step]:
    known = {row.requirement.id: row for row in before.rows}
    for row in after.rows:
        earlier = known.get(row.requirement.id)
        if earlier is not None and earlier.status is not row.status:
            requirement = row.requirement
            yield Step(requirement.qualified, requirement.title, earlier.status, row.status, row.why)
