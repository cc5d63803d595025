"""Heavy libraries load only where they are needed. No clock: what is counted is which modules came in."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
before = set(sys.modules)
sys.argv = ["aimslint", *{arguments!r}]
try:
    {statement}
except SystemExit as end:
    assert not end.code, end.code
came = {{name.partition(".")[0] for name in set(sys.modules) - before}}
print("\\n" + " ".join(sorted(came - sys.stdlib_module_names)))
"""


def imported(statement: str, *arguments: str, folder: Path) -> set[str]:
    """The packages from outside the standard library that `statement` loads in a Python of its own."""
    program = PROGRAM.format(statement=statement, arguments=list(arguments))
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def test_importing_the_package_loads_no_library(tmp_path: Path) -> None:
    assert imported("import aimslint", folder=tmp_path) == {"aimslint"}


@pytest.mark.parametrize("arguments", [["version"], ["--help"], ["check", "--help"]])
def test_what_reads_no_record_loads_only_click(tmp_path: Path, arguments: list[str]) -> None:
    came = imported("from aimslint.cli import main; main()", *arguments, folder=tmp_path)
    assert came == {"aimslint", "click"}
