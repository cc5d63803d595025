"""What cannot be read is one finding; what refers to it or rests on it is unknown, and accuses nobody."""

from datetime import date
from functools import cache

import pytest

from aimslint.config import Config
from aimslint.engine import check, read, rulebook_of
from aimslint.model import Finding
from aimslint.records.lost import kinds_in_data, kinds_in_path, kinds_in_text
from aimslint.rulebook import Rulebook
from aimslint.trees import MemoryTree

AS_OF = date(2026, 11, 20)
SYSTEM = "kind: ai_system\nid: chat\nname: Chat\nowner: boss\nlifecycle_stage: deployed\n"
ASSESSMENT = "kind: impact_assessment\nid: ia\nsystem: chat\nstatus: approved\ndecision: approve\n"
ROLES = "kind: roles\nid: roles\nroles:\n  - {id: boss, holders: [{person: Ann}]}\n"


def findings(**files: str | bytes) -> list[Finding]:
    tree = MemoryTree({f"governance/{name}.yaml": text for name, text in files.items()})
    return list(check(tree, AS_OF, Config(), rulebook=own_rules()).findings)


@cache
def own_rules() -> Rulebook:
    """The rules as they are without settings, read once: to read them takes longer than to check two files."""
    return rulebook_of(MemoryTree({}), Config(), "")


def rules(*of: str, **files: str | bytes) -> list[str]:
    """Which of these rules speak up."""
    return [finding.rule for finding in findings(**files) if finding.rule in of]


BREAKS = [
    pytest.param("{}\n  - : [", id="syntax"),
    pytest.param("{}\ntitle: 'unclosed", id="quote"),
    pytest.param("{}\n\tx: y", id="tab"),
    pytest.param("<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n", id="conflict"),
    pytest.param("{}\ntitle: \x01", id="control character"),
]


@pytest.mark.parametrize("broken", BREAKS)
def test_an_assessment_that_does_not_parse_is_not_missing(broken: str) -> None:
    found = findings(s=SYSTEM, r=ROLES, a=broken.replace("{}", ASSESSMENT))
    assert "deployed-without-aiia" not in [finding.rule for finding in found]
    assert [finding.rule for finding in found if finding.location.path == "governance/a.yaml"] != []


def test_a_file_of_another_encoding_betrays_its_kind_by_its_first_lines() -> None:
    found = findings(s=SYSTEM, r=ROLES, a=ASSESSMENT.encode() + b"title: \xff\xfe")
    assert [finding.rule for finding in found if finding.location.path == "governance/a.yaml"] == ["not-utf-8"]
    assert "deployed-without-aiia" not in [finding.rule for finding in found]


def test_without_the_file_it_is() -> None:
    assert rules("deployed-without-aiia", s=SYSTEM, r=ROLES) == ["deployed-without-aiia"]


@pytest.mark.parametrize("broken", BREAKS)
def test_a_register_that_does_not_parse_breaks_no_reference(broken: str) -> None:
    assert rules("broken-ref", "owner-not-a-role", s=SYSTEM, r=broken.replace("{}", ROLES)) == []
    assert rules("broken-ref", "owner-not-a-role", s=SYSTEM) == ["owner-not-a-role"]


@pytest.mark.parametrize("broken", BREAKS)
def test_what_a_lost_file_does_not_speak_of_is_judged(broken: str) -> None:
    other = SYSTEM.replace("chat", "payroll").replace("boss", "nobody")
    files = {"s": SYSTEM, "t": other, "r": ROLES, "a": broken.replace("{}", ASSESSMENT)}
    (missing,) = [finding for finding in findings(**files) if finding.rule == "deployed-without-aiia"]
    assert missing.record is not None
    assert missing.record.id == "payroll"
    files = {"s": SYSTEM, "t": other, "r": broken.replace("{}", ROLES), "a": ASSESSMENT}
    assert rules("owner-not-a-role", **files) == ["owner-not-a-role"]


def test_the_other_documents_of_a_file_count() -> None:
    text = f"{ROLES}---\n{ASSESSMENT}title: 'unclosed\n"
    assert rules("owner-not-a-role", "deployed-without-aiia", s=SYSTEM, a=text) == []


