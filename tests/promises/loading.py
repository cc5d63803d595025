"""A run of aimslint as a process of its own, with what it took."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, Popen
from tempfile import TemporaryFile


@dataclass(frozen=True, slots=True)
class Measured:
    """Exit code, processor time (which a busy machine does not change), the most memory, and what was printed."""

    code: int
    seconds: float
    megabytes: float
    output: bytes


def measured(folder: Path, *arguments: str) -> Measured:
    """Run `aimslint` with these arguments in a folder."""
    with TemporaryFile() as printed:
        command = [sys.executable, "-m", "aimslint", *arguments]
        process = Popen(command, cwd=folder, stdin=DEVNULL, stdout=printed, stderr=DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        in_one = 1 << 20 if sys.platform == "darwin" else 1 << 10
        return Measured(process.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / in_one, printed.read())
