"""The last step of the GitHub action: from its inputs to a run of `aimslint check`, and from that to its outputs.

action.yml hands the inputs over as variables of the environment. The findings go to the log, the worst of them as
annotations, and the tables to the summary of the step; none of it needs a token. The exit code is that of aimslint.
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aimslint.reporters.ci.runner import command
from aimslint.reporters.text.safe import printed

COULD_NOT = 2
"""The exit code of aimslint when it could not do its work."""


@dataclass(frozen=True, slots=True)
class Run:
    """What is asked of one run: where it begins, the options of `aimslint check`, and the SARIF file or none."""

    folder: Path
    options: tuple[str, ...]
    paths: tuple[str, ...]
    sarif: str


def main(environment: Mapping[str, str] = os.environ) -> int:
    """Check, and hand on what was found. Gives the exit code."""
    try:
        run = asked(environment)
    except ValueError as error:
        return refused(environment, str(error))
    if environment.get("GITHUB_EVENT_NAME") == "pull_request_target":
        advice = "this event checks out the target of a pull request, not what it changes; run aimslint on pull_request"
        say(command("warning", {"title": "aimslint"}, advice))
    with tempfile.TemporaryDirectory(dir=environment.get("RUNNER_TEMP"), prefix="aimslint-") as scratch:
        found, summary = Path(scratch, "found.json"), Path(scratch, "summary.md")
        code = check(run, found, summary)
        document: dict[str, Any] | None = json.loads(found.read_text("utf-8")) if found.exists() else None
        if summary.exists():
            add(environment.get("GITHUB_STEP_SUMMARY"), summary.read_text("utf-8"))
    add(environment.get("GITHUB_OUTPUT"), outputs(code, document, run.sarif))
    return code


def asked(environment: Mapping[str, str]) -> Run:
    """The run that the inputs ask for. Raises ValueError, which says what is wrong with one."""
    inputs = {name.removeprefix("INPUT_"): text for name, text in environment.items() if name.startswith("INPUT_")}
    workspace = Path(environment.get("GITHUB_WORKSPACE", "."))
    folder = workspace / inputs.get("WORKING_DIRECTORY", "").strip()
    if not folder.is_dir():
        raise ValueError(f"working-directory: there is no folder {folder}")
    options = ["--output-format", "github", f"--fail-on={inputs.get('FAIL_ON', '').strip() or 'error'}"]
    if phase := inputs.get("PHASE", "").strip():
        options.append(f"--phase={phase}")
    if since := compared_with(inputs.get("SINCE", "").strip(), environment.get("TARGET", "")):
        options.append(f"--since={since}")
    if is_true("soft", inputs.get("SOFT", "")):
        options.append("--exit-zero")
    sarif = inputs.get("SARIF_FILE", "").strip()
    if not sarif.isprintable():
        raise ValueError("sarif-file: expected the name of one file, found something that does not print")
    if sarif:
        options.append(f"--report=sarif={writable(workspace / sarif)}")
    try:
        options += shlex.split(inputs.get("ARGS", ""))
    except ValueError as error:
        raise ValueError(f"args: {error}; put what holds spaces between quotes") from None
    paths = [line.strip() for line in inputs.get("PATHS", "").splitlines()]
    return Run(folder, tuple(options), tuple(path for path in paths if path) or (".",), sarif)


def compared_with(since: str, target: str) -> str:
    """The commit to compare with: as asked, else the target of the pull request; empty for none."""
    return "" if since == "none" else since or target


def is_true(name: str, text: str) -> bool:
    """Whether a switch is on. Raises ValueError when it is neither on nor off."""
    if text.strip() not in ("true", "false", ""):
        raise ValueError(f"{name}: expected true or false, found `{text.strip()}`")
    return text.strip() == "true"


def writable(file: Path) -> Path:
    """The file, absolute, in a folder that is there. Raises ValueError when there can be none."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"sarif-file: {file.parent} cannot be made: {error.strerror}") from None
    return file.absolute()


def check(run: Run, found: Path, summary: Path) -> int:
    """Run aimslint, with findings to the log and to two files. Gives its exit code; when it is 2, says why."""
    told = ["check", *run.options, "--", *run.paths]
    say(f"aimslint {printed(shlex.join(told))}\n")
    reports = [f"--report=json={found}", f"--report=markdown={summary}"]
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-m", "aimslint", "check", *reports, *told[1:]],
        cwd=run.folder,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="backslashreplace",
        check=False,
    )
    if done.returncode == 0 or done.returncode == 1:
        sys.stderr.write(done.stderr)
        return done.returncode
    complain(done.stderr.strip() or f"ended with {done.returncode}")
    return done.returncode


def outputs(code: int, document: dict[str, Any] | None, sarif: str) -> str:
    """The outputs of the action, one a line."""
    values: dict[str, object] = {"exit-code": code}
    if document is not None:
        values["findings"] = len(document["findings"])
        if difference := document.get("difference"):
            values |= {"new": difference["new"], "fixed": len(difference["fixed"])}
        if sarif:
            values["sarif-file"] = sarif
    return "".join(f"{name}={value}\n" for name, value in values.items())


def refused(environment: Mapping[str, str], why: str) -> int:
    """Say what is wrong with an input. Gives the exit code for it."""
    complain(why)
    add(environment.get("GITHUB_OUTPUT"), outputs(COULD_NOT, None, ""))
    return COULD_NOT


def complain(why: str) -> None:
    """An annotation, which also stands in the log."""
    lines: Sequence[str] = [printed(line) for line in why.splitlines()]
    say(command("error", {"title": "aimslint could not do its work"}, "\n".join(lines)))


def say(text: str) -> None:
    """Print now: what aimslint prints itself comes after it in the log."""
    print(text, end="", flush=True)


def add(file: str | None, text: str) -> None:
    """Add text to one of the files that a runner reads after the step."""
    if file:
        with open(file, "a", encoding="utf-8", newline="\n") as opened:
            opened.write(text)


if __name__ == "__main__":
    sys.exit(main())
