"""A pack of the organisation's own is one like any other: ids, findings, coverage, timelines, what falls due."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aimslint.config import Config, read_config
from aimslint.coverage import Row, Status, coverage_of
from aimslint.engine import check
from aimslint.report import Report
from aimslint.trees import MemoryTree
from tests.cli.running import AS_OF, run, write
from tests.packs.acme import FILES, FOLDER, SYSTEM, bent

ROLE = "kind: roles\nid: roles\nroles: [{id: lead, holders: [{person: Kim, since: 2020-01-01}]}]\n"
POLICY = """\
kind: policy
id: policy
status: %s
approved_by: lead
approved_on: 2026-01-10
last_reviewed: 2026-01-10
purpose: AI helps people to decide.
principles: [People decide]
commitments: {requirements: We meet what is asked of us., improvement: We become better.}
objectives_framework: Objectives are set each year.
available_to_interested_parties: On request, from the head of sales.
communicated_to: [{audience: All, date: 2026-01-12}]
"""
OBJECTIVE = """\
kind: objectives
id: objectives
last_reviewed: 2026-09-01
objectives:
  - {id: O1, statement: Fewer errors, measure: errors a week, target: 2, owner: lead, due: 2027-06-01,
     actions: [{what: look, owner: lead, due: 2026-12-01}], results: [{date: 2026-10-01, value: 3}],
     last_reviewed: 2026-09-01, status: open}
