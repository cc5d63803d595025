"""The registers of one unit: people, third parties, risks, direction, monitoring."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from corpus import operations
from corpus.envelopes import competence_need, holder, register
from corpus.plan import LIVE, System, Unit
from corpus.results import monitoring

Record = dict[str, Any]

UNIT_ROLES = {
    "head": (
        "Head of",
        ["system_owner", "risk_owner", "supplier_owner"],
        "Owns the systems of the unit and their risks",
    ),
    "science": ("Lead data scientist of", ["impact_assessment_lead"], "Builds, tests and watches the models"),
    "data": ("Data steward of", ["data_steward"], "Answers for where data come from and who may use them"),
    "desk": ("Desk lead of", ["oversight"], "Oversees the output and may stop the system"),
    "engineering": ("Engineering lead of", ["incident_lead"], "Runs the machines and mends faults"),
}


def files_of(unit: Unit, systems: Sequence[System]) -> dict[str, list[Record]]:
    """The registers of a unit, by file."""
    folder = f"governance/units/{unit.id}"
    working = [system for system in systems if system.stage != "idea"]
    watched = [monitoring(system) for system in systems if system.stage in LIVE]
    registers = {
        "people": [_roles(unit), _competence(unit)],
        "third-parties": [_suppliers(unit, systems), _customers(unit, systems)],
        "risks": [_risks(unit, working)],
        "operations": [
            operations.incidents(unit, systems[0]),
            operations.concerns(unit, systems[0]),
            operations.changes(unit, systems[0]),
            operations.nonconformities(unit, systems[0]),
            operations.improvements(unit),
        ],
        "direction": [_objectives(unit, systems), _obligations(unit, systems), _parties(unit, systems[0])],
        "monitoring": watched,
    }
    return {f"{folder}/{name}.yaml": records for name, records in registers.items() if records}


def _roles(unit: Unit) -> Record:
    entries = [
        {
            "id": unit.role(name),
            "title": f"{title} unit {unit.id}",
            "holders": [holder(20 + unit.number * len(UNIT_ROLES) + position)],
            "responsibilities": [f"{task}.", "Keeps the records of this work up to date."],
            "authorities": ["May stop a system of the unit at once"],
            "duties": duties,
            "reports_to": "coo" if name == "head" else unit.role("head"),
            "deputy": unit.role("engineering" if name == "science" else "science"),
        }
        for position, (name, (title, duties, task)) in enumerate(UNIT_ROLES.items())
    ]
    return register(unit, "roles", "Roles", "roles", entries)


def _competence(unit: Unit) -> Record:
    topics = {
        "head": "Owning AI risks",
        "science": "Testing models for fairness and robustness",
        "data": "Provenance and quality of data",
        "desk": "Overseeing and overruling AI output",
        "engineering": "Running and stopping AI services",
    }
    entries = [competence_need(unit.role(name), unit.number, topic) for name, topic in topics.items()]
    return register(unit, "competence", "Competence", "competence_needs", entries)


def _suppliers(unit: Unit, systems: Sequence[System]) -> Record:
    used = {"cloud", *("data" if system.own else "model" for system in systems if system.stage != "idea")}
    sold = {
        "cloud": (["platform"], "Machines and storage", "high"),
        "data": (["data"], "Licensed columns of data", "medium"),
        "model": (["saas", "model"], "Finished services with a model inside", "high"),
    }
    entries = [
        {
            "id": unit.supplier(name),
            "name": f"{name.capitalize()} house {unit.city} {unit.number}",
            "supplies": supplies,
            "description": f"{words} for the systems of unit {unit.id}.",
            "criticality": criticality,
            "owner": unit.role("head"),
            "status": "active",
            "due_diligence": {
                "date": date(2026, 3, 2) + timedelta(days=unit.number % 90),
                "by": "procurement-lead",
                "result": "approved",
                "topics": ["Security", "Origin of data", "Notice of changes", "Incidents"],
                "remarks": "Reports of two outside audits read; open points closed.",
            },
            "contract": {
                "ref": f"{unit.id}-{name}-2025",
                "start": date(2025, 1, 1),
                "end": date(2027, 12, 31),
                "ai_clauses": [
                    "audit_right",
                    "incident_notice",
                    "change_notice",
                    "data_use",
                    "intellectual_property",
                    "documentation",
                    "subcontracting",
                    "liability",
                ],
            },
            "responsibilities": [
                {"task": "Notice of changes and incidents", "party": "supplier"},
                {"task": "Testing in our setting, oversight, information of users", "party": "us"},
            ],
            "monitoring": {"interval": "6 months", "last_review": date(2026, 9, 15), "issues": ["none"]},
            "exit_plan": "Work by hand for four weeks while the second best of the tender is set up.",
            "certificates": [{"name": "ISO/IEC 27001", "expires": date(2028, 3, 31)}],
            "trains_on_our_data": False,
        }
        for name, (supplies, words, criticality) in sold.items()
        if name in used
    ]
    return register(unit, "suppliers", "Suppliers", "suppliers", entries)


def _customers(unit: Unit, systems: Sequence[System]) -> Record:
    provided = [system.id for system in systems if "provider" in system.roles and system.stage in LIVE]
    entry: Record = {
        "id": f"partners-{unit.id}",
        "name": f"Partner firms of {unit.city}",
        "systems": provided,
        "expectations": ["Notice of changes a month ahead", "A person to call"],
        "information_given": ["Handbook with uses and limits", "Release notes"],
        "responsibilities": ["Oversight at their own desks", "Telling those concerned"],
        "feedback": "Two calls a year; wishes go to the improvement register.",
        "owner": unit.role("head"),
        "status": "active",
        "last_reviewed": date(2026, 9, 21),
    }
    if not provided:
        del entry["systems"]
    return register(unit, "customers", "Customers", "customers", [entry])


def _risks(unit: Unit, systems: Sequence[System]) -> Record:
    return register(unit, "risk_register", "AI risks", "risks", [_risk(system) for system in systems])


def _risk(system: System) -> Record:
    trade, high = system.trade, system.tier == "high"
    risk: Record = {
        "id": f"R-{system.id}",
        "title": f"{system.name} treats groups apart",
        "description": f"The model learns past habits; {trade.group} get {trade.bad} more often, and {trade.loss}.",
        "category": "bias",
        "systems": [system.id],
        "owner": system.unit.role("head"),
        "likelihood": "likely" if high else "possible",
        "consequence": {"organisation": "moderate", "individuals": "major", "society": "moderate"},
        "level": "high" if high else "medium",
        "existing_controls": ["A person decides"],
        "option": "modify",
        "controls": ["A.5.4", "A.6.2.4", "A.7.4", "A.9.2"],
        "residual_likelihood": "unlikely",
        "residual_consequence": {"organisation": "minor", "individuals": "moderate", "society": "minor"},
        "residual_level": "low",
        "status": "in_treatment",
        "assessed_on": system.evaluated_on,
        "review_interval": "12 months",
    }
    if system.assessed:
        risk["raised_from"] = f"{system.id}-fairness"
    if system.stage == "retired":
        risk["status"] = "closed"
    return risk


def _objectives(unit: Unit, systems: Sequence[System]) -> Record:
    entry = {
        "id": f"OBJ-{unit.id}",
        "statement": "No group gets needless refusals three points more often than all others.",
        "principle": "Fairness",
        "area": ["development", "use"],
        "systems": [system.id for system in systems if system.stage in LIVE],
        "measure": "Largest gap of the monthly figures by group",
        "unit": "points",
        "baseline": 4.6,
        "target": 3.0,
        "due": date(2027, 6, 30),
        "owner": unit.role("head"),
        "resources": "A tenth of the time of two data scientists",
        "actions": ["Thin files calibrated apart", "Second look at first refusals"],
        "evaluation": "Figures of a quarter, read by the head and the risk officer",
        "frequency": "3 months",
        "status": "on_track",
        "results": [
            {"date": date(2026, 7, 15), "value": 3.4},
            {"date": date(2026, 10, 15), "value": 3.1, "remark": "Two systems still above"},
        ],
        "communicated_to": ["Staff of the unit", "Works council"],
    }
    return register(unit, "objectives", "AI objectives", "objectives", [entry])


def _obligations(unit: Unit, systems: Sequence[System]) -> Record:
    laws = (
        ("privacy", "Data protection law", "law", "Tell people about automated processing and let them object."),
        ("work", "Agreement with the works council", "contract", "No use of output to rate single employees."),
    )
    entries = [
        {
            "id": f"OBL-{name}-{unit.id}",
            "source": source,
            "article": f"Part {1 + unit.number % 9}",
            "type": type_,
            "requirement": requirement,
            "reporting_duty": "none",
            "systems": [system.id for system in systems if system.stage not in ("idea", "retired")],
            "owner": "legal-counsel",
            "how_met": "Messages name the reasons and the way to object; contracts and settings bar other use.",
            "applies_from": date(2024, 1, 1),
            "last_reviewed": date(2026, 8, 24),
            "review_interval": "12 months",
        }
        for name, source, type_, requirement in laws
    ]
    return register(unit, "obligations", "Obligations", "obligations", entries)


def _parties(unit: Unit, system: System) -> Record:
    trade = system.trade
    rows = (
        (
            "people",
            trade.people.capitalize(),
            "affected_person",
            "To be treated alike and told why",
            "Panel twice a year",
        ),
        ("group", trade.group.capitalize(), "affected_group", "Not to pay for thin data", "Advice centre"),
        ("staff", trade.staff.capitalize(), "employee", "To decide themselves, with time to do so", "Desk meetings"),
    )
    entries = [
        {
            "id": f"party-{name}-{unit.id}",
            "name": said,
            "category": category,
            "requirements": [need],
            "addressed": True,
            "addressed_how": "Policy principle, impact assessments and the monthly figures by group",
            "channel": channel,
            "reviewed_on": date(2026, 8, 31),
        }
        for name, said, category, need, channel in rows
    ]
    return register(unit, "interested_parties", "Interested parties", "interested_parties", entries)
