"""Lets every call fail that a command makes to write its files, in every way: each file is the old or the new one.

The quick part of it is tests/promises/test_no_loss.py; this takes some minutes.
"""

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.cli.running import run
from tests.promises.losing import CASES, ERRORS, Told, Trial


def _run(*arguments: str) -> Told:
    result = run(*arguments)
    return Told(result.exit_code, result.output)


def main() -> int:
    """Try all. Gives 0 when the promise was kept each time."""
    wrong: list[str] = []
    tried = 0
    for name, case in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            trial = Trial(case, Path(folder), _run)
            for position in range(len(trial.calls)):
                for error in ERRORS:
                    wrong += [f"{name}: {each}" for each in trial.fails_at(position, error)]
                    tried += 1
            os.chdir("/")
        sys.stdout.write(f"{name}: {len(trial.calls)} calls\n")
    for each in wrong:
        sys.stderr.write(f"{each}\n")
    sys.stdout.write(f"{tried} failures tried, {len(wrong)} losses\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
