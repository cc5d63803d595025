"""How ISO/IEC 27001 and the NIST AI RMF are shown: how far rows of a crosswalk carry, and where own records count."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from aimslint.config import Config, HistorySettings
from aimslint.coverage import Coverage, Row, Status, coverage_of
from aimslint.engine import check, rulebook_of
from aimslint.report import Report
from aimslint.rulebook import Rulebook
from aimslint.trees import MemoryTree

SAMPLE = Path(__file__).resolve().parents[2] / "sample-repo"
ON = Config(
    packs=["iso42001", "iso27001", "nist-ai-rmf"],
    phase="surveillance",
    history=HistorySettings(use="none", reason="none is asked for here"),
)
DAY = date(2026, 11, 20)


@cache
def rules() -> Rulebook:
    return rulebook_of(MemoryTree({}), ON, "")


def rows(files: Mapping[str, str], pack: str, as_of: date = DAY) -> Mapping[str, Row]:
    """The rows of coverage of one pack, by bare id, for a small project that the rules about rows of the SoA judge."""
    tree = MemoryTree({f"governance/{name}.yaml": text for name, text in files.items()})
    judged = {name: rule for name, rule in rules().rules.items() if rule.raised_by or rule.name.endswith("needed")}
    report = check(tree, as_of, ON, rulebook=Rulebook(judged))
    return {row.requirement.id: row for row in coverage_of(report, report.aims.packs[pack]).rows}


@cache
def sample() -> Report:
    """The sample, with both packs switched on. Nothing else of it is changed."""
    files = {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in SAMPLE.rglob("*") if path.is_file()}
    del files["aimslint.yaml"]
    return check(MemoryTree(files), DAY, replace(ON, include=["governance/**"]), rulebook=rules())


def sampled(pack: str) -> Coverage:
    return coverage_of(sample(), sample().aims.packs[pack])


ROLE = "kind: roles\nid: roles\nroles: [{id: lead, holders: [{person: Kim, since: 2020-01-01}]}]\n"
SYSTEM = """\
kind: ai_system
id: chat
lifecycle_stage: deployed
organisation_role: [user]
event_logging: {enabled: true, events: [questions], retention: 12 months, phases: [deployed]}
last_reviewed: 2026-09-01
"""
SOA = """\
kind: soa
id: soa
status: approved
approved_by: lead
approved_on: 2026-01-15
controls: [{control: "iso27001:A.8.15", applicable: %s, justification: Supervisors ask, %s}]
"""
DONE = 'implementation_status: implemented, evidence: [{url: "https://wiki.example/logs"}]'
AUDIT = """\
kind: audit
id: audit
status: approved
approved_by: lead
approved_on: 2026-07-01
date: 2026-06-19
scope: ["iso27001:A.8.15"]
"""


def test_a_control_that_no_row_speaks_of_is_shown_in_part_by_what_helps_with_it() -> None:
    row = rows({"roles": ROLE, "system": SYSTEM}, "iso27001")["A.8.15"]
    assert (row.status, row.projected, row.partly) == (Status.DOCUMENTED, True, True)
    assert row.why == "partly shown: iso42001:A.6.2.8 (intersects) is operating"


def test_a_row_with_evidence_documents_a_control_and_an_audit_shows_that_it_works() -> None:
    files = {"roles": ROLE, "system": SYSTEM, "soa": SOA % ("true", DONE)}
    row = rows(files, "iso27001")["A.8.15"]
    assert (row.status, row.projected, row.partly) == (Status.DOCUMENTED, False, False)
    audited = {**files, "audit": AUDIT}
    assert rows(audited, "iso27001")["A.8.15"].status is Status.OPERATING
    assert rows(audited, "iso27001", date(2029, 11, 20))["A.8.15"].status is Status.STALE
    draft = {**files, "audit": AUDIT.replace("status: approved", "status: draft")}
    assert rows(draft, "iso27001")["A.8.15"].status is Status.DOCUMENTED


@pytest.mark.parametrize("said", ["implementation_status: planned", "implementation_status: implemented"])
def test_a_row_that_is_planned_or_has_no_evidence_shows_nothing_of_its_own(said: str) -> None:
    without = {"roles": ROLE, "soa": SOA % ("true", said)}
    assert rows(without, "iso27001")["A.8.15"].status is Status.MISSING
    row = rows({**without, "system": SYSTEM}, "iso27001")["A.8.15"]
    assert (row.status, row.partly) == (Status.DOCUMENTED, True)


def test_a_control_left_out_is_excluded_unless_the_inventory_needs_it() -> None:
    """The rule that objects is of the second pack; coverage knows no rule by name."""
    files = {"roles": ROLE, "soa": SOA % ("false", "last_reviewed: 2026-01-15")}
    assert rows(files, "iso27001")["A.8.15"].status is Status.EXCLUDED
    row = rows({**files, "system": SYSTEM}, "iso27001")["A.8.15"]
    assert row.status is not Status.EXCLUDED


def test_a_shared_clause_is_as_good_as_its_twin_and_says_by_what() -> None:
    pack = sample().aims.packs["iso27001"]
    ours = {row.requirement.id: row for row in sampled("iso42001").rows}
    theirs = {row.requirement.id: row for row in sampled("iso27001").rows if row.requirement.kind == "clause"}
    own = {id_ for id_, one in pack.requirements.items() if one.shown_by and not one.or_crosswalk}
    equal = {row.target for row in pack.crosswalk.rows if row.relation == "equal"} - own
    assert len(equal) == 26 - len({"5.2", "9.2.1", "9.2.2"})
    for id_ in equal:
        assert theirs[id_].projected or theirs[id_].status in (Status.MISSING, Status.NOT_YET), id_
        assert (theirs[id_].status, theirs[id_].partly) == (ours[id_].status, False), id_
    for id_ in ("6.1.2", "8.2", "8.3"):
        assert theirs[id_].partly, id_


def test_where_a_record_says_what_it_is_about_its_twin_counts_for_nothing() -> None:
    """The sample has a policy, a statement, a programme and an audit, all of AI alone."""
    ours = {row.requirement.id: row for row in sampled("iso42001").rows}
    theirs = {row.requirement.id: row for row in sampled("iso27001").rows}
    for id_ in ("6.1.3", "9.2.1", "9.2.2"):
        assert ours[id_].status not in (Status.MISSING, Status.NOT_YET), id_
        assert theirs[id_].status in (Status.MISSING, Status.NOT_YET), id_
        assert [help_.row.source for help_ in theirs[id_].crosswalk] == [f"iso42001:{id_}"], "told all the same"


def test_one_audit_and_one_policy_serve_both_standards_where_they_say_so() -> None:
    both = AUDIT.replace("scope: [", "type: internal\nconclusion: Both parts are lived.\nscope: [iso42001:9.2.1, ")
    shown = rows({"roles": ROLE, "audit": both}, "iso27001")
    assert (shown["9.2.1"].status, shown["9.2.1"].projected) == (Status.OPERATING, False)
    policy = (
        "kind: policy\nid: p\nstatus: approved\napproved_by: lead\napproved_on: 2026-02-02\n"
        "last_reviewed: 2026-02-02\npurpose: Both.\ncommitments: {requirements: Yes., improvement: Yes.}\n"
        "communicated_to: [{audience: Staff, date: 2026-02-03}]\n"
    )
    assert rows({"roles": ROLE, "p": policy}, "iso27001")["5.2"].status is Status.MISSING
    policy += "related_policies: [{topic: security, name: Security policy, alignment: One text for both.}]\n"
    assert rows({"roles": ROLE, "p": policy}, "iso27001")["5.2"].status is Status.OPERATING


def test_no_row_of_a_partial_crosswalk_is_ever_more_than_documented() -> None:
    projected = [row for row in sampled("nist-ai-rmf").rows if row.projected]
    assert len(projected) > 60
    for row in projected:
        assert row.partly, row.requirement.id
        assert row.status in (Status.DRAFT, Status.DOCUMENTED), row.requirement.id
        assert row.why.startswith("partly shown: iso42001:"), row.requirement.id


def test_what_no_crosswalk_covers_is_shown_by_records_of_its_own_or_not_at_all() -> None:
    rows_of = {row.requirement.id: row for row in sampled("nist-ai-rmf").rows if row.not_covered is not None}
    assert set(rows_of) == {"GOVERN 3.1", "MAP 3.1", "MEASURE 2.2", "MEASURE 3.2", "MEASURE 4.2"}
    assert not any(row.projected or row.partly for row in rows_of.values())
    assert rows_of["GOVERN 3.1"].status in (Status.MISSING, Status.NOT_YET)
    procedure = (
        "kind: procedure\nid: p\nstatus: approved\napproved_by: lead\napproved_on: 2026-02-02\n"
        "last_reviewed: 2026-02-02\ncovers: [nist-ai-rmf:GOVERN 3.1]\nbody: Somebody from outside IT decides as well.\n"
    )
    assert rows({"roles": ROLE, "p": procedure}, "nist-ai-rmf")["GOVERN 3.1"].status is Status.OPERATING


def test_where_nothing_that_helps_is_shown_the_row_names_what_would() -> None:
    row = rows({"roles": ROLE}, "nist-ai-rmf")["GOVERN 1.1"]
    assert (row.status, row.projected) == (Status.MISSING, False)
    assert row.why == ("nothing is shown of what helps with it: iso42001:4.1, iso42001:6.2, iso42001:A.2.2 and 1 more")
