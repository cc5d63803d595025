"""Runs a program and says what it took: on the clock, of a processor, of memory."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter

HERE = Path(__file__).parent
AS_OF = "2026-11-20"
AIMSLINT = (sys.executable, "-m", "aimslint")

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
    try:
        records = list(yaml.load_all(text, yaml.CSafeLoader))
    except (ValueError, yaml.YAMLError):  # a defect that was sown
        records = []
    if sys.argv[2] == "keep":
        kept.append(records)
print(time.perf_counter() - wall, time.process_time() - processor)
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run took: seconds on the clock and of a processor, megabytes at its peak; and what it printed."""

    wall: float
    processor: float
    peak: float
    code: int = 0
    output: str = ""


def whole(
    command: Sequence[str],
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    *,
    both: bool = False,
) -> Taken:
    """What a whole process takes, and those that it starts; the peak is that of the largest of them.

    With `both` the output holds standard error as well; else that is shown when the process ends with 2 or more and
    prints nothing else.
    """
    with TemporaryFile() as errors:
        start = perf_counter()
        told = {**os.environ, **(environment or {})}
        process = subprocess.Popen(
            command, cwd=folder, env=told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT if both else errors
        )
        assert process.stdout is not None
        output = process.stdout.read()
        process.stdout.close()
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1) and not output:
            errors.seek(0)
            said = errors.read()[-500:].decode("utf-8", "replace")
            print(f"{' '.join(command[:6])} ended with {process.returncode}: {said}", file=sys.stderr)
    peak = used.ru_maxrss / 1000
    return Taken(wall, used.ru_utime + used.ru_stime, peak, process.returncode, output.decode("utf-8", "replace"))


def bare_load(corpus: Path, *, keep: bool = True) -> Taken:
    """A bare load of the records of a corpus, counting parsing alone."""
    taken = whole([sys.executable, "-c", BARE_LOAD, str(corpus), "keep" if keep else "drop"])
    wall, processor = taken.output.split()
    return Taken(float(wall), float(processor), taken.peak)


def check(corpus: Path, *options: str) -> list[str]:
    """The command for a check of a corpus that ends with 0 whatever it finds."""
    return [*AIMSLINT, "check", str(corpus), "--as-of", AS_OF, "--exit-zero", *options]


def make_corpus(folder: Path, systems: int, *options: str) -> Path:
    """A corpus at that folder; one that is there already is used as it is."""
    if not folder.exists():
        maker = [sys.executable, str(HERE / "make_corpus.py"), str(folder), "--systems", str(systems)]
        subprocess.run([*maker, *options], check=True)
    return folder


def keep_bytecode(folder: Path) -> None:
    """Python compiles modules once, as it does for what is installed, also where the environment tells it not to."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def record_files(corpus: Path) -> list[Path]:
    """The files that hold the records of a corpus."""
    return sorted(path for path in Path(corpus, "governance").rglob("*.*") if path.is_file())


def size_of(corpus: Path) -> str:
    """How many files of how many megabytes a corpus has."""
    files = record_files(corpus)
    return f"{len(files):,} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB"


def spread(values: Sequence[float], digits: int) -> str:
    """Median, least and most of some values."""
    return f"{median(values):>9.{digits}f} {f'({min(values):.{digits}f} to {max(values):.{digits}f})':<17}"
