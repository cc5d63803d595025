"""`aimslint check`: options, exit codes, outputs."""

import json
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, BROKEN, CHAT, PLAN, SOUND, check, first_lines, run, write
from tests.repositories import commit, git, make_repository

LIVE = "governance/systems/chat.yaml:4:18: error[deployed-without-aiia] Chat is deployed without an approved impact "
ONLY_LIVE = ("--select", "deployed-without-aiia", "--output-format", "concise")


def listed(*arguments: str) -> list[str]:
    """The findings of one rule, as concise prints them."""
    return first_lines(check(*ONLY_LIVE, *arguments))


def test_an_error_is_told_and_the_exit_code_is_1(here: Path) -> None:
    write(here, BROKEN)
    result = check()
    assert result.exit_code == 1
    assert LIVE in result.stdout
    assert result.stderr == ""


def test_without_an_error_it_is_0(here: Path) -> None:
    write(here, SOUND)
    result = check()
    assert result.exit_code == 0
    assert "Found 0 errors, " in result.stdout
    assert "as of 2026-11-20" in result.stdout


def test_fail_on_moves_the_bar_and_exit_zero_takes_it_away(here: Path) -> None:
    write(here, SOUND)
    assert first_lines(check())  # warnings
    assert [check("--fail-on", severity).exit_code for severity in ("error", "warning", "info")] == [0, 1, 1]
    write(here, BROKEN)
    assert [check("--fail-on", severity).exit_code for severity in ("error", "warning", "info")] == [1, 1, 1]
    assert check("--exit-zero", "--fail-on", "info").exit_code == 0


def test_only_what_is_listed_decides_the_exit_code(here: Path) -> None:
    write(here, BROKEN)
    assert check("--ignore", "deployed-without-aiia").exit_code == 0
    assert check("--select", "deployed-without-aiia").exit_code == 1
    assert check("governance/roles.yaml").exit_code == 0


@pytest.mark.parametrize("form", ["full", "concise", "json"])
def test_the_output_never_changes_the_exit_code(here: Path, form: str) -> None:
    write(here, BROKEN)
    assert check("--output-format", form).exit_code == 1
    assert check("--output-format", form, "-o", "out.txt").exit_code == 1
    assert check("--statistics").exit_code == 1


def test_selectors_stand_between_commas_or_in_options_of_their_own(here: Path) -> None:
    write(here, BROKEN)
    joined = check("--select", "AIM501, loading,,A.3.2", "--output-format", "concise").stdout
    apart = check("--select", "AIM501", "--select", "loading", "--select", "A.3.2", "--output-format", "concise").stdout
    assert joined == apart
    assert LIVE in joined


def test_phase_widens_the_list(here: Path) -> None:
    write(here, SOUND)
    assert "no-policy" not in check("--output-format", "concise", "-q").stdout
    assert "no-policy" in check("--phase", "surveillance", "--output-format", "concise", "-q").stdout
    waiting = [line for line in check().stdout.splitlines() if line.startswith("stage-1: ")]
    assert len(waiting) == 1
    assert waiting[0].endswith(" more, --phase stage-1")


def test_extend_select_brings_a_rule_of_a_later_phase(here: Path) -> None:
    write(here, SOUND)
    assert "no-policy" in check("--extend-select", "no-policy").stdout


def test_quiet_leaves_the_findings_alone(here: Path) -> None:
    write(here, BROKEN)
    assert check(*ONLY_LIVE, "-q").stdout.splitlines() == [f"{LIVE}assessment"]


def test_statistics_count_by_rule(here: Path) -> None:
    write(here, BROKEN | {"governance/systems/second.yaml": CHAT.replace("chat", "second")})
    lines = check("--statistics", "--select", "lifecycle").stdout.splitlines()
    assert lines[0].split() == ["findings", "severity", "code", "rule", "title"]
    assert lines[1].split()[:4] == ["2", "error", "AIM501", "deployed-without-aiia"]
    verbose = check("--statistics", "-v", "--select", "lifecycle").stdout.splitlines()
    assert verbose[0].split() == ["findings", "severity", "code", "rule", "judged", "unsure", "ms", "share", "title"]
    assert verbose[1].split()[4:6] == ["2", "0"]


