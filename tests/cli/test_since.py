"""`--since`: what a change adds, mends and touches, in real repositories."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import CHAT, PLAN, ROLES, SOUND, check, run
from tests.repositories import Files, commit, git, make_repository, write_files

LEGACY = CHAT + "owner: lead\n"  # in use, and nobody has assessed it: an error
BASE = SOUND | {"governance/systems/legacy.yaml": LEGACY, "src/app.py": "print(1)\n"}
OWNERLESS = PLAN.replace("owner: lead", "owner: nobody")  # an error
POLICY = (
    "kind: policy\nid: policy\nowner: lead\nstatus: approved\napproved_on: 2026-10-01\napproved_by: lead\n"
    "purpose: What we want with AI\nprinciples: [People decide]\n"
)


def repository(here: Path, base: Files, change: Files | None = None) -> str:
    """A repository whose branch `work` makes `change` to `base`, on `main`. Gives the id of the base."""
    make_repository(here)
    first = commit(here, "First", base)
    git(here, "checkout", "--quiet", "-b", "work")
    if change is not None:
        commit(here, "The change", change)
    return first


def since(*arguments: str, rev: str = "main", code: int = 0, env: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The JSON of a check since `rev`, which must end with `code`."""
    result = check("--output-format", "json", "--since", rev, *arguments, env=env)
    assert result.exit_code == code, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def named(findings: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    """Rule and record of each finding."""
    return [(one["rule"], one["record"] and one["record"]["id"]) for one in findings]


def test_new_fixed_and_still_there_are_told_apart(here: Path) -> None:
    repository(here, BASE | {"governance/systems/plan.yaml": OWNERLESS})
    commit(here, "Both", {"governance/systems/plan.yaml": PLAN, "governance/systems/other.yaml": CHAT2})
    found = since(code=1)
    difference = found["difference"]
    assert ("deployed-without-aiia", "other") in named(found["findings"])
    assert ("owner-not-a-role", "plan") in named(difference["fixed"])
    assert ("deployed-without-aiia", "chat") in named(difference["still"])
    assert not {"plan", "chat"} & {record for _, record in named(found["findings"])}
    assert difference["new"] == len(found["findings"]) == sum(found["summary"]["by_severity"].values())
    assert difference["base"].startswith("main (")


CHAT2 = LEGACY.replace("id: chat", "id: other").replace("name: Chat", "name: Other")


@pytest.mark.parametrize(
    ("change", "fail_on", "code"),
    [
        ({"src/app.py": "print(2)\n"}, "error", 0),  # an old error stands, and is nobody's who does this
        ({"src/app.py": "print(2)\n"}, "info", 0),
        ({"governance/systems/plan.yaml": PLAN.replace("owner: lead\n", "")}, "error", 0),
        ({"governance/systems/plan.yaml": PLAN.replace("owner: lead\n", "")}, "warning", 1),
        ({"governance/systems/plan.yaml": OWNERLESS}, "error", 1),
        ({"governance/roles.yaml": None}, "error", 1),  # what named roles there stands in other files
    ],
)
def test_the_exit_code_is_about_what_is_new(here: Path, change: Files, fail_on: str, code: int) -> None:
    repository(here, BASE, change)
    assert check().exit_code == 1
    since("--fail-on", fail_on, code=code)


def test_a_deletion_is_seen_at_what_it_leaves_behind(here: Path) -> None:
    repository(here, BASE, {"governance/roles.yaml": None})
    found = since(code=1)
    assert [(one["rule"], one["path"]) for one in found["findings"]] == [
        ("owner-not-a-role", "governance/systems/legacy.yaml")  # said once, at the first one concerned
    ]


def test_what_falls_due_with_time_is_not_new(here: Path) -> None:
    overdue = PLAN + "last_reviewed: 2020-01-01\n"
    repository(here, BASE | {"governance/systems/plan.yaml": overdue}, {"src/app.py": "print(2)\n"})
    found = since("--phase", "surveillance")
    assert found["findings"] == []
    late = [rule for rule, record in named(found["difference"]["still"]) if record == "plan"]
    assert any("overdue" in rule for rule in late), late


def test_what_the_change_excepts_is_told_and_an_exception_taken_away_is_new(here: Path) -> None:
    waived = LEGACY.replace(
        "lifecycle_stage: deployed",
        "# aimslint: ignore[deployed-without-aiia] it goes in spring, until 2026-12-15\nlifecycle_stage: deployed",
    )
    repository(here, BASE, {"governance/systems/legacy.yaml": waived})
    difference = since()["difference"]
    assert [(one["rule"], one["by"]["kind"]) for one in difference["exempted"]] == [
        ("deployed-without-aiia", "comment")
    ]
    assert "deployed-without-aiia" not in dict(named(difference["fixed"]))
    said = check("--since", "main").stdout
    assert "1 exempted by this change" in said
    assert "exempted by a comment: deployed-without-aiia: " in said
    assert ": it goes in spring" in said
    git(here, "checkout", "--quiet", "-b", "undo")
    commit(here, "Undo", {"governance/systems/legacy.yaml": LEGACY})
    assert named(since(rev="work", code=1)["findings"]) == [("deployed-without-aiia", "chat")]


def test_settings_of_the_head_serve_both_sides_and_are_told(here: Path) -> None:
    softer = (
        "version: 1\nphase: stage-1\nexclude: [governance/old/**]\nrules: {deployed-without-aiia: {severity: info}}\n"
    )
    repository(here, BASE | {"aimslint.yaml": "version: 1\nexclude: [governance/a/**]\n"}, {"aimslint.yaml": softer})
    found = since("--fail-on", "info")
    assert found["findings"] == []  # what phase 1 asks for stood there before
    severity = {one["rule"]: one["severity"] for one in found["difference"]["still"]}
    assert severity["deployed-without-aiia"] == "info"
    assert found["difference"]["settings"] == [
        "aimslint.yaml: phase is stage-1, was foundation",
        "aimslint.yaml: exclude gains governance/old/** and loses governance/a/**",
        "aimslint.yaml: rules.deployed-without-aiia.severity is info, was not set",
    ]
    assert "settings: aimslint.yaml: phase is stage-1, was foundation" in check("--since", "main").stdout


RULE = """\
name: acme/plan-needs-a-purpose
code: ACM001
title: A system has no purpose
severity: error
phase: foundation
requirements: []
why: Nobody knows what it is for.
help: Say what it is for.
for_each: ai_system
require: purpose
at: id
message: "{id} has no purpose"
since: 0.1.0
examples:
  - good: |
      {kind: ai_system, id: a, purpose: To help}
  - bad: |
      {kind: ai_system, id: a}  # <- acme/plan-needs-a-purpose
"""
SCHEMA = '{"type": "object", "properties": {"squad": {"type": "string"}}, "additionalProperties": false}'


def test_a_rule_or_schema_that_the_change_adds_judges_the_base_too(here: Path) -> None:
    extended = PLAN + "extensions: {squad: 7}\n"
    settings = "version: 1\nrule_folders: [rules]\nextensions: {ai_system: squad.json}\n"
    change = {"aimslint.yaml": settings, "rules/purpose.yaml": RULE, "squad.json": SCHEMA}
    repository(here, BASE | {"governance/systems/plan.yaml": extended}, change)
    found = since()
    assert found["findings"] == []
    still = [rule for rule, record in named(found["difference"]["still"]) if record == "plan"]
    assert "acme/plan-needs-a-purpose" in still
    assert any("extension" in rule for rule in still), still
    told = found["difference"]["settings"]
    assert [one for one in told if not one.startswith("aimslint.yaml")] == [
        "rules/purpose.yaml: added",
        "squad.json: added",
    ]


def test_settings_from_elsewhere_are_no_change(here: Path, tmp_path: Path) -> None:
    repository(here, BASE, {"src/app.py": "print(2)\n"})
    (tmp_path / "other.yaml").write_text("version: 1\nphase: stage-1\n", encoding="utf-8")
    given = ("--config", str(tmp_path / "other.yaml"))
    assert since(*given)["difference"]["settings"] == []
    commit(here, "Phase", {"aimslint.yaml": "version: 1\nphase: stage-2\n"})
    assert since(*given)["difference"]["settings"] == ["aimslint.yaml: phase is stage-2, was foundation"]
    commit(here, "Broken", {"aimslint.yaml": "phse: x\n"})
    (told,) = since(*given)["difference"]["settings"]
    assert told.startswith("aimslint.yaml: changed, and not usable: ")


def test_a_changed_baseline_is_told_and_what_it_takes_in_is_excepted(here: Path) -> None:
    repository(here, BASE)
    assert run("baseline", "--as-of", "2026-11-20").exit_code == 0
    commit(here, "Baseline")
    difference = since()["difference"]
    assert difference["settings"] == ["aimslint-baseline.json: added"]
    assert ("deployed-without-aiia", "chat") in named(difference["exempted"])
    assert "exempted by the baseline: deployed-without-aiia" in check("--since", "main").stdout


@pytest.mark.parametrize("path", ["aimslint.yaml", "aimslint-baseline.json"])
def test_a_base_whose_settings_are_broken_stops_nothing(here: Path, path: str) -> None:
    change: dict[str, str | None] = {path: "version: 1\n" if path == "aimslint.yaml" else None}
    repository(here, BASE | {path: "{broken"}, change | {"governance/systems/plan.yaml": OWNERLESS})
    found = since(code=1)
    assert named(found["findings"]) == [("owner-not-a-role", "plan")]
    told = [one for one in found["difference"]["settings"] if one.startswith(f"{path}: not usable in main (")]
    assert len(told) == 1


def test_broken_settings_of_the_head_stop_it(here: Path) -> None:
    repository(here, BASE, {"aimslint-baseline.json": "{broken"})
    result = check("--since", "main")
    assert result.exit_code == 2
    assert "aimslint-baseline.json:1" in result.stderr


def test_a_base_without_any_record_makes_everything_new(here: Path) -> None:
    repository(here, {"src/app.py": "print(1)\n"}, BASE)
    found = since("--phase", "surveillance", code=1)
    assert found["difference"]["still"] == []
    whole = json.loads(check("--phase", "surveillance", "--output-format", "json").stdout)
    assert found["findings"] == whole["findings"]
    assert len(whole["findings"]) > 5


def test_before_the_first_commit_everything_staged_is_new(here: Path) -> None:
    make_repository(here)
    write_files(here, BASE)
    git(here, "add", "--all")
    found = since("--staged", rev="HEAD", code=1)
    assert ("deployed-without-aiia", "chat") in named(found["findings"])
    assert found["difference"]["base"] == "nothing: this is the first commit"
    assert found["difference"]["still"] == []


def test_what_is_staged_is_compared_and_not_what_lies_beside_it(here: Path) -> None:
    repository(here, BASE)
    write_files(here, {"governance/systems/plan.yaml": OWNERLESS})
    assert since("--staged", rev="HEAD")["findings"] == []
    assert named(since(rev="HEAD", code=1)["findings"]) == [("owner-not-a-role", "plan")]
    git(here, "add", "--all")
    assert named(since("--staged", rev="HEAD", code=1)["findings"]) == [("owner-not-a-role", "plan")]


def test_nothing_is_judged_twice_where_nothing_differs(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import aimslint.engine

    judged = []
    real = aimslint.engine.judged

    def counted(*arguments: Any, **named: Any) -> Any:
        judged.append(arguments[0])
        return real(*arguments, **named)

    monkeypatch.setattr(aimslint.engine, "judged", counted)
    repository(here, BASE)
    unchanged = since(rev="HEAD")["difference"]
    assert (unchanged["new"], unchanged["fixed"], len(judged)) == (0, [], 1)
    assert ("deployed-without-aiia", "chat") in named(unchanged["still"])
    write_files(here, {"src/app.py": "print(3)\n"})
    since(rev="HEAD")
    assert len(judged) == 3


def test_two_commits_can_be_compared(here: Path) -> None:
    first = repository(here, BASE, {"governance/systems/plan.yaml": OWNERLESS})
    commit(here, "Later", {"governance/systems/plan.yaml": PLAN})
    result = run("check", "--output-format", "json", "--rev", "HEAD~1", "--since", first)
    assert result.exit_code == 1
    assert named(json.loads(result.stdout)["findings"]) == [("owner-not-a-role", "plan")]
    assert json.loads(result.stdout)["as_of"] == "2026-01-15"
    back = since("--rev", "HEAD", rev="HEAD~1")
    assert named(back["difference"]["fixed"]) == [("owner-not-a-role", "plan")]


def test_a_file_moved_or_a_record_moved_into_another_file_is_not_new(here: Path) -> None:
    both = f"{PLAN}---\n{LEGACY}"
    repository(here, BASE, {"governance/systems/legacy.yaml": None, "governance/systems/plan.yaml": both})
    moved = since("--phase", "surveillance", "--fail-on", "info")["difference"]
    assert (moved["new"], moved["fixed"]) == (0, [])
    git(here, "mv", "governance/systems/plan.yaml", "governance/all.yaml")
    commit(here, "Moved")
    again = since("--phase", "surveillance", "governance/all.yaml")["difference"]  # the base has no such file
    assert (again["new"], again["fixed"]) == (0, [])
    assert ("deployed-without-aiia", "chat") in named(again["still"])


def test_an_unreadable_file_that_moved_is_not_new(here: Path) -> None:
    repository(here, BASE | {"governance/a.yaml": "kind: [policy\n"})
    git(here, "mv", "governance/a.yaml", "governance/b.yaml")
    commit(here, "Moved")
    difference = since()["difference"]
    assert (difference["new"], difference["fixed"], difference["unseen"]) == (0, [], [])


def test_a_record_with_another_id_is_the_same_and_another_record_is_not(here: Path) -> None:
    renamed = LEGACY.replace("id: chat", "id: assistant")
    repository(here, BASE, {"governance/systems/legacy.yaml": renamed})
    difference = since("--phase", "surveillance", "--fail-on", "info")["difference"]
    assert (difference["new"], difference["fixed"]) == (0, [])
    assert ("deployed-without-aiia", "assistant") in named(difference["still"])
    commit(here, "Another system", {"governance/systems/legacy.yaml": renamed.replace("name: Chat", "name: Bot")})
    found = since(code=1)
    assert ("deployed-without-aiia", "assistant") in named(found["findings"])
    assert ("deployed-without-aiia", "chat") in named(found["difference"]["unseen"])


def test_what_goes_with_its_record_is_not_fixed(here: Path) -> None:
    repository(here, BASE | {"governance/systems/plan.yaml": PLAN}, {"governance/systems/legacy.yaml": None})
    found = since(code=0)
    assert found["difference"]["fixed"] == []
    assert ("deployed-without-aiia", "chat") in named(found["difference"]["unseen"])


def test_what_can_no_longer_be_read_is_not_mended(here: Path) -> None:
    repository(here, BASE, {"governance/systems/legacy.yaml": LEGACY + "{\n"})
    found = since(code=1)
    assert "deployed-without-aiia" not in dict(named(found["difference"]["fixed"]))
    assert ("deployed-without-aiia", "chat") in named(found["difference"]["unseen"])
    said = check("--since", "main").stdout
    assert " that can no longer be seen" in said
    assert "can no longer be seen: governance/systems/legacy.yaml: deployed-without-aiia: Chat" in said


def test_paths_narrow_what_is_told(here: Path) -> None:
    repository(here, BASE, {"governance/systems/plan.yaml": OWNERLESS, "governance/systems/other.yaml": CHAT2})
    found = since("governance/systems/other.yaml", code=1)
    assert {record for _, record in named(found["findings"])} == {"other"}
    assert found["difference"]["still"] == []
    assert since("governance/roles.yaml")["difference"]["new"] == 0


def under(root: str, files: Files) -> dict[str, str | bytes | None]:
    return {f"{root}/{path}": text for path, text in files.items()}


def test_two_systems_of_management_with_records_of_one_name_are_not_confused(here: Path) -> None:
    sound = under("b", SOUND)
    repository(here, under("a", BASE) | sound, {"b/governance/systems/legacy.yaml": LEGACY})
    found = since(code=1)
    assert [one["path"] for one in found["findings"] if one["rule"] == "deployed-without-aiia"] == [
        "b/governance/systems/legacy.yaml"
    ]


def test_a_management_system_may_come_go_and_move(here: Path) -> None:
    repository(here, under("a", BASE), under("b", BASE))
    came = since(code=1)
    assert {one["path"].partition("/")[0] for one in came["findings"]} == {"b"}
    assert {one["path"].partition("/")[0] for one in came["difference"]["still"]} == {"a"}
    git(here, "checkout", "--quiet", "-b", "gone")
    git(here, "rm", "-r", "--quiet", "a")
    commit(here, "Gone")
    gone = since(rev="work")["difference"]
    assert gone["settings"] == [
        "a/aimslint.yaml: removed, so what it made a management system is no longer checked as one"
    ]
    git(here, "mv", "b", "c")
    commit(here, "Moved")
    moved = since(rev="HEAD~1")["difference"]
    assert (moved["new"], moved["fixed"], moved["settings"]) == (0, [], ["c/aimslint.yaml: was b/aimslint.yaml"])
    assert ("deployed-without-aiia", "chat") in named(moved["still"])


GOVERNED = (
    f"{LEGACY}risk_tier: low\ncode: {{paths: [/src/**], ignore: ['**/tests/**']}}\n"
    "models: [{name: big, version: '1', card: card}]\n"
)
WITNESSES = {
    "governance/systems/legacy.yaml": GOVERNED,
    "governance/roles.yaml": ROLES.replace("]}]\n", "]}, {id: ada, title: Ada, holders: [{person: Ada}]}]\n"),
    "governance/ia.yaml": "kind: impact_assessment\nid: ia\nsystem: chat\nowner: ada\nstatus: approved\n"
    "decision: approve\nassessed_on: 2026-02-01\napproved_on: 2026-02-02\napproved_by: ada\n",
    "governance/risks.yaml": "kind: risk_register\nid: risks\nowner: lead\nrisks:\n"
    "  - {id: R1, title: Wrong answers, systems: [chat]}\n  - {id: R2, title: Over, systems: [chat], status: closed}\n",
    "governance/card.yaml": "kind: model_card\nid: card\nname: Big\nversion: '1'\n",
}


def test_the_systems_whose_code_is_touched_are_named_with_what_to_look_at_again(here: Path) -> None:
    repository(here, BASE | WITNESSES, {"src/app.py": "print(2)\n", "src/tests/test_app.py": "", "other.py": ""})
    assert since()["difference"]["systems"] == [
        {
            "id": "chat",
            "owner": "lead",
            "files": ["src/app.py"],
            "records": [
                {"kind": "impact_assessment", "id": "ia", "owner": "ada"},
                {"kind": "risk", "id": "R1", "owner": "lead"},
                {"kind": "model_card", "id": "card", "owner": None},
            ],
        }
    ]
    said = check("--since", "main").stdout
    assert "code: chat (owner lead), 1 file changed\n" in said
    assert "  look again at impact_assessment ia (owner ada); risk R1; model_card card\n" in said


def test_what_the_change_outruns_is_stale_by_it(here: Path) -> None:
    repository(here, BASE | WITNESSES)
    watched = GOVERNED.replace("ignore:", "watch: [/src/model.lock], ignore:")
    commit(here, "Watch", {"governance/systems/legacy.yaml": watched, "src/model.lock": "1"}, date=JANUARY)
    git(here, "branch", "--force", "main", "work")
    commit(here, "Next model", {"src/model.lock": "2"}, date="2026-06-01T12:00:00+00:00")
    found = since("--phase", "surveillance", "--fail-on", "error")
    assert ("code-changed-since-aiia", "chat") in named(found["findings"])
    assert "impact_assessment ia" in {one["record"] for one in found["difference"]["stale"]}
    assert {one["fingerprint"] for one in found["difference"]["stale"]} <= {
        one["fingerprint"] for one in found["findings"]
    }
    assert "made stale by this change: impact_assessment ia" in check("--since", "main").stdout
    assert since("--phase", "surveillance", rev="HEAD")["findings"] == []


JANUARY = "2026-01-16T12:00:00+00:00"


def test_coverage_gained_and_lost_is_told(here: Path) -> None:
    repository(here, BASE, {"governance/policy.yaml": POLICY})
    gained = {one["id"]: one for one in since("--phase", "surveillance", code=1)["difference"]["coverage"]}
    assert gained["iso42001:A.2.2"]["before"] == "missing"
    assert gained["iso42001:A.2.2"]["direction"] == "gained"
    assert "coverage gained, missing -> " in check("--since", "main", "--phase", "surveillance").stdout
    git(here, "checkout", "--quiet", "-b", "undo")
    commit(here, "Undo", {"governance/policy.yaml": None})
    lost = {one["id"]: one for one in since("--phase", "surveillance", rev="work", code=1)["difference"]["coverage"]}
    assert lost["iso42001:A.2.2"]["direction"] == "lost"
    assert lost["iso42001:A.2.2"]["after"] == "missing"
    assert "coverage lost: A.2.2 AI policy, " in check("--since", "work", "--phase", "surveillance").stdout


def merged_for_check(here: Path, tmp_path: Path, depth: int) -> dict[str, str]:
    """Where `work` was merged into `main`, a clone so deep, as the current folder's, and what CI says of it."""
    repository(here, BASE, {"governance/systems/plan.yaml": OWNERLESS})
    git(here, "checkout", "--quiet", "main")
    commit(here, "On main", {"governance/systems/other.yaml": CHAT2})
    git(here, "checkout", "--quiet", "-b", "merged")
    git(here, "merge", "--quiet", "--no-edit", "work")
    git(tmp_path, "clone", "--quiet", f"--depth={depth}", "--branch=merged", here.as_uri(), "clone")
    head = git(tmp_path / "clone", "rev-parse", "HEAD").decode().strip()
    return {"GITHUB_REF": "refs/pull/7/merge", "GITHUB_SHA": head}


def test_of_the_merge_that_ci_made_two_commits_are_enough(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = merged_for_check(here, tmp_path, 2)
    monkeypatch.chdir(tmp_path / "clone")
    found = since(rev="origin/main", code=1, env=env)
    assert named(found["findings"]) == [("owner-not-a-role", "plan")]
    assert found["difference"]["base"].endswith(", the target of the pull request")


def test_where_the_base_is_not_at_hand_it_says_what_to_fetch(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = merged_for_check(here, tmp_path, 1)
    monkeypatch.chdir(tmp_path / "clone")
    result = check("--since", "origin/main", env=env)
    assert result.exit_code == 2
    assert result.stdout == ""
    for advice in ("git fetch --unshallow", "fetch-depth: 0", "fetch-depth: 2"):
        assert advice in result.stderr


@pytest.mark.parametrize(
    ("rev", "said"),
    [("mian", "did you mean `main`?"), ("--output=x", "looks like an option"), ("main..work", "a range")],
)
def test_what_names_no_commit_is_refused(here: Path, rev: str, said: str) -> None:
    repository(here, BASE)
    result = check(f"--since={rev}")
    assert result.exit_code == 2
    assert said in result.stderr


def test_without_a_repository_there_is_nothing_to_compare_with(here: Path) -> None:
    write_files(here, BASE)
    result = check("--since", "main")
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert "repository" in result.stderr


def test_a_pull_request_that_removes_the_whole_system_does_not_pass(here: Path) -> None:
    repository(here, BASE, dict.fromkeys(path for path in BASE if not path.startswith("src")))
    result = check("--since", "main")
    assert result.exit_code == 2
    assert "there is no record" in result.stderr


@pytest.mark.parametrize("form", ["full", "concise", "github", "markdown", "json"])
def test_hostile_text_of_the_base_stays_text(here: Path, form: str) -> None:
    evil = r'"x\n::error::a\e[31m\u202e##[group]"'
    bad = LEGACY.replace("name: Chat", f"name: {evil}")
    repository(here, BASE | {"governance/systems/legacy.yaml": bad}, {"governance/systems/legacy.yaml": None})
    said = check("--since", "main", "--output-format", form).stdout
    assert "deployed-without-aiia" in said
    assert not any(sign in said for sign in ("\x1b", "\u202e", "##["))
    assert not any(line.strip().startswith("::error::a") for line in said.splitlines())


@pytest.mark.parametrize("form", ["full", "concise", "github", "gitlab", "sarif", "junit", "markdown", "json"])
def test_every_format_lists_the_new_findings_alone(here: Path, form: str) -> None:
    """The old one is about Chat; the text that sums up the difference counts it, and json holds it as `still`."""
    repository(here, BASE, {"governance/systems/other.yaml": CHAT2})
    said = check("--since", "main", "--output-format", form).stdout
    if form == "json":
        said = json.dumps(json.loads(said)["findings"])
    assert "Other is deployed without an approved impact assessment" in said
    assert "Chat is deployed without" not in said


def test_a_record_in_the_place_of_another_is_new(here: Path) -> None:
    """A record replaced by another one under a new id is no rename, also where both have the same gap."""
    repository(here, BASE, {"governance/systems/legacy.yaml": None, "governance/systems/other.yaml": CHAT2})
    found = since(code=1)
    assert ("deployed-without-aiia", "other") in named(found["findings"])
    assert ("deployed-without-aiia", "chat") in named(found["difference"]["unseen"])
