"""One requirement: what it asks, how it is shown, what shows it here, and which rules guard it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aimslint.coverage import Row, Status, coverage_of
from aimslint.dataclass import dataclass
from aimslint.evidence import showings
from aimslint.evidence.showing import Shown
from aimslint.packs import Pack, Relation, Requirement, elsewhere_in
from aimslint.packs import Row as CrosswalkRow
from aimslint.records.table import all_kinds
from aimslint.report import Report
from aimslint.rulebook import Rule, Rulebook
from aimslint.suggest import hint
from aimslint.views.selectors import SelectorError
from aimslint.views.words import quoted


@dataclass(frozen=True, slots=True)
class Guard:
    """A rule that names the requirement, and how many findings it has here."""

    rule: Rule
    findings: int


@dataclass(frozen=True, slots=True)
class Tie:
    """A row of a crosswalk: which requirement lies to which, how, who says so, and how the first stands here."""

    source: str
    target: str
    relation: Relation
    stated_by: tuple[str, ...]
    note: str
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class RequirementPage:
    """Everything about one requirement. `row` is how it stands here; None where there is no record at all.

    `helped_by` are the rows of crosswalks that lead here, `helps` those that lead from here to other packs. It is
    `named` as records name it.
    """

    pack: Pack
    requirement: Requirement
    row: Row | None
    guards: Sequence[Guard]
    helped_by: Sequence[Tie] = ()
    helps: Sequence[Tie] = ()
    named: str = ""


def find_requirement(id_: str, packs: Mapping[str, Pack], primary: str) -> tuple[Pack, Requirement]:
    """The requirement that `id_` names: bare in the primary pack, or `pack:id`.

    Raises SelectorError with the ids that were likely meant.
    """
    name, _, bare = id_.rpartition(":")
    pack = packs.get(name or primary)
    if pack is None:
        usable = [each.name for each in packs.values() if each.requirements]
        raise SelectorError(
            f"{quoted(id_)} is of a pack that is not in use; in use: {', '.join(usable)}{hint(name, usable)}"
        )
    found = pack.requirements.get(bare)
    if found is not None:
        return pack, found
    likely = [pack.requirements[other].named(primary) for other in pack.likely(bare)]
    elsewhere = [] if name else elsewhere_in(packs, bare)
    if bare in pack.groups and not elsewhere:
        raise SelectorError(f"{quoted(id_)} is a heading ({pack.groups[bare]}), which holds {', '.join(likely)}")
    if likely or elsewhere:
        first = " or ".join(f"`{other}`" for other in (*elsewhere, *likely[:3]))
        raise SelectorError(f"{pack.title} has no {quoted(id_)}; likely {first}")
    known = [item.named(primary) for item in pack.requirements.values()]
    lists = "aimslint coverage" if pack.name == primary else f"aimslint coverage --pack {pack.name}"
    raise SelectorError(f"{pack.title} has no {quoted(id_)}; `{lists}` lists all of it{hint(id_, known)}")


def requirement_page(
    pack: Pack,
    requirement: Requirement,
    rulebook: Rulebook,
    report: Report | None,
    packs: Mapping[str, Pack],
    primary: str,
) -> RequirementPage:
    """The page of a requirement of one of these packs, from the report of a project or, without one, alone."""
    row = None
    if report is not None:
        row = next(row for row in coverage_of(report, pack).rows if row.requirement is requirement)
    guards = [
        Guard(rule, sum(found.rule == rule.name for found in report.findings) if report is not None else 0)
        for rule in rulebook
        if requirement.qualified in rule.requirements
    ]
    standing = {one.row: one.status for one in row.crosswalk} if row is not None else {}
    helped_by = [
        _tie(found, pack, standing.get(found))
        for found in pack.crosswalk.to(requirement.id)
        if found.source.partition(":")[0] in packs
    ]
    helps = [
        _tie(found, other)
        for other in packs.values()
        for found in other.crosswalk.rows
        if _leads_from(found.source, requirement, pack)
    ]
    return RequirementPage(pack, requirement, row, guards, helped_by, helps, requirement.named(primary))


def _leads_from(source: str, requirement: Requirement, pack: Pack) -> bool:
    name, _, bare = source.partition(":")
    return name == pack.name and (bare == requirement.id or (bare in pack.groups and requirement in pack.under(bare)))


def _tie(row: CrosswalkRow, pack: Pack, status: Status | None = None) -> Tie:
    """A row with what the keys of its sources stand for."""
    stated_by = tuple(pack.crosswalk.sources[key].rstrip(".") for key in row.stated_by)
    return Tie(row.source, f"{pack.name}:{row.target}", row.relation, stated_by, row.note, status)


def asked_of(requirement: Requirement) -> str:
    """What a requirement is asked of, in words."""
    if requirement.for_each is None:
        return "the management system as a whole"
    where = f" where {said(requirement.where)}" if requirement.where is not None else ""
    return f"each {requirement.for_each}{where}"


def ways(requirement: Requirement, pack: Pack) -> Iterator[str]:
    """How a requirement is shown, in words: all of these lines."""
    for part, shown in zip(requirement.shown_by, showings(pack)[requirement.id].parts, strict=True):
        specs = part["any_of"] if set(part) == {"any_of"} else [part]
        yield "; or ".join(_way(spec, way) for spec, way in zip(specs, shown, strict=True))


def said(spec: Any) -> str:
    """A condition of the catalogue in words."""
    if isinstance(spec, dict):
        return ", ".join(
            " or ".join(f"({said(one)})" if isinstance(one, dict | list) else said(one) for one in value)
            if key == "any_of"
            else f"{key} {said(value)}"
            for key, value in spec.items()
        )
    if isinstance(spec, list):
        return ", ".join(said(part) for part in spec)
    return str(spec).lower() if isinstance(spec, bool) else str(spec)


def _way(spec: Mapping[str, Any], way: Shown) -> str:
    natures = {_nature(kind) for kind in way.kinds}
    approved = "approved" if natures & {"document", "result"} else ""
    documented = ", ".join(filter(None, (approved, said(spec["documented"]) if "documented" in spec else "")))
    dated = said(spec["operating"]) if "operating" in spec else _usual_day(way)
    fresh = said(spec["fresh"]) if "fresh" in spec else "its next review is not overdue"
    parts = [
        f"{spec.get('from', 'the record itself')} with {said(spec['content'])}" if "content" in spec else spec["from"],
        f"documented: {documented}" if documented else "",
        f"in use: {dated}",
        f"stale unless {fresh}",
    ]
    return "; ".join(filter(None, parts))


def _nature(kind: str) -> str | None:
    about = all_kinds().get(kind.partition(".")[0])
    if about is not None and about.holder is not None:
        about = all_kinds()[about.holder]
    return about.nature if about is not None else None


def _usual_day(way: Shown) -> str:
    days = dict.fromkeys(all_kinds()[kind].act_date or "last_reviewed" for kind in way.kinds if kind in all_kinds())
    return " or ".join(days) or "last_reviewed"
