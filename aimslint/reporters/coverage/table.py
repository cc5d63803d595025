"""Coverage for a terminal of 100 columns: a line a requirement, and below it why it is no better."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from aimslint.coverage import Coverage, Row, Status
from aimslint.reporters.text.columns import WIDTH, cut, pad, wrap
from aimslint.reporters.text.safe import one_line, prose
from aimslint.reporters.text.words import count
from aimslint.views.change import Step
from aimslint.views.coverage_groups import Group, groups
from aimslint.views.difference import Earlier

ID, STATUS, SUBJECTS = 10, 12, 5
LONGEST_ID = 24
MOST_LINES = 2


def write(coverage: Coverage, as_of: date, earlier: Earlier | None = None) -> Iterator[str]:
    """By clause and objective group, then the counts; with `earlier`, also what each row was that it is no longer."""
    steps = {} if earlier is None else earlier.steps(coverage)
    yield f"{one_line(coverage.pack.title)}, phase {coverage.phase}, as of {as_of}\n"
    width = max([ID, *(min(len(row.requirement.id) + 1, LONGEST_ID) for row in coverage.rows)])
    for group in groups(coverage):
        yield f"\n{_heading(group)}\n"
        for row in group.rows:
            yield from _lines(row, steps.get(row.requirement.id), width)
    yield f"\n{counts(coverage)}\n"
    yield from (f"{said}\n" for said in [partly(coverage)] if said)
    if earlier is not None:
        yield f"{moved(earlier.base, steps.values())}\n"
        yield from (f"settings: {prose(said)}\n" for said in earlier.settings)
    if uncertain := sum(row.uncertain for row in coverage.rows):
        yield f"{count(uncertain, 'requirement')} marked ? rest on something missing or broken.\n"
    if coverage.partly:
        yield "Marked * is what other frameworks' requirements show in part only; it is no proof of the whole.\n"
    yield "What records show; no verdict.\n"


def counts(coverage: Coverage) -> str:
    """How many requirements have each status, best first."""
    order = (*reversed(list(Status)[:5]), Status.EXCLUDED, Status.NOT_YET)
    return ", ".join(f"{coverage.counts[status]} {status}" for status in order) + f"; of {len(coverage.rows)}."


def partly(coverage: Coverage) -> str:
    """How many rows have their status from other packs; empty where none has."""
    projected = sum(row.projected for row in coverage.rows)
    if not projected:
        return ""
    return f"By crosswalk: {count(projected, 'requirement')}, {coverage.partly} of them partly shown."


def status_of(row: Row) -> str:
    """The status, with `?` where it is uncertain and `*` where a crosswalk shows it in part only."""
    doubt = "?" if row.partly else " ?"
    return f"{row.status}{'*' if row.partly else ''}{doubt if row.uncertain else ''}"


def moved(base: str, steps: Iterable[Step]) -> str:
    """`Compared with main (8952db1): 5 lost, 1 gained, 0 changed otherwise.`"""
    found = Counter(step.direction for step in steps)
    return (
        f"Compared with {prose(base)}: {found['lost']} lost, {found['gained']} gained, "
        f"{found['changed']} changed otherwise."
    )


def subjects(row: Row) -> str:
    """How many of the subjects operate, where there are several."""
    return f"{row.met}/{row.of}" if row.requirement.for_each and row.of else ""


def _heading(group: Group) -> str:
    operating = sum(row.status is Status.OPERATING for row in group.rows)
    left = f"{group.id} {one_line(group.title)}"
    return f"{pad(left, WIDTH - SUBJECTS - STATUS - 2)}{operating} of {len(group.rows)} operating"


def _lines(row: Row, step: Step | None, ids: int) -> Iterator[str]:
    room = WIDTH - 2 - ids - STATUS - SUBJECTS - 2
    title = pad(cut(one_line(row.requirement.title), room), room)
    id_ = pad(cut(one_line(row.requirement.id), ids), ids)
    yield f"  {id_}{title}  {pad(status_of(row), STATUS)}{subjects(row)}".rstrip() + "\n"
    indent = " " * (ids + 4)
    if step is not None:
        yield f"{indent}{step.direction}: was {step.before}\n"
    lines = wrap(one_line(row.why), WIDTH - len(indent)) if row.why else []
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], cut(" ".join(lines[MOST_LINES - 1 :]), WIDTH - len(indent))]
    for line in lines:
        yield f"{indent}{line}\n"
