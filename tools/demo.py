"""Show aimslint at work: on the sample as it is, on a copy with three faults, and on the sample's history.

Run by `make demo`. Ends with 0 when the sample is sound, each fault is found where it was sown and each story of the
history is told; anything else is said and ends with 1.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sample_history import build, read_story

TOP = Path(__file__).resolve().parent.parent
SAMPLE = TOP / "sample-repo"
AS_OF = "2026-11-20"
ALL_OF_IT = ("--as-of", AS_OF, "--phase", "surveillance")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to break in the copy: `old` becomes `new` in `path`; without `old` the whole file goes.

    `rule` and `found_in` say what aimslint must answer.
    """

    says: str
    path: str
    rule: str
    found_in: str
    old: str | None = None
    new: str = ""


FAULTS = (
    Fault(
        says="the impact assessment of the live system fraud-screening is removed",
        path="governance/assessments/ia-fraud-2026.yaml",
        rule="deployed-without-aiia",
        found_in="governance/systems/fraud-screening.yaml",
    ),
    Fault(
        says="a control that a risk relies on is excluded in the Statement of Applicability",
        path="governance/risk/soa.yaml",
        rule="risk-control-not-in-soa",
        found_in="governance/risk/risk-register.yaml",
        old="control: A.9.4\n    title: Intended use of the AI system\n    applicable: true",
        new="control: A.9.4\n    title: Intended use of the AI system\n    applicable: false",
    ),
    Fault(
        says="a field is misspelt",
        path="governance/systems/credit-scoring.yaml",
        rule="unknown-field",
        found_in="governance/systems/credit-scoring.yaml",
        old="risk_tier:",
        new="risk_teir:",
    ),
)


def main() -> int:
    """Lint the sample, then a copy with the faults. Gives 0 when both came out as they should, else 1."""
    say(f"1. The sample, a lender's AI management system, on {AS_OF}")
    code = show(["check", SAMPLE.name, "--as-of", AS_OF], TOP)
    if code != 0:
        return disappointed(f"the sample should be free of errors, but the exit code is {code}")

    with tempfile.TemporaryDirectory(prefix="aimslint-demo-") as scratch:
        surrounding = repository_around(Path(scratch).resolve())
        if surrounding:
            return disappointed(f"{scratch} lies in the git repository {surrounding}: set TMPDIR to another folder")
        copy = Path(scratch) / SAMPLE.name
        shutil.copytree(SAMPLE, copy)
        say("2. A copy of it, outside any repository, with three faults")
        for fault in FAULTS:
            problem = sow(fault, copy)
            if problem:
                return disappointed(problem)
            print(f"   - {fault.says} ({fault.path})")
        code = show(["check", ".", "--as-of", AS_OF], copy)
        if code != 1:
            return disappointed(f"the bent copy should end with exit code 1, not {code}")
        missed = [fault for fault in FAULTS if (fault.rule, fault.found_in) not in found(copy)]

    for fault in missed:
        print(f"demo: {fault.rule} was not found in {fault.found_in}", file=sys.stderr)
    if missed:
        return 1
    say("Each of the three was found, at its line.")
    return history()


def history() -> int:
    """Make the sample's repository from its script, and compare each branch with main. Gives 0 when all is told."""
    with tempfile.TemporaryDirectory(prefix="aimslint-demo-") as scratch:
        folder = Path(scratch) / "history"
        build(folder)
        story = read_story()
        say(f"3. The sample as a real repository of {len(story.main)} commits, with a branch for each of these stories")
        if show(["check", "--as-of", AS_OF, "--output-format", "concise"], folder) != 0:
            return disappointed("main should be free of errors")
        for branch in story.branches:
            say(f"   {branch.name}: {branch.says}")
            arguments = ["check", "--rev", branch.name, "--since", "main", *ALL_OF_IT]
            show([*arguments, "--output-format", "concise"], folder)
            told = found(folder, arguments)
            if not told.issuperset(branch.expects):
                return disappointed(f"{branch.name} should raise {branch.expects}, and raises {sorted(told)}")
    say("Each story was found: by what records claim and what git tells, side by side.")
    return 0


def sow(fault: Fault, copy: Path) -> str:
    """Put one fault into `copy`. Gives what stood in the way, empty when it is in."""
    path = copy / fault.path
    if not path.is_file():
        return f"the sample has no file {fault.path} to bend: tools/demo.py must follow the sample"
    if fault.old is None:
        path.unlink()
        return ""
    text = path.read_text(encoding="utf-8")
    if text.count(fault.old) != 1:
        return f"{fault.path} should hold {fault.old!r} exactly once: tools/demo.py must follow the sample"
    path.write_text(text.replace(fault.old, fault.new), encoding="utf-8")
    return ""


def show(arguments: list[str], folder: Path) -> int:
    """Run the command in `folder` as a reader would type it, with its output. Gives its exit code."""
    print(f"\n$ aimslint {' '.join(arguments)}", flush=True)
    return subprocess.run([command(), *arguments], cwd=folder, stdin=subprocess.DEVNULL).returncode


def found(folder: Path, arguments: Sequence[str] = ("check", ".", "--as-of", AS_OF)) -> set[tuple[str, str]]:
    """Rule and path of every finding in `folder`."""
    line = [command(), *arguments, "--output-format", "json"]
    done = subprocess.run(line, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    return {(finding["rule"], finding["path"]) for finding in json.loads(done.stdout)["findings"]}


def command() -> str:
    """The `aimslint` that is installed beside the Python running this."""
    return str(Path(sys.executable).with_name("aimslint"))


def repository_around(folder: Path) -> Path | None:
    """The git repository that `folder` lies in, if any."""
    return next((parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), None)


def say(headline: str) -> None:
    """Print a line that stands out between the outputs of the command."""
    print(f"\n{headline}", flush=True)


def disappointed(reason: str) -> int:
    """Say why the demonstration did not come out, and give its exit code."""
    print(f"demo: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    os.environ.pop("AIMSLINT_AS_OF", None)
    sys.exit(main())
