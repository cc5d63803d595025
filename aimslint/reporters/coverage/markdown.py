"""Coverage as Markdown: counts, then a table a clause and objective group."""

from collections.abc import Iterator
from datetime import date

from aimslint.coverage import Coverage, Row
from aimslint.reporters.coverage.table import counts, subjects
from aimslint.reporters.text.markdown import escaped, table
from aimslint.views.coverage_groups import groups

HEADS = ("requirement", "title", "status", "subjects", "why")


def write(coverage: Coverage, as_of: date) -> Iterator[str]:
    """What records show, for a page or a pull request."""
    yield f"# Coverage of {escaped(coverage.pack.title)}\n\n"
    yield f"Phase {coverage.phase}, as of {as_of}. {counts(coverage)} What records show; no verdict.\n"
    for group in groups(coverage):
        yield f"\n## {group.id} {escaped(group.title)}\n\n"
        yield from table(HEADS, [_cells(row) for row in group.rows])


def _cells(row: Row) -> tuple[str, ...]:
    status = f"{row.status} (uncertain)" if row.uncertain else str(row.status)
    return row.requirement.id, row.requirement.title, status, subjects(row), row.why
