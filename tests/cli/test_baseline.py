import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, BROKEN, CHAT, check, run, write
from tests.repositories import git, make_repository

NAME = "aimslint-baseline.json"
CHAT_FILE = "governance/systems/chat.yaml"


def baseline(*arguments: str) -> "tuple[int, str]":
    """Run `aimslint baseline`; the exit code and all that is printed."""
    result = run("baseline", *arguments, env={"AIMSLINT_AS_OF": AS_OF})
    return result.exit_code, result.output


@pytest.fixture
def project(here: Path) -> Path:
    return write(make_repository(here), BROKEN)


def rules(project: Path) -> list[str]:
    return [one["rule"] for one in json.loads((project / NAME).read_text())["findings"]]


def test_a_messy_repository_begins_today(project: Path) -> None:
    before = json.loads(check("--output-format", "json").stdout)
    assert check().exit_code == 1
    code, said = baseline()
    assert code == 0
    number = len(before["findings"])
    assert f"entered {number} findings: 1 error, {number - 1} warnings, 0 infos" in said
    after = check()
    assert after.exit_code == 0
    assert f"{number} baselined" in after.stdout
    assert check("--no-baseline").exit_code == 1
    assert check("--no-ignores").exit_code == 0
    write(project, {"governance/systems/new.yaml": CHAT.replace("chat", "new")})
    assert check().exit_code == 1


def test_only_what_the_phase_lists_enters(project: Path) -> None:
    baseline()
    foundation = set(rules(project))
    assert "no-policy" not in foundation
    (project / NAME).unlink()
    baseline("--phase", "stage-1")
    assert set(rules(project)) > foundation | {"no-policy"}


def test_it_is_the_same_each_time(project: Path) -> None:
    baseline()
    first = (project / NAME).read_bytes()
    (project / NAME).unlink()
    baseline()
    assert (project / NAME).read_bytes() == first
    lines = first.decode().splitlines()
    assert [line for line in lines if "fingerprint" in line] == sorted(
        (line for line in lines if "fingerprint" in line),
        key=lambda line: [json.loads(line.rstrip(","))[name] for name in ("path", "rule", "record", "fingerprint")],
    )


def test_what_is_mended_goes_and_nothing_enters(project: Path) -> None:
    baseline()
    number = len(rules(project))
    write(project, {CHAT_FILE: CHAT + "owner: lead\n", "governance/systems/new.yaml": CHAT.replace("chat", "new")})
    told = check("--output-format", "concise").stdout
    assert "info[baseline-entry-fixed] system-no-owner at ai_system/chat is no longer found" in told
    code, said = baseline("--update")
    assert code == 0
    assert "took out 1 finding that is mended" in said
    assert "entered" not in said
    assert len(rules(project)) == number - 1
    assert "system-no-owner" not in rules(project)
    assert check().exit_code == 1
    assert "baseline-entry-fixed" not in check().stdout


def test_nothing_to_do(project: Path) -> None:
    baseline()
    before = (project / NAME).read_bytes()
    code, said = baseline("--update")
    assert code == 0
    assert f"left as it is: {NAME}" in said
    assert (project / NAME).read_bytes() == before


def test_what_is_open_enters_when_asked_for(project: Path) -> None:
    baseline()
    before = rules(project)
    write(project, {"governance/systems/new.yaml": CHAT.replace("chat", "new")})
    code, said = baseline("--add")
    assert code == 0
    assert "entered" in said
    assert rules(project).count("deployed-without-aiia") == 2
    assert len(rules(project)) > len(before) + 2
    assert check().exit_code == 0


def test_what_could_not_be_judged_is_not_mended(project: Path) -> None:
    baseline()
    number = len(rules(project))
    write(project, {CHAT_FILE: "kind: ai_system\nid: [\n"})
    assert "took out" not in baseline("--update")[1]
    assert len(rules(project)) == number


def test_what_cannot_be_read_does_not_enter(project: Path) -> None:
    write(project, {CHAT_FILE: "kind: ai_system\nid: [\n"})
    code, said = baseline()
    assert code == 0
    assert "left out 1 finding that nothing keeps from counting (not-yaml): mend these first" in said
    assert "not-yaml" not in rules(project)
    assert check().exit_code == 1


def test_it_may_end(project: Path) -> None:
    baseline("--until", "2026-12-31")
    assert check().exit_code == 0
    late = run("check", "--as-of", "2027-01-01", "--output-format", "concise")
    assert late.exit_code == 1
    assert f"{NAME}:3:3: warning[baseline-expired]" in late.stdout
    assert baseline("--update", "--until", "2027-06-30")[0] == 0
    assert run("check", "--as-of", "2027-01-01").exit_code == 0


def test_after_its_end_nothing_enters_twice(project: Path) -> None:
    baseline("--until", "2026-12-31")
    before = (project / NAME).read_bytes()
    said = run("baseline", "--as-of", "2027-01-01", "--add").output
    assert (project / NAME).read_bytes() == before
    assert "entered" not in said
    assert f"the baseline holds {len(rules(project))} findings" in said


def test_it_does_not_end_before_it_begins(project: Path) -> None:
    code, said = baseline("--until", "2020-01-01")
    assert (code, "--until 2020-01-01 has passed already" in said) == (2, True)
    assert not (project / NAME).exists()


def test_it_is_made_once(project: Path) -> None:
    baseline()
    code, said = baseline()
    assert code == 2
    assert f"there is a baseline, {NAME}: --update takes out what is mended" in said


@pytest.mark.parametrize("option", ["--update", "--add"])
def test_there_must_be_one_to_keep_up(project: Path, option: str) -> None:
    code, said = baseline(option)
    assert code == 2
    assert f"there is no {NAME} yet" in said


def test_a_broken_one_stops_the_run(project: Path) -> None:
    write(project, {NAME: '{\n"version": 1,\n'})
    for result in (check(), run("coverage"), run("baseline", "--update")):
        assert result.exit_code == 2
        assert result.stderr.startswith(f"aimslint: {NAME}:3: the baseline is no JSON")


def test_a_broken_one_need_not_be_read(project: Path) -> None:
    write(project, {NAME: "{"})
    assert check("--no-baseline").exit_code == 1


def test_it_is_read_from_what_is_staged(project: Path) -> None:
    git(project, "add", "--all")
    baseline()
    assert check().exit_code == 0
    assert check("--staged").exit_code == 1
    git(project, "add", NAME)
    assert check("--staged").exit_code == 0


def test_shown_and_not_written(project: Path) -> None:
    code, said = baseline("--dry-run")
    assert code == 0
    assert f"+++ {NAME}" in said
    assert not (project / NAME).exists()


def test_below_the_root_it_belongs_to(here: Path) -> None:
    write(make_repository(here), {f"team/{path}": text for path, text in BROKEN.items()})
    os.chdir(here / "team")
    assert baseline()[0] == 0
    assert (here / "team" / NAME).is_file()
    assert check().exit_code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_never_written_through(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("precious")
    (project / NAME).symlink_to(outside)
    for code, said in (baseline(), baseline("--add")):
        assert code == 2
        assert "link" in said
    assert outside.read_text() == "precious"


def test_one_that_git_ignores_is_told(project: Path) -> None:
    write(project, {".gitignore": NAME, NAME: "{}"})
    code, said = baseline()
    assert code == 2
    assert "git ignores it" in said
