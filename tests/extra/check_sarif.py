"""Let the validator of those who made SARIF judge what we write: the standard, and what GitHub asks beyond it.

Usage: check_sarif.py [FOLDER], a folder where `npm install @microsoft/sarif-multitool` was run; without one, `npm`
installs it into a temporary folder. Fails when a log of the golden files, of hostile texts or of too many findings
has an error or a warning other than those in ALLOWED.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP))

from tests.reporters.hostile import TEXTS, everywhere  # noqa: E402 - found through the line above
from tests.reporters.listings import SCREEN, everyday, exempted, many  # noqa: E402
from tests.reporters.test_golden import write  # noqa: E402

PACKAGE = "@microsoft/sarif-multitool@5.7.0"
PROGRAMS = {"linux": "linux/Sarif.Multitool", "darwin": "darwin/Sarif.Multitool", "win32": "win32/Sarif.Multitool.exe"}
ALLOWED = {"SARIF2005"}  # an address of the tool, which has none yet
HOSTILE = ("surrogate", "outside", "link", "markup")  # the program takes seconds a log; tests/reporters has them all
KILL_AFTER = 600  # seconds; the whole takes about one minute


def logs(folder: Path) -> Iterator[Path]:
    """One log a case, written to `folder`."""
    cases = {f"hostile-{name}": everywhere(TEXTS[name]) for name in HOSTILE}
    for name, listing in {"everyday": everyday(), "exempted": exempted(), "many": many(40_000), **cases}.items():
        file = folder / f"{name}.sarif"
        file.write_text("".join(write("sarif", listing, SCREEN)), encoding="utf-8")
        yield file


def complaints(program: Path, file: Path) -> list[str]:
    """What the validator says against a log. Raises when it did not finish."""
    verdict = file.with_suffix(".verdict")
    command = [str(program), "validate", str(file), "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"]
    command += ["--kind", "Fail", "--max-file-size-in-kb", "100000", "--log", "ForceOverwrite", "-o", str(verdict)]
    environment = os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}  # works where there is no libicu
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=KILL_AFTER)
    if not verdict.exists():
        return [f"no verdict: {done.stdout[-500:]}{done.stderr[-500:]}"]
    (run,) = json.loads(verdict.read_text("utf-8-sig"))["runs"]
    notices = [
        notice
        for invocation in run.get("invocations", ())
        for kind in ("toolExecutionNotifications", "toolConfigurationNotifications")
        for notice in invocation.get(kind, ())
        if notice.get("level") == "error"
    ]
    found = [result for result in run.get("results", ()) if result["ruleId"] not in ALLOWED]
    return [json.dumps(one)[:300] for one in (*notices, *found)]


def check(folder: Path) -> int:
    """The exit code: 0 when there is nothing to say against any log."""
    program = folder / "node_modules" / "@microsoft" / f"sarif-multitool-{PROGRAMS[sys.platform]}"
    program.chmod(0o755)
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        files = list(logs(Path(scratch)))
        for file in files:
            for said in complaints(program, file):
                wrong += 1
                sys.stdout.write(f"{file.stem}: {said}\n")
        broken = files[0].with_name("broken.sarif")
        broken.write_text(files[0].read_text("utf-8").replace('"startLine": 4', '"startLine": -4'), encoding="utf-8")
        if not complaints(program, broken):
            wrong += 1
            sys.stdout.write("the validator has nothing against a line -4: it cannot be relied on\n")
    sys.stdout.write(f"{len(files)} logs, {wrong} complaints\n")
    return 1 if wrong else 0


def main(arguments: list[str]) -> int:
    """The exit code of `check`, after installing what it needs."""
    if arguments:
        return check(Path(arguments[0]))
    with tempfile.TemporaryDirectory() as folder:
        install = ["npm", "install", "--no-save", "--no-package-lock", "--ignore-scripts", "--silent", PACKAGE]
        try:
            subprocess.run(install, cwd=folder, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            sys.stdout.write(f"needs node, npm and its registry: {error}\n")
            return 1
        return check(Path(folder))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
