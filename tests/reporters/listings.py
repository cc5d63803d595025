"""Listings to print: made by hand, so that no change of a rule changes what the reporters are tested with."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from aimslint.model import Exemption, Finding, Fix, Location, Phase, Related, Severity, Subject, Suppressed
from aimslint.report import Skip, Tally
from aimslint.reporters.text.screen import Screen
from aimslint.rulebook import Rule
from aimslint.rulebook.rule import Compiled
from aimslint.views import Listed, Listing, Summary

SCREEN = Screen(Path("/home/kim/lender"), Path("/home/kim/lender"))

SYSTEM = """\
kind: ai_system
id: chat
name: Chat
lifecycle_stage: pilot
"""
RISKS = "kind: risk_register\nid: register\nrisks:\n\t- {id: R1, title: 売上予測, controls: [A.9.2]}   # é\n"


def rule(name: str = "deployed-without-aiia", **changes: object) -> Rule:
    """A rule; only what reporters look at is of interest."""
    made = Rule(
        name=name,
        code="AIM501",
        title="A live AI system has no approved impact assessment",
        severity=Severity.ERROR,
        rule_severity=Severity.ERROR,
        phase=Phase.FOUNDATION,
        requirements=("iso42001:8.4", "iso42001:A.5.3"),
        why="People already live with the effects of this system, and nobody has written down what these are and that "
        "they are acceptable.",
        help="Assess the impact now and have the assessment approved.",
        pack="iso42001",
        topic="lifecycle",
        path="rules/iso42001/lifecycle/deployed-without-aiia.yaml",
        for_each="ai_system",
        kinds=("ai_system",),
        check=None,
        raised_by=None,
        message_text=None,
        settings={},
        needs=(),
        since="0.1.0",
        examples=(),
        compiled=lambda: Compiled((), ("live: true",), None, None, None),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def finding(**changes: object) -> Finding:
    """A finding at the stage of a system."""
    made = Finding(
        rule="deployed-without-aiia",
        code="AIM501",
        severity=Severity.ERROR,
        rule_severity=Severity.ERROR,
        message="Chat is pilot without an approved impact assessment",
        location=Location("governance/systems/chat.yaml", 4, 18, 4, 23),
        record=Subject("ai_system", "chat"),
        data_path="lifecycle_stage",
        requirements=("iso42001:8.4", "iso42001:A.5.3"),
        fingerprint="0123456789abcdef0123456789abcdef",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def listing(*findings: Listed, **changes: object) -> Listing:
    """A listing of these findings with a summary that counts them."""
    severities = [listed.finding.severity for listed in findings]
    summary = Summary(
        records=12,
        rules=86,
        by_severity={severity: severities.count(severity) for severity in reversed(Severity)},
        fixable=sum(listed.finding.fixable for listed in findings),
        waived=0,
        baselined=0,
        later_phases={Phase.STAGE_1: 41, Phase.STAGE_2: 0, Phase.SURVEILLANCE: 3},
    )
    made = Listing(
        roots=("",),
        as_of=date(2026, 11, 20),
        findings=findings,
        suppressed=(),
        skipped=(),
        summary=summary,
        rules=tuple({listed.rule.name: listed.rule for listed in findings}.values()),
        tallies={"deployed-without-aiia": Tally(3, 1)},
        titles={"iso42001:8.4": "AI system impact assessment", "iso42001:A.5.3": "Documentation of assessments"},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def listed(found: Finding, its: Rule, text: str) -> Listed:
    """A finding in a file of this text."""
    return Listed(found, its, {found.location.path: text})


def everyday() -> Listing:
    """Three findings of three severities, skipped rules, notes, later phases: all that can be printed."""
    tabs = finding(
        rule="risk-control-not-in-soa",
        severity=Severity.WARNING,
        message="R1 relies on A.9.2, which the Statement of Applicability does not apply",
        location=Location("governance/risks.yaml", 4, 40, 4, 45),
        record=Subject("risk", "R1"),
        data_path="risks[R1].controls[A.9.2]",
        requirements=("iso42001:6.1.3", "acme:P-1"),
        fix=Fix("take A.9.2 out", (), safe=True, changes=()),
        related=(Related(Location("governance/soa.yaml", 30, 5, 30, 10), "soa_row A.9.2"),),
    )
    whole = finding(
        rule="no-policy",
        severity=Severity.INFO,
        message="There is no AI policy",
        location=Location("aimslint.yaml", 1, 1, 1, 1),
        record=None,
        data_path="",
        requirements=(),
    )
    return listing(
        Listed(whole, rule("no-policy", requirements=()), {}),
        listed(tabs, rule("risk-control-not-in-soa", requirements=tabs.requirements), RISKS),
        listed(finding(), rule(), SYSTEM),
        skipped=(
            Skip("aiia-overdue", "what these records rest on is missing, broken or cannot be read", 2),
            Skip("card-no-metrics", "what these records rest on is missing, broken or cannot be read", 11),
        ),
        notes=("there is no aimslint.yaml in the top folder: defaults are used",),
    )


def exempted() -> Listing:
    """One finding that counts, and one for each thing that keeps a finding from counting."""
    waiver = Exemption(
        "waiver",
        "A replacement is tested until spring",
        "2026-12-31",
        "head-of-risk",
        Location("governance/waivers.yaml", 5, 5, 5, 9),
    )
    comment = Exemption(
        "comment", "Old | wording", "2026-11-30", location=Location("governance/systems/chat.yaml", 4, 26, 4, 80)
    )
    made = listing(listed(finding(), rule(), SYSTEM))
    return replace(
        made,
        suppressed=(
            Suppressed(finding(severity=Severity.WARNING, fingerprint="a" * 32), comment),
            Suppressed(finding(record=Subject("ai_system", "plan"), fingerprint="b" * 32), waiver),
            Suppressed(finding(severity=Severity.INFO, fingerprint="c" * 32), Exemption("baseline")),
        ),
        summary=replace(made.summary, waived=2, baselined=1),
    )


def many(number: int, **changes: object) -> Listing:
    """So many errors in a file each, with one warning before and one info after them."""
    errors = [
        finding(
            message=f"System {each} is live",
            location=Location(f"governance/systems/{each}.yaml", 4, 18, 4, 23),
            fingerprint=f"{each:032x}",
            **changes,
        )
        for each in range(number)
    ]
    first = finding(severity=Severity.WARNING, message="First of all", fingerprint="f" * 32)
    last = finding(severity=Severity.INFO, message="Last of all", fingerprint="e" * 32)
    return listing(*(listed(each, rule(), SYSTEM) for each in (first, *errors, last)))


def empty() -> Listing:
    """Nothing found, nothing left out."""
    bare = listing()
    return replace(bare, summary=replace(bare.summary, later_phases={}))
