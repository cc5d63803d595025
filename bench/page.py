"""Turns results into the tables and the picture of docs/performance.md: the same results give the same bytes."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import ours
import picture

TOP = Path(__file__).parents[1]
RESULTS = TOP / "bench" / "results.json"
PAGE = TOP / "docs" / "performance.md"
PICTURE = TOP / "docs" / "performance.svg"
BEGIN, END = "<!-- begin: written by make bench -->", "<!-- end: written by make bench -->"

Size = dict[str, Any]
"""What was measured on a corpus: figures by name, beside `systems`, `files` and `bytes`."""

CHECKS = (ours.TWO, ours.ONE, ours.HOOK, ours.WARM)
PEERS = ("ajv-cli", "yamllint", "check-jsonschema", "Spectral")
NOT_MEASURED = "not measured"
TARGET_SIZE = 1000
QUIET = 1.3
"""Up to which load by processor the machine counts as quiet; our own two processes make 1."""


def write(results: dict[str, Any]) -> None:
    """Write tables and picture. Raises ValueError when the page has no place for them."""
    text = PAGE.read_text("utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE} lacks the lines {BEGIN} and {END}")
    PAGE.write_text(f"{before}{BEGIN}\n{tables(results)}{END}{after}", "utf-8")
    PICTURE.write_text(picture.draw(lines(results)), "utf-8")


def tables(results: dict[str, Any]) -> str:
    """Everything between the markers, in Markdown."""
    sizes: list[Size] = results["sizes"]
    parts = ["", *_about(results), "", *_times(sizes, results["peers"]), ""]
    target = next((size for size in sizes if size["systems"] == TARGET_SIZE), None)
    parts += [*_targets(target, sizes, _is_quiet(results["machine"])), ""] if target is not None else []
    return "\n".join([*parts, *_others(sizes, results["peers"])]) + "\n"


def lines(results: dict[str, Any]) -> dict[str, list[tuple[int, float]]]:
    """Seconds against systems, by what was measured."""
    drawn = {}
    for name in (*CHECKS, *PEERS):
        points = [(size["systems"], middle(size, name)) for size in results["sizes"] if name in size]
        drawn[name] = [(systems, seconds) for systems, seconds in points if seconds]
    return {name: points for name, points in drawn.items() if points}


def told_wrongly(results: dict[str, Any]) -> int:
    """How many of our measurements missed a defect or told of something that is none; at most 1."""
    figures = (size[name] for size in results["sizes"] for name in CHECKS)
    return int(any(figure["found"] != figure["sown"] or figure["more"] for figure in figures))


def middle(size: Size, name: str) -> float:
    """The median time on the clock, in seconds."""
    return float(median(size[name]["wall"]))


def _about(results: dict[str, Any]) -> Iterator[str]:
    machine = results["machine"]
    least, most = machine["load"]
    busy = (
        ""
        if _is_quiet(machine)
        else ("; other work went on beside it, so seconds say little, and ratios of processor time most")
    )
    yield (
        f"{machine['processors']} processors, {machine['system']}, Python {machine['python']}; the machine's load was "
        f"{least} to {most}{busy}."
    )
    versions = ", ".join(f"{name} {version}" for name, version in results["peers"].items())
    if versions:
        yield f"Peers: {versions}."


def _is_quiet(machine: dict[str, Any]) -> bool:
    """Whether the clock says something: nothing else wanted the processors."""
    return bool(machine["load"][1] < machine["processors"] * QUIET)


def _times(sizes: Sequence[Size], peers: dict[str, str]) -> Iterator[str]:
    yield from _head("seconds, median (found of sown)", [f"{size['systems']:,} systems" for size in sizes])
    told = [f"{size['files']:,} files, {size['bytes'] / 1e6:.1f} MB" for size in sizes]
    yield _row("", told)
    for name in CHECKS:
        yield _row(f"**aimslint** {name}", [_with_answer(size, name) for size in sizes])
    for name in PEERS:
        version = f" {peers[name]}" if name in peers else ""
        yield _row(f"{name}{version}", [_with_answer(size, name) for size in sizes])
    yield _row("bare YAML load, for comparison", [_seconds(middle(size, ours.BARE)) for size in sizes])


def _with_answer(size: Size, name: str) -> str:
    if name not in size:
        return NOT_MEASURED
    figure = size[name]
    more = f", {figure['more']} more" if figure["more"] else ""
    return f"{_seconds(middle(size, name))} ({figure['found']} of {figure['sown']}{more})"


def _targets(size: Size, sizes: Sequence[Size], quiet: bool) -> Iterator[str]:
    columns = ["on the clock: median (least to most)", "processor time", "target, on the clock", ""]
    yield from _head(f"at {TARGET_SIZE:,} systems", columns)
    asked = zip(_asked(size, sizes, "wall"), _asked(size, sizes, "processor"), strict=True)
    for (words, values, goal), (_, others, _) in asked:
        if not values:
            yield _row(words, [NOT_MEASURED, NOT_MEASURED, goal.words(), ""])
            continue
        met = "met" if goal.is_met(median(values)) else "missed"
        told = met if quiet else "undecided: busy machine"
        yield _row(words, [_spread(values, goal.unit), _spread(others, goal.unit), goal.words(), told])


@dataclass(frozen=True, slots=True)
class Goal:
    """A number that a median must not pass, upwards or downwards."""

    number: float
    unit: str = "×"
    at_least: bool = False

    def is_met(self, value: float) -> bool:
        """Whether a value keeps to it."""
        return value >= self.number if self.at_least else value <= self.number

    def words(self) -> str:
        """`at most 0.6 ×`."""
        return f"at {'least' if self.at_least else 'most'} {self.number:g} {self.unit}"


def _asked(size: Size, sizes: Sequence[Size], clock: str) -> Iterator[tuple[str, list[float], Goal]]:
    """What is asked: in words, what was measured run by run, and how far it may go."""
    yield "cold, two processes / bare load", _ratios(size, [ours.TWO], [ours.BARE], clock), Goal(0.6)
    yield "cold, one process / bare load", _ratios(size, [ours.ONE], [ours.BARE], clock), Goal(1)
    largest = sizes[-1]
    if largest["systems"] > TARGET_SIZE:
        both = [median(_ratios(one, [ours.TWO], [ours.BARE], clock)) for one in (largest, size)]
        words = f"the first ratio at {largest['systems']:,} systems / at {TARGET_SIZE:,}"
        yield words, [both[0] / both[1]], Goal(1.1)
    yield (
        "peak memory, cold, one process / bare load",
        [size[ours.ONE]["peak_mb"] / size[ours.BARE]["peak_mb"]],
        Goal(3),
    )
    for name, most in ((ours.WARM, 150), (ours.HOOK, 400), *((name, 50) for name in ours.SMALL)):
        yield f"{name}, above `python -c pass`", _above(size, name, clock), Goal(most, "ms")
    pair = ["yamllint", "check-jsonschema"]
    yield "yamllint + check-jsonschema / ours, cold", _ratios(size, pair, [ours.TWO], clock), Goal(20, at_least=True)
    words = "yamllint + check-jsonschema / ours, nothing changed"
    yield words, _ratios(size, pair, [ours.WARM], clock), Goal(100, at_least=True)
    yield "Spectral / ours, cold", _ratios(size, ["Spectral"], [ours.TWO], clock), Goal(20, at_least=True)
    words = "ajv-cli / ours, cold, two processes"
    yield words, _ratios(size, ["ajv-cli"], [ours.TWO], clock), Goal(1, at_least=True)


def _ratios(size: Size, above: Sequence[str], below: Sequence[str], clock: str) -> list[float]:
    """Run by run, as many as all of them have."""
    if not all(name in size for name in (*above, *below)):
        return []
    tops = zip(*(size[name][clock] for name in above), strict=False)
    bottoms = zip(*(size[name][clock] for name in below), strict=False)
    return [sum(top) / sum(bottom) for top, bottom in zip(tops, bottoms, strict=False)]


def _above(size: Size, name: str, clock: str) -> list[float]:
    pairs = zip(size[name][clock], size[ours.PASS][clock], strict=True)
    return [1000 * (mine - empty) for mine, empty in pairs]


def _others(sizes: Sequence[Size], peers: dict[str, str]) -> Iterator[str]:
    """Processor time and memory."""
    rows = (ours.TWO, ours.ONE, ours.HOOK, ours.WARM, *(peer for peer in PEERS if peer in peers), ours.BARE)
    shown: dict[str, Callable[[Any], str]] = {
        "seconds of processor time, median": lambda figure: _seconds(median(figure["processor"])),
        "peak memory of the largest process, MB": lambda figure: f"{figure['peak_mb']:.0f}",
    }
    for title, cell in shown.items():
        yield from _head(title, [f"{size['systems']:,} systems" for size in sizes])
        for name in rows:
            cells = [cell(size[name]) if name in size else NOT_MEASURED for size in sizes]
            yield _row(f"**aimslint** {name}" if name in CHECKS else name, cells)
        yield ""


def _spread(values: Sequence[float], unit: str) -> str:
    digits = 0 if unit == "ms" else 2 if median(values) < 10 else 0
    least, middle, most = (f"{value:.{digits}f}" for value in (min(values), median(values), max(values)))
    range_ = f" ({least} to {most})" if len(values) > 1 else ""
    return f"{middle} {unit}{range_}"


def _seconds(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def _head(first: str, others: Sequence[str]) -> Iterator[str]:
    yield _row(first, others)
    yield _row("---", ["---"] * len(others))


def _row(first: str, others: Sequence[str]) -> str:
    return f"| {' | '.join([first, *others])} |"


if __name__ == "__main__":
    write(json.loads(RESULTS.read_text("utf-8")))
    sys.exit(0)
