import json
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, BROKEN, check, first_lines, run, write
from tests.repositories import make_repository

RULE = "deployed-without-aiia"
REGISTER = "governance/waivers.yaml"
GIVEN = ("--reason", "It comes with 2.0", "--until", "2027-01-31", "--approved-by", "lead")


def waive(*arguments: str, typed: str | None = None) -> "tuple[int, str]":
    """Run `aimslint waive`; the exit code and all that is printed."""
    result = run("waive", *arguments, env={"AIMSLINT_AS_OF": AS_OF}, typed=typed)
    return result.exit_code, result.output


@pytest.fixture
def project(here: Path) -> Path:
    return write(make_repository(here), BROKEN)


def test_a_register_is_made_and_the_finding_no_longer_counts(project: Path) -> None:
    assert check().exit_code == 1
    code, said = waive(RULE, "chat", *GIVEN)
    assert code == 0
    assert f"wrote: {REGISTER}" in said
    assert f"1 finding of {RULE} will not count up to 2027-01-31" in said
    assert (project / REGISTER).read_text() == (
        "kind: waivers\nid: waivers\ntitle: Accepted exceptions\nowner: lead\nwaivers:\n"
        f"  - id: {RULE}-chat\n    rule: {RULE}\n    record: {{kind: ai_system, id: chat}}\n"
        "    reason: It comes with 2.0\n    approved_by: lead\n    approved_on: 2026-11-20\n    until: 2027-01-31\n"
    )
    assert check().exit_code == 0
    assert "1 waived" in check().stdout


def test_it_stays_visible(project: Path) -> None:
    waive(RULE, "chat", *GIVEN)
    (one,) = json.loads(check("--output-format", "json").stdout)["suppressed"]
    assert one["rule"] == RULE
    assert one["by"] == {
        "kind": "waiver",
        "reason": "It comes with 2.0",
        "until": "2027-01-31",
        "approved_by": "lead",
    }
    told = check("-v", "--output-format", "concise").stdout
    assert f"error[{RULE}]" in told
    assert "= waived by lead until 2027-01-31: It comes with 2.0" in told
    assert f"error[{RULE}]" not in check("--output-format", "concise").stdout
    assert any(RULE in line for line in first_lines(check("--no-ignores")))
    assert check("--no-ignores").exit_code == 1
    assert check("--no-baseline").exit_code == 0


def test_the_page_of_its_record_tells_it(project: Path) -> None:
    waive(RULE, "chat", *GIVEN)
    page = json.loads(run("show", "chat", "--as-of", AS_OF, "--output-format", "json").stdout)
    (row,) = page["sections"]["accepted"]
    assert row == {
        "rule": RULE,
        "record": "ai_system chat",
        "by": "waiver",
        "until": "2027-01-31",
        "approved_by": "lead",
        "reason": "It comes with 2.0",
    }
    assert RULE not in [row["rule"] for row in page["sections"]["findings"]]


def test_text_in_a_reason_forges_nothing(project: Path) -> None:
    waive(RULE, "chat", *GIVEN)
    text = (project / REGISTER).read_text().replace("It comes with 2.0", '"a\\nb \\e[31m ::error::c"')
    write(project, {REGISTER: text})
    told = check("-v", "--output-format", "concise").stdout
    (line,) = (line for line in told.splitlines() if "waived by" in line)
    assert "\x1b" not in told
    assert not any(line.startswith(("b ", "::")) for line in told.splitlines())
    assert "::error" not in told
    assert line.endswith(":error::c")


def test_it_counts_again_afterwards(project: Path) -> None:
    waive(RULE, "chat", *GIVEN)
    later = run("check", "--as-of", "2027-02-01", "--output-format", "concise")
    assert later.exit_code == 1
    assert "suppression-expired" in later.stdout


def test_an_entry_is_added_and_all_else_is_kept(project: Path) -> None:
    old = (
        "# Ours\nkind: waivers   # a register\nid: exceptions\nwaivers:\n"
        "    - id: W1   # old\n      rule: no-policy\n      reason: |\n        Long\n      approved_by: lead\n"
        "      until: 2026-12-31\n    # the end\nowner: lead\n"
    )
    write(project, {"governance/x.yaml": old})
    assert waive(RULE, "ai_system/chat", *GIVEN)[0] == 0
    new = (project / "governance/x.yaml").read_text()
    assert f"      until: 2026-12-31\n    - id: {RULE}-chat\n      rule: {RULE}\n" in new
    added = new[new.index("    - id: deployed") : new.index("    # the end")]
    assert new.replace(added, "") == old
    assert not (project / REGISTER).exists()
    assert check().exit_code == 0


def test_ids_do_not_clash(project: Path) -> None:
    write(project, {REGISTER: f"kind: waivers\nid: w\nwaivers:\n  - {{id: {RULE}-chat, rule: no-policy}}\n"})
    assert waive(RULE, "chat", *GIVEN)[0] == 0
    assert f"- id: {RULE}-chat-2\n" in (project / REGISTER).read_text()


