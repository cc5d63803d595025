"""What a change does, in the lines of a summary."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from aimslint.reporters.text.columns import WIDTH, cut, wrap
from aimslint.reporters.text.safe import one_line, prose, tame
from aimslint.reporters.text.words import count
from aimslint.views.change import Difference, Step, Touched

Shown = TypeVar("Shown")

MOST = 10
MOST_SETTINGS = 40  # a change of these is what nobody may overlook
INDENT = "  "


def lines(found: Difference, primary: str) -> Iterator[str]:
    """What is new, fixed and left, then what else the change does. Long lists are cut, with the number left out.

    Requirements of the `primary` pack are named without its name.
    """
    yield counted(found)
    for finding in _most(found.fixed):
        yield f"fixed: {one_line(finding.location.path)}: {finding.rule}: {prose(finding.message)}"
    yield from _left_out("fixed", found.fixed)
    for finding in _most(found.unseen):
        yield f"can no longer be seen: {one_line(finding.location.path)}: {finding.rule}: {prose(finding.message)}"
    yield from _left_out("can no longer be seen", found.unseen)
    for one in _most(found.exempted):
        reason = f": {prose(one.by.reason)}" if one.by.reason else ""
        yield f"exempted by {exempting(one.by.kind)}: {one.finding.rule}: {prose(one.finding.message)}{reason}"
    yield from _left_out("exempted", found.exempted)
    yield from coverage(found.coverage, primary)
    if found.stale:
        stale = list(dict.fromkeys(one_line(one.record) for one in found.stale))
        more = f" and {len(stale) - MOST} more" if len(stale) > MOST else ""
        yield from _wrapped(f"made stale by this change: {', '.join(stale[:MOST])}{more}")
    for touched in _most(found.touched):
        yield from system(touched)
    yield from _left_out("code", found.touched)
    for setting in found.settings[:MOST_SETTINGS]:
        yield f"settings: {prose(setting)}"
    yield from _left_out("settings", found.settings, MOST_SETTINGS)


def counted(found: Difference) -> str:
    """`Compared with main (8952db1): 3 new, 0 fixed, 6 still there.`"""
    unseen = f", {len(found.unseen)} that can no longer be seen" if found.unseen else ""
    exempted = f", {len(found.exempted)} exempted by this change" if found.exempted else ""
    return (
        f"Compared with {prose(found.base)}: {len(found.new)} new, {len(found.fixed)} fixed, "
        f"{len(found.still)} still there{unseen}{exempted}."
    )


def exempting(kind: str) -> str:
    """`a waiver`, `a comment`, `the baseline`."""
    return "the baseline" if kind == "baseline" else f"a {kind}"


def coverage(steps: Sequence[Step], primary: str) -> Iterator[str]:
    """The requirements that lost, each with the reason; then those that gained, and others, by what they became."""
    lost = [step for step in steps if step.direction == "lost"]
    for step in _most(lost):
        yield f"coverage lost: {_id(step, primary)} {one_line(step.title)}, {step.before} -> {step.after}"
        if step.why:
            yield INDENT + cut(prose(step.why), WIDTH - len(INDENT))
    yield from _left_out("coverage lost", lost)
    grouped: dict[str, list[str]] = {}
    for step in steps:
        if step.direction != "lost":
            grouped.setdefault(f"{step.direction}, {step.before} -> {step.after}", []).append(_id(step, primary))
    for words, ids in grouped.items():
        yield from _wrapped(f"coverage {words}: {', '.join(ids)}")


def system(touched: Touched) -> Iterator[str]:
    """One system whose code is touched: `code: credit-scoring (owner lead), 3 files`, and what to look at again."""
    owner = f" (owner {one_line(touched.owner)})" if touched.owner else ""
    yield f"code: {one_line(touched.system)}{owner}, {count(len(touched.files), 'file')} changed"
    if touched.records:
        for line in _in_lines(f"look again at {again(touched)}"):
            yield INDENT + line


def again(touched: Touched) -> str:
    """`impact_assessment ia-1, risk R1, R2 (owner head-of-risk)`: those of a kind and owner together."""
    by_kind: dict[tuple[str, str], list[str]] = {}
    for kind, id_, owner in touched.records[:MOST]:
        by_kind.setdefault((kind, owner), []).append(one_line(id_))
    named = [
        f"{kind} {', '.join(ids)}" + (f" (owner {one_line(owner)})" if owner and owner != touched.owner else "")
        for (kind, owner), ids in by_kind.items()
    ]
    more = f" and {len(touched.records) - MOST} more" if len(touched.records) > MOST else ""
    return "; ".join(named) + more


def _id(step: Step, primary: str) -> str:
    return one_line(step.id.removeprefix(f"{primary}:"))


def _wrapped(text: str) -> Iterator[str]:
    first, *rest = _in_lines(text)
    yield first
    yield from (INDENT + line for line in rest)


def _in_lines(text: str) -> list[str]:
    """The lines that fit below each other, also tame where a long word had to be broken."""
    return [tame(line) for line in wrap(text, WIDTH - len(INDENT))]


def _most(items: Sequence[Shown]) -> Sequence[Shown]:
    return items[:MOST]


def _left_out(what: str, items: Sequence[object], most: int = MOST) -> Iterator[str]:
    if len(items) > most:
        yield f"{what}: {len(items) - most} more"
