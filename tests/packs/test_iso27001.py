"""The pack for ISO/IEC 27001:2022: its ids and titles, its crosswalk, and one SoA and one audit for two standards."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
import yaml

from aimslint.config import Config, read_config
from aimslint.engine import check, rulebook_of
from aimslint.mending import Seen, mend
from aimslint.model import Finding
from aimslint.packs import load_pack, packs_folder, read_map
from aimslint.rulebook import Rulebook
from aimslint.trees import MemoryTree

FOLDER = packs_folder() / "iso27001"
PACK = load_pack(FOLDER)
ITEMS: list[dict[str, Any]] = read_map(FOLDER / "catalogue.yaml")["requirements"]
CROSSWALK = read_map(FOLDER / "crosswalk.yaml")
AIMS_PACK = load_pack(packs_folder() / "iso42001")
CLAUSES = (
    *("4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "6.1.1", "6.1.2", "6.1.3", "6.2", "6.3"),
    *("7.1", "7.2", "7.3", "7.4", "7.5.1", "7.5.2", "7.5.3", "8.1", "8.2", "8.3", "9.1", "9.2.1", "9.2.2"),
    *("9.3.1", "9.3.2", "9.3.3", "10.1", "10.2"),
)
# From public lists of the controls, apart from the catalogue: ids and short titles are facts.
OUTLINE = """\
A.5.1 Policies for information security
A.5.2 Information security roles and responsibilities
A.5.3 Segregation of duties
A.5.4 Management responsibilities
A.5.5 Contact with authorities
A.5.6 Contact with special interest groups
A.5.7 Threat intelligence
A.5.8 Information security in project management
A.5.9 Inventory of information and other associated assets
A.5.10 Acceptable use of information and other associated assets
A.5.11 Return of assets
A.5.12 Classification of information
A.5.13 Labelling of information
A.5.14 Information transfer
A.5.15 Access control
A.5.16 Identity management
A.5.17 Authentication information
A.5.18 Access rights
A.5.19 Information security in supplier relationships
A.5.20 Addressing information security within supplier agreements
A.5.21 Managing information security in the ICT supply chain
A.5.22 Monitoring, review and change management of supplier services
A.5.23 Information security for use of cloud services
A.5.24 Information security incident management planning and preparation
A.5.25 Assessment and decision on information security events
A.5.26 Response to information security incidents
A.5.27 Learning from information security incidents
A.5.28 Collection of evidence
A.5.29 Information security during disruption
A.5.30 ICT readiness for business continuity
A.5.31 Legal, statutory, regulatory and contractual requirements
A.5.32 Intellectual property rights
A.5.33 Protection of records
A.5.34 Privacy and protection of PII
A.5.35 Independent review of information security
A.5.36 Compliance with policies, rules and standards for information security
A.5.37 Documented operating procedures
A.6.1 Screening
A.6.2 Terms and conditions of employment
A.6.3 Information security awareness, education and training
A.6.4 Disciplinary process
A.6.5 Responsibilities after termination or change of employment
A.6.6 Confidentiality or non-disclosure agreements
A.6.7 Remote working
A.6.8 Information security event reporting
A.7.1 Physical security perimeters
A.7.2 Physical entry
A.7.3 Securing offices, rooms and facilities
A.7.4 Physical security monitoring
A.7.5 Protecting against physical and environmental threats
A.7.6 Working in secure areas
A.7.7 Clear desk and clear screen
A.7.8 Equipment siting and protection
A.7.9 Security of assets off-premises
A.7.10 Storage media
A.7.11 Supporting utilities
A.7.12 Cabling security
A.7.13 Equipment maintenance
A.7.14 Secure disposal or re-use of equipment
A.8.1 User endpoint devices
A.8.2 Privileged access rights
A.8.3 Information access restriction
A.8.4 Access to source code
A.8.5 Secure authentication
A.8.6 Capacity management
A.8.7 Protection against malware
A.8.8 Management of technical vulnerabilities
A.8.9 Configuration management
A.8.10 Information deletion
A.8.11 Data masking
A.8.12 Data leakage prevention
A.8.13 Information backup
A.8.14 Redundancy of information processing facilities
A.8.15 Logging
A.8.16 Monitoring activities
A.8.17 Clock synchronization
A.8.18 Use of privileged utility programs
A.8.19 Installation of software on operational systems
A.8.20 Networks security
A.8.21 Security of network services
A.8.22 Segregation of networks
A.8.23 Web filtering
A.8.24 Use of cryptography
A.8.25 Secure development life cycle
A.8.26 Application security requirements
A.8.27 Secure system architecture and engineering principles
A.8.28 Secure coding
A.8.29 Security testing in development and acceptance
A.8.30 Outsourced development
A.8.31 Separation of development, test and production environments
A.8.32 Change management
A.8.33 Test information
A.8.34 Protection of information systems during audit testing
"""
NEW_IN_2022 = {
    *("A.5.7", "A.5.23", "A.5.30", "A.7.4", "A.8.9", "A.8.10", "A.8.11", "A.8.12", "A.8.16", "A.8.23", "A.8.28"),
}
ON = b"version: 1\npacks: [iso42001, iso27001]\nphase: surveillance\n"


def found(files: dict[str, str], *rules: str, config: bytes = ON) -> list[Finding]:
    """The findings of some rules in a project of these files."""
    tree = MemoryTree({"aimslint.yaml": config, **{f"governance/{name}": text for name, text in files.items()}})
    settings, rulebook = rules_of(config)
    wanted = {name: rule for name, rule in rulebook.rules.items() if name in rules or rule.raised_by}
    report = check(tree, date(2026, 11, 21), settings, rulebook=Rulebook(wanted))
    return [finding for finding in report.findings if finding.rule in rules]


@cache
def rules_of(config: bytes) -> tuple[Config, Rulebook]:
    """The settings and the rules that they switch on; read once."""
    settings = read_config("aimslint.yaml", config)
    return settings, rulebook_of(MemoryTree({}), settings, "")


def soa(*rows: str) -> dict[str, str]:
    return {"soa.yaml": "kind: soa\nid: soa\ncontrols:\n" + "".join(f"  - {{{row}}}\n" for row in rows)}


def test_all_clauses_and_controls_are_there_in_order() -> None:
    assert Counter(item["kind"] for item in ITEMS) == {"clause": 30, "control": 93}
    assert tuple(item["id"] for item in ITEMS if item["kind"] == "clause") == CLAUSES
    controls = [item for item in ITEMS if item["kind"] == "control"]
    assert Counter(item["group"] for item in controls) == {"A.5": 37, "A.6": 8, "A.7": 14, "A.8": 34}
    for group, last in {"A.5": 37, "A.6": 8, "A.7": 14, "A.8": 34}.items():
        numbers = [item["id"] for item in controls if item["group"] == group]
        assert numbers == [f"{group}.{number}" for number in range(1, last + 1)]


def test_titles_of_controls_are_those_of_an_independent_list() -> None:
    outline = dict(line.split(" ", 1) for line in OUTLINE.splitlines())
    assert {item["id"]: item["title"] for item in ITEMS if item["kind"] == "control"} == outline


def test_every_item_is_complete_and_says_something_of_its_own() -> None:
    for item in ITEMS:
        assert item["group"] in PACK.groups, item["id"]
        assert item["id"].startswith(item["group"] + "."), item["id"]
        assert len(item["summary"].split()) >= 5, item["id"]
        assert item["summary"].rstrip(".") != item["title"], item["id"]
    assert len({item["summary"] for item in ITEMS}) == len(ITEMS)


def test_the_crosswalk_has_each_row_once_and_leads_from_and_to_what_exists() -> None:
    rows = CROSSWALK["rows"]
    assert len(rows) == len({(row["from"], row["to"]) for row in rows}) == 74
    for row in rows:
        pack, _, bare = row["from"].partition(":")
        assert pack == "iso42001"
        assert bare in AIMS_PACK.requirements
        assert row["to"] in PACK.requirements
        assert set(row["source"]) <= set(CROSSWALK["sources"])


def test_clauses_match_by_the_shared_structure_and_controls_by_our_reading() -> None:
    clauses = [row for row in CROSSWALK["rows"] if row["to"] in CLAUSES]
    controls = [row for row in CROSSWALK["rows"] if row["to"] not in CLAUSES]
    assert [row["to"] for row in clauses if row["source"] == ["hs"] and row["from"] == f"iso42001:{row['to']}"] == [
        *(id_ for id_ in CLAUSES if id_ not in ("6.1.2", "6.1.3", "8.2", "8.3")),
        *("6.1.2", "6.1.3", "8.2", "8.3"),
    ]
    assert Counter(row["relation"] for row in clauses) == {"equal": 26, "intersects": 4}
    assert {row["to"] for row in clauses if row["relation"] == "intersects"} == {"6.1.2", "6.1.3", "8.2", "8.3"}
    assert len(controls) == 44
    assert all(row["relation"] == "intersects" and row["source"] == ["own"] for row in controls)
    without = {"6.1.4", "8.4", "A.5.3", "A.5.4", "A.5.5", "A.6.1.2", "A.8.2", "A.9.3"}
    assert without.isdisjoint(row["from"].partition(":")[2] for row in CROSSWALK["rows"])


def test_every_id_of_2013_leads_to_one_of_2022() -> None:
    assert len(PACK.wrong_ids) == 114
    assert all(re.fullmatch(r"A\.\d+\.\d+\.\d+", wrong) for wrong in PACK.wrong_ids)
    led_to = {id_ for right in PACK.wrong_ids.values() for id_ in right}
    assert led_to == {item["id"] for item in ITEMS if item["kind"] == "control"} - NEW_IN_2022


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("A.9.1.1", ("A.5.15",)),
        ("A.12.6.1", ("A.8.8",)),
        ("A.14.2.1", ("A.8.25",)),
        ("A.18.1.4", ("A.5.34",)),
        ("A.18.2.3", ("A.5.36", "A.8.8")),
        ("A.6.2.2", ("A.6.7",)),
        ("5.15", ("A.5.15",)),
    ],
)
def test_a_well_known_wrong_id_has_its_right_one(wrong: str, right: tuple[str, ...]) -> None:
    assert PACK.likely(wrong) == right


def test_ids_that_rules_cite_are_of_this_pack_or_of_ours() -> None:
    for path in FOLDER.glob("*/*.yaml"):
        rule = read_map(path)
        for id_ in re.findall(r"\bA\.\d+(?:\.\d+)+\b", f"{rule['title']} {rule['why']} {rule['help']}"):
            assert id_ in PACK.requirements, path


SOA_RULES = ("soa-control-missing", "isms-control-missing", "isms-controls-not-stated")
OURS = [f"control: {id_}" for id_, item in AIMS_PACK.requirements.items() if item.kind == "control"]
THEIRS = [f'control: "iso27001:{id_}"' for id_, item in PACK.requirements.items() if item.kind == "control"]


def test_one_statement_answers_for_both_standards() -> None:
    assert len(OURS + THEIRS) == 131
    assert found(soa(*OURS, *THEIRS), *SOA_RULES) == []
    mixed = [row.replace("control: ", "control: iso42001:") for row in OURS]
    assert found(soa(*THEIRS, *mixed), *SOA_RULES) == [], "qualified ids count, in any order"


def test_a_statement_without_any_row_of_the_second_standard_is_told_once() -> None:
    told = found(soa(*OURS), *SOA_RULES)
    assert [finding.rule for finding in told] == ["isms-controls-not-stated"]
    assert (told[0].location.path, told[0].location.line) == ("governance/soa.yaml", 3)


def test_with_rows_of_the_second_standard_each_missing_one_is_told() -> None:
    told = found(soa(*OURS, *THEIRS[:-3]), *SOA_RULES)
    assert [finding.rule for finding in told] == ["isms-control-missing"] * 3
    assert "iso27001:A.8.32 (Change management)" in told[0].message


def test_bare_ids_mean_the_primary_standard_alone() -> None:
    """A.5.2 of ours does not answer for A.5.2 of theirs."""
    rows = [row for row in THEIRS if 'A.5.2"' not in row]
    told = found(soa(*OURS, *rows), *SOA_RULES)
    assert [finding.message for finding in told] == [
        "The Statement of Applicability has no row for iso27001:A.5.2 (Information security roles and responsibilities)"
    ]


def test_without_the_pack_only_the_first_standard_is_asked_for() -> None:
    only = b"version: 1\npacks: [iso42001]\nphase: surveillance\n"
    assert found(soa(*OURS), *SOA_RULES, config=only) == []


def test_an_exclusion_needs_a_reason_in_either_standard_and_is_told_once() -> None:
    rows = soa('control: "iso27001:A.7.12", applicable: false', "control: A.10.4, applicable: false")
    told = found(rows, "soa-no-justification", "isms-excluded-but-needed", "soa-excluded-but-needed")
    assert [(finding.rule, finding.location.line) for finding in told] == [
        ("soa-no-justification", 4),
        ("soa-no-justification", 5),
    ]


def test_groups_of_the_same_number_are_kept_apart() -> None:
    """A.5 is impact assessment in one and organisation in the other: one exclusion is not the other's."""
    system = "kind: ai_system\nid: a\nlifecycle_stage: deployed\norganisation_role: [developer]\n"
    rows = soa(
        'control: "iso27001:A.5.7", applicable: false, justification: The service does it',
        'control: "iso27001:A.7.4", applicable: false, justification: No premises',
        "control: A.5.3, applicable: false, justification: Too much work",
    )
    told = found({**rows, "a.yaml": system}, "soa-excluded-but-needed", "isms-excluded-but-needed")
    assert [(finding.rule, finding.location.line) for finding in told] == [("soa-excluded-but-needed", 6)]


