"""Measures aimslint against a bare YAML load of the same bytes: ratios of one run on one machine, never bare seconds.

    python bench/ratios.py [--systems 1000] [--rounds 5] [--corpus FOLDER]

All measurements take turns, round by round, so that a machine that grows slower meanwhile slows all of them. On a
machine with other work to do, processor time is the better measure.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

HERE = Path(__file__).parent
AS_OF = "2026-11-20"

# What every tool on top of PyYAML pays at least: libyaml, and plain objects. Reading the files is not counted.
# A check holds what it read to the end, so the load it is held against does so too; "drop" keeps nothing.
BARE_LOAD = """
import sys, time, yaml
from pathlib import Path
files = [path.read_text("utf-8") for path in sorted(Path(sys.argv[1], "governance").rglob("*.*"))]
texts = [text.split("\\n---\\n")[0] if text.startswith("---\\n") else text for text in files]
kept = []
wall, processor = time.perf_counter(), time.process_time()
for text in texts:
    records = list(yaml.load_all(text, yaml.CSafeLoader))
    if sys.argv[2] == "keep":
        kept.append(records)
print(time.perf_counter() - wall, time.process_time() - processor)
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run took, in seconds: on the clock, and of a processor."""

    wall: float
    processor: float


@dataclass(frozen=True, slots=True)
class Figure:
    """Several runs of one thing."""

    name: str
    runs: list[Taken]

    def row(self) -> str:
        """One line of the table of seconds."""
        wall, processor = [run.wall for run in self.runs], [run.processor for run in self.runs]
        return f"{self.name:<44}{_spread(wall, 3)}{_spread(processor, 3)}"

    def against(self, other: "Figure", target: str) -> str:
        """One line of the table of ratios, run against run."""
        pairs = list(zip(self.runs, other.runs, strict=True))
        wall = [mine.wall / theirs.wall for mine, theirs in pairs]
        processor = [mine.processor / theirs.processor for mine, theirs in pairs]
        return f"{self.name + ' / ' + other.name:<56}{_spread(wall, 2)}{_spread(processor, 2)}   {target}"


def _spread(values: list[float], digits: int) -> str:
    return f"{median(values):>9.{digits}f} {f'({min(values):.{digits}f} to {max(values):.{digits}f})':<17}"


def main() -> int:
    """Measure and print. Gives the exit code."""
    parser = argparse.ArgumentParser(description="Measure aimslint against a bare YAML load.")
    parser.add_argument("--systems", type=int, default=1000, help="size of the corpus")
    parser.add_argument("--rounds", type=int, default=5, help="how often each thing is measured")
    parser.add_argument("--corpus", type=Path, help="a corpus made before; otherwise one is made and removed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _keep_bytecode(Path(folder, "bytecode"))
        corpus = options.corpus
        if corpus is None:
            corpus = Path(folder, "corpus")
            maker = [sys.executable, str(HERE / "make_corpus.py"), str(corpus), "--systems", str(options.systems)]
            subprocess.run(maker, check=True)
        print(table(corpus, options.rounds))
    return 0


def _keep_bytecode(folder: Path) -> None:
    """Python compiles modules once, as it does for what is installed, also where the environment tells it not to."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def table(corpus: Path, rounds: int) -> str:
    """Measure everything `rounds` times in turn, after one turn that does not count."""
    aimslint = [sys.executable, "-m", "aimslint"]
    bare = [sys.executable, "-c", BARE_LOAD, str(corpus)]
    measures: dict[str, Callable[[], Taken]] = {
        "bare load": lambda: _inside([*bare, "keep"]),
        "bare load that keeps nothing": lambda: _inside([*bare, "drop"]),
        "check, cold, one process": lambda: _whole(
            [*aimslint, "check", str(corpus), "--as-of", AS_OF, "--exit-zero", "--no-cache", "--jobs", "1"]
        ),
        "check, cold, two processes": lambda: _whole(
            [*aimslint, "check", str(corpus), "--as-of", AS_OF, "--exit-zero", "--no-cache", "--jobs", "2"]
        ),
        "python -c pass": lambda: _whole([sys.executable, "-c", "pass"]),
        "aimslint version": lambda: _whole([*aimslint, "version"]),
    }
    runs: dict[str, list[Taken]] = {name: [] for name in measures}
    for number in range(rounds + 1):
        for name, measure in measures.items():
            taken = measure()
            if number:
                runs[name].append(taken)
    figures = [Figure(name, taken) for name, taken in runs.items()]
    kept, dropped, check, both, empty, version = figures
    extra = 1000 * (median(run.wall for run in version.runs) - median(run.wall for run in empty.runs))
    columns = f"{'on the clock':>13}{'processor time':>29}"
    return "\n".join(
        (
            f"{_size(corpus)}; median of {rounds} rounds (least to most)",
            "",
            f"{'seconds':<44}{columns}",
            *(figure.row() for figure in figures),
            "",
            f"{'ratio':<56}{columns}",
            check.against(kept, "at most 1.0"),
            check.against(dropped, ""),
            both.against(kept, "on the clock, at most 0.6"),
            "",
            f"aimslint version above python -c pass: {extra:.0f} ms, at most 60",
        )
    )


def _size(corpus: Path) -> str:
    files = [path for path in Path(corpus, "governance").rglob("*.*") if path.is_file()]
    return f"{len(files):,} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB"


def _whole(command: list[str]) -> Taken:
    """What a whole process takes, and those that it starts."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    _output(command)
    wall, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _inside(command: list[str]) -> Taken:
    """What a process says that its work took."""
    wall, processor = _output(command).split()
    return Taken(float(wall), float(processor))


def _output(command: list[str]) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
