"""`aimslint coverage`."""

import json
from pathlib import Path

import pytest

from aimslint.reporters.text.safe import cells
from tests.cli.running import run, write
from tests.cli.sample import AS_OF, FILES
from tests.reporters.pages import read_page
from tests.repositories import commit, make_repository

STATUSES = ("missing", "draft", "documented", "stale", "operating", "excluded", "not-yet")


def coverage(*arguments: str) -> str:
    result = run("coverage", "--as-of", AS_OF, *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_table_fits_a_terminal_and_names_everything(here: Path) -> None:
    write(here, FILES)
    text = coverage()
    lines = text.splitlines()
    assert all(cells(line) <= 100 for line in lines)
    assert lines[0].startswith("ISO/IEC 42001:2023")
    assert lines[0].endswith("phase stage-2, as of 2026-11-20")
    assert sum(line.startswith("  ") and line[2] in "456789A1" for line in lines) == 70
    assert [line.split()[0] for line in lines if line.endswith("operating") and line[0] != " "][:3] == ["4", "5", "6"]
    assert "%" not in text
    assert "compliant" not in text


def test_a_row_says_status_subjects_and_reason(here: Path) -> None:
    write(here, FILES)
    text = coverage()
    rows = {line.split()[0]: line for line in text.splitlines() if line.startswith("  ") and line[2] != " "}
    assert rows["A.9.4"].split()[-2:] == ["operating", "1/1"]
    assert rows["8.4"].split()[-2:] == ["missing", "0/1"]
    assert "\n              chat: impact_assessment ia: impacts.description is missing; decision is missing\n" in text
    assert rows["4.1"].endswith("missing")
    assert "\n1 operating, 0 stale, 0 documented, 0 draft, 69 missing, 0 excluded, 0 not-yet; of 70.\n" in text


def test_json_is_as_promised(here: Path) -> None:
    write(here, FILES)
    found = json.loads(coverage("--output-format", "json"))
    assert list(found) == ["version", "pack", "as_of", "requirements", "summary", "partly_shown"]
    assert (found["version"], found["pack"], found["as_of"]) == (1, "iso42001", AS_OF)
    assert len(found["requirements"]) == 70
    fields = ["id", "title", "status", "uncertain", "subjects", "records", "findings", "why"]
    fields += ["begins", "by_crosswalk", "partly", "crosswalk", "not_covered"]
    assert all(list(row) == fields and list(row["subjects"]) == ["met", "of"] for row in found["requirements"])
    assert tuple(found["summary"]) == STATUSES
    assert sum(found["summary"].values()) == 70
    rows = {row["id"]: row for row in found["requirements"]}
    assert rows["A.9.4"]["records"] == [{"kind": "ai_system", "id": "chat"}]
    assert {"rule", "severity", "fingerprint"} == set(rows["8.4"]["findings"][0])


def test_markdown_has_a_table_a_group(here: Path) -> None:
    write(here, FILES)
    lines = coverage("--output-format", "markdown").splitlines()
    assert sum(line.startswith("## ") for line in lines) == 16
    rows = [line for line in lines if line.startswith("| ") and "---" not in line]
    assert len(rows) == 70 + 16
    assert all(line.replace("\\|", "").count("|") == 6 for line in rows)


def test_a_page_has_a_row_a_requirement(here: Path) -> None:
    write(here, FILES)
    found = read_page(coverage("--output-format", "html"))
    assert found.heads == [["requirement", "title", "status", "subjects", "why"]] * 16
    assert len(found.rows) == 70
    rows = {cells[0]: cells for cells in found.rows}
    assert rows["A.9.4"][2:] == ["operating", "1/1", ""]
    assert rows["8.4"][2] == "missing"
    assert "impacts.description is missing" in rows["8.4"][4]
    assert found.captions[0] == "4 Context of the organization – 0 of 4 operating"
    assert any("69 missing, 0 excluded, 0 not-yet; of 70." in said for said in found.paragraphs)


def test_a_file_takes_the_output(here: Path) -> None:
    write(here, FILES)
    assert coverage("-o", "out.txt") == ""
    assert Path("out.txt").read_text(encoding="utf-8") == coverage()


def test_a_phase_decides_what_is_not_yet(here: Path) -> None:
    write(here, FILES)
    counts = {
        phase: json.loads(coverage("--phase", phase, "--output-format", "json"))["summary"]
        for phase in ("foundation", "stage-1", "stage-2", "surveillance")
    }
    assert counts["foundation"]["not-yet"] > counts["stage-1"]["not-yet"] > counts["stage-2"]["not-yet"] == 0
    for status in ("draft", "documented", "stale", "operating", "excluded"):
        assert len({found[status] for found in counts.values()}) == 1


@pytest.mark.parametrize(
    ("goals", "code", "said"),
    [
        (["operating=0"], 0, ""),
        (["operating=70"], 1, "operating or better, and 70 are asked"),
        (["documented=1", "operating=0"], 0, ""),
        (["documented=1", "operating=69"], 1, "69 are asked"),
        (["operating=0", "operating=71"], 1, "71 are asked"),
    ],
)
def test_goals_set_the_exit_code(here: Path, goals: list[str], code: int, said: str) -> None:
    write(here, FILES)
    result = run("coverage", "--as-of", AS_OF, *(word for goal in goals for word in ("--fail-under", goal)))
    assert result.exit_code == code
    assert said in result.stderr
    assert result.stdout == coverage()


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ("operatin=3", "did you mean `operating`?"),
        ("operating", "expected a number of requirements after ="),
        ("operating=", "expected a number of requirements after ="),
        ("operating=60%", "expected a number of requirements after ="),
        ("operating=-1", "expected a number of requirements after ="),
        ("missing=3", "expected one of draft, documented, stale, operating"),
        ("=3", "expected one of"),
    ],
)
def test_a_goal_that_is_none_is_refused(here: Path, goal: str, said: str) -> None:
    write(here, FILES)
    result = run("coverage", "--fail-under", goal)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("pack", ["core", "iso4201"])
