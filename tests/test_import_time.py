"""Heavy libraries load only where they are needed. No clock: what is counted is which modules came in."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, SOUND
from tests.repositories import make_repository

PROGRAM = """
import sys
before = set(sys.modules)
sys.argv = ["aimslint", *{arguments!r}]
try:
    {statement}
except SystemExit as end:
    assert not end.code, end.code
print("\\n" + " ".join(sorted(set(sys.modules) - before)))
"""

WARM = {
    "aimslint",
    "aimslint.cache",
    "aimslint.cli",
    "aimslint.cli.output",
    "aimslint.cli.remembered",
    "aimslint.cli.repository_state",
    "aimslint.git_command",
    "aimslint.version",
}
"""All of aimslint that an unchanged check may load."""
DEAR = {
    "argparse",
    "ast",
    "asyncio",
    "dataclasses",
    "email",
    "importlib.metadata",
    "inspect",
    "logging",
    "multiprocessing",
}
"""Modules of the standard library that take milliseconds each, and that it does without."""


NOT_TO_CHECK = {
    "aimslint.config_form",
    "aimslint.editor",
    "aimslint.json_schemas",
    "aimslint.mending",
    "aimslint.migrations",
    "aimslint.packs.files",
    "aimslint.records.envelope",
    "aimslint.records.fields",
    "aimslint.records.from_models",
    "aimslint.rule_tests",
    "aimslint.rulebook.rule_file",
    "aimslint.scaffold",
}
"""What of aimslint no check needs that has nothing to say against the form of a file."""


def modules(statement: str, *arguments: str, folder: Path) -> set[str]:
    """The modules that `statement` loads in a Python of its own."""
    program = PROGRAM.format(statement=statement, arguments=list(arguments))
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def imported(statement: str, *arguments: str, folder: Path) -> set[str]:
    """The packages from outside the standard library among them."""
    came = {name.partition(".")[0] for name in modules(statement, *arguments, folder=folder)}
    return came - sys.stdlib_module_names


def test_importing_the_package_loads_no_library(tmp_path: Path) -> None:
    assert imported("import aimslint", folder=tmp_path) == {"aimslint"}


@pytest.mark.parametrize("arguments", [["version"], ["--version"], ["--help"]])
def test_the_front_page_loads_no_library(tmp_path: Path, arguments: list[str]) -> None:
    came = imported("from aimslint.cli import main; main()", *arguments, folder=tmp_path)
    assert came == {"aimslint"}


@pytest.mark.parametrize("arguments", [["version", "-v"], ["check", "--help"], ["completion", "bash"]])
def test_what_reads_no_record_loads_only_click(tmp_path: Path, arguments: list[str]) -> None:
    came = imported("from aimslint.cli import main; main()", *arguments, folder=tmp_path)
    assert came == {"aimslint", "click"}


@pytest.mark.parametrize("arguments", [["version"], ["--help"], ["completion", "bash"]])
def test_what_says_something_about_aimslint_loads_no_other_command(tmp_path: Path, arguments: list[str]) -> None:
    came = modules("from aimslint.cli import main; main()", *arguments, folder=tmp_path)
    commands = {name for name in came if name.startswith("aimslint.cli.commands.")}
    assert commands <= {f"aimslint.cli.commands.{arguments[0]}"}
    assert not came & {"subprocess", "json", "aimslint.git_command", "aimslint.model"}


@pytest.mark.parametrize("command", ["check", "coverage", "show", "upcoming"])
def test_completing_an_option_loads_nothing_that_reads(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_AIMSLINT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", f"aimslint {command} --")
    monkeypatch.setenv("COMP_CWORD", "2")
    came = modules("from aimslint.cli import main; main()", folder=tmp_path)
    assert f"aimslint.cli.commands.{command}" in came
    assert {name for name in came if name.startswith("aimslint.")} <= {
        "aimslint.cli",
        "aimslint.cli.checked",
        f"aimslint.cli.commands.{command}",
        "aimslint.cli.commands",
        "aimslint.cli.failures",
        "aimslint.cli.front_page",
        "aimslint.cli.options",
        "aimslint.cli.output",
        "aimslint.cli.program",
        "aimslint.cli.report_files",
        "aimslint.reporters",
        "aimslint.reporters.text",
        "aimslint.reporters.text.safe",
        "aimslint.version",
    }


def test_a_check_of_few_sound_files_loads_no_library_that_checks_forms(tmp_path: Path) -> None:
    """Settings, packs, rules and records that are in order: pydantic alone would take a fifth of the time."""
    top = make_repository(tmp_path / "work", {**SOUND, "aimslint.yaml": "phase: foundation\n"})
    run = ("from aimslint.cli import main; main()", "check", "--as-of", AS_OF, "--exit-zero", "--no-cache")
    came = modules(*run, folder=top)
    assert {"aimslint.rulebook", "aimslint.records.reading", "aimslint.config"} <= came
    assert not came & {"git", "jsonschema", "pydantic", "pydantic_core", "ruamel"}
    assert not {name for name in came if name.startswith("aimslint.records.kinds")}
    assert not came & NOT_TO_CHECK


def test_a_check_of_plain_files_loads_no_parser(tmp_path: Path) -> None:
    """Nor does it to place a finding on a line of its own."""
    wrong = {path: text.replace("\nowner: ", "\nowner: nobody-", 1) for path, text in SOUND.items()}
    assert wrong != SOUND
    top = make_repository(tmp_path / "work", {**wrong, "aimslint.yaml": "phase: foundation\n"})
    run = ("from aimslint.cli import main; main()", "check", "--as-of", AS_OF, "--exit-zero", "--no-cache")
    came = modules(*run, folder=top)
    assert "aimslint.loading" in came
    assert not came & {"yaml", "aimslint.loading.by_events", "aimslint.loading.events"}


def test_an_unchanged_check_loads_next_to_nothing(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "work", SOUND)
    run = ("from aimslint.cli import main; main()", "check", "--as-of", AS_OF, "--exit-zero")
    cold = modules(*run, folder=top)
    assert {"aimslint.rulebook", "click"} <= cold
    warm = modules(*run, folder=top)
    assert {name for name in warm if name.partition(".")[0] not in sys.stdlib_module_names} == WARM
    assert not warm & DEAR
