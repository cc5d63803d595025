"""`aimslint check --fix`, `--unsafe-fixes` and `--diff` on real files."""

import json
import os
import stat
from pathlib import Path

import pytest

from aimslint import writing
from tests.cli.running import PLAN, SOUND, check, first_lines, write
from tests.repositories import git, make_repository

BENT = PLAN + "created: 2026/3/1   # spring\nrisk_tier: LOW\n"
MENDED = PLAN + "created: 2026-03-01   # spring\nrisk_tier: low\n"
PLACE = "governance/systems/plan.yaml"
FILES = SOUND | {PLACE: BENT}
TOLD = "Mended 2 findings in 1 file:\n  governance/systems/plan.yaml: bad-date 1, enum-alias 1\n"


def test_what_has_one_right_answer_is_mended_and_the_rest_is_listed(here: Path) -> None:
    write(here, FILES)
    before = first_lines(check("--output-format", "concise"))
    result = check("--fix", "--output-format", "concise")
    assert (here / PLACE).read_text() == MENDED
    assert result.stderr == TOLD
    assert result.exit_code == 0
    remaining = first_lines(result)
    assert {line for line in before if "bad-date" not in line and "enum-alias" not in line} == set(remaining)
    assert check("--fix").stderr == "Mended nothing.\n"


def test_quiet_says_nothing_of_what_went_well(here: Path) -> None:
    write(here, FILES)
    assert check("--fix", "-q").stderr == ""
    assert (here / PLACE).read_text() == MENDED


def test_the_exit_code_is_that_of_what_remains(here: Path) -> None:
    write(here, FILES | {"governance/a.yaml": "kind: ai_system\nid: a\nowner: leed\n"})
    select = ("--select", "bad-date,owner-not-a-role")
    assert check(*select, "--fix").exit_code == 1
    assert check(*select, "--fix", "--unsafe-fixes").exit_code == 0
    assert (here / "governance/a.yaml").read_text().endswith("owner: lead\n")


def test_the_summary_and_json_tell_what_can_be_mended(here: Path) -> None:
    write(here, FILES | {"governance/a.yaml": "kind: ai_system\nid: a\nowner: leed\n"})
    assert "; 3 fixable (1 with --unsafe-fixes), 0 waived" in check().stdout
    document = json.loads(check("--output-format", "json").stdout)
    assert document["summary"]["fixable"] == 3
    fixable = {finding["rule"] for finding in document["findings"] if finding["fixable"]}
    assert fixable == {"bad-date", "enum-alias", "owner-not-a-role"}


def test_only_what_is_listed_is_mended(here: Path) -> None:
    other = "governance/b.yaml"
    write(here, FILES | {other: "kind: ai_system\nid: b\nrisk_tier: LOW\n"})
    check("--fix", "--select", "bad-date")
    assert (here / PLACE).read_text() == MENDED.replace("low", "LOW")
    check("--fix", other)
    assert (here / PLACE).read_text() == MENDED.replace("low", "LOW")
    assert "risk_tier: low" in (here / other).read_text()
    check("--fix", "--ignore", "enum-alias")
    assert "LOW" in (here / PLACE).read_text()
    soa = "kind: soa\nid: soa\ncontrols:\n  - {control: A.2.2}\n"
    write(here, {"governance/soa.yaml": soa})
    check("--fix", "--unsafe-fixes")
    assert (here / "governance/soa.yaml").read_text() == soa, "rows are asked for in a later phase"
    check("--fix", "--unsafe-fixes", "--phase", "stage-1")
    assert (here / "governance/soa.yaml").read_text().count("control: ") == 38


def test_a_safe_fix_that_would_bring_up_something_is_left_and_told(here: Path) -> None:
    write(here, SOUND | {PLACE: PLAN + "created: 2027/01/01\n"})
    result = check("--fix")
    assert (here / PLACE).read_text() == PLAN + "created: 2027/01/01\n"
    assert result.stderr.splitlines() == [
        "Mended nothing.",
        f"left alone: {PLACE}:6: bad-date: mended, it would bring up future-date ({PLACE}); "
        "--unsafe-fixes mends it all the same",
    ]
    check("--fix", "--unsafe-fixes")
    assert (here / PLACE).read_text() == PLAN + "created: 2027-01-01\n"


def test_diff_shows_and_writes_nothing(here: Path) -> None:
    write(here, FILES)
    result = check("--diff")
    assert result.exit_code == 1
    assert result.stderr == TOLD.replace("Mended", "Would mend")
    assert result.stdout.splitlines()[:2] == [f"--- a/{PLACE}", f"+++ b/{PLACE}"]
    assert "-created: 2026/3/1   # spring\n-risk_tier: LOW\n+created: 2026-03-01   # spring\n" in result.stdout
    assert (here / PLACE).read_text() == BENT
    assert check("--diff", "--exit-zero").exit_code == 0
    check("--fix")
    again = check("--diff")
    assert (again.exit_code, again.stdout) == (0, "")