def test_a_pack_must_be_in_use_and_have_requirements(here: Path, pack: str) -> None:
    write(here, FILES)
    result = run("coverage", "--pack", pack)
    assert result.exit_code == 2
    assert "in use: iso42001" in result.stderr
    assert coverage("--pack", "iso42001") == coverage()


def test_what_is_staged_is_covered_on_request(here: Path) -> None:
    make_repository(here)
    commit(here, "First", FILES)
    write(here, {"governance/chat.yaml": "kind: ai_system\nid: chat\n"})
    assert coverage("--staged") != coverage()


def test_without_records_there_is_nothing_to_cover(here: Path) -> None:
    result = run("coverage")
    assert result.exit_code == 2
    assert "there is no record" in result.stderr


def test_of_several_projects_one_is_named(here: Path) -> None:
    write(here, {f"{root}/{path}": text for root in ("a", "b") for path, text in FILES.items()})
    result = run("coverage", "--as-of", AS_OF)
    assert result.exit_code == 2
    assert "several management systems here: a, b" in result.stderr
    assert coverage("a") == coverage("b")


def changed(here: Path) -> str:
    """A repository whose last commit takes the intended use of a live system away and adds a rule's setting."""
    make_repository(here)
    first = commit(here, "First", FILES)
    chat = FILES["governance/chat.yaml"].replace("intended_use: By staff, on opening hours\n", "")
    settings = "version: 1\nphase: stage-2\nrules: {no-policy: {severity: info}}\n"
    commit(here, "Less is said", {"governance/chat.yaml": chat, "aimslint.yaml": settings})
    return first


def test_what_a_change_gains_and_loses_stands_at_its_rows(here: Path) -> None:
    first = changed(here)
    text = coverage("--since", first)
    lines = text.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("  A.9.4 "))
    assert lines[at].split()[-2:] == ["missing", "0/1"]
    assert lines[at + 1].strip() == "lost: was operating"
    assert text.count("was ") == text.count(": was ") + 1  # and in the sentence about the setting
    end = lines[lines.index(f"Compared with {first[:7]}: 1 lost, 0 gained, 0 changed otherwise.") :]
    assert end[1] == "settings: aimslint.yaml: rules.no-policy.severity is info, was not set"
    assert all(cells(line) <= 100 for line in lines)
    assert "Compared" not in coverage()