def test_statistics_tell_what_each_rule_costs_only_when_asked(here: Path) -> None:
    write(here, BROKEN)
    verbose = check("--statistics", "-v", "--select", "lifecycle").stdout.splitlines()
    rows = [line.split() for line in verbose[1 : verbose.index("")]]
    assert rows
    for row in rows:
        assert float(row[6]) >= 0
        assert 0 <= float(row[7].removesuffix("%")) <= 100
    assert verbose[-2].startswith("the check took ")
    assert verbose[-1].startswith("history: waited ")
    for quick in (check("--statistics"), check("-v")):
        assert "the check took" not in quick.stdout
        assert " ms" not in quick.stdout


@pytest.mark.parametrize("option", ["--statistics", "--show-files"])
def test_options_that_would_do_nothing_together_are_refused(here: Path, option: str) -> None:
    write(here, BROKEN)
    result = check(option, "--output-format", "json")
    assert result.exit_code == 2
    assert f"{option} prints a list of its own" in result.stderr


def test_show_files_lists_what_would_be_read_and_checks_nothing(here: Path) -> None:
    write(here, BROKEN | {"notes.yaml": "a: 1\n", "governance/bad.yaml": "a: [\n", "governance/my file.yaml": PLAN})
    result = check("--show-files")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "governance/bad.yaml",
        '"governance/my file.yaml"',
        "governance/roles.yaml",
        "governance/systems/chat.yaml",
        "governance/systems/plan.yaml",
    ]
    assert check("--show-files", "governance/systems").stdout.splitlines() == [
        "governance/systems/chat.yaml",
        "governance/systems/plan.yaml",
    ]


def test_output_goes_to_a_file(here: Path) -> None:
    write(here, BROKEN)
    printed = check("--output-format", "json").stdout
    result = check("--output-format", "json", "-o", "report.json")
    assert result.stdout == ""
    assert (here / "report.json").read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("file", ["missing/report.json", "governance", ""])
def test_a_file_that_cannot_be_written_is_told(here: Path, file: str) -> None:
    write(here, BROKEN)
    result = check("-o", file)
    assert result.exit_code == 2
    assert f"{file}: cannot be written: " in result.stderr


def test_json_keeps_the_contract(here: Path) -> None:
    write(here, BROKEN)
    document = json.loads(check("--output-format", "json").stdout)
    assert list(document) == ["version", "as_of", "root", "findings", "suppressed", "skipped", "summary"]
    assert (document["version"], document["as_of"], document["root"]) == (1, AS_OF, ".")
    assert document["suppressed"] == []
    assert list(document["summary"]) == ["records", "rules", "by_severity", "fixable", "suppressed", "later_phases"]
    assert document["summary"]["records"] == 3
    assert list(document["summary"]["by_severity"]) == ["error", "warning", "info"]
    (found,) = [finding for finding in document["findings"] if finding["rule"] == "deployed-without-aiia"]
    assert len(found.pop("fingerprint")) == 32
    assert found == {
        "rule": "deployed-without-aiia",
        "code": "AIM501",
        "severity": "error",
        "rule_severity": "error",
        "message": "Chat is deployed without an approved impact assessment",
        "path": "governance/systems/chat.yaml",
        "line": 4,
        "column": 18,
        "end_line": 4,
        "end_column": 26,
        "record": {"kind": "ai_system", "id": "chat"},
        "data_path": "lifecycle_stage",
        "requirements": ["iso42001:8.4", "iso42001:A.5.3"],
        "fixable": False,
    }


