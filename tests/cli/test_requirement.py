"""`aimslint requirement`."""

import json
from pathlib import Path

import pytest

from aimslint.packs import load_pack, packs_folder
from aimslint.reporters.text.safe import cells
from tests.cli.running import run, write
from tests.cli.sample import AS_OF, FILES


def requirement(*arguments: str) -> str:
    result = run("requirement", "--as-of", AS_OF, *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_it_says_what_is_asked_what_shows_it_and_what_guards_it(here: Path) -> None:
    write(here, FILES)
    text = requirement("8.4")
    assert text.startswith("8.4 AI system impact assessment\n")
    assert "asked of each ai_system where live true, in_scope true\n" in text
    assert "  - impact_assessments with impacts.description, decision; documented: approved; in use:\n" in text
    assert "\nHere: missing 0/1\n" in text
    assert "  chat      impact_assessment ia  missing  impacts.description" in text
    assert "deployed-without-aiia" in text.partition("Rules that guard it")[2]
    assert all(cells(line) <= 100 for line in text.splitlines())


def test_a_qualified_id_is_the_same(here: Path) -> None:
    write(here, FILES)
    assert requirement("iso42001:8.4") == requirement("8.4")


def test_json_says_the_same(here: Path) -> None:
    write(here, FILES)
    found = json.loads(requirement("8.4", "--output-format", "json"))
    assert (found["pack"], found["id"], found["phase"], found["version"]) == ("iso42001", "8.4", "stage-2", 1)
    (chat,) = found["here"]["asked_of"]
    assert chat["record"] == {"kind": "ai_system", "id": "chat"}
    assert [one["record"]["id"] for one in chat["records"]] == ["ia"]
    guards = {one["rule"]: one["findings"] for one in found["rules"]}
    assert guards["deployed-without-aiia"] == 1


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("id_", list(load_pack(packs_folder() / "iso42001").requirements))
def test_every_requirement_has_a_page(here: Path, id_: str, form: str) -> None:
    write(here, {"governance/chat.yaml": FILES["governance/chat.yaml"]})
    assert id_ in requirement(id_, "--output-format", form)


def test_outside_of_any_project_it_tells_what_needs_no_records(here: Path) -> None:
    text = requirement("A.6.2.4")
    assert "How it is shown" in text
    assert "Here:" not in text
    assert "findings" not in text
    assert json.loads(requirement("A.6.2.4", "--output-format", "json"))["here"] is None


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("A.3.4", "likely `A.3.3`"),
        ("8.5", "likely `A.10.2` or `A.10.3` or `8.1`"),
        ("B.5.2", "likely `A.5.2`"),
        ("A.6.2", "is a heading (AI system life cycle), which holds A.6.2.2, A.6.2.3"),
        ("A.6.2.44", "did you mean `A.6.2.4`?"),
        ("iso42001:A.3.4", "likely `A.3.3`"),
        ("eu-ai-act:art-14", "in use: iso42001"),
        ("iso4201:8.4", "did you mean `iso42001`?"),
        ("HF-1", "`aimslint show soa_row/HF-1` shows its row"),
        ("", "has no ``"),
    ],
)
def test_an_id_that_is_none_gets_the_right_one(here: Path, id_: str, said: str) -> None:
    write(here, FILES)
    result = run("requirement", id_)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "bug" not in result.stderr
