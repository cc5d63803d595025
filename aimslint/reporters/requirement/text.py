"""One requirement for a terminal: what it asks, how it is shown, what shows it here, and what guards it."""

from collections.abc import Iterator, Sequence

from aimslint.coverage import Row
from aimslint.evidence import UNSAID, Standing
from aimslint.reporters.coverage.table import subjects
from aimslint.reporters.text.columns import WIDTH, columns, wrap
from aimslint.reporters.text.safe import one_line, prose
from aimslint.views.requirement import RequirementPage, Tie, asked_of, said, ways
from aimslint.views.timelines import days_of, sources


def write(page: RequirementPage) -> Iterator[str]:
    """The whole page."""
    asked = page.requirement
    yield f"{one_line(page.named)} {prose(asked.title)}\n"
    yield f"{page.pack.title}: {asked.kind} of {asked.group} {page.pack.groups.get(asked.group, '')}\n\n"
    yield from _paragraph(prose(asked.summary))
    roles = f"; for {', '.join(asked.roles)}" if asked.roles else ""
    yield from ("\n", *_paragraph(f"from phase {asked.phase} on{roles}"))
    yield from _begins(page)
    yield "\nHow it is shown\n"
    yield from _paragraph(f"asked of {asked_of(asked)}")
    unsaid = "by crosswalk alone" if page.helped_by else UNSAID
    for line in ways(asked, page.pack) if asked.shown_by else [unsaid]:
        yield from _paragraph(line, "  - ")
    if asked.or_crosswalk:
        yield from _paragraph("or by crosswalk, where that shows more", "  - ")
    not_covered = page.pack.crosswalk.not_covered.get(asked.id)
    if not_covered is not None:
        yield from _paragraph(prose(f"by no crosswalk: {not_covered.statement}"), "  - ")
    if page.row is not None:
        yield from _here(page.row)
    yield from _ties("What of other frameworks helps with it", [(tie.source, tie) for tie in page.helped_by])
    yield from _ties("What it helps with in other frameworks", [(tie.target, tie) for tie in page.helps])
    yield "\nRules that guard it\n"
    here = page.row is not None
    rows = [("findings", "severity", "phase", "rule", "title")[not here :]]
    for guard in page.guards:
        rule = guard.rule
        cells = (str(guard.findings), str(rule.severity), str(rule.phase), rule.name, prose(rule.title))
        rows.append(cells[not here :])
    yield from columns(rows) if page.guards else ("  none\n",)


def _begins(page: RequirementPage) -> Iterator[str]:
    """From which day it is asked, under each timeline, and what these rest on."""
    for start in page.requirement.starts:
        where = f" where {said(start.where)}" if start.where is not None else ""
        yield from _paragraph(prose(f"begins{where}: {days_of(page.pack, start.date)}"))
    if page.requirement.starts:
        for name, source in sources(page.pack):
            yield from _paragraph(prose(f"{name}: {source}"), "    ")


def _ties(head: str, ties: Sequence[tuple[str, Tie]]) -> Iterator[str]:
    """Rows of crosswalks, each with the other requirement."""
    if ties:
        yield f"\n{head}\n"
    for other, tie in ties:
        status = f", {tie.status} here" if tie.status is not None else ""
        note = f"; {tie.note}" if tie.note else ""
        yield from _paragraph(prose(f"{other} ({tie.relation}{status}{note}): {'; '.join(tie.stated_by)}"), "  - ")


def _here(row: Row) -> Iterator[str]:
    doubt = f"{', partly shown' if row.partly else ', by crosswalk' if row.projected else ''}"
    doubt += ", uncertain" if row.uncertain else ""
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
