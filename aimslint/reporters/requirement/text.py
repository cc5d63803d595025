"""One requirement for a terminal: what it asks, how it is shown, what shows it here, and what guards it."""

from collections.abc import Iterator

from aimslint.coverage import Row
from aimslint.evidence import Standing
from aimslint.reporters.coverage.table import subjects
from aimslint.reporters.text.columns import WIDTH, columns, wrap
from aimslint.reporters.text.safe import one_line, prose
from aimslint.views.requirement import RequirementPage, asked_of, ways


def write(page: RequirementPage) -> Iterator[str]:
    """The whole page."""
    asked = page.requirement
    yield f"{asked.id} {prose(asked.title)}\n"
    yield f"{page.pack.title}: {asked.kind} of {asked.group} {page.pack.groups.get(asked.group, '')}\n\n"
    yield from _paragraph(prose(asked.summary))
    yield f"\n  from phase {asked.phase} on; for {', '.join(asked.roles)}\n"
    yield "\nHow it is shown\n"
    yield from _paragraph(f"asked of {asked_of(asked)}")
    for line in ways(asked, page.pack):
        yield from _paragraph(line, "  - ")
    if page.row is not None:
        yield from _here(page.row)
    yield "\nRules that guard it\n"
    here = page.row is not None
    rows = [("findings", "severity", "phase", "rule", "title")[not here :]]
    for guard in page.guards:
        rule = guard.rule
        cells = (str(guard.findings), str(rule.severity), str(rule.phase), rule.name, prose(rule.title))
        rows.append(cells[not here :])
    yield from columns(rows) if page.guards else ("  none\n",)


def _here(row: Row) -> Iterator[str]:
    doubt = ", uncertain" if row.uncertain else ""
    yield f"\nHere: {row.status}{doubt} {subjects(row)}".rstrip() + "\n"
    if row.why:
        yield from _paragraph(one_line(row.why))
    rows = [line for standing in row.subjects for line in _records(standing)]
    if rows:
        several = bool(row.requirement.for_each)
        heads = ("asked of", "record", "state", "why")
        yield from columns([line[not several :] for line in (heads, *rows)])


def _records(standing: Standing) -> Iterator[tuple[str, str, str, str]]:
    """What was looked at for one subject, and how the subject stands once findings are counted."""
    name = standing.subject.id
    for one in standing.looked_at:
        record = f"{one.subject.subject.kind} {one.subject.subject.id}"
        yield name, record, str(one.state), one.why.removeprefix(f"{record}: ")
    if not standing.looked_at:
        yield name, "", str(standing.state), standing.why


def _paragraph(text: str, head: str = "  ") -> Iterator[str]:
    for position, line in enumerate(wrap(text, WIDTH - len(head))):
        yield f"{' ' * len(head) if position else head}{line}\n"
