"""The results about one system: impact assessment, evaluation, decision to go live, monitoring."""

from datetime import date, timedelta
from typing import Any

from corpus.plan import System

Record = dict[str, Any]


def impact_assessment(system: System) -> Record:
    """The assessment of what the system does to people and society, all six dimensions."""
    trade, unit = system.trade, system.unit
    record: Record = {
        "kind": "impact_assessment",
        "id": f"ia-{system.id}",
        "title": f"Impact assessment of {system.name} {system.version}",
        "owner": unit.role("head"),
        "created": system.assessed_on - timedelta(days=9),
        "version": "1.0",
        "status": "approved",
        "approved_by": "coo",
        "approved_on": system.assessment_approved_on,
        "review_interval": "12 months",
        "system": system.id,
        "system_version": system.version,
        "trigger": "initial",
        "assessed_on": system.assessed_on,
        "assessors": ["aims-manager", unit.role("science"), "privacy-officer"],
        "reviewers": ["legal-counsel"],
        "system_information": {
            "description": f"Gives {trade.output}; {trade.staff} decide.",
            "data": f"{trade.signals[0].capitalize()} and {trade.signals[1]}; thin for {trade.group}",
            "environment": f"Desk in {unit.city} with {system.random('desk').randrange(6, 60)} people",
        },
        "affected_groups": [
            trade.people.capitalize(),
            trade.group.capitalize(),
            trade.staff.capitalize(),
        ],
        "misuse": [f"A busy desk confirms {trade.bad} unread.", f"Somebody coaches {trade.people}."],
        "impacts": _impacts(system),
        "untouched_dimensions": [
            {"dimension": "safety", "reason": "No body and no machine is moved; people act first."},
            {"dimension": "transparency", "reason": "Reasons stand in each message."},
            {"dimension": "autonomy", "reason": "A person decides, and objections are heard."},
        ],
        "benefits": [f"{trade.good.capitalize()} sooner"],
        "consultations": [
            {
                "who": f"Panel of eight {trade.people}",
                "date": system.assessed_on - timedelta(days=5),
                "result": "Wanted reasons in plain words; messages now give them.",
            }
        ],
        "conclusion": f"What remains is that {trade.loss}, in rare cases that are found and put right.",
        "decision": "approve_with_conditions" if system.number % 4 == 0 else "approve",
        "results_kept": "10 years",
        "made_available_to": ["Internal audit"],
    }
    if system.number % 4 == 0:
        done = system.assessment_approved_on + timedelta(days=2)
        record["conditions"] = [
            {
                "id": f"{system.id}-c1",
                "text": f"Tell {trade.people} in each message how to object.",
                "owner": unit.role("desk"),
                "due": done + timedelta(days=20),
                "done_on": done,
            }
        ]
    return record


def _impacts(system: System) -> list[Record]:
    trade = system.trade
    rows = (
        (
            "fairness",
            trade.group,
            "group",
            "possible",
            "high" if system.tier == "high" else "medium",
            f"They get {trade.bad} more often than others with the same facts.",
            "Gap measured monthly with an alarm",
        ),
        (
            "privacy",
            trade.people,
            "individual",
            "likely",
            "low",
            f"Data about them, such as {trade.signals[0]}, is read.",
            "Only what is needed is read and kept",
        ),
        (
            "social",
            "Neighbourhoods and trades",
            "society",
            "unlikely",
            "medium",
            f"Where {trade.bad} becomes common, trust in us and in such systems falls.",
            "Yearly look by district",
        ),
    )
    return [
        {
            "id": f"{system.id}-{dimension}",
            "dimension": dimension,
            "affected_group": group[0].upper() + group[1:],
            "level": level,
            "nature": "harm",
            "description": description,
            "likelihood": likelihood,
            "severity": severity,
            "measures": [measure],
            "residual": "low",
        }
        for dimension, group, level, likelihood, severity, description, measure in rows
    ]