AUDIT = "kind: audit\nid: {id}\ndate: 2026-06-19\nscope: [{scope}]\n"
ALL_OURS = ", ".join(f'"iso42001:{id_}"' for id_, item in AIMS_PACK.requirements.items() if item.kind == "clause")
ALL_THEIRS = ", ".join(f'"iso27001:{id_}"' for id_ in CLAUSES)
AUDIT_RULES = ("audit-cycle-gap", "isms-audit-cycle-gap", "isms-not-audited")


def test_one_audit_serves_both_standards() -> None:
    audit = AUDIT.format(id="audit", scope=f"{ALL_OURS}, {ALL_THEIRS}")
    assert found({"audit.yaml": audit}, *AUDIT_RULES) == []


def test_an_audit_of_one_standard_leaves_the_other_unaudited() -> None:
    told = found({"audit.yaml": AUDIT.format(id="audit", scope=ALL_OURS)}, *AUDIT_RULES)
    assert [finding.rule for finding in told] == ["isms-not-audited"]


def test_each_clause_that_an_integrated_audit_passed_over_is_told_under_its_own_name() -> None:
    theirs = ALL_THEIRS.replace('"iso27001:6.3", ', "")
    ours = ALL_OURS.replace('"iso42001:8.4", ', "")
    told = found({"audit.yaml": AUDIT.format(id="audit", scope=f"{ours}, {theirs}")}, *AUDIT_RULES)
    assert sorted((finding.rule, finding.message.split()[0]) for finding in told) == [
        ("audit-cycle-gap", "8.4"),
        ("isms-audit-cycle-gap", "iso27001:6.3"),
    ]