def test_a_gain_is_told_as_one(here: Path) -> None:
    changed(here)
    commit(here, "Back", {"governance/chat.yaml": FILES["governance/chat.yaml"]})
    found = json.loads(coverage("--since", "HEAD~1", "--output-format", "json"))
    differing = {row["id"]: (row["before"], row["status"]) for row in found["requirements"]}
    assert {id_: pair for id_, pair in differing.items() if pair[0] != pair[1]} == {"A.9.4": ("missing", "operating")}
    assert "gained: was missing" in coverage("--since", "HEAD~1")


def test_json_names_the_base_and_what_each_requirement_was(here: Path) -> None:
    first = changed(here)
    found = json.loads(coverage("--since", first, "--output-format", "json"))
    settings = ["aimslint.yaml: rules.no-policy.severity is info, was not set"]
    assert found["since"] == {"base": first[:7], "settings": settings}
    plain = json.loads(coverage("--output-format", "json"))
    rows = [{key: value for key, value in row.items() if key != "before"} for row in found["requirements"]]
    assert plain == {key: value for key, value in found.items() if key != "since"} | {"requirements": rows}


def test_markdown_has_a_column_for_what_was(here: Path) -> None:
    first = changed(here)
    lines = coverage("--since", first, "--output-format", "markdown").splitlines()
    (row,) = (line for line in lines if line.startswith("| A.9.4 |"))
    assert "| missing | lost, was operating | 0/1 |" in row
    assert f"Compared with {first[:7]}: 1 lost, 0 gained, 0 changed otherwise." in lines
    assert len({line.replace("\\|", "").count("|") for line in lines if line.startswith("|")}) == 1


def test_a_page_says_what_was(here: Path) -> None:
    first = changed(here)
    found = read_page(coverage("--since", first, "--output-format", "html"))
    assert {tuple(heads) for heads in found.heads} == {("requirement", "title", "status", "before", "subjects", "why")}
    (row,) = (cells for cells in found.rows if cells[0] == "A.9.4")
    assert row[2:5] == ["missing", "lost, was operating", "0/1"]
    assert f"Compared with {first[:7]}: 1 lost, 0 gained, 0 changed otherwise." in found.paragraphs
    assert "aimslint.yaml: rules.no-policy.severity is info, was not set" in found.paragraphs


def test_against_a_base_without_records_all_is_gained(here: Path) -> None:
    make_repository(here)
    first = commit(here, "Code alone", {"app.py": ""})
    commit(here, "Adopted", FILES)
    found = json.loads(coverage("--since", first, "--output-format", "json"))
    assert {row["before"] for row in found["requirements"]} <= {"missing", "not-yet"}
    assert "0 lost, 1 gained" in coverage("--since", first)


def test_a_base_that_is_not_there_is_refused(here: Path) -> None:
    make_repository(here)
    commit(here, "First", FILES)
    result = run("coverage", "--since", "no-such-branch")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no commit `no-such-branch`" in result.stderr


def test_goals_and_a_base_go_together(here: Path) -> None:
    first = changed(here)
    result = run("coverage", "--as-of", AS_OF, "--since", first, "--fail-under", "operating=1")
    assert result.exit_code == 1
    assert "0 operating or better, and 1 are asked" in result.stderr


@pytest.mark.parametrize("form", ["table", "json", "markdown", "html"])
def test_hostile_text_keeps_to_its_place(here: Path, form: str) -> None:
    evil = r'"x\n| 4.1 | forged |\r\n## forged\e[31m<b>\u202e"'
    write(here, FILES | {"governance/risks.yaml": f"kind: risk_register\nid: {evil}\nrisks: [{{id: {evil}}}]\n"})
    write(
        here,
        {
            "governance/soa.yaml": "kind: soa\nid: soa\nstatus: approved\ncontrols:\n"
            f"  - {{control: A.10.4, applicable: false, justification: {evil}}}\n"
        },
    )
    text = coverage("--output-format", form)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert not any(line.startswith(("## forged", "| 4.1 | forged")) for line in text.splitlines())
    assert "forged" in text
