"""Coverage as Markdown: counts, then a table a clause and objective group."""

from collections.abc import Iterator, Mapping
from datetime import date

from aimslint.coverage import Coverage, Row
from aimslint.reporters.coverage.table import counts, moved, partly, subjects
from aimslint.reporters.text.markdown import escaped, table
from aimslint.views.change import Step
from aimslint.views.coverage_groups import groups
from aimslint.views.difference import Earlier

HEADS = ("requirement", "title", "status", "subjects", "why")


def write(coverage: Coverage, as_of: date, earlier: Earlier | None = None) -> Iterator[str]:
    """What records show, for a page or a pull request."""
    yield f"# Coverage of {escaped(coverage.pack.title)}\n\n"
    said = f"{partly(coverage)} " if partly(coverage) else ""
    yield f"Phase {coverage.phase}, as of {as_of}. {counts(coverage)} {said}What records show; no verdict.\n"
    steps = None if earlier is None else earlier.steps(coverage)
    if earlier is not None and steps is not None:
        yield f"\n{escaped(moved(earlier.base, steps.values()))}\n"
        yield "\n" if earlier.settings else ""
        yield from (f"- {escaped(said)}\n" for said in earlier.settings)
    heads = HEADS if steps is None else heads_with_before()
    for group in groups(coverage):
        yield f"\n## {group.id} {escaped(group.title)}\n\n"
        yield from table(heads, [cells(row, steps) for row in group.rows])


def heads_with_before() -> tuple[str, ...]:
    """The heads, with one for what was, after the status."""
    return (*HEADS[:3], "before", *HEADS[3:])


def cells(row: Row, steps: Mapping[str, Step] | None) -> tuple[str, ...]:
    """What a table says of a requirement: under HEADS, or with what was where there are `steps`."""
    said = " (partly shown)" if row.partly else " (by crosswalk)" if row.projected else ""
    status = f"{row.status}{said}{' (uncertain)' if row.uncertain else ''}"
    rest = (subjects(row), row.why)
    if steps is None:
        return row.requirement.id, row.requirement.title, status, *rest
    step = steps.get(row.requirement.id)
    before = f"{step.direction}, was {step.before}" if step is not None else ""
    return row.requirement.id, row.requirement.title, status, before, *rest
