"""Fuzzes with atheris: fuzz/run.py loader|check --seconds 60 [--seed N] [--finds FOLDER] [--corpus FOLDER].

`loader` gives raw bytes to the loader. `check` gives mutated records to a whole check: half of its mutations know
records (mutating.py), half are those of libFuzzer. What goes wrong is written to FOLDER, one input a kind of fault,
and fuzzing goes on; libFuzzer itself stops at an input that takes more than a minute, or more memory than 2 GiB.

Coverage counts branches of aimslint. Gives 0 at the end of its time, whatever was found.
"""

import argparse
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))

import atheris  # noqa: E402 - after the path

with atheris.instrument_imports(include=["aimslint"]):
    from fuzz import mutating, seeds, target

    for _known in (*seeds.small().values(), *list(seeds.repositories().values())[:2]):
        target.load_bytes(_known)  # what is imported on demand is instrumented as well
    target.check_bytes(_known)

KEPT = TOP / "fuzz" / "corpus"
LONGEST = {"loader": 4_096, "check": 40_000}
SLOWEST = 60


class Finds:
    """Keeps one input for each place where something goes wrong."""

    def __init__(self, folder: Path, run: Callable[[bytes], None]) -> None:
        self.folder = folder
        self.seen: set[str] = set()
        self._run = run

    def try_one(self, data: bytes) -> None:
        """Run one input; keep it if it is a find of a new kind."""
        try:
            self._run(data)
        except Exception as error:
            self._keep(error, data)

    def _keep(self, error: Exception, data: bytes) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        said = str(error)[:40] if isinstance(error, AssertionError) else ""
        sign = f"{type(error).__name__} {frames[-1].filename}:{frames[-1].lineno} {said}"
        if sign in self.seen:
            return
        self.seen.add(sign)
        name = sha256(sign.encode()).hexdigest()[:12]
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(data)
        (self.folder / f"{name}.txt").write_text("".join(traceback.format_exception(error)), errors="replace")
        sys.stderr.write(f"find {name}: {sign}: {str(error)[:200]}\n")


def main() -> None:
    """Fuzz as the arguments say. libFuzzer ends the process."""
    asked = _arguments()
    run: Callable[[bytes], None] = target.load_bytes
    if asked.target == "check":
        run = _check
    finds = Finds(asked.finds, run)
    corpus = asked.corpus or Path(tempfile.mkdtemp(prefix="aimslint-fuzz-"))
    seeds.write(corpus, seeds.small() if asked.target == "loader" else seeds.repositories())
    options = [
        f"-max_total_time={asked.seconds}",
        f"-max_len={LONGEST[asked.target]}",
        f"-timeout={SLOWEST}",
        "-rss_limit_mb=2048",
        f"-artifact_prefix={asked.finds}{os.sep}",
        "-print_final_stats=1",
    ]
    options += [f"-seed={asked.seed}"] if asked.seed else []
    mutate = _mutate if asked.target == "check" else None
    folders = [str(corpus), str(KEPT / asked.target)]
    asked.finds.mkdir(parents=True, exist_ok=True)
    atheris.Setup([sys.argv[0], *options, *folders], finds.try_one, custom_mutator=mutate)
    atheris.Fuzz()


def _check(data: bytes) -> None:
    target.check_bytes(data, hurry=True)


def _mutate(data: bytes, longest: int, seed: int) -> bytes:
    random = Random(seed)
    if random.random() < 0.5:
        return mutating.mutated(data, random, longest)
    changed: bytes = atheris.Mutate(data, longest)
    return changed


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fuzz aimslint from bytes to report.")
    parser.add_argument("target", choices=["loader", "check"])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--finds", type=Path, default=TOP / "fuzz" / "finds")
    parser.add_argument("--corpus", type=Path, help="where inputs with new coverage are kept; left out: nowhere")
    return parser.parse_args()


if __name__ == "__main__":
    main()
