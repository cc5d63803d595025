"""`aimslint show`."""

import json
from pathlib import Path
from typing import Any

import pytest

from aimslint.reporters.text.safe import cells
from tests.cli.running import run, write
from tests.cli.sample import AS_OF, FILES


def show(*arguments: str) -> str:
    result = run("show", "--as-of", AS_OF, *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def page(*arguments: str) -> Any:
    return json.loads(show(*arguments, "--output-format", "json"))


def test_a_system_has_one_page(here: Path) -> None:
    write(here, FILES)
    found = page("chat")
    assert (found["record"], found["path"]) == ({"kind": "ai_system", "id": "chat"}, "governance/chat.yaml")
    fields = found["fields"]
    assert fields["owner"] == "lead (Kim)"
    assert (fields["role"], fields["tier"], fields["version"]) == ("user", "low", "2")
    assert fields["stage"] == "deployed since 2026-01-10"
    assert fields["reviewed"] == "2026-10-01, due again 2027-10-01"
    sections = found["sections"]
    assert [row["id"] for row in sections["assessments"]] == ["ia"]
    (risk,) = sections["risks"]
    assert (risk["before"], risk["after"], risk["accepted_until"]) == ("high", "low", "2026-12-01")
    assert [row["card"] for row in sections["models"]] == ["card"]
    assert [row["id"] for row in sections["model_cards"]] == ["card"]
    assert [row["id"] for row in sections["datasets"]] == ["pages"]
    assert [(row["id"], row["contract_ends"]) for row in sections["suppliers"]] == [("lumen", "2026-12-24")]
    assert {"field": "overseers", "value": "lead (Kim)"} in sections["oversight"]
    (metric,) = sections["monitoring"]
    assert (metric["last_value"], metric["warn_alarm"], metric["state"]) == ("9 %", "5 / 8", "alarm")
    assert {"deployed-without-aiia"} <= {row["rule"] for row in sections["findings"]}
    assert {"risk acceptance ends", "contract ends"} <= {row["what"] for row in sections["upcoming"]}
    assert {"fact": "live", "value": "true", "meaning": "The stage is pilot or deployed."} in sections["facts"]


def test_the_text_says_the_same_within_100_columns(here: Path) -> None:
    write(here, FILES)
    text = show("chat")
    assert text.startswith("ai_system chat: Chat\ngovernance/chat.yaml, as of 2026-11-20\n")
    for heading in ("Impact assessments", "Risks, before and after treatment", "Open findings", "Due up to 2027-02-18"):
        assert f"\n{heading}\n" in text
    assert all(cells(line) <= 100 for line in text.splitlines())


def test_what_is_missing_is_said(here: Path) -> None:
    write(here, {"governance/chat.yaml": "kind: ai_system\nid: chat\n"})
    text = show("chat")
    assert "\n  owner     missing\n" in text
    assert "()" not in text
    assert "\nImpact assessments\n  none\n" in text


def test_findings_of_later_phases_wait(here: Path) -> None:
    write(here, FILES)
    stage_2 = {row["rule"] for row in page("chat")["sections"]["findings"]}
    write(here, {"aimslint.yaml": "version: 1\n"})
    foundation = {row["rule"] for row in page("chat")["sections"]["findings"]}
    assert foundation < stage_2


def test_rules_say_whether_they_apply_and_what_said_no(here: Path) -> None:
    write(here, FILES)
    assert "rules" not in page("chat")
    rules = {one["rule"]: one for one in page("chat", "--rules")["rules"]}
    assert rules["deployed-without-aiia"]["applies"] == "yes"
    assert rules["deployed-without-aiia"]["findings"] == 1
    other = rules["aiia-overdue-high-tier"]
    assert other["applies"] == "no"
    assert (other["where"], other["because"]) == ("risk_tier: high", "risk_tier is low, expected high")
    assert "no-scope" not in rules
    order = [one["applies"] for one in page("chat", "--rules")["rules"]]
    assert order == sorted(order, key=("yes", "cannot say", "no").index)
    text = show("chat", "--rules")
    assert "where risk_tier: high" in " ".join(text.split())
    assert all(cells(line) <= 100 for line in text.splitlines())


def test_rules_about_parts_are_counted(here: Path) -> None:
    write(here, FILES)
    rules = {one["rule"]: one for one in page("watch", "--rules")["rules"]}
    assert any(one["parts"]["of"] == 1 and one["applies"] == "yes" for one in rules.values())


def test_a_rule_that_cannot_say_says_so(here: Path) -> None:
    bent = FILES["governance/chat.yaml"].replace("deployed", "deployedd")
    write(here, FILES | {"governance/chat.yaml": bent})
    rules = {one["rule"]: one for one in page("chat", "--rules")["rules"]}
    assert rules["deployed-without-aiia"]["applies"] == "cannot say"


def test_an_entry_has_a_page(here: Path) -> None:
    write(here, FILES)
    found = page("R1")
    assert found["fields"]["owner"] == "lead (Kim)"
    assert {"field": "systems", "kind": "ai_system", "id": "chat"} in found["sections"]["refers_to"]
    assert [row["what"] for row in found["sections"]["upcoming"]] == ["risk acceptance ends", "risk assessment due"]


def test_a_register_lists_its_entries(here: Path) -> None:
    write(here, FILES)
    found = page("suppliers")
    assert found["sections"]["entries"] == [{"kind": "supplier", "id": "lumen", "status": "", "title": "Lumen"}]
    assert found["fields"]["suppliers"] == "1, listed below"


def test_what_refers_to_a_record_is_listed(here: Path) -> None:
    write(here, FILES)
    assert {"kind": "ai_system", "id": "chat", "title": "Chat"} in page("card")["sections"]["referred_by"]


def test_an_id_of_several_needs_its_kind(here: Path) -> None:
    write(here, FILES | {"governance/twin.yaml": "kind: dataset\nid: chat\nname: Twin\n"})
    result = run("show", "chat")
    assert result.exit_code == 2
    assert "`chat` is the id of several: ai_system/chat, dataset/chat" in result.stderr
    assert page("dataset/chat")["title"] == "Twin"
    assert page("ai_system/chat")["title"] == "Chat"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("chatt", "there is no record or entry with the id `chatt`; did you mean `chat`?"),
        ("dataset/chat", "there is no dataset with the id `chat`"),
        ("datasets/chat", "there is no kind `datasets`; did you mean `dataset`?"),
        ("", "there is no record or entry with the id ``"),
        ("/", "there is no record or entry with the id ``"),
        ("a\nb", "`a\\nb`"),
    ],
)
def test_an_unknown_id_gets_the_likely_one(here: Path, name: str, said: str) -> None:
    write(here, FILES)
    result = run("show", name)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_every_record_and_entry_has_a_page(here: Path) -> None:
    write(here, FILES)
    for name in ("lead", "R1", "lumen", "errors", "ia", "soa", "soa_row/HF-1", "watch", "roles/roles", "pages"):
        assert show(name, "--rules")


