"""Coverage: evidence, lowered by what rules found, never raised by an exclusion, a phase or a waiver."""

from datetime import date

import pytest

from aimslint import MemoryTree, check
from aimslint.config import Config, RuleSettings
from aimslint.coverage import Coverage, Row, Status, coverage_of
from aimslint.model import Phase
from aimslint.packs import load_pack, packs_folder
from aimslint.report import Report
from aimslint.views.coverage_groups import groups, shortfalls
from tests.test_evidence import CONTEXT, DAY, ROLES, SYSTEM, TEST

PACK = load_pack(packs_folder() / "iso42001")
ASSESSED = """\
kind: impact_assessment
id: ia-{system}
system: {system}
system_version: '2'
assessed_on: 2026-09-01
status: approved
approved_by: lead
approved_on: 2026-09-02
impacts: [{{id: i-{system}, description: Wrong answers, dimension: safety, level: individual}}]
decision: approve
"""
LIVE = """\
kind: deployment
id: go-{system}
system: {system}
system_version: '2'
date: 2026-09-10
status: approved
approved_by: lead
approved_on: 2026-09-09
"""
SOA = """\
kind: soa
id: soa
status: approved
approved_by: lead
approved_on: 2026-10-01
last_reviewed: 2026-10-01
controls:
  - {control: A.10.4, applicable: false, justification: We have no customers of AI systems.}
"""


def report(config: Config | None = None, /, **files: str) -> Report:
    named = {f"governance/{name}.yaml": text for name, text in files.items()}
    return check(MemoryTree({"governance/roles.yaml": ROLES, **named}), DAY, config or Config(phase="surveillance"))


def coverage(config: Config | None = None, /, **files: str) -> Coverage:
    return coverage_of(report(config, **files), PACK)


def row(of: Coverage, id_: str) -> Row:
    return next(each for each in of.rows if each.requirement.id == id_)


def systems(*names: str) -> dict[str, str]:
    made = {name: SYSTEM.format(id=name) for name in names}
    for name in names:
        made |= {f"ia-{name}": ASSESSED.format(system=name), f"go-{name}": LIVE.format(system=name)}
    return made


def test_every_requirement_has_one_row_and_every_status_a_count() -> None:
    found = coverage()
    assert [each.requirement.id for each in found.rows] == list(PACK.requirements)
    assert sum(found.counts.values()) == 70
    assert list(found.counts) == list(Status)


@pytest.mark.parametrize(
    ("status", "files"),
    [
        (Status.MISSING, {}),
        (Status.DRAFT, {"context": CONTEXT.replace("status: approved", "status: draft")}),
        (Status.DOCUMENTED, {"context": CONTEXT.replace("last_reviewed: 2026-10-01\n", "")}),
        (Status.STALE, {"context": CONTEXT.replace("last_reviewed: 2026-10-01", "last_reviewed: 2024-10-01")}),
        (Status.OPERATING, {"context": CONTEXT + "climate_change: {relevant: false, reason: No data centre}\n"}),
    ],
)
def test_each_status_is_reached(status: Status, files: dict[str, str]) -> None:
    found = row(coverage(None, **files), "4.1")
    assert found.status is status, found.why
    assert (found.why == "") is (status is Status.OPERATING)


def test_what_a_later_phase_asks_is_not_yet_and_no_status_rises() -> None:
    files = {"context": CONTEXT, "soa": SOA, **systems("chat", "plan"), "test": TEST.format(id="t")}
    late = coverage_of(report(None, **files), PACK, Phase.SURVEILLANCE)
    for phase in Phase:
        early = coverage_of(report(None, **files), PACK, phase)
        for before, after in zip(early.rows, late.rows, strict=True):
            assert before.status is after.status or (before.status, after.status) == (Status.NOT_YET, Status.MISSING)
            if before.status is Status.NOT_YET:
                assert Phase(before.requirement.phase).rank > phase.rank
    assert early.counts[Status.NOT_YET] == 0


def test_the_phase_of_the_project_counts() -> None:
    assert row(coverage(Config(phase="foundation")), "8.4").status is Status.NOT_YET
    assert row(coverage(Config(phase="foundation")), "5.2").status is Status.MISSING
    assert row(coverage(Config(phase="stage-2")), "8.4").status is Status.MISSING


def test_several_subjects_take_the_worst_and_say_how_many_operate() -> None:
    both = row(coverage(None, **systems("chat", "plan")), "8.4")
    assert (both.status, both.met, both.of) == (Status.OPERATING, 2, 2), both.why
    files = systems("chat", "plan")
    files["ia-plan"] = files["ia-plan"].replace("assessed_on: 2026-09-01", "assessed_on: 2025-09-01")
    found = row(coverage(None, **files), "8.4")
    assert (found.status, found.met, found.of) == (Status.STALE, 1, 2)
    assert found.why.startswith("plan: impact_assessment ia-plan: due again since 2026-09-01")


def test_an_open_error_leaves_what_it_is_about_documented() -> None:
    files = systems("chat", "plan")
    files["ia-plan"] = files["ia-plan"].replace("decision: approve", "decision: reject")
    of = report(None, **files)
    assert "rejected-but-live" in {found.rule for found in of.findings}
    found = row(coverage_of(of, PACK), "8.4")
    assert (found.status, found.met, found.of) == (Status.DOCUMENTED, 1, 2)
    assert "plan: " in found.why
    assert {finding.rule for finding in found.findings} >= {"rejected-but-live"}


