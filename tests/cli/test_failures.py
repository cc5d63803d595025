"""What could not be done ends with 2 and plain words: where, what, what next."""

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, BROKEN, SOUND, check, run, write
from tests.repositories import make_repository

TOP = Path(__file__).resolve().parents[2]
RULE = """\
name: acme/no-plan
code: ACME001
title: Plan is not wanted here at all
severity: warning
phase: foundation
requirements: []
why: We have decided to do without such systems.
help: Take it out of the inventory of systems.
for_each: ai_system
require: {name: {not: Plan}}
since: 0.1.0
examples:
  - good: "{kind: ai_system, id: a, name: A}"
  - bad: |
      kind: ai_system
      id: a
      name: Plan # <- acme/no-plan
"""


def stderr_of(*arguments: str) -> str:
    result = check(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    return result.stderr


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("version: 1\nphse: stage-1\n", r"aimslint.yaml:2: unknown setting `phse`; did you mean `phase`\?"),
        ("phase: stage_1\n", r"aimslint.yaml:1: `phase: stage_1` cannot be; .*did you mean `stage-1`\?"),
        ("rules:\n  deployed-without-aia: {severity: info}\n", r"no such rule; did you mean `deployed-without-aiia`\?"),
        ("packs: [iso42002]\nprimary: iso42002\n", r"there is no pack `iso42002`"),
        ("a: [\n", r"aimslint.yaml:\d+: not-yaml"),
        ("- a\n", r"aimslint.yaml:1: expected a map"),
        ("rule_folders: [ours]\n", r"`rule_folders` names `ours`, which holds no rule file"),
        ("version: \x1b[31m\n", r"aimslint.yaml:1: "),
    ],
)
def test_a_wrong_configuration_is_told_at_its_line(here: Path, settings: str, said: str) -> None:
    write(here, SOUND | {"aimslint.yaml": settings})
    found = stderr_of()
    assert re.search(said, found), found
    assert "\x1b" not in found


