"""What a change does, in the lines of a summary."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from aimslint.reporters.text.safe import one_line, prose
from aimslint.reporters.text.words import count
from aimslint.views.difference import Difference, Touched

Shown = TypeVar("Shown")

MOST = 10


def lines(found: Difference) -> Iterator[str]:
    """What is new, fixed and left, then what else the change touches. Long lists are cut, with the number left out."""
    exempted = f", {len(found.exempted)} exempted by this change" if found.exempted else ""
    yield (
        f"Compared with {prose(found.base)}: {len(found.new)} new, {len(found.fixed)} fixed, "
        f"{len(found.still)} still there{exempted}."
    )
    for finding in _most(found.fixed):
        yield f"fixed: {one_line(finding.location.path)}: {finding.rule}: {prose(finding.message)}"
    yield from _left_out("fixed", found.fixed)
    for one in _most(found.exempted):
        reason = f": {prose(one.by.reason)}" if one.by.reason else ""
        yield f"exempted by a {one.by.kind}: {one.finding.rule}: {prose(one.finding.message)}{reason}"
    yield from _left_out("exempted", found.exempted)
    for step in found.coverage:
        why = f": {prose(step.why)}" if step.why else ""
        yield f"coverage {step.direction}: {step.id} {step.before} -> {step.after}{why}"
    for touched in _most(found.touched):
        yield system(touched)
    yield from _left_out("code", found.touched)
    for setting in found.settings:
        yield f"settings: {prose(setting)}"


def system(touched: Touched) -> str:
    """One system whose code is touched: `code: credit-scoring (owner lead), 3 files; look again at …`."""
    owner = f" (owner {one_line(touched.owner)})" if touched.owner else ""
    records = [
        f"{kind} {one_line(id_)}" + (f" (owner {one_line(whose)})" if whose and whose != touched.owner else "")
        for kind, id_, whose in touched.records[:MOST]
    ]
    more = f" and {len(touched.records) - MOST} more" if len(touched.records) > MOST else ""
    again = f"; look again at {', '.join(records)}{more}" if records else ""
    return f"code: {one_line(touched.system)}{owner}, {count(len(touched.files), 'file')}{again}"


def _most(items: Sequence[Shown]) -> Sequence[Shown]:
    return items[:MOST]


def _left_out(what: str, items: Sequence[object]) -> Iterator[str]:
    if len(items) > MOST:
        yield f"{what}: {len(items) - MOST} more"
