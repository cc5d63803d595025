"""Measures checks of corpora of other shapes against a bare load of the same bytes, at two sizes.

    python bench/shape_ratios.py [--systems 100 1000] [--rounds 3] [--keep FOLDER]

What takes more than its share at the larger size grows faster than what it reads. Processor time is told, since it
hardly depends on what else the machine does.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

from corpus.shapes import SHAPES
from measuring import bare_load, check, keep_bytecode, make_corpus, size_of, whole

USUAL = "usual"
MEASURED = (USUAL, *SHAPES)


def main() -> int:
    """Measure and print. Gives the exit code."""
    parser = argparse.ArgumentParser(description="Measure aimslint on corpora of other shapes.")
    parser.add_argument("--systems", type=int, nargs=2, default=(100, 1000), help="the two sizes")
    parser.add_argument("--rounds", type=int, default=3, help="how often each thing is measured")
    parser.add_argument("--keep", type=Path, help="folder for the corpora; those that are there are used")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        keep_bytecode(Path(folder, "bytecode"))
        print(f"{'processor time of check / bare load':<36}{'one process, cold':<44}growth")
        for shape in MEASURED:
            middles = []
            for systems in options.systems:
                corpus = _corpus(options.keep or Path(folder), shape, systems)
                ratios = _ratios(corpus, options.rounds)
                middles.append(median(ratios))
                print(f"{shape + ', ' + str(systems):<36}{_words(ratios):<24}{size_of(corpus):<24}", end="", flush=True)
                print(f"{middles[-1] / middles[0]:.2f}" if len(middles) > 1 else "", flush=True)
    return 0


def _corpus(folder: Path, shape: str, systems: int) -> Path:
    return make_corpus(folder / f"{shape}-{systems}", systems, *(["--shape", shape] if shape != USUAL else []))


def _ratios(corpus: Path, rounds: int) -> list[float]:
    found = []
    for number in range(rounds + 1):
        bare, ours = bare_load(corpus), whole(check(corpus, "--no-cache", "--jobs", "1"))
        if number:
            found.append(ours.processor / bare.processor)
    return found


def _words(ratios: list[float]) -> str:
    return f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


if __name__ == "__main__":
    sys.exit(main())