@pytest.mark.parametrize(
    ("newline", "ending", "name"),
    [("\n", "\n", "plan.yaml"), ("\n", "", "the plan – 1.yaml"), ("\r\n", "\n", "a  b.yaml"), ("\r\n", "", 'q"1.yaml')],
)
def test_git_applies_the_difference(here: Path, newline: str, ending: str, name: str) -> None:
    text = (BENT.rstrip("\n") + ending).replace("\n", newline)
    make_repository(here, SOUND | {PLACE: PLAN.replace("plan", "other"), f"governance/{name}": text.encode()})
    assert check("--diff", "-o", "mend.diff").exit_code == 1
    patch = (here / "mend.diff").read_bytes()
    (here / "mend.diff").unlink()
    git(here, "apply", "-", stdin=patch)
    applied = (here / "governance" / name).read_bytes()
    assert applied == (MENDED.rstrip("\n") + ending).replace("\n", newline).encode()
    assert check("--diff").exit_code == 0


def test_a_difference_of_hostile_text_is_safe_on_a_terminal(here: Path) -> None:
    hostile = PLAN + "risk_tier: LOW # \u202eevil \u200b ::error::x ##[error]\n"
    write(here, SOUND | {PLACE: hostile, "governance/a\x1b[2J\n+x.yaml": "kind: ai_system\nid: a\nrisk_tier: LOW\n"})
    result = check("--diff")
    shown = result.stdout + result.stderr
    assert all(character.isprintable() or character == "\n" for character in shown)
    assert " ::error" not in shown
    assert "##[" not in shown
    assert sum(line.startswith("+++ ") for line in result.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--fix", "--staged"), "leave out --staged"),
        (("--diff", "--staged"), "leave out --staged"),
        (("--unsafe-fixes",), "add one of them"),
        (("--fix", "--show-files"), "nothing to mend"),
        (("--diff", "--statistics"), "leave out --output-format, --report and --statistics"),
        (("--diff", "--output-format", "json"), "leave out --output-format"),
        (("--diff", "--report", "json=a.json"), "leave out --output-format"),
    ],
)
def test_what_cannot_go_together_is_a_usage_error(here: Path, arguments: tuple[str, ...], said: str) -> None:
    make_repository(here, FILES)
    result = check(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert (here / PLACE).read_text() == BENT


def test_without_a_record_it_is_2(here: Path) -> None:
    write(here, {"aimslint.yaml": "version: 1\n"})
    assert check("--fix").exit_code == 2


@pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")
def test_what_cannot_be_written_stays_and_is_told_and_the_rest_is_mended(here: Path) -> None:
    locked, link = here / "governance/locked.yaml", here / "governance/link.yaml"
    other = "kind: ai_system\nid: {}\nrisk_tier: LOW\n"
    write(here, FILES | {"governance/locked.yaml": other.format("locked"), "docs/b.yaml": other.format("b")})
    locked.chmod(0o444)
    link.symlink_to("../docs/b.yaml")
    result = check("--fix", "--select", "enum-alias,bad-date")
    assert result.exit_code == 2
    assert "governance/locked.yaml: not written: it is marked as read-only" in result.stderr
    assert "governance/link.yaml: not written: " in result.stderr
    assert locked.read_text() == other.format("locked")
    assert (here / "docs/b.yaml").read_text() == other.format("b")
    assert (here / PLACE).read_text() == MENDED
    assert len(first_lines(result)) == 2
    assert result.stderr.startswith("Mended 2 findings in 1 file:")


def test_a_file_that_changes_under_our_hands_is_left(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, FILES)
    true_replace = writing.replace

    def late(top: Path, path: str, content: bytes, *, expected: bytes) -> None:
        (top / path).write_text("kind: ai_system\nid: plan\n# somebody else\n")
        true_replace(top, path, content, expected=expected)

    monkeypatch.setattr(writing, "replace", late)
    result = check("--fix")
    assert result.exit_code == 2
    assert "it was changed meanwhile; run the command again" in result.stderr
    assert (here / PLACE).read_text() == "kind: ai_system\nid: plan\n# somebody else\n"


def test_permissions_stay_and_no_other_file_is_touched(here: Path) -> None:
    make_repository(here, FILES)
    (here / PLACE).chmod(0o640)
    untouched = {path: path.stat().st_mtime_ns for path in here.rglob("*.yaml") if path != here / PLACE}
    check("--fix")
    assert stat.S_IMODE((here / PLACE).stat().st_mode) == 0o640
    assert untouched == {path: path.stat().st_mtime_ns for path in untouched}
    assert git(here, "status", "--porcelain").decode() == f" M {PLACE}\n"


def test_several_management_systems_are_mended_at_once(here: Path) -> None:
    make_repository(here, {f"{root}/{path}": text for root in ("a", "b") for path, text in FILES.items()})
    result = check("--fix")
    assert result.stderr.startswith("Mended 4 findings in 2 files:\n  a/governance/systems/plan.yaml")
    assert (here / "b" / PLACE).read_text() == MENDED