def test_a_finding_of_staleness_makes_stale_whatever_its_severity() -> None:
    register = "kind: objectives\nid: o\nlast_reviewed: DAY\nobjectives:\n" + (
        "  - {id: o1, statement: Fewer wrong answers, measure: share, target: 2, due: 2027-01-01, owner: lead,\n"
        "     results: [{date: 2026-09-01, value: 3}]}\n"
    )
    fresh = coverage(objectives=register.replace("DAY", "2026-10-01"), context=CONTEXT)
    stale = coverage(objectives=register.replace("DAY", "2025-03-01"), context=CONTEXT)
    assert row(fresh, "6.2").status is Status.OPERATING
    assert row(stale, "6.2").status is Status.STALE


def test_neither_a_lower_phase_nor_a_lower_severity_hides_a_finding_of_staleness() -> None:
    text = "kind: competence\nid: c\nlast_reviewed: 2026-10-01\ncompetence_needs:\n" + (
        "  - {id: c1, role: lead, required: [{topic: law}], effectiveness_evaluated_on: 2026-02-01,\n"
        "     evidence: [EVIDENCE]}\n"
    )
    good = "{type: training, description: AI law, date: 2026-01-01, expires: 2027-01-01}"
    old = "{type: training, description: AI law, date: 2025-01-01, expires: 2026-01-01}"
    assert row(coverage(c=text.replace("EVIDENCE", good)), "7.2").status is Status.OPERATING
    for config in (
        Config(phase="foundation"),
        Config(phase="surveillance", rules={"training-expired": RuleSettings(severity="info")}),
    ):
        of = report(config, c=text.replace("EVIDENCE", f"{good}, {old}"))
        assert "training-expired" in {found.rule for found in of.findings}
        found = row(coverage_of(of, PACK), "7.2")
        assert (found.status, found.met) == (Status.STALE, 0)
        assert found.why.startswith("training-expired: ")


def test_an_exclusion_with_a_reason_is_excluded_and_counts_nowhere_else() -> None:
    found = coverage(soa=SOA)
    excluded = row(found, "A.10.4")
    assert (excluded.status, excluded.met, excluded.of) == (Status.EXCLUDED, 0, 0)
    assert excluded.why == "We have no customers of AI systems."
    without = coverage()
    better = [status for status in Status if status not in (Status.MISSING, Status.EXCLUDED)]
    assert {status: found.counts[status] for status in better} == {status: without.counts[status] for status in better}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("justification: We have no customers of AI systems.", "justification: TBD"),
        ("justification: We have no customers of AI systems.", "reason_type: [risk]"),
        ("status: approved", "status: draft"),
        ("applicable: false", "applicable: true"),
    ],
)
def test_an_exclusion_without_reason_or_approval_excludes_nothing(old: str, new: str) -> None:
    assert row(coverage(soa=SOA.replace(old, new)), "A.10.4").status is Status.MISSING


def test_what_is_needed_after_all_is_not_excluded() -> None:
    customers = "kind: customers\nid: c\ncustomers: [{id: broker, name: Brokers}]\n"
    of = report(soa=SOA, customers=customers)
    assert "soa-excluded-but-needed" in {found.rule for found in of.findings}
    assert row(coverage_of(of, PACK), "A.10.4").status is Status.MISSING


def test_a_clause_cannot_be_excluded() -> None:
    assert row(coverage(soa=SOA.replace("A.10.4", '"4.1"')), "4.1").status is Status.MISSING


def test_doubt_is_said_and_leaves_documented() -> None:
    found = row(
        coverage(None, chat=SYSTEM.format(id="chat").replace("deployed", "deployedd"), **systems("plan")), "8.4"
    )
    assert found.uncertain
    sure = systems("plan")
    bent = sure["ia-plan"].replace("decision: approve", "decision: approve\nreview_interval: often")
    doubtful = row(coverage(plan=sure["plan"], ia=bent), "8.4")
    assert (doubtful.status, doubtful.uncertain, doubtful.met) == (Status.DOCUMENTED, True, 0)


def test_groups_hold_every_row_once_in_order() -> None:
    found = groups(coverage())
    assert [group.id for group in found][:3] == ["4", "5", "6"]
    assert [each.id for each in found][7:] == [f"A.{number}" for number in range(2, 11)]
    assert [each.requirement.id for group in found for each in group.rows] == list(PACK.requirements)
    assert all(group.title for group in found)


def test_a_rule_that_could_not_be_judged_leaves_doubt() -> None:
    files = systems("chat")
    del files["go-chat"]
    of = report(None, **files)
    assert "aiia-after-golive" in {skip.rule for skip in of.skipped}
    found = row(coverage_of(of, PACK), "8.4")
    assert (found.status, found.uncertain) == (Status.DOCUMENTED, True)
    assert found.why.startswith("aiia-after-golive could not be judged")


def test_goals_are_counts_and_better_counts_as_well() -> None:
    found = coverage(context=CONTEXT + "climate_change: {relevant: false, reason: No data centre}\n")
    operating = found.counts[Status.OPERATING]
    assert operating >= 1
    assert shortfalls(found, {Status.OPERATING: operating, Status.DRAFT: operating}) == []
    (missed,) = shortfalls(found, {Status.OPERATING: operating + 1})
    assert (missed.status, missed.wanted, missed.found) == (Status.OPERATING, operating + 1, operating)


def test_the_same_report_gives_the_same_coverage_on_its_own_day() -> None:
    files = {"context": CONTEXT}
    later = check(MemoryTree({"governance/context.yaml": CONTEXT}), date(2028, 1, 1))
    assert row(coverage_of(later, PACK), "4.1").status is Status.STALE
    assert coverage(None, **files).counts == coverage(None, **files).counts
