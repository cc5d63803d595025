"""What all records carry around their content, and the people who stand behind roles."""

from datetime import date, timedelta
from typing import Any

from corpus.plan import Unit

Record = dict[str, Any]

PEOPLE = ("Vos", "Jansen", "Maes", "Costa", "Conti", "Holm", "Huber", "Nowak", "Berg", "Peeters", "Silva", "Ricci")
GIVEN = ("Anna", "Bram", "Clara", "Davide", "Elin", "Filip", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Luca", "Marta")


def document(kind: str, id_: str, title: str, owner: str = "aims-manager", approver: str = "ceo") -> Record:
    """The envelope of an approved and reviewed document."""
    return {
        "kind": kind,
        "id": id_,
        "title": title,
        "owner": owner,
        "created": date(2024, 12, 9),
        "classification": "internal",
        "retention": "7 years",
        "version": "1.2",
        "status": "approved",
        "approved_by": approver,
        "approved_on": date(2026, 3, 2),
        "last_reviewed": date(2026, 9, 14),
        "review_interval": "12 months",
    }


def central_register(kind: str, id_: str, title: str, owner: str) -> Record:
    """The envelope of a register of the organisation."""
    return {
        "kind": kind,
        "id": id_,
        "title": title,
        "owner": owner,
        "created": date(2024, 12, 9),
        "last_reviewed": date(2026, 10, 5),
        "review_interval": "6 months",
    }


def register(unit: Unit, kind: str, title: str, field: str, entries: list[Record]) -> Record:
    """A register of the unit around its entries."""
    return {
        "kind": kind,
        "id": f"{kind.replace('_', '-')}-{unit.id}",
        "title": f"{title} of unit {unit.id} in {unit.city}",
        "owner": unit.role("head"),
        "created": date(2024, 12, 2) + timedelta(days=unit.number % 60),
        "classification": "internal",
        "last_reviewed": date(2026, 10, 1) + timedelta(days=unit.number % 40),
        "review_interval": "6 months",
        field: entries,
    }


def holder(number: int) -> Record:
    """A person who holds a role."""
    given, name = GIVEN[number % len(GIVEN)], PEOPLE[number // len(GIVEN) % len(PEOPLE)]
    address = f"{given}.{name}.{number}@example.org".lower()
    return {"person": f"{given} {name}", "since": date(2024, 9, 1), "identities": [address]}


def competence_need(role: str, position: int, topic: str) -> Record:
    """What a role must know, with evidence that still counts."""
    day = date(2026, 2, 3) + timedelta(days=position % 180)
    return {
        "id": f"need-{role}",
        "role": role,
        "required": [
            {"topic": topic, "level": "practitioner", "basis": "Duties of the role"},
            {"topic": "AI policy and own part in it", "level": "aware", "basis": "Clause 7.3"},
        ],
        "evidence": [
            {
                "type": "training",
                "description": f"Course on {topic[0].lower()}{topic[1:]} with a case at the end",
                "person": f"holder of {role}",
                "date": day,
                "expires": date(2028, 6, 30),
            }
        ],
        "gap": "none",
        "effectiveness_evaluated_on": day + timedelta(days=60),
        "effectiveness": "Two files worked under observation; decisions and reasons were sound.",
        "awareness": {"acknowledged_on": date(2026, 9, 7), "topics": ["AI policy", "Ways to raise a concern"]},
    }
