"""One page about a system, a record or an entry."""

from collections.abc import Iterable, Iterator
from datetime import date

from aimslint.aims import Aims, Item
from aimslint.records.table import all_kinds
from aimslint.report import Report
from aimslint.snapshot import Snapshot
from aimslint.suggest import hint
from aimslint.views.applies import applying
from aimslint.views.duties import duties
from aimslint.views.page import Page, Section
from aimslint.views.selectors import SelectorError
from aimslint.views.show_record import record_fields, record_sections
from aimslint.views.show_system import belongings, system_fields, system_sections
from aimslint.views.upcoming import title_of, upcoming
from aimslint.views.words import facts, quoted

KEPT = ("findings", "upcoming", "assessments", "risks", "monitoring")
"""Sections that are shown empty: that there is nothing is worth knowing."""


def find_item(name: str, aims: Aims) -> Item:
    """The record or entry that `id` or `kind/id` names. Raises SelectorError where there is none, or several."""
    kind, _, id_ = name.rpartition("/")
    if kind and kind not in all_kinds():
        raise SelectorError(f"there is no kind {quoted(kind)}{hint(kind, all_kinds())}")
    kinds = [kind] if kind else list(all_kinds())
    by_id: dict[str, dict[str, Item]] = {}
    for each in kinds:
        for item in aims.items.get(each, ()):
            if item.id:
                by_id.setdefault(item.id, {}).setdefault(each, item)
    found = by_id.get(id_, {})
    if len(found) > 1:
        choices = ", ".join(f"{each}/{id_}" for each in found)
        raise SelectorError(f"{quoted(id_)} is the id of several: {choices}; name one of these")
    if not found:
        what = f"{kind} with the id" if kind else "record or entry with the id"
        raise SelectorError(f"there is no {what} {quoted(id_)}{hint(id_, filter(str.isprintable, by_id))}")
    (item,) = found.values()
    return item


def page_of(report: Report, item: Item, until: date, *, rules: bool = False) -> Page:
    """The page of a record or entry: what it says, what belongs to it, what is open and what falls due up to a day.

    With `rules` also which rules apply to it, and which do not and why.
    """
    snapshot = Snapshot(report.aims, report.as_of)
    if item.kind == "ai_system":
        fields, sections = system_fields(item, snapshot), list(system_sections(item, snapshot))
        own = belongings(item)
    else:
        fields, sections = record_fields(item), list(record_sections(item))
        own = [item]
    sections += [
        duties(item, snapshot),
        _findings(report, own),
        _accepted(report, own),
        _due(report, own, until),
        _facts(item, snapshot),
    ]
    shown = [section for section in sections if section.rows or section.name in KEPT]
    return Page(item, title_of(item), fields, shown, applying(report, item) if rules else None)


def _facts(item: Item, snapshot: Snapshot) -> Section:
    rows = [(fact.name, value or "none", fact.says) for fact, value in facts(item, snapshot)]
    return Section("facts", "Derived from the records", ("fact", "value", "meaning"), rows)


def _findings(report: Report, own: Iterable[Item]) -> Section:
    """Open findings about these items and what is in them, those of the project's phase, as `check` lists them."""
    inside = set(own)
    subjects = {item.subject for item in _inside(report.aims, inside)}
    rows = []
    for found in report.findings:
        due = report.rulebook.rules[found.rule].phase.rank <= report.phase.rank
        if found.record is not None and found.record in subjects and due:
            rows.append((str(found.severity), found.rule, f"{found.record.kind} {found.record.id}", found.message))
    return Section("findings", "Open findings", ("severity", "rule", "record", "message"), rows)


def _accepted(report: Report, own: Iterable[Item]) -> Section:
    """What of these items does not count, whatever its phase, and by what."""
    subjects = {item.subject for item in _inside(report.aims, set(own))}
    rows = [
        (one.finding.rule, f"{record.kind} {record.id}", one.by.kind, one.by.until, one.by.approved_by, one.by.reason)
        for one in report.suppressed
        if (record := one.finding.record) is not None and record in subjects
    ]
    head = ("rule", "record", "by", "until", "approved_by", "reason")
    return Section("accepted", "Findings that do not count", head, rows)


def _due(report: Report, own: Iterable[Item], until: date) -> Section:
    inside = set(own)
    rows = [
        (
            due.day,
            "overdue" if due.overdue else "",
            due.what,
            f"{due.item.subject.kind} {due.item.subject.id}",
            due.owner,
        )
        for due in upcoming([report], until).entries
        if due.item in inside or not inside.isdisjoint(due.item.holders())
    ]
    return Section("upcoming", f"Due up to {until}", ("day", "late", "what", "record", "owner"), rows)


def _inside(aims: Aims, own: set[Item]) -> Iterator[Item]:
    for items in aims.items.values():
        for item in items:
            if item in own or (item.holder is not None and not own.isdisjoint(item.holders())):
                yield item
