"""Measures aimslint against a bare YAML load of the same bytes: ratios of one run on one machine, never bare seconds.

    python bench/ratios.py [--systems 1000] [--rounds 5] [--corpus FOLDER]

All measurements take turns, round by round, so that a machine that grows slower meanwhile slows all of them. On a
machine with other work to do, processor time is the better measure.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from measuring import AIMSLINT, Taken, bare_load, check, keep_bytecode, make_corpus, size_of, spread, whole


@dataclass(frozen=True, slots=True)
class Figure:
    """Several runs of one thing."""

    name: str
    runs: list[Taken]

    def row(self) -> str:
        """One line of the table of seconds."""
        wall, processor = [run.wall for run in self.runs], [run.processor for run in self.runs]
        return f"{self.name:<44}{spread(wall, 3)}{spread(processor, 3)}"

    def against(self, other: "Figure", target: str) -> str:
        """One line of the table of ratios, run against run."""
        pairs = list(zip(self.runs, other.runs, strict=True))
        wall = [mine.wall / theirs.wall for mine, theirs in pairs]
        processor = [mine.processor / theirs.processor for mine, theirs in pairs]
        return f"{self.name + ' / ' + other.name:<56}{spread(wall, 2)}{spread(processor, 2)}   {target}"


def main() -> int:
    """Measure and print. Gives the exit code."""
    parser = argparse.ArgumentParser(description="Measure aimslint against a bare YAML load.")
    parser.add_argument("--systems", type=int, default=1000, help="size of the corpus")
    parser.add_argument("--rounds", type=int, default=5, help="how often each thing is measured")
    parser.add_argument("--corpus", type=Path, help="a corpus made before; otherwise one is made and removed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        keep_bytecode(Path(folder, "bytecode"))
        corpus = options.corpus or make_corpus(Path(folder, "corpus"), options.systems)
        print(table(corpus, options.rounds))
    return 0


def table(corpus: Path, rounds: int) -> str:
    """Measure everything `rounds` times in turn, after one turn that does not count."""
    measures: dict[str, Callable[[], Taken]] = {
        "bare load": lambda: bare_load(corpus),
        "bare load that keeps nothing": lambda: bare_load(corpus, keep=False),
        "check, cold, one process": lambda: whole(check(corpus, "--no-cache", "--jobs", "1")),
        "check, cold, two processes": lambda: whole(check(corpus, "--no-cache", "--jobs", "2")),
        "python -c pass": lambda: whole([sys.executable, "-c", "pass"]),
        "aimslint version": lambda: whole([*AIMSLINT, "version"]),
    }
    runs: dict[str, list[Taken]] = {name: [] for name in measures}
    for number in range(rounds + 1):
        for name, measure in measures.items():
            taken = measure()
            if number:
                runs[name].append(taken)
    figures = [Figure(name, taken) for name, taken in runs.items()]
    kept, dropped, one, both, empty, version = figures
    extra = 1000 * (median(run.wall for run in version.runs) - median(run.wall for run in empty.runs))
    columns = f"{'on the clock':>13}{'processor time':>29}"
    return "\n".join(
        (
            f"{size_of(corpus)}; median of {rounds} rounds (least to most)",
            "",
            f"{'seconds':<44}{columns}",
            *(figure.row() for figure in figures),
            "",
            f"{'ratio':<56}{columns}",
            one.against(kept, "at most 1.0"),
            one.against(dropped, ""),
            both.against(kept, "on the clock, at most 0.6"),
            "",
            f"aimslint version above python -c pass: {extra:.0f} ms, at most 60",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