def test_one_row_of_the_second_standard_is_enough_to_have_all_others_added() -> None:
    """Each in its place, and nothing decided: the rows say that work has not begun."""
    ours = "".join(f"  - {{{row}, applicable: true}}\n" for row in OURS)
    text = f"kind: soa\nid: soa\ncontrols:\n{ours}  - {{{THEIRS[40]}, applicable: true}}   # screening\n"

    def look(contents: Mapping[str, bytes]) -> Seen:
        files = {"governance/soa.yaml": contents.get("governance/soa.yaml", text.encode())}
        told = found({"soa.yaml": files["governance/soa.yaml"].decode()}, "isms-control-missing")
        return Seen([(finding, files["governance/soa.yaml"].decode()) for finding in told], told)

    outcome = mend(look, lambda _: text.encode(), unsafe=True)
    rows = yaml.safe_load(outcome.after["governance/soa.yaml"])["controls"]
    theirs = [row for row in rows if row["control"].startswith("iso27001:")]
    assert len(outcome.mended) == 92
    assert len(rows) == 131
    assert {row["control"] for row in theirs} == {f"iso27001:{id_}" for id_ in PACK.requirements if id_[:1] == "A"}
    assert [row["control"] for row in rows[:38]] == [row.removeprefix("control: ") for row in OURS]
    assert sum("applicable" in row for row in theirs) == 1
    assert all(row["implementation_status"] == "not_started" for row in theirs if "applicable" not in row)