"""


def report(as_of: str = AS_OF, **more: str) -> Report:
    files = {**FILES, **{f"governance/{name}.yaml": text for name, text in more.items()}}
    config = read_config("aimslint.yaml", files["aimslint.yaml"].encode())
    return check(MemoryTree(files), date.fromisoformat(as_of), config)


def rows(found: Report) -> dict[str, Row]:
    return {row.requirement.id: row for row in coverage_of(found, found.aims.packs["acme-charter"]).rows}


class TestCrosswalk:
    def test_a_partial_relation_never_shows_more_than_a_part(self) -> None:
        found = rows(report(roles=ROLE, policy=POLICY % "approved"))["I-1"]
        assert (found.status, found.projected, found.partly) == (Status.DOCUMENTED, True, True)
        assert found.why == "partly shown: iso42001:A.2.2 (intersects) is operating"

    def test_what_is_a_draft_there_is_one_here(self) -> None:
        assert rows(report(roles=ROLE, policy=POLICY % "draft"))["I-1"].status is Status.DRAFT

    def test_what_is_missing_there_is_missing_here(self) -> None:
        found = rows(report())["I-1"]
        assert (found.status, found.projected, found.partly) == (Status.MISSING, False, False)

    @pytest.mark.parametrize("objectives", ["", OBJECTIVE, OBJECTIVE.replace("2026-09-01", "2024-09-01")])
    def test_an_equal_one_is_what_the_other_is(self, objectives: str) -> None:
        found = report(roles=ROLE, **({"objectives": objectives} if objectives else {}))
        theirs = {row.requirement.id: row for row in coverage_of(found, found.aims.packs["iso42001"]).rows}["6.2"]
        ours = rows(found)["I-2"]
        wanted = Status.MISSING if theirs.status is Status.NOT_YET else theirs.status
        assert (ours.status, ours.partly, ours.uncertain) == (wanted, False, theirs.uncertain)
        assert bool(objectives) is (ours.status is not Status.MISSING)

    def test_what_is_not_covered_is_never_shown_by_it(self) -> None:
        """Not even by an equal row, and though everything is there that the row leads from."""
        found = rows(report("2027-01-01"))["II-1"]
        assert (found.status, found.projected) == (Status.MISSING, False)
        own, _, reason = found.why.partition("; ")
        assert own == "ai_system ranking: oversight.overseers is missing"
        assert reason == "by no crosswalk: Nobody asks for an overseer from outside."
        assert [(one.row.source, one.row.relation) for one in found.crosswalk] == [("iso42001:A.9.2", "equal")]

    def test_rows_count_only_where_their_pack_is_in_use(self) -> None:
        config = Config(packs=["acme-charter"], primary="acme-charter", rule_folders=["governance/frameworks"])
        files = {**FILES, "governance/roles.yaml": ROLE, "governance/policy.yaml": POLICY % "approved"}
        found = rows(check(MemoryTree(files), date.fromisoformat(AS_OF), config))["I-1"]
        assert (found.status, list(found.crosswalk)) == (Status.MISSING, [])

    def test_a_part_counts_for_no_goal(self, here: Path) -> None:
        more = {"governance/roles.yaml": ROLE, "governance/policy.yaml": POLICY % "approved"}
        write(here, {**FILES, **more})
        asked = ("coverage", "--pack", "acme-charter", "--as-of", AS_OF, "--fail-under", "documented=1")
        assert run(*asked).exit_code == 1
        assert "I-1" in run(*asked).stdout

    def test_every_output_says_what_is_a_part_and_by_what(self, here: Path) -> None:
        write(here, {**FILES, "governance/roles.yaml": ROLE, "governance/policy.yaml": POLICY % "approved"})
        asked = ("coverage", "--pack", "acme-charter", "--as-of", AS_OF, "--output-format")
        table, markdown = run(*asked, "table").stdout, run(*asked, "markdown").stdout
        found = json.loads(run(*asked, "json").stdout)
        assert "documented*" in table
        assert "Marked * is what other frameworks' requirements show in part only" in table
        assert "documented (partly shown)" in markdown
        assert found["partly_shown"] == 1
        (row,) = [row for row in found["requirements"] if row["id"] == "I-1"]
        assert (row["by_crosswalk"], row["partly"]) == (True, True)
        assert row["crosswalk"] == [
            {
                "from": "iso42001:A.2.2",
                "relation": "intersects",
                "source": ["group"],
                "note": "in part",
                "status": "operating",
            }
        ]


class TestTimelines:
    def test_a_duty_is_not_yet_asked_before_its_day_and_is_from_then_on(self) -> None:
        before, after = rows(report("2026-12-31"))["II-1"], rows(report("2027-01-01"))["II-1"]
        assert (before.status, before.why) == (Status.NOT_YET, "begins on 2027-01-01 (timeline amended)")
        assert (after.status, after.begins) == (Status.MISSING, "")

    def test_the_first_start_that_fits_counts_and_one_without_a_day_never_comes(self) -> None:
        medium = {"ranking": SYSTEM.replace("risk_tier: high", "risk_tier: medium")}
        files = {**FILES, "governance/systems/ranking.yaml": medium["ranking"]}
        config = read_config("aimslint.yaml", FILES["aimslint.yaml"].encode())
        found = rows(check(MemoryTree(files), date(2400, 1, 1), config))["II-1"]
        assert (found.status, found.why) == (Status.NOT_YET, "does not begin (timeline amended)")
        first = replace(config, timelines={"acme-charter": "first"})
        assert rows(check(MemoryTree(files), date(2026, 1, 1), first))["II-1"].status is Status.MISSING

    def test_only_those_are_counted_of_whom_it_is_asked_already(self) -> None:
        second = SYSTEM.replace("ranking", "other").replace("risk_tier: high", "risk_tier: medium")
        found = rows(report("2027-06-01", other=second))["II-1"]
        assert [standing.subject.id for standing in found.subjects] == ["ranking"]

    def test_what_binds_nobody_is_not_yet(self) -> None:
        low = SYSTEM.replace("risk_tier: high", "risk_tier: low")
        files = {**FILES, "governance/systems/ranking.yaml": low}
        config = read_config("aimslint.yaml", FILES["aimslint.yaml"].encode())
        found = rows(check(MemoryTree(files), date(2028, 1, 1), config))["II-1"]
        assert (found.status, found.why) == (Status.NOT_YET, "there is no ai system that it is asked of")

    def test_what_records_show_before_the_day_is_shown_and_the_day_is_said(self) -> None:
        overseen = SYSTEM + "oversight: {overseers: [lead]}\nlast_reviewed: 2026-09-01\n"
        files = {**FILES, "governance/systems/ranking.yaml": overseen, "governance/roles.yaml": ROLE}
        config = read_config("aimslint.yaml", FILES["aimslint.yaml"].encode())
        found = rows(check(MemoryTree(files), date.fromisoformat(AS_OF), config))["II-1"]
        assert (found.status, found.why) == (Status.OPERATING, "begins on 2027-01-01 (timeline amended)")

    @pytest.mark.parametrize(("timeline", "day"), [("amended", "2027-01-01"), ("first", "2026-01-01")])
    def test_a_rule_begins_on_the_day_of_the_timeline_in_use(self, here: Path, timeline: str, day: str) -> None:
        write(here, bent("aimslint.yaml", "packs:", f"timelines: {{acme-charter: {timeline}}}\npacks:"))
        before = date.fromordinal(date.fromisoformat(day).toordinal() - 1).isoformat()
        found = [run("check", "--select", "ACM001", "--as-of", as_of).exit_code for as_of in (before, day)]
        assert found == [0, 1]
        told = run("rule", "ACM001").stdout
        assert f"applies_from: {day}" in told
        assert f"{timeline}, in use)" in told
        assert "first: Section 9 (last checked on 2026-11-02)" in told
        (data,) = json.loads(run("rule", "ACM001", "--output-format", "json").stdout)
        assert data["timelines"][timeline]["in_use"] is True
        assert data["timelines"]["first"]["dates"] == {"high_tier": "2026-01-01"}

    def test_a_setting_of_the_project_goes_before_the_timeline(self, here: Path) -> None:
        own = "rules: {acme/overseer-missing: {settings: {applies_from: 2030-05-05}}}\npacks:"
        write(here, bent("aimslint.yaml", "packs:", own))
        found = [run("check", "--select", "ACM001", "--as-of", day).exit_code for day in ("2030-05-04", "2030-05-05")]
        assert found == [0, 1]

    def test_what_falls_due_names_the_duties_of_each_system(self, here: Path) -> None:
        write(here, dict(FILES))

        def entries(*within: str) -> list[dict[str, Any]]:
            found = json.loads(run("upcoming", "--as-of", AS_OF, "--output-format", "json", *within).stdout)
            return [entry for entry in found["upcoming"] if entry["requirements"]]

        (entry,) = entries()
        assert (entry["date"], entry["what"]) == ("2027-01-01", "duties of acme-charter begin")
        assert (entry["record"], entry["requirements"]) == (
            {"kind": "ai_system", "id": "ranking"},
            ["acme-charter:II-1"],
        )
        assert entries("--within", "41d") == []
        assert len(entries("--within", "9000y")) == 1  # what never comes is not on the way
        assert "duties of acme-charter begin" in run("upcoming", "--as-of", AS_OF, "--output-format", "ics").stdout


class TestIds:
    def test_records_findings_and_selectors_name_it_by_its_qualified_id(self, here: Path) -> None:
        procedure = "kind: procedure\nid: p\nowner: lead\ncovers: [acme-charter:I-1, acme-charter:I-7, I-1]\n"
        write(here, {**FILES, "governance/roles.yaml": ROLE, "governance/p.yaml": procedure})
        unknown = run("check", "--select", "unknown-control-id", "--as-of", AS_OF, "--output-format", "json").stdout
        found = json.loads(unknown)["findings"]
        assert [one["data_path"] for one in found] == ["covers[acme-charter:I-7]", "covers[I-1]"]
        assert "acme-charter:I-1" in found[1]["message"]
        selected = run("check", "--select", "acme-charter:II-1", "--as-of", "2027-01-01", "--output-format", "json")
        (one,) = json.loads(selected.stdout)["findings"]
        assert one["requirements"] == ["acme-charter:II-1"]
        assert run("check", "--pack", "acme-charter", "--as-of", "2027-01-01").exit_code == 1

    def test_a_bare_id_in_the_files_of_a_pack_means_the_pack_itself(self, here: Path) -> None:
        shown = "covers: {includes: [I-2]}"
        catalogue = FILES[f"{FOLDER}/catalogue.yaml"].replace(
            "summary: There are objectives., phase: foundation}",
            f"summary: There are some., phase: foundation, shown_by: [{{from: procedures, content: [{{{shown}}}]}}]}}",
        )
        procedure = (
            "kind: procedure\nid: p\nstatus: approved\napproved_by: lead\napproved_on: 2026-01-01\n"
            "last_reviewed: 2026-09-01\ncovers: [%s]\n"
        )
        write(here, {**FILES, f"{FOLDER}/catalogue.yaml": catalogue, "governance/roles.yaml": ROLE})
        for covers, status in (("acme-charter:I-2", "operating"), ('"6.2"', "missing")):
            write(here, {"governance/p.yaml": procedure % covers})
            told = run("coverage", "--pack", "acme-charter", "--as-of", AS_OF, "--output-format", "json").stdout
            assert {row["id"]: row["status"] for row in json.loads(told)["requirements"]}["I-2"] == status

    def test_its_page_shows_both_directions(self, here: Path) -> None:
        write(here, dict(FILES))
        ours = json.loads(run("requirement", "acme-charter:I-1", "--as-of", AS_OF, "--output-format", "json").stdout)
        assert [(one["requirement"], one["source"]) for one in ours["helped_by"]] == [
            ("iso42001:A.2.2", ["The legal department"])
        ]
        theirs = json.loads(run("requirement", "A.2.2", "--as-of", AS_OF, "--output-format", "json").stdout)
        assert [one["requirement"] for one in theirs["helps"]] == ["acme-charter:I-1"]
        assert "begins where risk_tier high: 2026-01-01 (first), 2027-01-01 (amended, in use)" in " ".join(
            run("requirement", "acme-charter:II-1", "--as-of", AS_OF).stdout.split()
        )

    def test_it_may_be_the_primary_one(self, here: Path) -> None:
        write(here, bent("aimslint.yaml", "packs:", "primary: acme-charter\npacks:"))
        assert run("requirement", "II-1", "--as-of", AS_OF).stdout.startswith("II-1 A second pair of eyes")
        assert run("requirement", "iso42001:A.2.2", "--as-of", AS_OF).stdout.startswith("iso42001:A.2.2 AI policy")
        assert "Charter of the Acme group" in run("coverage", "--as-of", AS_OF).stdout
        shown = run("check", "--select", "II-1", "--as-of", "2027-01-01", "--output-format", "concise").stdout
        assert "acme/overseer-missing" in shown

    def test_switched_off_its_rules_are_not_judged_and_are_no_rules_of_ones_own(self, here: Path) -> None:
        write(here, bent("aimslint.yaml", ", acme-charter", ""))
        result = run("check", "--as-of", "2027-01-01", "--output-format", "json")
        assert result.exit_code in (0, 1)
        assert "acme/overseer-missing" not in result.stdout
        assert run("rule", "ACM001").exit_code == 2

    def test_a_rule_about_requirements_looks_at_those_of_its_own_pack_and_leaves_nothing_to_rules_of_others(
        self, here: Path
    ) -> None:
        rule = FILES[f"{FOLDER}/oversight/overseer-missing.yaml"].splitlines()
        keep = [line for line in rule if line.partition(":")[0] in ("severity", "phase", "why", "help", "since")]
        uncovered = "\n".join(
            [
                *("name: acme/uncovered", "code: ACM002", "title: Nothing shows a requirement", "requirements: [I-1]"),
                *("for_each: requirement", "check: requirements.uncovered", *keep),
                "examples: [{good: '{kind: roles, id: r}'}, {bad: '{kind: roles, id: r}   # <- acme/uncovered'}]",
            ]
        )
        shown = "shown_by: [{from: policy, content: [purpose]}], phase: foundation}"
        catalogue = FILES[f"{FOLDER}/catalogue.yaml"].replace("phase: foundation}", shown, 1)
        more = {f"{FOLDER}/catalogue.yaml": catalogue, f"{FOLDER}/uncovered.yaml": uncovered}
        write(here, {**FILES, **more})
        asked = run("check", "--select", "ACM002", "--as-of", AS_OF, "--output-format", "json")
        assert asked.exit_code == 1, asked.output
        (found,) = json.loads(asked.stdout)["findings"]
        assert found["message"].startswith("acme-charter:I-1 (A policy): there is no record of kind policy")
        assert found["requirements"] == ["acme-charter:I-1"]

    def test_the_examples_of_its_rules_are_run(self, here: Path) -> None:
        write(here, dict(FILES))
        for folder in ("governance/frameworks", FOLDER):
            assert run("test-rules", folder).stdout == "Ran 2 examples of 1 rule: all do what they say.\n"


UNCOVERED = """\
name: acme/uncovered
code: ACM002
title: Nothing shows what the charter asks for
severity: warning
phase: foundation
requirements: [I-1]
why: The group asks which document answers each point.
help: Write what the message names.
for_each: requirement
where: {asked_of: project}
check: requirements.uncovered
since: 1.0.0
examples:
  - good: |
      kind: procedure
      id: a
      status: approved
      approved_by: lead
      approved_on: 2026-01-15
      covers: ["acme-charter:I-1"]
      steps: [{what: Read it}]
  - bad: |
      {kind: scope, id: a}   # <- acme/uncovered
"""


def test_what_to_write_names_the_requirement_as_records_do(here: Path) -> None:
    shown = "shown_by: [{from: procedures, content: [{covers: {includes: [I-1]}}, steps.what]}], phase: foundation}"
    rule = {
        **FILES,
        **bent("catalogue.yaml", "phase: foundation}", shown),
        f"{FOLDER}/coverage/uncovered.yaml": UNCOVERED,
    }
    write(here, rule)
    found = run("check", "--select", "acme/uncovered", "--as-of", AS_OF, "--output-format", "concise").stdout
    assert 'no record of kind procedure with `covers: ["acme-charter:I-1"]`: write one' in found
    write(here, {"aimslint.yaml": FILES["aimslint.yaml"] + "primary: acme-charter\n"})
    found = run("check", "--select", "acme/uncovered", "--as-of", AS_OF, "--output-format", "concise").stdout
    assert "no record of kind procedure with `covers: [I-1]`: write one" in found