def test_what_a_file_holds_that_could_be_read_is_not_lost() -> None:
    twice = ROLES + "title: a\ntitle: b\n"
    assert read(MemoryTree({"governance/r.yaml": twice}), Config()).lost == {}
    assert rules("owner-not-a-role", s=SYSTEM.replace("boss", "nobody"), r=twice) == ["owner-not-a-role"]


@pytest.mark.parametrize("kind", ["rolse", "Roles", "role s"])
def test_a_misspelt_kind(kind: str) -> None:
    found = findings(s=SYSTEM, r=ROLES.replace("kind: roles", f"kind: {kind}"), a=ASSESSMENT)
    assert [finding.rule for finding in found if finding.location.path == "governance/r.yaml"] == ["unknown-kind"]
    assert "owner-not-a-role" not in [finding.rule for finding in found]


@pytest.mark.parametrize("text", [ROLES.replace("kind: roles\n", ""), ROLES.replace("kind:", "knid:"), f"- {ROLES}"])
def test_a_register_without_a_kind(text: str) -> None:
    lines = text.splitlines(keepends=True)
    if text.startswith("- "):
        text = lines[0] + "".join("  " + line for line in lines[1:])
    found = findings(s=SYSTEM, r=text, a=ASSESSMENT)
    told = [finding.rule for finding in found if finding.location.path == "governance/r.yaml"]
    assert told in (["missing-kind"], ["not-a-record"])
    assert "owner-not-a-role" not in [finding.rule for finding in found]


@pytest.mark.parametrize(
    ("register", "slip"),
    [("  risks:", "  riskss:"), ("  risks:", "  risk:"), ("- {id: R1", "- R1 #"), ("- {id: R1", "- [R1] #")],
)
def test_entries_of_a_bent_list_are_not_missing(register: str, slip: str) -> None:
    risks = "kind: risk_register\nid: r\nrisks:\n- {id: R1, systems: [chat]}\n"
    plan = "kind: treatment_plan\nid: p\nactions: [{id: T1, risks: [R1]}]\n"
    bent = risks.replace(register.strip(), slip.strip())
    assert bent != risks
    assert rules("broken-ref", "system-no-risk", s=SYSTEM, r=bent, p=plan, roles=ROLES) == []


@pytest.mark.parametrize(
    "field", ["sytem: chat", "system: [chat]", "system: chta", "System: chat", "system: {id: chat}"]
)
def test_a_bent_link_is_not_a_missing_one(field: str) -> None:
    bent = ASSESSMENT.replace("system: chat", field)
    assert rules("deployed-without-aiia", s=SYSTEM, r=ROLES, a=bent) == []
    other = SYSTEM.replace("chat", "payroll")
    if "chat" in field:  # what was meant is clear, so another system is still judged
        assert rules("deployed-without-aiia", s=SYSTEM, t=other, r=ROLES, a=bent) == ["deployed-without-aiia"]


class TestGuesses:
    @pytest.mark.parametrize(
        "text",
        [
            "kind: soa\n",
            "{kind: soa, id: x",
            '{"kind": "soa", ',
            "- kind: soa",
            "'kind': 'soa'",
            "id: x\nkind :  soa\n",
        ],
    )
    def test_text(self, text: str) -> None:
        assert kinds_in_text(text) == ["soa"]

    @pytest.mark.parametrize("text", ["", "id: x", "metrics:\n  - kind: fairness", "a kind: soa", "kind: banana"])
    def test_no_text(self, text: str) -> None:
        assert kinds_in_text(text) == []

    @pytest.mark.parametrize(
        ("path", "kinds"),
        [
            ("governance/roles.yaml", {"roles", "role"}),
            ("governance/impact-assessments/chat.yaml", {"impact_assessment"}),
            ("governance/risk_register.yaml", {"risk_register"}),
            ("governance/x.yaml", set()),
        ],
    )
    def test_path(self, path: str, kinds: set[str]) -> None:
        assert kinds_in_path(path) == kinds

    @pytest.mark.parametrize(
        ("data", "kinds"),
        [
            ({"roles": []}, ["roles"]),
            ({"kidn": "soa"}, ["soa"]),
            ([{"kind": "soa"}, {"risks": []}, 5], ["soa", "risk_register"]),
            ({"kind": 5}, []),
            ({"x": 1}, []),
            ("text", []),
        ],
    )
    def test_data(self, data: object, kinds: list[str]) -> None:
        found = set(kinds_in_data(data))
        assert found >= set(kinds)
        assert bool(found) == bool(kinds)
