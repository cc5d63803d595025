"""The commands beside `check`, and the help."""

import json
import subprocess
from pathlib import Path

import click
import pytest

from aimslint.cli.front_page import SECTIONS, help_text, text_for
from aimslint.cli.program import program
from aimslint.version import VERSION
from tests.cli.running import SOUND, run, write
from tests.cli.test_failures import RULE

COMMANDS = [name for commands in SECTIONS.values() for name in commands]
FOLDER = Path(__file__).resolve().parents[2] / "aimslint/cli/commands"


def test_bare_it_prints_its_help(here: Path) -> None:
    result = run()
    assert result.exit_code == 0
    assert result.stdout == run("--help").stdout == run("-h").stdout
    for name in COMMANDS:
        assert f"  {name} " in result.stdout


def test_every_command_is_in_the_help() -> None:
    assert {file.stem.replace("_", "-") for file in FOLDER.glob("[a-z]*.py")} == set(COMMANDS)


def test_the_list_of_commands_says_what_each_says_itself() -> None:
    context = click.Context(program)
    for name, said in {name: said for commands in SECTIONS.values() for name, said in commands.items()}.items():
        command = program.get_command(context, name)
        assert command is not None
        assert said == command.get_short_help_str(90)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(here: Path, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"Usage: aimslint {name} " in result.stdout
    assert all(len(line) <= 120 for line in result.stdout.splitlines())


def test_the_help_of_check_stands_in_sections(here: Path) -> None:
    text = run("check", "--help").stdout
    titles = [line for line in text.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert [title.split()[0].rstrip(":") for title in titles] == [
        "Which",
        "What",
        "What",
        "Mending",
        "Output",
        "Exit",
        "Help",
    ]


def test_the_help_is_as_click_would_write_it() -> None:
    context = click.Context(program, info_name="aimslint")
    formatter = context.make_formatter()
    formatter.width = 80
    program.format_usage(context, formatter)
    program.format_help_text(context, formatter)
    click.Command.format_options(program, context, formatter)
    for title, commands in SECTIONS.items():
        with formatter.section(title):
            formatter.write_dl(list(commands.items()))
    assert help_text() == formatter.getvalue()
    assert max(map(len, help_text().splitlines())) < 80


@pytest.mark.parametrize("arguments", [[], ["-h"], ["--help"], ["version"], ["--version"]])
def test_what_needs_no_command_says_what_the_command_says(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert text_for(arguments) == run(*arguments).stdout
    assert text_for([*arguments, "--verbose"]) is None
    monkeypatch.setenv("_AIMSLINT_COMPLETE", "bash_complete")
    assert text_for(arguments) is None


@pytest.mark.parametrize("name", [name.replace("cache", "cache clean") for name in COMMANDS])
def test_every_command_says_on_request_where_aimslint_failed(here: Path, name: str) -> None:
    assert "-v, --verbose" in run(*name.split(), "--help").stdout
    assert run("version", "-v").exit_code == 0


def test_version(here: Path) -> None:
    assert run("version").stdout == f"aimslint {VERSION}\n"
    assert run("--version").stdout == f"aimslint {VERSION}\n"


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_completion_prints_a_script(here: Path, shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_AIMSLINT_COMPLETE" in result.stdout


def test_the_script_of_bash_completes(here: Path) -> None:
    words = {"COMP_WORDS": "aimslint che", "COMP_CWORD": "1", "_AIMSLINT_COMPLETE": "bash_complete"}
    assert run(env=words).stdout == "plain,check\n"
    script = run("completion", "bash").stdout
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_schema_lists_and_prints(here: Path) -> None:
    names = run("schema").stdout.split()
    assert {"ai_system", "soa", "risk_register"} <= set(names)
    document = json.loads(run("schema", "ai_system").stdout)
    assert "lifecycle_stage" in document["properties"]


def test_rule_lists_all(here: Path) -> None:
    lines = run("rule").stdout.splitlines()
    assert lines[0].split() == ["code", "rule", "severity", "phase", "title"]
    codes = [line.split()[0] for line in lines[1:]]
    assert codes == sorted(codes)
    assert "AIM501" in codes


@pytest.mark.parametrize("name", ["deployed-without-aiia", "AIM501"])
def test_rule_says_everything_about_one(here: Path, name: str) -> None:
    text = " ".join(run("rule", name).stdout.split())
    for said in (
        "deployed-without-aiia (AIM501)",
        "severity error",
        "phase foundation and later",
        "8.4 (AI system impact assessment)",
        "applies to every ai_system",
        "where live: true",
        "role, tier any",
        "Why People already live with the effects",
        "What to do Assess the impact now",
        "Good example",
        "Bad example",
        "# <- deployed-without-aiia",
    ):
        assert said in text


def test_every_rule_can_be_explained(here: Path) -> None:
    rules = json.loads(run("rule", "--output-format", "json").stdout)
    assert len(rules) == len(run("rule").stdout.splitlines()) - 1
    for rule in rules[::7]:
        result = run("rule", rule["name"])
        assert result.exit_code == 0
        assert rule["code"] in result.stdout


def test_rule_as_json_is_a_list(here: Path) -> None:
    (rule,) = json.loads(run("rule", "AIM501", "--output-format", "json").stdout)
    assert (rule["name"], rule["code"], rule["pack"], rule["topic"]) == (
        "deployed-without-aiia",
        "AIM501",
        "iso42001",
        "lifecycle",
    )
    assert rule["kinds"] == ["ai_system"]
    assert {example["good"] for example in rule["examples"]} == {True, False}


def test_in_a_project_its_own_rules_and_severities_are_shown(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = "rule_folders: [ours]\nrules: {deployed-without-aiia: {severity: info}}\n"
    write(here, SOUND | {"aimslint.yaml": settings, "ours/own/no-plan.yaml": RULE})
    assert "ACME001  acme/no-plan" in run("rule").stdout
    assert "info here; error unless configured" in run("rule", "AIM501").stdout
    monkeypatch.chdir(here / "governance")
    assert run("rule").exit_code == 0


def test_rules_are_tested_by_their_examples(here: Path) -> None:
    write(here, {"ours/own/no-plan.yaml": RULE})
    for folder in ("ours", "ours/own"):
        result = run("test-rules", folder)
        assert (result.exit_code, result.stdout) == (0, "Ran 2 examples of 1 rule: all do what they say.\n")
    write(here, {"ours/own/no-plan.yaml": RULE.replace("name: A}", "name: Plan}")})
    result = run("test-rules", "ours")
    assert result.exit_code == 1
    first, last = result.stdout.splitlines()
    assert first.startswith("ours/own/no-plan.yaml: acme/no-plan, example 1: ")
    assert last == "Ran 2 examples of 1 rule: 1 did not do what they say."


def test_the_rules_of_a_pack_are_tested_where_they_lie(here: Path) -> None:
    from aimslint.packs import packs_folder

    result = run("test-rules", str(packs_folder() / "iso42001/lifecycle"))
    assert result.exit_code == 0
    assert "all do what they say" in result.stdout


def test_a_mistake_in_a_rule_is_told_at_its_line(here: Path) -> None:
    write(here, {"ours/no-plan.yaml": RULE.replace("severity: warning", "severity: warnin")})
    result = run("test-rules", "ours")
    assert result.exit_code == 2
    assert result.stderr.startswith("aimslint: ours/no-plan.yaml:4: ")


def test_a_folder_without_rules_is_a_mistake(here: Path) -> None:
    write(here, {"ours/readme.md": "none\n"})
    result = run("test-rules", "ours")
    assert result.exit_code == 2
    assert "holds no rule file" in result.stderr
