"""`--rev` and `--staged`: the same commands on other files than those of the working tree."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, BROKEN, CHAT, ROLES, SOUND, check, first_lines, run, write
from tests.repositories import commit, git, make_repository

ONLY_LIVE = ("--select", "deployed-without-aiia", "--output-format", "concise")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no owners of files")


def _story(here: Path) -> tuple[str, str]:
    """A repository whose first commit is sound and whose second is not; then everything goes from the disk."""
    make_repository(here)
    sound = commit(here, "Sound", SOUND, date="2026-01-15T23:30:00-02:00")
    broken = commit(
        here, "Broken", {"governance/systems/chat.yaml": "# A line more\n" + CHAT}, date="2026-02-20T12:00Z"
    )
    git(here, "rm", "--quiet", "-r", ".")
    commit(here, "Gone", {"README.md": "Moved elsewhere\n"}, date="2026-03-01T12:00Z")
    return sound, broken


def test_a_commit_is_checked_whatever_stands_on_disk(here: Path) -> None:
    sound, broken = _story(here)
    before = _everything_in(here)
    assert check("--rev", sound).exit_code == 0
    result = check("--rev", "HEAD~1", *ONLY_LIVE)
    assert result.exit_code == 1
    assert [line.partition(": ")[0] for line in first_lines(result)] == ["governance/systems/chat.yaml:5:18"]
    assert f"note: as of commit {broken[:7]}" in result.stdout
    assert check().exit_code == 2
    assert _everything_in(here) == before


def _everything_in(here: Path) -> dict[Path, bytes]:
    """Every file, those of git included, but for our own cache."""
    files = (path for path in here.rglob("*") if path.is_file() and ".git/aimslint" not in path.as_posix())
    return {path: path.read_bytes() for path in files}


def test_the_excerpt_is_of_the_commit(here: Path) -> None:
    _, broken = _story(here)
    write(here, {"governance/systems/chat.yaml": "another: text\n" * 9})
    text = check("--rev", broken, "--select", "deployed-without-aiia").stdout
    assert "lifecycle_stage: deployed" in text
    assert "another" not in text


@pytest.mark.parametrize("path", ["governance", "governance/", "governance/systems/chat.yaml", "./governance/systems"])
def test_paths_that_only_the_commit_holds(here: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _story(here)
    result = check("--rev", "HEAD~1", *ONLY_LIVE, path)
    assert [line.partition(": ")[0] for line in first_lines(result)] == ["governance/systems/chat.yaml:5:18"]
    assert first_lines(check("--rev", "HEAD~1", *ONLY_LIVE, "governance/roles.yaml")) == []
    (here / "tools").mkdir()
    monkeypatch.chdir(here / "tools")
    result = check("--rev", "HEAD~1", *ONLY_LIVE, f"../{path}")
    assert [line.partition(": ")[0] for line in first_lines(result)] == ["../governance/systems/chat.yaml:5:18"]


def test_a_path_that_is_nowhere(here: Path) -> None:
    sound, _ = _story(here)
    result = check("--rev", sound, "governance/systems/chat.yaml")
    assert result.exit_code == 2
    assert result.stderr == (
        f"aimslint: governance/systems/chat.yaml: there is no such file or folder in commit {sound[:7]}; "
        "check the spelling, and the current folder\n"
    )
    assert "letter case: governance exists" in check("--rev", sound, "Governance").stderr
    assert "there is no such file or folder in what is staged" in check("--staged", "governance").stderr
    assert "there is no such file or folder" in check("--rev", sound, "").stderr
    assert check("--rev", sound, "a\0b").exit_code == 2
    assert check("--rev", sound, "README.md").exit_code == 0  # on disk, so it is no slip of the keys
    assert check("--rev", sound, "../../..").exit_code == 2


def test_the_configuration_is_that_of_the_commit(here: Path) -> None:
    make_repository(here, BROKEN)
    rules = "rules: {deployed-without-aiia: {severity: info}}\n"
    commit(here, "Milder", {"aimslint.yaml": rules})
    assert check(*ONLY_LIVE).exit_code == 0
    assert check(*ONLY_LIVE, "--rev", "HEAD").exit_code == 0
    assert check(*ONLY_LIVE, "--rev", "HEAD~1").exit_code == 1
    write(here, {"aimslint.yaml": "no: configuration\n"})
    assert check(*ONLY_LIVE).exit_code == 2
    assert check(*ONLY_LIVE, "--rev", "HEAD").exit_code == 0
    assert check(*ONLY_LIVE, "--staged").exit_code == 0


def test_files_are_listed_from_the_commit(here: Path) -> None:
    sound, _ = _story(here)
    listed = check("--rev", sound, "--show-files").stdout.splitlines()
    assert listed == ["governance/roles.yaml", "governance/systems/plan.yaml"]


@pytest.mark.parametrize("command", ["check", "coverage", "upcoming"])
def test_the_day_is_that_of_the_commit_unless_another_is_asked_for(here: Path, command: str) -> None:
    sound, _ = _story(here)

    def day(*arguments: str, env: dict[str, str] | None = None) -> str:
        result = run(command, "--output-format", "json", *arguments, env=env)
        assert result.exit_code in (0, 1), result.stderr
        return str(json.loads(result.stdout)["as_of"])

    assert day("--rev", sound) == "2026-01-16"
    assert day("--rev", "HEAD~1") == "2026-02-20"
    assert day("--rev", sound, env={"AIMSLINT_AS_OF": "2026-05-05"}) == "2026-05-05"
    assert day("--rev", sound, "--as-of", "2026-06-06", env={"AIMSLINT_AS_OF": "2026-05-05"}) == "2026-06-06"


def test_every_command_that_reads_takes_a_commit(here: Path) -> None:
    _story(here)
    rev = ("--rev", "HEAD~1")
    assert "Chat" in run("show", "chat", *rev).stdout
    assert run("show", "chat", "--rev", "HEAD~2").exit_code == 2
    assert "roles" in run("requirement", "A.3.2", *rev).stdout
    assert run("upcoming", *rev).exit_code == 0
    assert run("coverage", *rev).exit_code == 0
    assert run("upcoming", *rev, "--within", "soon").exit_code == 2


@pytest.mark.parametrize("command", [("check",), ("coverage",), ("upcoming",), ("show", "a"), ("requirement", "5.2")])
def test_two_trees_at_once_are_refused(here: Path, command: tuple[str, ...]) -> None:
    make_repository(here, SOUND)
    result = run(*command, "--staged", "--rev", "HEAD")
    assert result.exit_code == 2
    assert "--staged and --rev read different files; leave one of them out" in result.stderr


@pytest.mark.parametrize("rev", ["mian", "-x", "--help", "", "a\nb", "HEAD:governance", "HEAD~1..HEAD", "\udcff"])
def test_what_names_no_commit_is_told(here: Path, rev: str) -> None:
    make_repository(here, SOUND)
    result = check(f"--rev={rev}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("aimslint: --rev: ")
    assert result.stderr.count("\n") == 1
    if rev == "mian":
        assert result.stderr.endswith("did you mean `main`?\n")


def test_mending_needs_the_working_tree(here: Path) -> None:
    make_repository(here, SOUND)
    for option in (["--staged"], ["--rev", "HEAD"]):
        result = check("--fix", *option)
        assert result.exit_code == 2
        assert f"leave out {option[0]}" in result.stderr


def test_outside_of_git_there_is_nothing_staged_and_no_commit(here: Path) -> None:
    write(here, SOUND)
    for option in (["--staged"], ["--rev", "HEAD"]):
        result = check(*option)
        assert result.exit_code == 2
        assert result.stderr == (
            f"aimslint: {option[0]}: {here} is in no git repository; "
            f"leave {option[0]} out to read the files as they stand\n"
        )


def test_nothing_is_staged_before_the_first_commit(here: Path) -> None:
    make_repository(here)
    write(here, SOUND)
    result = check("--staged")
    assert result.exit_code == 2
    assert f"nothing is staged in {here}: add the files first, by git add, or leave --staged out" in result.stderr
    assert "nothing was committed there yet" in check("--rev", "HEAD").stderr
    git(here, "add", "aimslint.yaml")
    assert "there is no record in what is staged of .: no file there" in check("--staged").stderr
    assert "add the records first, by git add, or leave --staged out" in run("upcoming", "--staged").stderr
    git(here, "add", ".")
    assert check("--staged").exit_code == 0


def test_a_commit_without_records(here: Path) -> None:
    make_repository(here, {"README.md": "Nothing yet\n"})
    result = check("--rev", "HEAD")
    assert result.exit_code == 2
    assert "there is no record in . as of commit " in result.stderr


def test_a_shallow_clone_says_how_to_fetch_the_rest(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _story(here)
    git(here.parent, "clone", "--quiet", "--depth=1", f"file://{here}", "clone")
    monkeypatch.chdir(here.parent / "clone")
    assert "fetch-depth: 0" in check("--rev", "HEAD~1").stderr


@posix_only
def test_without_git_settings_above_the_current_folder_count(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {f"aims/{path}": text for path, text in BROKEN.items()})
    monkeypatch.chdir(here / "aims/governance/systems")
    assert [line.partition(": ")[0] for line in first_lines(check(*ONLY_LIVE))] == ["chat.yaml:4:18"]
    assert first_lines(check(*ONLY_LIVE, "../roles.yaml")) == []
    assert run("show", "chat", "--as-of", AS_OF).exit_code == 0


@posix_only
def test_without_git_what_others_put_above_does_not_count(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"aimslint.yaml": "this is: refused\n", "mine/governance/roles.yaml": ROLES})
    monkeypatch.chdir(here / "mine")
    assert "this is" in check().stderr
    here.chmod(0o1777)
    assert check().exit_code == 0
    here.chmod(0o755)
    monkeypatch.setenv("HOME", str(here))
    assert check().exit_code == 0
    monkeypatch.setenv("HOME", "/nowhere")
    if os.geteuid() == 0:
        os.chown(here, 12345, 12345)
        assert check().exit_code == 0
