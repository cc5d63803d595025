"""Measures how long it takes to read a history, against git alone: ratios of one run on one machine.

    python bench/history_ratios.py [--commits 20000] [--rounds 5] [--repository FOLDER]

Git alone is one plain `git log --raw -z`. With a cache that is 50 commits behind, milliseconds are counted from when
Python and our modules are there. Everything takes turns, round by round, after one round that does not count.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import history_corpus

READ = """
import gc, sys, time
gc.disable()  # as the command line does
from pathlib import Path
from aimslint.history import GitHistory
start, processor = time.perf_counter(), time.process_time()
history = GitHistory.at(Path(sys.argv[1]), sys.argv[2])
log = history.log
assert history.unknown is None, history.unknown
assert len(log.of_path("governance/systems/s00000/system.yaml")) > 0
print(time.perf_counter() - start, time.process_time() - processor)
"""


def main() -> int:
    """Measure and print. Gives the exit code."""
    parser = argparse.ArgumentParser(description="Measure how long it takes to read a history.")
    parser.add_argument("--commits", type=int, default=20_000, help="length of the history")
    parser.add_argument("--systems", type=int, default=1000, help="number of AI systems, four files each")
    parser.add_argument("--rounds", type=int, default=5, help="how often each thing is measured")
    parser.add_argument("--repository", type=Path, help="one made before; otherwise one is made and removed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        repository = options.repository
        if repository is None:
            repository = Path(folder, "repository")
            history_corpus.write(repository, options.systems, options.commits, ahead=50)
        print(table(repository, options.rounds))
    return 0


def table(repository: Path, rounds: int) -> str:
    """Measure everything `rounds` times in turn, after one turn that does not count."""
    alone: list[float] = []
    first: list[float] = []
    behind: list[float] = []
    same: list[float] = []
    cache = repository / ".git/aimslint"
    for number in range(rounds + 1):
        shutil.rmtree(cache, ignore_errors=True)
        taken = [_git_alone(repository), _ours(repository, "main")]
        taken.append(_ours(repository, "main"))
        shutil.rmtree(cache, ignore_errors=True)
        _ours(repository, "cached")
        taken.append(_ours(repository, "main"))
        if number:
            for times, one in zip((alone, first, same, behind), taken, strict=True):
                times.append(one)
    ratios = [ours / git for ours, git in zip(first, alone, strict=True)]
    commits = subprocess.run(
        ["git", "-C", str(repository), "rev-list", "--count", "main"], check=True, capture_output=True, text=True
    ).stdout.strip()
    return "\n".join(
        (
            f"{int(commits):,} commits; median of {rounds} rounds (least to most)",
            "",
            f"git log --raw -z, seconds      {_spread(alone, 1)}",
            f"first run, seconds             {_spread(first, 1)}",
            f"first run / git log            {_spread(ratios, 1)}   at most 1.2",
            f"50 commits behind, ms          {_spread(behind, 1000)}   at most 60 for 20,000 commits",
            f"nothing new, ms                {_spread(same, 1000)}",
        )
    )


def _spread(values: list[float], factor: float) -> str:
    digits = 0 if factor > 1 else 2
    least, middle, most = (f"{factor * value:.{digits}f}" for value in (min(values), median(values), max(values)))
    return f"{middle:>8} ({least} to {most})"


def _git_alone(repository: Path) -> float:
    start = perf_counter()
    subprocess.run(["git", "-C", str(repository), "log", "--raw", "-z", "main"], check=True, stdout=subprocess.PIPE)
    return perf_counter() - start


def _ours(repository: Path, tip: str) -> float:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", READ, str(repository), tip]
    output = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    return float(output.split()[0])


if __name__ == "__main__":
    sys.exit(main())