def test_whatever_the_reason_it_is_read_back(project: Path) -> None:
    reason = "a: b # \"c\" 'd' {e} ü \\ - 12"
    assert waive(RULE, "chat", "--reason", reason, *GIVEN[2:])[0] == 0
    (one,) = json.loads(check("--output-format", "json").stdout)["suppressed"]
    assert one["by"]["reason"] == reason


def test_one_for_a_register_covers_its_entries(project: Path) -> None:
    risks = "kind: risk_register\nid: risks\nrisks: [{id: R1, systems: [nowhere]}, {id: R2, systems: [nowhere]}]\n"
    write(project, {"governance/risks.yaml": risks})
    code, said = waive("broken-ref", "risks", *GIVEN)
    assert code == 0
    assert "2 findings" in said


def test_about_the_project(project: Path) -> None:
    code, said = waive("no-policy", *GIVEN)
    assert code == 0
    assert "record:" not in (project / REGISTER).read_text()
    assert "1 finding of no-policy" in said


def test_asked_on_a_terminal(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aimslint.cli.commands.waive.on_terminal", lambda: True)
    code, said = waive(RULE, "chat", typed="It comes\n2027-01-31\nlead\n")
    assert code == 0
    assert "at most 2027-02-20" in said
    assert check().exit_code == 0


def test_shown_and_not_written(project: Path) -> None:
    code, said = waive(RULE, "chat", *GIVEN, "--dry-run")
    assert code == 0
    assert f"+++ {REGISTER}" in said
    assert not (project / REGISTER).exists()


REFUSED = [
    ((RULE, "chat"), "a waiver needs a reason, an end and somebody who approves it: add --reason TEXT, --until DAY"),
    ((RULE, "chat", *GIVEN[:4]), "add --approved-by ROLE"),
    ((RULE, "chat", *GIVEN, "--approved-by", "laed"), "there is no role `laed`; did you mean `lead`?; roles: lead"),
    ((RULE, "chat", *GIVEN, "--until", "2027-02-21"), "is too far away"),
    ((RULE, "chat", *GIVEN, "--until", "2026-11-19"), "has passed already"),
    ((RULE, "chat", *GIVEN, "--until", "soon"), "is no day"),
    ((RULE, "chat", *GIVEN, "--reason", "TBD"), "`TBD` is no reason"),
    ((RULE, "chatt", *GIVEN), "there is no record or entry with the id `chatt`; did you mean `chat`?"),
    ((RULE, "plan", *GIVEN), f"{RULE} finds nothing that is open about ai_system/plan"),
    ((RULE, "plan", *GIVEN), "it does about ai_system/chat"),
    ((RULE, *GIVEN), f"{RULE} finds something about single records: say which: ai_system/chat"),
    (("broken-ref", "chat", *GIVEN), f"open there: system-no-owner, system-no-intended-use, system-no-role, {RULE}"),
    (("deployed-without-aia", "chat", *GIVEN), f"there is no rule `deployed-without-aia`; did you mean `{RULE}`?"),
    (("not-yaml", "chat", *GIVEN), "cannot be suppressed"),
    (("suppression-expired", "chat", *GIVEN), "cannot itself be excepted"),
]


@pytest.mark.parametrize(("arguments", "reason"), REFUSED)
def test_refused(project: Path, arguments: tuple[str, ...], reason: str) -> None:
    code, said = waive(*arguments)
    assert code == 2
    assert reason in said.replace("\n", " ")
    assert not (project / REGISTER).exists()


def test_twice_is_refused_with_who_accepted_it(project: Path) -> None:
    waive(RULE, "chat", *GIVEN)
    code, said = waive(RULE, "chat", *GIVEN)
    assert code == 2
    assert "it is accepted already by lead, until 2027-01-31" in said


def test_a_code_is_a_rule_as_well(project: Path) -> None:
    assert waive("AIM501", "chat", *GIVEN)[0] == 0
    assert f"rule: {RULE}\n" in (project / REGISTER).read_text()


def test_what_is_in_the_place_of_the_register_is_left(project: Path) -> None:
    write(project, {REGISTER: "just a text"})
    code, said = waive(RULE, "chat", *GIVEN)
    assert code == 2
    assert (project / REGISTER).read_text() == "just a text"
    assert REGISTER in said


def test_a_list_that_cannot_be_added_to_is_left_with_the_text_to_write(project: Path) -> None:
    text = "---\nkind: waivers\nid: w\n---\n"
    write(project, {"governance/w.md": text})
    code, said = waive(RULE, "chat", *GIVEN)
    assert code == 2
    assert "add this to `waivers` yourself: {id: deployed-without-aiia-chat" in said
    assert (project / "governance/w.md").read_text() == text