def test_colour_only_where_it_is_wanted(here: Path) -> None:
    write(here, BROKEN)
    assert "\x1b" not in check().stdout
    assert "\x1b[1;31merror[deployed-without-aiia]\x1b[0m" in check("--color", "always").stdout
    assert "\x1b" not in check("--color", "never").stdout
    assert "\x1b" not in check("--color", "always", "--output-format", "json").stdout


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_gets_colour_unless_its_user_objects(
    here: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], coloured: bool
) -> None:
    from aimslint.cli.output import wants_colour

    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert wants_colour("auto", None) is coloured
    assert wants_colour("always", None)
    assert not wants_colour("never", None)
    assert not wants_colour("auto", "file.txt")


def test_the_day_comes_from_the_option_else_the_environment_else_the_clock(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import date

    write(here, SOUND)
    environment = {"AIMSLINT_AS_OF": "2025-05-05"}
    assert "as of 2026-11-20." in check(env=environment).stdout
    assert "as of 2025-05-05." in run("check", env=environment).stdout
    monkeypatch.setattr("aimslint.cli.commands.check.command.params", _with_day(date(2031, 1, 2)))
    assert "as of 2031-01-02." in run("check").stdout


def _with_day(day: object) -> list[object]:
    """The parameters of `check`, with another clock."""
    import copy

    from aimslint.cli.commands.check import command

    params = [copy.copy(parameter) for parameter in command.params]
    (as_of,) = [parameter for parameter in params if parameter.name == "as_of"]
    as_of.default = lambda: day
    return list(params)


def test_the_clock_is_read_in_utc() -> None:
    from datetime import UTC, datetime

    from aimslint.cli.options import today

    before, found, after = datetime.now(UTC).date(), today(), datetime.now(UTC).date()  # noqa: TID251
    assert before <= found <= after


@pytest.mark.parametrize(
    "day", ["2026-02-30", "20.11.2026", "20261120", "2026-W47-5", "2026-1-2", "today", "２０２６-11-20"]
)
def test_a_day_that_is_none_is_refused(here: Path, day: str) -> None:
    write(here, SOUND)
    for result in (run("check", "--as-of", day), run("check", env={"AIMSLINT_AS_OF": day})):
        assert result.exit_code == 2
        assert f"`{day}` is no day; expected" in result.stderr


def test_another_configuration_replaces_the_own_one(here: Path) -> None:
    write(here, BROKEN | {"other/strict.yaml": "version: 1\nphase: surveillance\n"})
    assert "no-policy" in check("--config", "other/strict.yaml").stdout
    (here / "aimslint.yaml").write_text("not: known\n")
    assert check("--config", "other/strict.yaml").exit_code == 1


def test_a_project_without_configuration_is_told_that_defaults_count(here: Path) -> None:
    write(here, {path: text for path, text in SOUND.items() if path != "aimslint.yaml"} | {"other.yaml": "version: 1"})
    assert "note: there is no aimslint.yaml in the top folder: defaults are used" in check().stdout
    assert "defaults" not in check("--config", "other.yaml").stdout


def test_staged_reads_the_index_and_nothing_else(here: Path) -> None:
    make_repository(here, SOUND)
    write(here, {"governance/systems/chat.yaml": CHAT})
    assert listed("--staged") == []
    assert len(listed()) == 1
    git(here, "add", "--all")
    (here / "governance/systems/chat.yaml").unlink()
    assert len(listed("--staged")) == 1
    assert listed() == []


def test_staged_needs_a_repository(here: Path) -> None:
    write(here, SOUND)
    result = check("--staged")
    assert result.exit_code == 2
    assert "is in no git repository" in result.stderr


def test_what_git_ignores_is_not_read(here: Path) -> None:
    make_repository(here, SOUND | {".gitignore": "chat.yaml\n"})
    write(here, {"governance/systems/chat.yaml": CHAT})
    assert listed() == []
    commit(here, "No longer ignored", {".gitignore": None})
    assert len(listed()) == 1
