"""Install aimslint in every way that people do; each must give the same answers on a copy of the sample.

Run by `make wheel-test`: the wheel (built from the source archive, so that is complete too), `pip install .`,
an editable install, and the checkout itself without any install. All happens in a fresh environment in a
temporary folder, with packages from the wheels that `make` put into .venv; nothing is fetched.
"""

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree

TOP = Path(__file__).resolve().parent.parent
READY = {"aimslint/prepared.txt", "aimslint/records/kinds.json"}
"""What a check finds ready-made."""
SAMPLE = TOP / "sample-repo"
WHEELS = Path(sys.prefix) / "wheels"
QUESTIONS = (
    ["version"],
    ["check", ".", "--as-of", "2026-11-20"],
    ["check", ".", "--as-of", "2026-11-20", "--output-format", "json", "--phase", "surveillance"],
    ["rule"],
)

Answers = list[tuple[int, str, str]]
"""Exit code, output and error output for each of QUESTIONS."""


def main() -> int:
    """Install, ask and compare, one way after the other. Gives 0 when all answers agree, else 1."""
    with tempfile.TemporaryDirectory(prefix="aimslint-wheel-") as scratch:
        folder = Path(scratch).resolve()
        sample = copytree(SAMPLE, folder / "elsewhere" / SAMPLE.name)
        wheel = build(folder / "dist")
        holds_all_data(wheel)
        fresh = Installation(folder / "venv")

        ways: list[tuple[str, Answers]] = []
        for name, arguments in (
            ("the wheel", [str(wheel)]),
            ("pip install .", [str(TOP)]),
            ("an editable install", ["--editable", str(TOP)]),
        ):
            say(f"{name}: install and run")
            fresh.pip("install", *arguments)
            ways.append((name, [fresh.run([fresh.script()], question, sample) for question in QUESTIONS]))
            fresh.pip("uninstall", "--yes", "aimslint")
        say("the checkout, not installed: run")
        module = [fresh.python, "-m", "aimslint"]
        ways.append(("the checkout", [fresh.run(module, question, sample, TOP) for question in QUESTIONS]))

    return compare(ways)


class Installation:
    """A fresh environment that takes packages from the prepared wheels only."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=True)
        self.bin = folder / "bin"
        self.python = str(self.bin / "python")

    def script(self) -> str:
        """The installed command."""
        return str(self.bin / "aimslint")

    def pip(self, *arguments: str) -> None:
        """Run pip quietly. Exits with 1 when it fails; it has said why."""
        command = [self.python, "-m", "pip", "--quiet", *arguments]
        if subprocess.run(command, cwd=self.bin, env=no_network()).returncode != 0:
            sys.exit(f"wheel-test: this failed: pip {' '.join(arguments)}")

    def run(
        self, command: Sequence[str], question: Sequence[str], folder: Path, python_path: Path | None = None
    ) -> tuple[int, str, str]:
        """The answer to one question, asked in `folder`; `python_path` is where a package lies."""
        environment = no_network()
        if python_path:
            environment["PYTHONPATH"] = str(python_path)
        done = subprocess.run(
            [*command, *question],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
        )
        return done.returncode, done.stdout, done.stderr


def build(output: Path) -> Path:
    """Make the source archive, and from it the wheel that is given. Raises CalledProcessError."""
    say("build the source archive, and the wheel from it")
    command = [sys.executable, "-m", "build", "--outdir", str(output), str(TOP)]
    done = subprocess.run(command, env=no_network(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr)
        done.check_returncode()
    (wheel,) = output.glob("*.whl")
    return wheel


def holds_all_data(wheel: Path) -> None:
    """See that the wheel has all rules, all schemas and what is ready-made, and only the package; else exit with 1."""
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    listed = subprocess.run(
        ["git", "ls-files", "-z", "rules", "schemas"], cwd=TOP, capture_output=True, check=True, text=True
    )
    wanted = {f"aimslint/_data/{path}" for path in listed.stdout.split("\0") if path} | READY
    missing = sorted(wanted - inside)
    strange = sorted(name for name in inside if not name.startswith(("aimslint/", "aimslint-")))
    if missing or strange or not wanted:
        sys.exit(f"wheel-test: the wheel lacks {missing}, and holds {strange} besides ({len(wanted)} data files)")


def no_network() -> dict[str, str]:
    """An environment where pip, and the builds it starts, see the prepared wheels and nothing else."""
    personal = ("PIP_", "PYTHON", "AIMSLINT_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(personal)}
    return kept | {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_FIND_LINKS": str(WHEELS),
        "PIP_NO_INDEX": "1",
    }


def compare(ways: list[tuple[str, Answers]]) -> int:
    """Say where an installation answers unlike the first, or not at all. Gives 0 when none did, else 1."""
    first_name, first = ways[0]
    complaints = []
    for question, (code, _output, errors) in zip(QUESTIONS, first, strict=True):
        if code not in (0, 1) or "Traceback" in errors:
            complaints.append(f"{first_name}: aimslint {' '.join(question)} ended with {code}:\n{errors}")
    for name, answers in ways[1:]:
        for question, expected, got in zip(QUESTIONS, first, answers, strict=True):
            if got != expected:
                complaints.append(
                    f"aimslint {' '.join(question)} differs\n-- {first_name}: {expected}\n-- {name}: {got}"
                )
    for complaint in complaints:
        print(f"wheel-test: {complaint}", file=sys.stderr)
    if not complaints:
        say(f"{len(ways)} ways to install, the same answers to {len(QUESTIONS)} commands")
    return 1 if complaints else 0


def say(step: str) -> None:
    """Name what happens now."""
    print(f"wheel-test: {step}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