def test_broken_and_erased_things_are_shown(here: Path) -> None:
    bent = FILES["governance/chat.yaml"].replace("owner: lead", "owner: nobody").replace("version: '2'", "version: 2")
    write(here, FILES | {"governance/chat.yaml": bent})
    fields = page("chat")["fields"]
    assert (fields["owner"], fields["version"]) == ("nobody (no role that can be read)", "unknown (cannot be read)")
    write(here, {"governance/chat.yaml": "kind: ai_system\nid: chat\nerased: {reason: law, approved_by: lead}\n"})
    assert page("chat")["fields"]["stage"] == "missing"


@pytest.mark.parametrize("name", ["chat", "R1", "suppliers"])
def test_hostile_text_keeps_to_its_place(here: Path, name: str) -> None:
    evil = r'"x\nRules about it\n  none\e[31m\u202e 売上予測の確認をする人は誰ですか"'
    risks = FILES["governance/risks.yaml"].replace("Wrong answers", evil)
    suppliers = FILES["governance/suppliers.yaml"].replace("Lumen", evil)
    chat = FILES["governance/chat.yaml"].replace("Answers questions", evil)
    write(
        here,
        FILES | {"governance/risks.yaml": risks, "governance/suppliers.yaml": suppliers, "governance/chat.yaml": chat},
    )
    text = show(name)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "Rules about it" not in text.splitlines()
    assert all(cells(line) <= 100 for line in text.splitlines())


UNDER_A_LAW = """\
kind: ai_system
id: chat
name: Chat
lifecycle_stage: deployed
eu_ai_act: {class: high_risk_annex_iii, roles: [deployer], fria_group: no_group, annex_iii_point: 4a}
"""
TWO_FRAMEWORKS = "version: 1\npacks: [iso42001, eu-ai-act]\n"


class TestWhatIsAskedOfIt:
    def test_class_and_roles_stand_where_the_record_has_them(self, here: Path) -> None:
        write(here, {"governance/chat.yaml": UNDER_A_LAW, "aimslint.yaml": TWO_FRAMEWORKS})
        assert page("chat")["fields"]["under_eu_ai_act"] == "high_risk_annex_iii; deployer"
        write(here, {"governance/chat.yaml": UNDER_A_LAW.replace("roles: [deployer], ", "")})
        assert page("chat")["fields"]["under_eu_ai_act"] == "high_risk_annex_iii; no role"
        write(here, {"governance/chat.yaml": "kind: ai_system\nid: chat\n"})
        assert "under_eu_ai_act" not in page("chat")["fields"]

    def test_duties_that_bind_it_come_with_their_day(self, here: Path) -> None:
        write(here, {"governance/chat.yaml": UNDER_A_LAW, "aimslint.yaml": TWO_FRAMEWORKS})
        asked = {row["requirement"]: row for row in page("chat")["sections"]["duties"]}
        assert asked["eu-ai-act:art-26"]["from"] == "2027-12-02"
        assert asked["eu-ai-act:art-26"]["records_show"] == "missing"
        assert (asked["eu-ai-act:art-5"]["from"], asked["8.2"]["from"]) == ("2025-02-02", "")
        assert not {"eu-ai-act:art-16", "eu-ai-act:art-9", "eu-ai-act:art-27", "4.1"} & set(asked)

    def test_another_timeline_has_other_days_and_a_framework_that_is_off_asks_nothing(self, here: Path) -> None:
        older = TWO_FRAMEWORKS + "timelines: {eu-ai-act: original}\n"
        write(here, {"governance/chat.yaml": UNDER_A_LAW, "aimslint.yaml": older})
        asked = {row["requirement"]: row["from"] for row in page("chat")["sections"]["duties"]}
        assert asked["eu-ai-act:art-26"] == "2026-08-02"
        write(here, {"aimslint.yaml": "version: 1\n"})
        assert not [row for row in page("chat")["sections"]["duties"] if row["requirement"].startswith("eu-ai-act")]

    def test_a_class_that_cannot_be_read_is_never_left_out(self, here: Path) -> None:
        bent = UNDER_A_LAW.replace("class: high_risk_annex_iii", "class: [high]")
        write(here, {"governance/chat.yaml": bent, "aimslint.yaml": TWO_FRAMEWORKS})
        asked = {row["requirement"]: row["records_show"] for row in page("chat")["sections"]["duties"]}
        assert asked["eu-ai-act:art-26"] == "missing, as far as can be told"
