"""The sample with the pack for the EU AI Act switched on: what it asks, and what it says once something is broken."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from aimslint.config import Config, read_config
from aimslint.engine import check, rulebook_of
from aimslint.rulebook import Rulebook
from aimslint.trees import MemoryTree

SAMPLE = Path(__file__).resolve().parents[2] / "sample-repo"
AS_OF = date(2026, 11, 20)
SYSTEMS = "governance/systems"


@cache
def files() -> Mapping[str, bytes]:
    found = (path for path in SAMPLE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in found}


@cache
def config(timeline: str) -> Config:
    text = files()["aimslint.yaml"].decode()
    packs = f"packs: [iso42001, eu-ai-act]\ntimelines: {{eu-ai-act: {timeline}}}"
    return read_config("aimslint.yaml", text.replace("packs: [iso42001]", packs).encode())


@cache
def rulebook(timeline: str) -> Rulebook:
    found = rulebook_of(MemoryTree({}), config(timeline), "").rules
    return Rulebook({name: rule for name, rule in found.items() if rule.pack == "eu-ai-act"})


def told(changed: Mapping[str, bytes] | None = None, timeline: str = "original") -> set[tuple[str, str]]:
    """Each rule of the pack that speaks, with the record that it speaks of."""
    report = check(MemoryTree({**files(), **(changed or {})}), AS_OF, config(timeline), rulebook=rulebook(timeline))
    return {(finding.rule, finding.record.id or "") for finding in report.findings if finding.record is not None}


KNOWN = {
    ("act-no-registration", "credit-scoring"),
    ("act-no-incident-procedure", "credit-scoring"),  # while the pack is off, no procedure can name its article
}


def test_a_warning_is_open_under_the_law_in_force_and_is_an_error_under_that_of_2024() -> None:
    assert told(timeline="omnibus") == {("act-registration-to-come", "credit-scoring")}
    assert told() == KNOWN


@pytest.mark.parametrize(
    ("system", "old", "new", "rule"),
    [
        ("credit-scoring", "rationale: Judges", "rationale: TBD  # Judges", "act-class-no-rationale"),
        (
            "credit-scoring",
            "quality_management: {",
            "quality_management: null  # {",
            "act-provider-file-incomplete",
        ),
        ("credit-scoring", "stop_mechanism: The", "stop_mechanism: TBD  # The", "act-oversight-not-designed"),
        (
            "credit-scoring",
            "oversight, resources, maintenance, logs]",
            "oversight, resources]",
            "act-instructions-thin",
        ),
        ("credit-scoring", "retention: 10 years}", "retention: 5 years}", "act-file-retention-short"),
        ("credit-scoring", "  retention: 7 years", "  retention: 5 months", "act-log-retention-short"),
        ("credit-scoring", "    procedure: internal_control", "    procedure: TBD", "act-no-conformity"),
        ("credit-scoring", "    ce_marking: true", "    ce_marking: false", "act-no-declaration"),
        ("credit-scoring", "harms, oversight, measures]", "harms]", "act-fria-thin"),
        ("credit-scoring", "    ref: Annex of ia-credit-scoring-2026", "    ref: TBD", "act-no-fria"),
        ("credit-scoring", "    notified_on: 2026-09-18", "    notified_on: null", "act-fria-not-notified"),
        (
            "credit-scoring",
            "how: Second paragraph of the application form and of each letter",
            "how: TBD",
            "act-people-not-informed",
        ),
        (
            "credit-scoring",
            "credit-scoring-watch.md, date: 2026-09-11",
            "credit-scoring-watch.md",
            "act-no-post-market-plan",
        ),
        ("credit-scoring", "roles: [provider, deployer]", "roles: [deployer]", "act-modified-not-provider"),
        ("credit-scoring", "class: high_risk_annex_iii", "class: prohibited", "act-prohibited-live"),
        ("credit-scoring", "result: clear", "result: prohibited", "act-prohibited-live"),
        ("customer-assistant", "  disclosure: {", "  disclosure: null  # {", "act-no-disclosure"),
        ("customer-assistant", "  content_marking: {", "  content_marking: null  # {", "act-content-not-marked"),
        ("customer-assistant", "triggers: [chatbot, synthetic_content]", "triggers: []", "act-trigger-missing"),
        ("document-reader", "profiles_people: false", "profiles_people: true", "act-profiling-exempted"),
        ("document-reader", "    date: 2026-07-28", "    date: null", "act-exempt-6-3-no-record"),
        ("document-reader", "annex_iii_point: 5b", "annex_iii_point: null", "act-annex-iii-point-missing"),
        ("fraud-screening", "class: minimal_risk", "class: unclassified", "act-class-missing"),
        ("fraud-screening", "roles: [deployer]", "roles: []", "act-role-missing"),
        ("fraud-screening", "result: clear", "result: unclear", "act-prohibited-not-screened"),
        (
            "voice-analytics",
            "lifecycle_stage: idea",
            "lifecycle_stage: design\ndeployment_context: {countries: [NL]}",
            "act-class-missing",
        ),
    ],
)
def test_what_is_broken_is_told(system: str, old: str, new: str, rule: str) -> None:
    path = f"{SYSTEMS}/{system}.yaml"
    text = files()[path].decode()
    assert text.count(old) == 1, old
    found = told({path: text.replace(old, new).encode()})
    assert (rule, system) in found


def test_a_procedure_for_serious_incidents_is_one_that_names_the_article() -> None:
    path = "governance/procedures/incident-communication.yaml"
    named = files()[path].decode().replace("covers: [A.8.4]", 'covers: [A.8.4, "eu-ai-act:art-73"]')
    assert KNOWN - told({path: named.encode()}) == {("act-no-incident-procedure", "credit-scoring")}


def test_what_was_on_the_market_before_and_never_changed_is_asked_nothing_of_high_risk() -> None:
    path = f"{SYSTEMS}/credit-scoring.yaml"
    text = files()[path].decode()
    (line,) = [line for line in text.splitlines() if "substantial_modification" in line]
    spared = text.replace(f"  modifications:\n{line}\n", "  placed_on_market: 2024-02-12\n")
    assert told({path: spared.encode()}) == told({path: spared.encode()}, "omnibus") == set()


def test_under_the_law_in_force_a_change_before_its_days_ends_no_relief() -> None:
    path = f"{SYSTEMS}/credit-scoring.yaml"
    old = files()[path].decode().replace("  modifications:\n", "  placed_on_market: 2024-02-12\n  modifications:\n")
    assert told({path: old.encode()}) == KNOWN
    assert told({path: old.encode()}, "omnibus") == set()
