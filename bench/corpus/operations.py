"""What happens in a unit: incidents, concerns, changes, nonconformities, improvements."""

from datetime import date, timedelta
from typing import Any

from corpus.envelopes import register
from corpus.plan import System, Unit

Record = dict[str, Any]

# A unit misses something else than the others, or else one nonconformity would be the other's repetition: with 29
# requirements and 7 causes, 203 units pass before a pair comes back.
BUILDING = ("A.4.2", "A.4.3", "A.6.2.6", "A.6.2.8", "A.7.4", "A.7.5")
USING = ("A.3.3", "A.8.2", "A.8.4", "A.9.2", "A.9.3", "A.10.2", "A.10.3", "A.10.4")
PLANNING = ("4.1", "4.2", "5.3", "6.1.2", "6.1.3", "6.2", "7.2", "7.3", "7.5.2", "7.5.3")
WORKING = ("8.1", "8.2", "8.3", "8.4", "9.1")
MISSED = BUILDING + USING + PLANNING + WORKING
CAUSES = ("process", "people", "tooling", "data", "supplier", "resources", "communication")


def incidents(unit: Unit, system: System) -> Record:
    """One grave incident, closed before the last release."""
    day = system.assessed_on - timedelta(days=40)
    entry: Record = {
        "id": f"INC-{unit.id}",
        "title": f"Outdated inputs in {system.name}",
        "systems": [system.id],
        "detected_on": day,
        "reported_by": "Desk lead",
        "channel": "Button beside the output",
        "description": (
            f"A feed stood still for two days. {system.trade.cases.capitalize()} were worked on old values; "
            f"{system.random('incident').randrange(3, 30)} were decided otherwise when worked again."
        ),
        "category": "malfunction",
        "severity": "high",
        "serious_incident": False,
        "users_affected": True,
        "affected_persons": f"Some {system.trade.people}; all were told",
        "containment": "Work by hand from the first hour; feed restarted.",
        "root_cause": "Nobody was told when a delivery stayed away.",
        "communicated": [{"to": ["Those concerned", "Desk"], "sent_on": day + timedelta(days=1), "how": "Letter"}],
        "authority_report": {"required": False},
        "lessons": "Age of inputs is checked before each output.",
        "owner": unit.role("engineering"),
        "status": "closed",
        "closed_on": day + timedelta(days=30),
    }
    return register(unit, "incidents", "Incidents", "incidents", [entry])


def concerns(unit: Unit, system: System) -> Record:
    """One concern, answered."""
    entry = {
        "id": f"CON-{unit.id}",
        "systems": [system.id],
        "raised_on": date(2026, 4, 7) + timedelta(days=unit.number % 80),
        "raised_by": "staff",
        "channel": "Ombuds line",
        "summary": f"Case {unit.number + 100}: {system.trade.bad} seemed frequent for {system.trade.group}.",
        "handled_by": "aims-manager",
        "answer": "Figures by group were looked at together; the gap lies below the limit and is now published.",
        "status": "closed",
        "closed_on": date(2026, 7, 20) + timedelta(days=unit.number % 30),
    }
    return register(unit, "concerns", "Concerns", "concerns", [entry])


def changes(unit: Unit, system: System) -> Record:
    """The change that came of the incident."""
    entry = {
        "id": f"CH-{unit.id}",
        "title": f"{system.name} {system.version}",
        "description": "New version with a check of the age of inputs and two features fewer.",
        "reason": f"Lesson of INC-{unit.id}.",
        "subject": "system",
        "systems": [system.id],
        "significance": "significant",
        "consequences": "Slightly fewer outputs; the desk takes over what is refused.",
        "resources": "Six weeks of two people",
        "owner": unit.role("science"),
        "planned_for": system.live_on,
        "implemented_on": system.live_on,
        "approved_by": "risk-officer",
        "approved_on": system.assessed_on - timedelta(days=10),
        "reassessed": True,
        "unintended_effects": "none",
        "status": "closed",
    }
    return register(unit, "changes", "Changes", "changes", [entry])


def nonconformities(unit: Unit, system: System) -> Record:
    """The nonconformity that was raised from it."""
    day = system.assessed_on - timedelta(days=38)
    entry = {
        "id": f"NC-{unit.id}",
        "title": "No alarm when a delivery stays away",
        "source": "incident",
        "raised_from": f"INC-{unit.id}",
        "requirement": MISSED[unit.number % len(MISSED)],
        "description": f"INC-{unit.id} showed that operation plans named no check of the age of inputs.",
        "classification": "minor",
        "opened_on": day,
        "correction": "Feed restarted, cases worked again.",
        "root_cause": "The plan listed machines, not deliveries; nobody owned the feed.",
        "root_cause_method": "Five whys with desk and engineering",
        "root_cause_category": CAUSES[unit.number % len(CAUSES)],
        "similar_checked": "All systems of the unit were looked at; two more feeds got an owner.",
        "corrective_actions": [
            {
                "action": "Name an owner and a largest age for each input",
                "owner": unit.role("engineering"),
                "due": day + timedelta(days=40),
                "done_on": day + timedelta(days=31),
            }
        ],
        "effectiveness": {
            "date": day + timedelta(days=120),
            "by": "aims-manager",
            "result": "effective",
            "description": "A delivery was held back on purpose; the alarm came within the hour.",
        },
        "aims_change": False,
        "owner": unit.role("head"),
        "status": "closed",
        "closed_on": day + timedelta(days=121),
        "closed_by": "aims-manager",
    }
    return register(unit, "nonconformities", "Nonconformities", "nonconformities", [entry])


def improvements(unit: Unit) -> Record:
    """One improvement, made."""
    entry = {
        "id": f"IMP-{unit.id}",
        "title": "Messages with reasons first",
        "description": "Those concerned read the reasons before anything else; asked for by the panels.",
        "source": "Consultations of the impact assessments",
        "owner": unit.role("desk"),
        "raised_on": date(2026, 3, 9),
        "due": date(2026, 9, 30),
        "done_on": date(2026, 9, 1),
        "result": "Questions about messages fell by a third.",
        "status": "done",
    }
    return register(unit, "improvements", "Improvements", "improvements", [entry])
