"""A run of aimslint as a process of its own, with what it took."""

import sys
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE, run
from tempfile import TemporaryFile


@dataclass(frozen=True, slots=True)
class Measured:
    """Exit code, processor time (which a busy machine does not change), the most memory, and what was printed."""

    code: int
    seconds: float
    megabytes: float
    output: bytes


# A process counts as large as the one that started it, until it is another program: so a small one starts it.
_MEASURE = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stderr=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
child.returncode = os.waitstatus_to_exitcode(status)
print(child.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
"""


def measured(folder: Path, *arguments: str) -> Measured:
    """Run `aimslint` with these arguments in a folder."""
    with TemporaryFile() as printed:
        command = [sys.executable, "-c", _MEASURE, sys.executable, "-m", "aimslint", *arguments]
        done = run(command, cwd=folder, stdin=DEVNULL, stdout=printed, stderr=PIPE, check=True)
        code, seconds, peak = done.stderr.split()
        printed.seek(0)
        in_one = 1 << 20 if sys.platform == "darwin" else 1 << 10
        return Measured(int(code), float(seconds), int(peak) / in_one, printed.read())