def evaluation(system: System) -> Record:
    """The test of the version in use; acceptance where it was bought."""
    trade, unit, chance = system.trade, system.unit, system.random("evaluation")
    word = "validation" if system.own else "acceptance"
    return {
        "kind": "evaluation",
        "id": f"ev-{system.id}",
        "title": f"{word.capitalize()} of {system.name} {system.version}",
        "owner": unit.role("science"),
        "created": system.evaluated_on - timedelta(days=6),
        "version": "1.0",
        "status": "approved",
        "approved_by": unit.role("head"),
        "approved_on": system.evaluation_approved_on,
        "system": system.id,
        "system_version": system.version,
        "type": word,
        "evaluated_on": system.evaluated_on,
        "evaluators": [unit.role("science"), unit.role("desk")],
        "method": f"Six months of {trade.cases} kept apart, figures by group, broken inputs, and a trial at the desk.",
        "data": f"{chance.randrange(2, 40) * 1000} {trade.cases}",
        "criteria": [
            _criterion("Right outcomes", "performance", "At least 0.75", 0.75, chance.randrange(770, 930) / 1000),
            _criterion("Gap, points", "fairness", "At most 4.0", 4.0, chance.randrange(10, 39) / 10, trade.group),
        ],
        "result": "passed",
    }


def _criterion(name: str, kind: str, said: str, threshold: float, value: float, group: str = "") -> Record:
    slice_ = {"slice": group.capitalize()} if group else {}
    return {
        "name": name,
        "kind": kind,
        **slice_,
        "criterion": said,
        "threshold": threshold,
        "value": value,
        "result": "passed",
    }


def deployment(system: System) -> Record:
    """The decision that the version goes live."""
    unit = system.unit
    names = (
        "verification_passed",
        "impact_assessment_approved",
        "risks_accepted",
        "oversight_ready",
        "monitoring_ready",
    )
    return {
        "kind": "deployment",
        "id": f"go-{system.id}",
        "title": f"Go-live of {system.name} {system.version}",
        "owner": unit.role("head"),
        "created": system.live_on - timedelta(days=4),
        "version": "1.0",
        "status": "approved",
        "approved_by": "risk-officer",
        "approved_on": system.live_on - timedelta(days=2),
        "system": system.id,
        "system_version": system.version,
        "date": system.live_on,
        "plan": "A week in shadow, a tenth of the cases for three days, then all.",
        "preconditions": [{"name": name, "met": True} for name in names],
        "rollback": "Set the lock back to the version before and restart.",
    }


def monitoring(system: System) -> Record:
    """What is watched of a live system."""
    trade, unit, chance = system.trade, system.unit, system.random("monitoring")
    day = date(2026, 11, 1) + timedelta(days=chance.randrange(12))
    before = day - timedelta(days=30)
    share, gap = chance.randrange(800, 930) / 1000, chance.randrange(8, 28) / 10
    common = {
        "frequency": "1 month",
        "responsible": unit.role("science"),
        "analysed_by": unit.role("head"),
        "analysed_every": "3 months",
    }
    right = {
        "id": f"{system.id}-right",
        "name": "Share of right outcomes",
        "kind": "performance",
        "method": "Outcome after a month against the output on the day",
        "threshold": {"warn": 0.78, "alarm": 0.74, "direction": "below"},
        **common,
        "last_value": share,
        "last_measured": day,
        "earlier": [{"date": before, "value": share}],
        "on_breach": "The desk works by hand until the cause is known.",
    }
    fair = {
        "id": f"{system.id}-gap",
        "name": f"Gap for {trade.group}",
        "kind": "fairness",
        "method": "Difference in needless refusals",
        "unit": "points",
        "threshold": {"warn": 3.0, "alarm": 4.0, "direction": "above"},
        **common,
        "last_value": gap,
        "last_measured": day,
        "on_breach": "From the alarm on two people decide.",
    }
    return {
        "kind": "monitoring",
        "id": f"mon-{system.id}",
        "title": f"Monitoring of {system.name}",
        "owner": unit.role("science"),
        "created": system.live_on - timedelta(days=10),
        "last_reviewed": system.reviewed_on,
        "review_interval": "12 months",
        "status": "active",
        "system": system.id,
        "purpose": f"See in time when the output weighs on {trade.group}.",
        "metrics": [fair, right] if system.tier == "high" else [fair],
    }
