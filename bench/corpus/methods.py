"""How risks and impacts are assessed and treated: methods, plan, Statement of Applicability."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from corpus.envelopes import document
from corpus.plan import System, Unit

Record = dict[str, Any]

LIKELIHOODS = ("rare", "unlikely", "possible", "likely", "almost_certain")
CONSEQUENCES = ("minor", "moderate", "major", "severe")


def level(likelihood: str, consequence: str) -> str:
    """The level of the risk matrix."""
    weight = LIKELIHOODS.index(likelihood) + CONSEQUENCES.index(consequence)
    return "low" if weight <= 2 else "medium" if weight <= 4 else "high" if weight <= 5 else "critical"


def risk_method() -> Record:
    """Scales, matrix and criteria."""
    often = ("Less than once in ten years", "Once in ten years", "Once a year", "Several times a year", "Monthly")
    harm = ("Annoyance", "Made good within a month", "Lasting loss of money or rights", "Health, home or many people")
    return document("risk_method", "risk-method", "How AI risks are assessed", approver="risk-officer") | {
        "process": (
            "The owner, the data scientist and somebody from the desk go through assessment, figures, incidents and "
            "concerns, write each risk as cause, event and consequence, and rate it; the worst consequence counts."
        ),
        "criteria": "Low needs nothing more; medium is treated or accepted by the risk officer; high is treated.",
        "opportunities": "Each management review asks where AI could serve people better.",
        "scales": {
            "likelihood": [
                {"value": v, "label": v.capitalize(), "description": d} for v, d in zip(LIKELIHOODS, often, strict=True)
            ],
            "consequence": [
                {
                    "value": v,
                    "label": v.capitalize(),
                    "description": d,
                    "individuals": d,
                    "society": "The same for a group",
                }
                for v, d in zip(CONSEQUENCES, harm, strict=True)
            ],
            "levels": [
                {"value": value, "description": said}
                for value, said in (
                    ("low", "Watch"),
                    ("medium", "Accept by name"),
                    ("high", "Treat"),
                    ("critical", "Stop"),
                )
            ],
        },
        "matrix": [
            {"likelihood": one, "consequence": other, "level": level(one, other)}
            for one in LIKELIHOODS
            for other in CONSEQUENCES
        ],
        "appetite": "medium",
        "interval": "12 months",
        "change_triggers": ["A new version", "A new group of people", "An incident of severity high", "New law"],
        "roles": ["risk-officer", "aims-manager"],
    }


def impact_method() -> Record:
    """How impacts are assessed."""
    return document("impact_method", "impact-method", "How impacts on people are assessed", approver="coo") | {
        "process": "Screening, information, groups, impacts by dimension, consultation, measures, decision, release.",
        "triggers": ["Before going live", "A significant change", "An incident of severity high", "Twelve months"],
        "dimensions": ["fairness", "safety", "privacy", "autonomy", "transparency", "social"],
        "low_tier": "One page with all six dimensions; consultation by letter.",
        "interval": "12 months",
        "results_kept": "10 years",
        "feeds_risk_assessment": "Each severe impact becomes a risk that names it.",
        "roles": ["aims-manager", "privacy-officer", "legal-counsel"],
    }


def treatment_plan(units: Sequence[Unit], systems: Sequence[System]) -> Record:
    """Two pieces of work a unit."""
    actions = []
    for unit in units:
        risks = [f"R-{s.id}" for s in systems if s.unit == unit and s.stage not in ("idea", "retired")]
        for name, due, controls in (
            ("gaps", date(2027, 3, 31), ["A.5.4", "A.7.4"]),
            ("tests", date(2026, 6, 30), ["A.6.2.4", "A.9.2"]),
        ):
            action: Record = {
                "id": f"TA-{unit.id}-{name}",
                "action": "Publish figures by group"
                if name == "gaps"
                else "Make the gap between groups a release criterion",
                "risks": risks,
                "controls": controls,
                "owner": unit.role("science"),
                "due": due,
                "status": "in_progress" if name == "gaps" else "done",
            }
            if name == "tests":
                action["completed_on"] = date(2026, 5, 29)
                action["effectiveness"] = {
                    "verified_on": date(2026, 9, 1),
                    "by": "aims-manager",
                    "result": "effective",
                    "description": "Two releases were held back by it.",
                }
            actions.append(action)
    plan = document("treatment_plan", "treatment-plan", "Treatment of AI risks", approver="risk-officer")
    return plan | {
        "process": "The owner proposes, the risk officer decides; both look at people first.",
        "actions": actions,
    }


def soa(controls: Sequence[Record]) -> Record:
    """A row for each control and for one of our own."""
    rows = [
        {
            "control": control["id"],
            "applicable": True,
            "justification": (
                f"Our units build and buy AI systems; {control['title'][0].lower()}{control['title'][1:]} "
                f"bears on risks to people in {len(control['title']) % 7 + 2} registers."
            ),
            "reason_type": ["risk", "law"] if position % 3 else ["risk", "policy"],
            "implementation_status": "implemented",
            "owner": "aims-manager" if position % 2 else "risk-officer",
            "evidence": [{"url": f"https://wiki.example.org/aims/{control['id'].lower()}", "date": date(2026, 8, 3)}],
            "implemented_on": date(2025, 11, 3),
            "last_reviewed": date(2026, 9, 14),
        }
        for position, control in enumerate(controls)
    ]
    rows.append(
        {
            "control": "OWN-1",
            "own": True,
            "title": "Second look at first refusals",
            "applicable": True,
            "justification": "Panels asked for it, and figures show that it finds errors.",
            "reason_type": ["good_practice"],
            "implementation_status": "implemented",
            "owner": "risk-officer",
            "evidence": [{"url": "https://wiki.example.org/aims/own-1", "date": date(2026, 8, 3)}],
            "implemented_on": date(2026, 1, 12),
            "last_reviewed": date(2026, 9, 14),
        }
    )
    soa = document("soa", "soa", "Statement of Applicability", approver="risk-officer")
    return soa | {"standard": "ISO/IEC 42001:2023", "treatment_plan": "treatment-plan", "controls": rows}
