"""Which project the paths of a command line mean, and what they narrow."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.running import BROKEN, CHAT, PLAN, SOUND, check, first_lines, write
from tests.repositories import make_repository

ONLY_LIVE = ("--select", "deployed-without-aiia", "--output-format", "concise")


def below(folder: str, files: dict[str, str]) -> dict[str, str]:
    return {f"{folder}/{path}": text for path, text in files.items()}


def places(*arguments: str) -> list[str]:
    """Where the findings of one rule are, as text shows it."""
    return [line.partition(": ")[0] for line in first_lines(check(*ONLY_LIVE, *arguments))]


def machine_places(*arguments: str) -> tuple[str, list[str]]:
    """The root, and the files with findings of one rule, as JSON has them."""
    document = json.loads(check(*ONLY_LIVE[:2], "--output-format", "json", *arguments).stdout)
    return document["root"], [finding["path"] for finding in document["findings"]]


def test_paths_narrow_the_list_and_not_what_is_read(here: Path) -> None:
    write(here, BROKEN)
    assert places("governance/systems") == ["governance/systems/chat.yaml:4:18"]
    assert places("governance/systems/chat.yaml") == ["governance/systems/chat.yaml:4:18"]
    assert places("governance/systems/plan.yaml", "governance/roles.yaml") == []
    assert "Read 3 records" in check("governance/roles.yaml").stdout


def test_text_shows_paths_from_where_one_stands_and_json_from_the_git_root(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_repository(here, below("ai/aims", BROKEN))
    assert places("ai") == ["ai/aims/governance/systems/chat.yaml:4:18"]
    assert machine_places("ai") == ("ai/aims", ["ai/aims/governance/systems/chat.yaml"])
    monkeypatch.chdir(here / "ai/aims/governance/systems")
    assert places() == ["chat.yaml:4:18"]
    assert places("../..") == ["chat.yaml:4:18"]
    assert machine_places() == ("ai/aims", ["ai/aims/governance/systems/chat.yaml"])
    monkeypatch.chdir(here / "ai")
    (here / "ai/docs").mkdir()
    monkeypatch.chdir(here / "ai/docs")
    assert places("../aims") == ["../aims/governance/systems/chat.yaml:4:18"]


def test_the_root_is_found_from_inside_and_from_one_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_repository(here, BROKEN)
    monkeypatch.chdir(here / "governance/systems")
    result = check()
    assert "Read 3 records" in result.stdout
    assert places("chat.yaml") == ["chat.yaml:4:18"]


def test_a_project_inside_another_is_checked_alone(here: Path) -> None:
    """As `check sample-repo` in our own repository."""
    make_repository(here, below("sample", BROKEN) | below("other", BROKEN))
    assert machine_places("sample") == ("sample", ["sample/governance/systems/chat.yaml"])


def test_every_root_below_the_path_is_checked_into_one_report(here: Path) -> None:
    make_repository(here, below("a", BROKEN) | below("b/c", SOUND) | below("b/d", BROKEN))
    assert places() == ["a/governance/systems/chat.yaml:4:18", "b/d/governance/systems/chat.yaml:4:18"]
    assert machine_places()[0] == "."
    assert machine_places("b") == ("b", ["b/d/governance/systems/chat.yaml"])
    assert machine_places("b/c", "a")[1] == ["a/governance/systems/chat.yaml"]
    summary = check("b").stdout
    assert "Read 5 records in 2 projects" in summary
    assert "projects: b/c, b/d" in summary
    assert check("b").exit_code == 1
    assert check("b/c").exit_code == 0


def test_each_root_keeps_its_own_phase(here: Path) -> None:
    later = SOUND | {"aimslint.yaml": "phase: surveillance\n"}
    make_repository(here, below("a", SOUND) | below("b", later))
    text = check("--select", "no-policy", "--output-format", "concise").stdout
    assert [line.partition(":")[0] for line in text.splitlines() if "[no-policy]" in line] == ["b/aimslint.yaml"]
    assert "stage-1: 1 more" in text


@pytest.mark.parametrize("repository", [True, False])
def test_without_configuration_the_folder_above_governance_counts(
    here: Path, monkeypatch: pytest.MonkeyPatch, repository: bool
) -> None:
    files = below("aims", {path: text for path, text in BROKEN.items() if path != "aimslint.yaml"})
    if repository:
        make_repository(here, files)
    else:
        write(here, files)
    for path in ("aims", "aims/governance", "aims/governance/systems/chat.yaml"):
        assert places(path) == ["aims/governance/systems/chat.yaml:4:18"]
    monkeypatch.chdir(here / "aims")
    assert places() == ["governance/systems/chat.yaml:4:18"]


def test_without_a_repository_nothing_above_the_current_folder_is_looked_at(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, {"aimslint.yaml": "this is: refused\n"} | below("mine", SOUND))
    monkeypatch.chdir(here / "mine/governance")
    assert "this is" not in check().stderr
    monkeypatch.chdir(here / "mine")
    assert check("governance/systems").exit_code == 0


def test_links_on_the_way_are_followed_and_a_link_itself_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_repository(here / "real", BROKEN)
    (here / "link").symlink_to("real")
    (here / "real/governance/systems/again.yaml").symlink_to("chat.yaml")
    # The link and the file it leads to hold one record twice; the first of the two is judged.
    assert len(places("link")) == 1
    assert machine_places("link/governance/systems/again.yaml")[1] == ["governance/systems/again.yaml"]
    monkeypatch.chdir(here / "link")
    assert places() == ["governance/systems/again.yaml:4:18"]


@pytest.mark.parametrize("path", ["nowhere", "governance/systems/chad.yaml", ""])
def test_a_path_that_is_not_there_is_a_mistake(here: Path, path: str) -> None:
    write(here, BROKEN)
    result = check(path)
    assert result.exit_code == 2
    assert f"aimslint: {path}: there is no such file or folder" in result.stderr
    assert result.stdout == ""


def test_paths_in_two_projects_are_refused(here: Path) -> None:
    make_repository(here / "a", SOUND)
    make_repository(here / "b", SOUND)
    result = check("a", "b")
    assert result.exit_code == 2
    assert "different projects" in result.stderr


def test_a_path_that_holds_no_record_is_sound_as_long_as_the_project_has_some(here: Path) -> None:
    make_repository(here, SOUND | {"src/main.py": "pass\n"})
    result = check("src")
    assert result.exit_code == 0
    assert "note: src holds no record" in result.stdout


@pytest.mark.parametrize(
    "files",
    [
        {"aimslint.yaml": "version: 1\n", "README.md": "Hello\n"},
        {"README.md": "Hello\n"},
        {"aimslint.yaml": "include: [gov/**]\n", "governance/a.yaml": PLAN},
        {"governance/notes.md": "no front matter\n"},
    ],
)
def test_a_project_without_any_record_is_a_mistake(here: Path, files: dict[str, str]) -> None:
    write(here, files)
    result = check("--exit-zero")
    assert result.exit_code == 2
    assert "aimslint: there is no record in ." in result.stderr
    assert "`include` in aimslint.yaml" in result.stderr


def test_a_project_with_unreadable_records_alone_has_findings(here: Path) -> None:
    write(here, {"aimslint.yaml": "version: 1\n", "governance/a.yaml": "kind: [\n"})
    result = check()
    assert result.exit_code == 1
    assert "governance/a.yaml:" in result.stdout


def test_one_root_without_records_is_told_beside_the_findings_of_the_others(here: Path) -> None:
    make_repository(here, below("a", BROKEN) | {"b/aimslint.yaml": "version: 1\n"})
    result = check(*ONLY_LIVE)
    assert result.exit_code == 2
    assert len(first_lines(result)) == 1
    assert "there is no record in b" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_names_that_are_no_text_or_hold_anything_break_nothing(here: Path) -> None:
    make_repository(here, SOUND)
    folder = os.fsencode(here / "governance/systems")
    for name in (b"\xff.yaml", b"a\nb.yaml", b"c\x1b[31m.yaml", "d\u202e.yaml".encode(), b"e f.yaml"):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(CHAT.replace("chat", f"s{len(name)}"))
    for form in ("full", "concise", "json"):
        result = check("--output-format", form)
        assert result.exit_code == 1
        assert "\x1b" not in result.stdout
        assert "\u202e" not in result.stdout
    concise = check("--output-format", "concise", "-q").stdout.splitlines()
    assert all(line.startswith(("governance/", '"governance/')) for line in concise)
    assert check("--show-files").exit_code == 0
