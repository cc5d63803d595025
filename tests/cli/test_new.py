import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from aimslint.cli.asking import on_terminal
from aimslint.cli.delivering import Change, write_changes
from aimslint.reporters.text.screen import Screen
from tests.cli.running import AS_OF, CHAT, SOUND, check, first_lines, run, write
from tests.repositories import make_repository

ROLE = "governance/roles.yaml"


def new(*arguments: str, typed: str | None = None) -> "tuple[int, str]":
    """Run `aimslint new`; the exit code and all that is printed."""
    result = run("new", *arguments, env={"AIMSLINT_AS_OF": AS_OF}, typed=typed)
    return result.exit_code, result.output


@pytest.fixture
def project(here: Path) -> Path:
    return write(make_repository(here), SOUND)


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def test_a_record_is_written_and_the_next_step_told(project: Path) -> None:
    code, said = new("ai_system", "chat", "--stage", "deployed", "--tier", "high", "--role", "user", "--owner", "lead")
    assert code == 0
    assert "wrote: governance/systems/chat.yaml" in said
    text = (project / "governance/systems/chat.yaml").read_text()
    for line in (
        "lifecycle_stage: deployed",
        "risk_tier: high",
        "organisation_role: [user]",
        "owner: lead",
        "purpose:",
    ):
        assert line in text.splitlines()
    about = [line for line in first_lines(check("--output-format", "concise")) if "/chat.yaml" in line]
    assert len(about) == 3
    assert all(line in said for line in about)


def test_without_a_project_a_record_starts_one(here: Path) -> None:
    assert new("ai_system", "chat")[0] == 0
    assert (here / "governance/systems/chat.yaml").is_file()


def test_an_entry_is_added_and_nothing_else_changes(project: Path) -> None:
    before = content(project)
    code, said = new("risk", "wrong-answers", "--owner", "lead", "--system", "plan", "--set", "title=Wrong answers")
    assert code == 0
    assert "wrote: governance/risk-register.yaml" in said
    code, said = new("risk", "second", "--owner", "lead")
    assert code == 0
    assert "added to: governance/risk-register.yaml" in said
    after = content(project)
    assert {path: after[path] for path in before} == before
    assert after.keys() - before.keys() == {"governance/risk-register.yaml"}


def test_from_a_folder_inside_paths_are_as_seen_from_there(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "governance/systems")
    code, said = new("ai_system", "chat", "--into", "more/chat.yaml")
    assert (code, "wrote: more/chat.yaml" in said) == (0, True)
    assert (project / "governance/systems/more/chat.yaml").is_file()
    code, said = new("role", "clerk", "--into", "../roles.yaml")
    assert (code, "added to: ../roles.yaml" in said) == (0, True)


def test_stdout_and_dry_run_write_nothing(project: Path) -> None:
    before = content(project)
    code, said = new("ai_system", "chat", "--stdout")
    assert code == 0
    assert "\nkind: ai_system\nid: chat\n" in said
    code, said = new("role", "clerk", "--set", "title=Clerk", "--dry-run")
    assert code == 0
    assert "+++ governance/roles.yaml" in said
    assert any(line.startswith("+roles: [{id: lead") and "id: clerk" in line for line in said.splitlines())
    assert content(project) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ai_systm", "x"), "did you mean `ai_system`"),
        (("ai_system", "plan"), "`ai_system/plan` is there already: governance/systems/plan.yaml:1"),
        (("ai_system", "a b"), "cannot be an id"),
        (("ai_system", "../x"), "cannot be an id"),
        (("ai_system", "x\x1b[31m"), "cannot be an id"),
        (("ai_system", "x", "--stage", "deployd"), "did you mean `deployed`"),
        (("ai_system", "x", "--owner", "laed"), "owner names `laed`"),
        (("evaluation", "x", "--system", "paln"), "did you mean `plan`"),
        (("model_card", "x", "--system", "plan"), "names no system"),
        (("risk", "x", "--tier", "high"), "`risk_tier` is no field of risk"),
        (("ai_system", "x", "--set", "stage_since=tomorrow"), "nothing was written"),
        (("ai_system", "x", "--set", "name=\udcff"), "nothing was written"),
        (("ai_system", "x", "--into", "src/x.yaml"), "would not be read as a record"),
        (("ai_system", "x", "--into", "governance/x.md"), "would not be read as a record"),
        (("ai_system", "x", "--into", ROLE), "was not touched"),
        (("impact", "x"), "make one first: `aimslint new impact_assessment ID`"),
        (("soa_row", "A.9.9.9"), "nothing was written"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(project: Path, arguments: tuple[str, ...], said: str) -> None:
    before = content(project)
    code, output = new(*arguments)
    assert code == 2
    assert said in output
    assert "\x1b" not in output
    assert content(project) == before


def test_a_link_in_the_place_of_a_folder_is_not_followed(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (project / "governance/datasets").symlink_to(outside)
    code, said = new("dataset", "d")
    assert code == 2
    assert "is a link" in said
    assert os.listdir(outside) == []


def test_a_file_that_changes_meanwhile_is_left_alone(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(changes: Sequence[Change], screen: Screen) -> list[Change]:
        (project / ROLE).write_text("kind: roles\nid: roles\n")
        return write_changes(changes, screen)

    monkeypatch.setattr("aimslint.cli.commands.new.write_changes", late)
    code, said = new("role", "clerk")
    assert code == 2
    assert "it was changed meanwhile" in said
    assert (project / ROLE).read_text() == "kind: roles\nid: roles\n"


def test_several_management_systems_are_told_apart(here: Path) -> None:
    write(make_repository(here), {f"{name}/{path}": text for name in "ab" for path, text in SOUND.items()})
    code, said = new("ai_system", "chat")
    assert code == 2
    assert "several management systems here: a, b" in said


def test_on_a_terminal_it_asks_for_what_no_option_says(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aimslint.cli.commands.new.on_terminal", lambda: True)
    code, said = new("ai_system", "chat", "--tier", "low", typed="Chat\nlead\nplot\npilot\nuser, providr\nuser\n")
    assert code == 0, said
    assert "`providr` is none of them; did you mean `provider`?" in said
    assert "`plot` is none of them; did you mean `pilot`?" in said
    text = (project / "governance/systems/chat.yaml").read_text()
    for line in ("name: Chat", "owner: lead", "organisation_role: [user]", "lifecycle_stage: pilot", "risk_tier: low"):
        assert line in text.splitlines()


def test_whoever_leaves_in_the_middle_leaves_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aimslint.cli.commands.new.on_terminal", lambda: True)
    before = content(project)
    code, said = new("ai_system", "chat", typed="lead\n")
    assert code == 2
    assert "interrupted" in said
    assert content(project) == before


def test_nothing_is_asked_where_nobody_could_answer(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not on_terminal()
    monkeypatch.setattr(sys, "stdin", None)
    assert not on_terminal()
    monkeypatch.undo()
    monkeypatch.chdir(project)
    monkeypatch.setattr("aimslint.cli.commands.new.on_terminal", lambda: True)
    assert new("ai_system", "chat", "--yes")[0] == 0


def test_hostile_records_do_not_speak_to_the_terminal(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aimslint.cli.commands.new.on_terminal", lambda: True)
    write(
        project,
        {"governance/x.yaml": 'kind: roles\nid: "x"\nroles: [{id: "a\\x1b[31mb"}]\n', "governance/c.yaml": CHAT},
    )
    code, said = new("ai_system", "other", typed="\n" * 6)
    assert code == 0
    assert "\x1b" not in said