def test_configuration_is_named_as_seen_from_here(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_repository(here, {f"a/{path}": text for path, text in SOUND.items()} | {"a/aimslint.yaml": "phse: x\n"})
    assert stderr_of().startswith("aimslint: a/aimslint.yaml:1: ")
    monkeypatch.chdir(here / "a/governance")
    assert stderr_of().startswith("aimslint: ../aimslint.yaml:1: ")


def test_a_configuration_of_the_command_line_is_told_as_well(here: Path) -> None:
    write(here, SOUND | {"other.yaml": "phse: x\n"})
    assert stderr_of("--config", "other.yaml").startswith("aimslint: other.yaml:1: unknown setting `phse`")
    assert "--config nowhere.yaml: cannot be read: No such file" in stderr_of("--config", "nowhere.yaml")
    assert "--config governance: cannot be read: Is a directory" in stderr_of("--config", "governance")


def test_a_wrong_rule_is_told_at_its_line(here: Path) -> None:
    files = SOUND | {"aimslint.yaml": "rule_folders: [ours]\n"}
    write(here, files | {"ours/own/no-plan.yaml": RULE})
    assert "acme/no-plan" in check().stdout
    write(here, {"ours/own/no-plan.yaml": RULE.replace("{name:", "{nmae:")})
    assert re.match(r"aimslint: ours/own/no-plan.yaml:10: .*did you mean `name`", stderr_of())


def test_unknown_selectors_are_refused_with_what_was_meant(here: Path) -> None:
    write(here, SOUND)
    assert "did you mean `deployed-without-aiia`?" in stderr_of("--select", "deployed-without-aia")
    assert "did you mean `AIM501`?" in stderr_of("--ignore", "AIM-501")
    assert "did you mean `iso42001`?" in stderr_of("--pack", "iso-42001")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "there is no command `chek`; did you mean `check`?"),
        (["check", "--slect", "x"], "--slect"),
        (["check", "--phase", "stage-3"], "'stage-3' is not one of"),
        (["check", "--output-format", "csv"], "'csv' is not one of"),
        (["check", "--fail-on"], "requires an argument"),
        (["rule", "a", "b"], "unexpected extra argument"),
        (["rule", "deployed-without-aia"], "did you mean `deployed-without-aiia`?"),
        (["schema", "ai_sytem"], "did you mean `ai_system`?"),
        (["completion", "tcsh"], "'tcsh' is not one of"),
        (["test-rules"], "Missing argument"),
        (["test-rules", "nowhere"], "there is no such folder"),
        (["check", "a\x1b[31m\nforged"], "\\x1b[31m"),
    ],
)
def test_usage_is_answered_with_2_and_what_was_meant(here: Path, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.startswith("aimslint: ")
    assert result.stdout == ""
    assert "\x1b" not in result.stderr


def broken_engine(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("aimslint.engine.check", fail)


@pytest.mark.parametrize(
    "error", [KeyError("x\x1b"), RecursionError("too deep"), MemoryError(), AssertionError("what\nnow")]
)
def test_what_nobody_expected_is_called_a_bug_of_ours(
    here: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    write(here, SOUND)
    broken_engine(error, monkeypatch)
    said = stderr_of()
    assert said.startswith(f"aimslint: this is a bug in aimslint, not in your records: {type(error).__name__}: ")
    assert "test_failures.py:" in said
    assert "Please report it" in said
    assert len(said.splitlines()) == 2
    assert "\x1b" not in said


@pytest.mark.parametrize("option", ["-v", "--verbose", "-qv"])
def test_the_traceback_is_there_for_those_who_ask(here: Path, monkeypatch: pytest.MonkeyPatch, option: str) -> None:
    write(here, SOUND)
    broken_engine(KeyError("x"), monkeypatch)
    result = check(option)
    assert result.exit_code == 2
    assert "Traceback (most recent call last)" in result.stderr


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EMFILE, "Too many open files"), "aimslint: [Errno 24] Too many open files\n"),
        (KeyboardInterrupt(), "aimslint: interrupted\n"),
    ],
)
def test_the_system_and_the_user_are_not_called_a_bug(
    here: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, said: str
) -> None:
    write(here, SOUND)
    broken_engine(error, monkeypatch)
    assert stderr_of().lstrip("\n") == said


def start(here: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which `$A` is aimslint."""
    environment = {**os.environ, "PYTHONPATH": str(TOP), "A": f"{sys.executable} -m aimslint", "LC_ALL": "C"}
    return subprocess.run(
        ["sh", "-c", command], cwd=here, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )


def test_a_reader_who_stops_reading_is_no_failure(here: Path) -> None:
    many = {f"governance/systems/s{number}.yaml": f"kind: ai_system\nid: s{number}\n" for number in range(400)}
    write(here, BROKEN | many)
    done = start(here, f"{{ $A check --as-of {AS_OF}; echo $? >code; }} | head -n 1")
    assert (done.stderr, (here / "code").read_text()) == ("", "1\n")
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_is_told(here: Path) -> None:
    write(here, BROKEN)
    done = start(here, f"$A check --as-of {AS_OF} >/dev/full")
    assert done.returncode == 2
    assert done.stderr == "aimslint: standard output cannot be written: No space left on device\n"


def test_no_output_to_write_to_is_told(here: Path) -> None:
    write(here, BROKEN)
    done = start(here, f"$A check --as-of {AS_OF} >&-")
    assert done.returncode == 2
    assert "standard output" in done.stderr


def test_letters_that_the_encoding_lacks_are_escaped(here: Path) -> None:
    write(
        here, BROKEN | {"governance/systems/chat.yaml": BROKEN["governance/systems/chat.yaml"].replace("Chat", "Ünï")}
    )
    done = start(here, f"PYTHONIOENCODING=ascii $A check --as-of {AS_OF} -q --output-format concise")
    assert done.returncode == 1
    assert done.stderr == ""
    assert "\\xdcn\\xef is deployed without" in done.stdout


def test_a_deleted_current_folder_is_told(here: Path) -> None:
    write(here, SOUND)
    done = start(here, "mkdir gone && cd gone && rmdir ../gone && $A check")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "bug" not in done.stderr
