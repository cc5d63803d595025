"""What top management sets once for all: context, scope, policy, roles."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from corpus.envelopes import central_register, competence_need, document, holder
from corpus.plan import System, Unit

Record = dict[str, Any]

CENTRAL_ROLES = {
    "ceo": ("Chief executive", "Leads the organisation and answers for the AI policy"),
    "coo": ("Chief operating officer", "Approves impact assessments and resources"),
    "risk-officer": ("Chief risk officer", "Sets the risk method and accepts what remains"),
    "aims-manager": ("Manager of the AI management system", "Keeps the management system and reports on it"),
    "internal-auditor": ("Internal auditor", "Plans and holds audits of work that is not their own"),
    "privacy-officer": ("Privacy officer", "Advises on data about people"),
    "legal-counsel": ("Legal counsel", "Keeps the register of obligations"),
    "procurement-lead": ("Procurement lead", "Looks at suppliers before and while relying on them"),
    "communications-lead": ("Communications lead", "Tells staff and the public"),
    "hr-lead": ("Head of people", "Keeps the competence register"),
}
DUTIES = {
    "risk-officer": ["risk_owner"],
    "aims-manager": ["aims_owner", "reports_to_top_management", "impact_assessment_lead", "incident_lead"],
    "internal-auditor": ["internal_auditor"],
    "procurement-lead": ["supplier_owner"],
}


def context() -> Record:
    """Issues around the organisation."""
    issues = (
        (
            "external",
            "Law on AI comes into force step by step until 2027.",
            "Classes and duties are looked at twice a year.",
        ),
        ("external", "Customers ask how decisions come about.", "Reasons stand in every message."),
        ("internal", "Units grew by purchase and work differently.", "One method, with registers by unit."),
        ("internal", "Data scientists are few.", "Systems of high tier come first."),
    )
    return document("context", "context", "Issues around us") | {
        "issues": [
            {"id": f"issue-{n}", "type": type_, "description": said, "effect": effect, "reviewed_on": date(2026, 9, 14)}
            for n, (type_, said, effect) in enumerate(issues, 1)
        ],
        "climate_change": {"relevant": True, "reason": "Energy use of training and of cooling is watched."},
        "organisation_role": ["developer", "provider", "user"],
        "purpose_of_ai": "Help people at desks to decide sooner and alike, never to replace them.",
    }


def scope(units: Sequence[Unit], systems: Sequence[System]) -> Record:
    """What lies inside: every system but the retired ones."""
    return document("scope", "scope", "Scope of the AI management system") | {
        "statement": "All AI systems that the organisation builds, provides or uses at its own sites.",
        "organisational_units": [f"Unit {unit.id}" for unit in units],
        "sites": sorted({unit.city for unit in units}),
        "activities": ["develop", "provide", "use"],
        "systems": _scoped(systems),
        "exclusions": [{"what": "Spam filter of the mail provider", "reason": "Part of a bought office product"}],
        "interfaces": ["Information security management", "Works council", "Partner firms"],
        "processes": ["Inventory", "Impact assessment", "Risk", "Release", "Monitoring", "Audit and review"],
    }


def _scoped(systems: Sequence[System]) -> Record:
    inside = [system.id for system in systems if system.stage != "retired"]
    out = [{"system": system.id, "reason": "Taken out of use"} for system in systems if system.stage == "retired"]
    return {"in": inside, "out": out} if out else {"in": inside}


def policy() -> Record:
    """The AI policy."""
    return document("policy", "ai-policy", "AI policy", owner="ceo", approver="coo") | {
        "purpose": "Binds everybody who builds, buys or uses AI here.",
        "principles": [
            "People decide; systems advise.",
            "No group pays for what our data do not know.",
            "Those concerned learn that a system was used, and why it came out so.",
        ],
        "commitments": {
            "requirements": "We meet the law, our contracts and this management system.",
            "improvement": "We look at results each quarter and make the management system better.",
        },
        "objectives_framework": "Each principle has at least one objective with a measure, an owner and a date.",
        "effective_from": date(2026, 4, 1),
        "communicated_to": [
            {"audience": "All staff", "date": date(2026, 4, 1), "how": "Meeting and intranet"},
            {"audience": "Suppliers", "date": date(2026, 4, 7), "how": "Letter"},
        ],
        "available_to_interested_parties": "On our public site",
        "review_triggers": ["A serious incident", "New law", "A new sort of use"],
        "related_policies": [
            {
                "topic": topic,
                "name": f"{topic.capitalize()} policy",
                "alignment": said,
                "reviewed_on": date(2026, 9, 14),
            }
            for topic, said in (
                ("security", "Model files are assets there"),
                ("privacy", "Impact assessments of both kinds are made together"),
                ("procurement", "AI questions stand in every tender"),
            )
        ],
        "human_oversight": "Somebody who knows the case and has time may overrule every output.",
        "risk_appetite": "Medium; what is above is treated or stopped.",
        "prohibited_uses": [
            {"id": "no-emotion-reading", "description": "Reading emotions of employees or customers"},
            {"id": "no-social-score", "description": "Scores of conduct across fields of life"},
        ],
        "exceptions": "Asked of the risk officer in writing, for three months at most.",
        "published": True,
    }


def communication_plan() -> Record:
    """Who is told what."""
    rows = (
        ("AI policy and its changes", "When changed", "All staff", "Intranet", "communications-lead"),
        ("Results of monitoring", "Each quarter", "Top management", "Report", "aims-manager"),
        (
            "Incidents with effects outside",
            "Within a day",
            "Those concerned",
            "Letter or message",
            "communications-lead",
        ),
    )
    return document("communication_plan", "communication-plan", "Who is told what") | {
        "communications": [
            {"what": what, "when": when, "to": [to], "how": how, "who": who} for what, when, to, how, who in rows
        ]
    }


def roles() -> Record:
    """The roles above the units."""
    entries = []
    for position, (id_, (title, task)) in enumerate(CENTRAL_ROLES.items()):
        entry: Record = {
            "id": id_,
            "title": title,
            "holders": [holder(position)],
            "responsibilities": [f"{task}."],
            "authorities": ["May ask any unit for its records"],
            "top_management": id_ in ("ceo", "coo", "risk-officer"),
        }
        if id_ in DUTIES:
            entry["duties"] = DUTIES[id_]
        if id_ != "ceo":
            entry["reports_to"] = "ceo"
        if id_ in ("ceo", "risk-officer"):
            entry["may_accept_up_to"] = "high" if id_ == "ceo" else "medium"
        entries.append(entry)
    return central_register("roles", "roles", "Roles of the organisation", "hr-lead") | {"roles": entries}


def competence() -> Record:
    """What these roles must know."""
    needs = [competence_need(id_, position, task) for position, (id_, (_, task)) in enumerate(CENTRAL_ROLES.items())]
    return central_register("competence", "competence", "Competence by role", "hr-lead") | {"competence_needs": needs}
