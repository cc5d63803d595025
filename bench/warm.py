"""Measures what aimslint takes above a Python that does nothing, when nothing changed since the last run.

    python bench/warm.py [--systems 1000] [--rounds 15] [--corpus FOLDER]

Everything takes turns with `python -c pass`, round by round, and is compared with the run of its own round; the first
round does not count. A corpus is only read; what aimslint keeps goes into the repository's own `.git/aimslint`.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

HERE = Path(__file__).parent
AS_OF = "2026-11-20"
CHECK = ["check", "--as-of", AS_OF, "--exit-zero"]
LIMITS = {
    "check, nothing changed": ([*CHECK], 150),
    "check, all formats": ([*CHECK, "--output-format", "json", "--report", f"sarif={os.devnull}"], 150),
    "version": (["version"], 50),
    "--help": (["--help"], 50),
    "completion bash": (["completion", "bash"], 50),
}


def main() -> int:
    """Measure and print. Gives the exit code: 1 when a target is missed."""
    parser = argparse.ArgumentParser(description="Measure aimslint when nothing changed.")
    parser.add_argument("--systems", type=int, default=1000, help="size of the corpus")
    parser.add_argument("--rounds", type=int, default=15, help="how often each thing is measured")
    parser.add_argument("--corpus", type=Path, help="a corpus made before; otherwise one is made and removed")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder, "bytecode"))
        corpus = options.corpus
        if corpus is None:
            corpus = Path(folder, "corpus")
            maker = [sys.executable, str(HERE / "make_corpus.py"), str(corpus), "--systems", str(options.systems)]
            subprocess.run(maker, check=True)
        return _measure(corpus, options.rounds)


def _measure(corpus: Path, rounds: int) -> int:
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in LIMITS}
    bare = []
    for number in range(rounds + 2):  # the first is cold, the second counts neither
        empty = _taken([sys.executable, "-c", "pass"], corpus)
        bare.append(empty)
        for name, (arguments, _) in LIMITS.items():
            taken = _taken([sys.executable, "-m", "aimslint", *arguments], corpus)
            if number > 1:
                runs[name].append((taken[0] - empty[0], taken[1] - empty[1]))
    print(f"median of {rounds} rounds (least to most), milliseconds above `python -c pass`")
    print(f"{'':<28}{'on the clock':<26}{'processor time':<26}target")
    missed = False
    for name, (_, limit) in LIMITS.items():
        wall, processor = zip(*runs[name], strict=True)
        missed |= median(wall) > limit / 1000
        print(f"{name:<28}{_spread(wall):<26}{_spread(processor):<26}at most {limit}")
    print(f"{'python -c pass itself':<28}{_spread([wall for wall, _ in bare[2:]])}")
    return int(missed)


def _taken(command: list[str], folder: Path) -> tuple[float, float]:
    """What a whole process takes, and those that it starts: on the clock, and of a processor."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)
    wall, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _spread(values: "list[float] | tuple[float, ...]") -> str:
    least, middle, most = (1000 * value for value in (min(values), median(values), max(values)))
    return f"{middle:>6.0f}  ({least:.0f} to {most:.0f})"


if __name__ == "__main__":
    sys.exit(main())
