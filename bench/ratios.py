"""Measures aimslint against a bare YAML load of the same bytes: ratios of one run on one machine, never bare seconds.

    python bench/ratios.py [--systems 1000] [--rounds 5] [--corpus FOLDER]

All measurements take turns, round by round, so that a machine that grows slower meanwhile slows all of them.
"""

import argparse
import os
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

# What every tool on top of PyYAML pays at least: libyaml, default objects. Reading the files is not counted.
BARE_LOAD = """
import sys, time, yaml
from pathlib import Path
files = [path.read_text("utf-8") for path in sorted(Path(sys.argv[1], "governance").rglob("*.*"))]
records = [text.split("\\n---\\n")[0] if text.startswith("---\\n") else text for text in files]
start = time.perf_counter()
for text in records:
    for _ in yaml.load_all(text, yaml.CSafeLoader):
        pass
print(time.perf_counter() - start)
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """Several measurements of one thing, in seconds."""

    name: str
    seconds: list[float]

    @property
    def typical(self) -> float:
        """The median."""
        return median(self.seconds)

    def row(self) -> str:
        """One line of the table."""
        low, high = min(self.seconds), max(self.seconds)
        return f"{self.name:<44}{self.typical:>9.3f}{low:>9.3f}{high:>9.3f}"


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
    measures: dict[str, Callable[[], float]] = {
        "bare CSafeLoader load": lambda: float(_output([sys.executable, "-c", BARE_LOAD, str(corpus)])),
        "aimslint check, cold, whole process": lambda: _wall(
            [*aimslint, "check", str(corpus), "--as-of", AS_OF, "--exit-zero"]
        ),
        "python -c pass": lambda: _wall([sys.executable, "-c", "pass"]),
        "aimslint version": lambda: _wall([*aimslint, "version"]),
    }
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for number in range(rounds + 1):
        for name, measure in measures.items():
            seconds = measure()
            if number:
                taken[name].append(seconds)
    bare, check, empty, version = (Figure(name, seconds) for name, seconds in taken.items())
    ratios = sorted(mine / theirs for mine, theirs in zip(check.seconds, bare.seconds, strict=True))
    extra = 1000 * (version.typical - empty.typical)
    return "\n".join(
        (
            f"{_size(corpus)}, {rounds} rounds",
            f"{'seconds':<44}{'median':>9}{'least':>9}{'most':>9}",
            *(figure.row() for figure in (bare, check, empty, version)),
            "",
            f"{'ratio':<44}{'median':>9}{'least':>9}{'most':>9}   target",
            f"{'check / bare load':<44}{median(ratios):>9.2f}{ratios[0]:>9.2f}{ratios[-1]:>9.2f}   at most 1.20",
            f"{'version above python -c pass, ms':<44}{extra:>9.0f}{'':>18}   at most 60",
        )
    )


def _size(corpus: Path) -> str:
    files = [path for path in Path(corpus, "governance").rglob("*.*") if path.is_file()]
    return f"{len(files):,} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB"


def _wall(command: list[str]) -> float:
    """How long a whole process takes."""
    start = perf_counter()
    _output(command)
    return perf_counter() - start


def _output(command: list[str]) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
