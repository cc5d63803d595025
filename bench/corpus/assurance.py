"""How the organisation sees that it works: procedures, audits, review, certificate, exceptions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from corpus.envelopes import central_register, document
from corpus.plan import System

Record = dict[str, Any]


def audit_programme(requirements: Sequence[Record]) -> Record:
    """Two audits of everything, one held and one planned."""
    planned = [
        {
            "id": f"PA-{year}",
            "planned": date(year, 6, 8),
            "scope": _all_ids(requirements),
            "criteria": "ISO/IEC 42001:2023 and our own records",
            "auditors": ["internal-auditor"],
        }
        for year in (2026, 2027)
    ]
    programme = document("audit_programme", "audit-programme", "Internal audits 2026 to 2028", "internal-auditor")
    return programme | {
        "period_start": date(2026, 1, 1),
        "period_end": date(2028, 12, 31),
        "interval": "12 months",
        "methods": "Interviews at desks, records with their history, samples drawn by the auditor.",
        "responsibilities": "The internal auditor plans, holds and reports; the programme is audited from outside.",
        "importance": "Everything in the first year; later by risk and by what was found.",
        "audits": planned,
    }


def audit(requirements: Sequence[Record], systems: Sequence[System]) -> Record:
    """The audit that was held, with two findings that ask for nothing."""
    result = document("audit", "audit-2026", "Internal audit 2026", "internal-auditor")
    del result["last_reviewed"]
    return result | {
        "created": date(2026, 6, 1),
        "approved_on": date(2026, 7, 1),
        "programme": "audit-programme",
        "type": "internal",
        "date": date(2026, 6, 19),
        "scope": _all_ids(requirements),
        "systems": [system.id for system in systems if system.built][:12],
        "criteria": "ISO/IEC 42001:2023 and our own records",
        "methods": "Interviews, samples and one calculation done again for each system looked at.",
        "auditors": ["internal-auditor"],
        "findings": [
            {
                "id": "AF-2026-1",
                "type": "observation",
                "requirement": "7.5.3",
                "description": "Two reviews were noted a week late; the content was right.",
            },
            {
                "id": "AF-2026-2",
                "type": "conformity",
                "requirement": "8.4",
                "description": "All assessments of the sample stood before the go-live.",
            },
        ],
        "conclusion": "The management system works; reviews need a reminder.",
        "reported_to": ["ceo", "coo"],
        "reported_on": date(2026, 6, 30),
    }


def management_review() -> Record:
    """The review by top management, all inputs and outputs."""
    inputs = {
        "earlier_actions": "Both actions of 2025 are done.",
        "context_changes": "Law on AI: duties for providers begin; looked at by legal counsel.",
        "stakeholder_changes": "Panels ask for reasons first.",
        "performance": "Fewer nonconformities, figures by group stable, one observation in the audit.",
        "improvement": "Messages with reasons first.",
        "objectives": "Units are on track.",
        "risks": "High ones all in treatment.",
        "incidents": "Outdated inputs; a check of age is in place.",
        "resources": "One data scientist more.",
        "legal_changes": "None besides.",
    }
    result = document("management_review", "management-review-2026", "Management review 2026", approver="ceo")
    del result["last_reviewed"]
    return result | {
        "created": date(2026, 9, 15),
        "approved_on": date(2026, 9, 29),
        "date": date(2026, 9, 22),
        "chair": "ceo",
        "attendees": ["ceo", "coo", "risk-officer", "aims-manager"],
        "inputs": inputs,
        "decisions": [
            {"decision": "Reviews get a reminder two weeks ahead", "about": "improvement"},
            {"decision": "The method stays as it is", "about": "aims_change"},
            {"decision": "One more data scientist", "about": "resources"},
        ],
        "actions": [
            {
                "id": "MR-2026-1",
                "action": "Set up reminders",
                "owner": "aims-manager",
                "due": date(2026, 12, 18),
                "status": "in_progress",
            }
        ],
        "conclusion": "Suitable, adequate and effective.",
        "minutes": "docs/minutes/management-review-2026.md",
    }


def certification() -> Record:
    """The certificate that somebody else issued."""
    result = document("certification", "certificate", "Certificate of the management system", approver="coo")
    for name in ("last_reviewed", "version"):
        del result[name]
    return result | {
        "created": date(2026, 1, 19),
        "approved_on": date(2026, 1, 30),
        "body_name": "Example Certification",
        "standard": "ISO/IEC 42001:2023",
        "scope": "Building, providing and using AI systems",
        "certificate_number": "EX-42001-0815",
        "issued_on": date(2026, 1, 26),
        "expires": date(2029, 1, 25),
    }


def waivers() -> Record:
    """One exception that is in force: the register itself is past its review."""
    return central_register("waivers", "waivers", "Accepted exceptions", "risk-officer") | {
        "review_interval": "1 month",
        "waivers": [
            {
                "id": "W-1",
                "rule": "review-overdue",
                "record": {"kind": "waivers", "id": "waivers"},
                "reason": "The desk moved house; the review was held two weeks late.",
                "approved_by": "risk-officer",
                "approved_on": date(2026, 9, 1),
                "until": date(2027, 2, 28),
            }
        ],
    }


def procedures(requirements: Sequence[Record]) -> list[Record]:
    """Four procedures that together cover every requirement."""
    ids = _all_ids(requirements)
    titles = {
        "document-control": (
            "Documents and records",
            [id_ for id_ in ids if not id_.startswith(("A.", "8", "9", "10"))],
        ),
        "operation": (
            "Building, releasing and running",
            [id_ for id_ in ids if id_.startswith(("8", "A.4", "A.5", "A.6", "A.7", "A.9"))],
        ),
        "concerns-and-incidents": (
            "Concerns and incidents",
            [id_ for id_ in ids if id_.startswith(("10", "A.3", "A.8", "A.2"))],
        ),
        "assurance": ("Measuring, audit, suppliers", [id_ for id_ in ids if id_.startswith(("9", "A.10"))]),
    }
    made = []
    for id_, (title, covers) in titles.items():
        record = document("procedure", id_, title) | {
            "covers": covers,
            "purpose": f"{title}: so that work is done the same way in all units and leaves a trace.",
            "triggers": ["A new system or version", "A concern, an incident or an alarm"],
            "audiences": ["Those concerned", "Users", "Top management"],
            "deadlines": ["Those concerned within a day", "Top management within a week"],
            "steps": [
                {"what": "Note it in the register of the unit", "who": "aims-manager", "time_limit": "1 day"},
                {"what": "Find out what it means for people", "who": "privacy-officer", "time_limit": "5 days"},
                {
                    "what": "Decide, tell those concerned, and look again later",
                    "who": "risk-officer",
                    "time_limit": "10 days",
                },
            ],
            "criteria": "Ten cases a year are followed from end to end by the internal auditor.",
            "url": f"https://wiki.example.org/aims/{id_}",
        }
        if id_ == "concerns-and-incidents":
            record |= {
                "channels": [
                    {"name": "Ombuds line", "contact": "+31 10 000 0000", "open_to": ["staff"], "anonymous": True},
                    {
                        "name": "Web form",
                        "contact": "https://www.example.org/concern",
                        "open_to": ["customers", "affected_people", "public"],
                    },
                ],
                "protection": "Whoever raises a concern is not asked for a name and has nothing to fear.",
            }
        made.append(record)
    return made


def _all_ids(requirements: Sequence[Record]) -> list[str]:
    return [str(item["id"]) for item in requirements]
