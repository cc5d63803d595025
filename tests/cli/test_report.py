"""`--report FORMAT=FILE`: several outputs of one run."""

import json
import os
import xml.etree.ElementTree as Xml
from pathlib import Path

import pytest

from aimslint import reporters
from tests.cli.running import BROKEN, SOUND, check, run, write
from tests.repositories import make_repository


def test_one_run_writes_all_that_is_asked_for_beside_what_it_prints(here: Path) -> None:
    write(here, BROKEN)
    result = check("--report", "sarif=out.sarif", "--report", "junit=out.xml", "--output-format", "concise")
    assert result.exit_code == 1
    assert result.stdout == check("--output-format", "concise").stdout
    assert json.loads(Path("out.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert Xml.parse("out.xml").getroot().get("failures") != "0"


@pytest.mark.parametrize("form", reporters.names())
def test_a_report_holds_what_the_format_prints(here: Path, form: str) -> None:
    write(here, BROKEN)
    printed = check("--output-format", form)
    assert (
        check("--report", f"{form}=out", "-o", "printed", "--output-format", form).exit_code == printed.exit_code == 1
    )
    assert Path("out").read_bytes() == Path("printed").read_bytes() == printed.stdout_bytes


def test_a_report_is_whole_and_plain_whatever_is_printed(here: Path) -> None:
    write(here, BROKEN)
    plain = check().stdout
    check("-q", "--color", "always", "--statistics", "--report", "full=out")
    assert Path("out").read_text("utf-8") == plain


@pytest.mark.parametrize("files", [SOUND, BROKEN], ids=["sound", "broken"])
@pytest.mark.parametrize("form", reporters.names())
def test_no_format_changes_the_exit_code(here: Path, form: str, files: dict[str, str]) -> None:
    write(here, files)
    code = check().exit_code
    assert check("--output-format", form).exit_code == code
    assert check("--report", f"{form}=out").exit_code == code
    assert check("--report", f"{form}=out", "--exit-zero").exit_code == 0


def test_paths_in_reports_begin_at_the_top_of_the_repository(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_repository(here, {f"ai/{path}": text for path, text in BROKEN.items()})
    monkeypatch.chdir(here / "ai")
    check("--report", "gitlab=../gitlab.json", "--report", "github=../github.txt", "--report", "markdown=../summary.md")
    assert json.loads((here / "gitlab.json").read_text())[0]["location"]["path"] == "ai/governance/systems/chat.yaml"
    assert (here / "github.txt").read_text().startswith("::error file=ai/governance/systems/chat.yaml,")
    assert "| ai/governance/systems/chat.yaml:4 |" in (here / "summary.md").read_text()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("sarf=x", "there is no format `sarf` among concise, full, github, gitlab, json, junit, markdown, sarif; did"),
        ("sarf=x", "did you mean `sarif`?"),
        ("=x", "there is no format ``"),
        ("sarif", "`sarif` names no file; expected FORMAT=FILE"),
        ("sarif=", "`sarif=` names no file; expected sarif=FILE"),
        ("sarif=-", "`sarif=-` names standard output, which --output-format has"),
        ("sarif=no/such/folder", "no/such/folder: cannot be written: No such file or directory; name another file aft"),
        ("sarif=a\0b", "cannot be written"),
        ("s\x1b[31m=x", "there is no format `s\\x1b[31m`"),
    ],
)
def test_what_cannot_be_is_exit_2_with_the_reason(here: Path, value: str, said: str) -> None:
    write(here, SOUND)
    result = check("--report", value)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "options",
    [
        ("--report", "sarif=out", "--report", "junit=./out"),
        ("-o", "out", "--report", "sarif=out"),
        ("--report", "sarif=out", "--report", "sarif=out"),
        ("--report", "sarif=out", "--report", "junit=governance/../out"),
    ],
)
def test_two_outputs_for_one_file_are_refused_before_anything_is_written(here: Path, options: tuple[str, ...]) -> None:
    write(here, SOUND)
    result = check(*options)
    assert result.exit_code == 2
    assert "go to the same file; name another for one" in result.stderr
    assert not Path("out").exists()


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_is_the_file_that_it_leads_to(here: Path) -> None:
    write(here, SOUND)
    Path("link").symlink_to("out")
    assert check("--report", "sarif=out", "--report", "junit=link").exit_code == 2


def test_where_nothing_is_checked_there_is_nothing_to_report(here: Path) -> None:
    write(here, SOUND)
    result = check("--show-files", "--report", "sarif=out")
    assert result.exit_code == 2
    assert "--show-files checks nothing, so there is nothing for --report" in result.stderr
    assert not Path("out").exists()


def test_the_help_names_the_formats() -> None:
    told = " ".join(run("check", "--help").stdout.split())
    assert "[concise|full|github|gitlab|json|junit|markdown|sarif]" in told
    assert "--report FORMAT=FILE" in told
