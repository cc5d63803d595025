"""The records about what a system is made of: its model and its data."""

from datetime import date, timedelta
from typing import Any

from corpus.plan import System

Record = dict[str, Any]


def model_card(system: System) -> Record:
    """The model card of a system that we built."""
    trade, unit, chance = system.trade, system.unit, system.random("card")
    day = system.evaluated_on - timedelta(days=3)
    gap = chance.randrange(10, 39) / 10
    share = chance.randrange(780, 930) / 1000
    return {
        "kind": "model_card",
        "id": system.model,
        "title": f"Model of {system.name}",
        "owner": unit.role("science"),
        "created": system.built_on,
        "last_reviewed": system.reviewed_on,
        "review_interval": "12 months",
        "status": "retired" if system.stage == "retired" else "active",
        "name": f"{system.id} model",
        "version": system.version,
        "date": day,
        "task": f"Turn one {trade.case} into {trade.output}",
        "type": chance.choice(("Logistic regression", "Gradient boosting", "Small neural network")),
        "design": (
            f"Few inputs that the desk can check: {', '.join(trade.signals)}. More complex designs gained less than "
            f"two points and gave reasons that nobody could follow."
        ),
        "licence": "Our own",
        "intended_use": f"Help {trade.staff} to {trade.aim}.",
        "out_of_scope_use": [f"Any {trade.case} from outside {system.unit.city}", "Rating employees"],
        "datasets": [system.data],
        "training_data": f"{trade.cases.capitalize()} of three years with their outcome, one row each.",
        "evaluation_data": f"The last six months of {trade.cases}, opened once.",
        "metrics": [
            {
                "name": "Right outcomes",
                "kind": "performance",
                "value": share,
                "threshold": 0.75,
                "direction": "higher_is_better",
                "result": "passed",
                "date": day,
            },
            {
                "name": "Gap in needless refusals, points",
                "kind": "fairness",
                "slice": trade.group.capitalize(),
                "value": gap,
                "threshold": 4.0,
                "direction": "lower_is_better",
                "result": "passed",
                "date": day,
            },
        ],
        "limitations": [
            f"Weak for {trade.group}: the data hold few of them.",
            f"Knows nothing of what is not among {trade.signals[0]}, {trade.signals[1]} and the other inputs.",
        ],
        "known_risks": [
            {"risk": f"Habits of the past return as {trade.bad}", "mitigation": "Gap measured each month"},
        ],
        "human_use_of_output": "As a second opinion; the person at the desk decides and writes down why.",
        "explainability": "Contributions of all inputs are exact and shown.",
        "robustness": "Broken, outdated and swapped inputs were refused or flagged.",
        "contact": f"models-{unit.id}@example.org",
    }


def card_text(system: System) -> str:
    """What stands below the front matter of a card in Markdown."""
    trade = system.trade
    return "\n".join(
        (
            f"# {system.name}",
            "",
            f"The model helps {trade.staff} to {trade.aim}. It reads {', '.join(trade.signals)}",
            f"and gives {trade.output}.",
            "",
            "## What it cannot do",
            "",
            f"It has seen few {trade.group}, and says so when it meets such a {trade.case}.",
        )
    )


def dataset(system: System) -> Record:
    """The data that the system learned from, or runs on when it was bought."""
    trade, unit, chance = system.trade, system.unit, system.random("data")
    day = system.assessed_on - timedelta(days=chance.randrange(5, 40))
    rows = chance.randrange(8, 900) * 1000
    record: Record = {
        "kind": "dataset",
        "id": system.data,
        "title": f"Data of {system.name}",
        "owner": unit.role("data"),
        "created": system.built_on,
        "last_reviewed": system.reviewed_on,
        "review_interval": "12 months",
        "status": "retired" if system.stage == "retired" else "active",
        "name": f"{trade.cases.capitalize()} of {unit.city}",
        "version": f"{day.year}-{day.month:02d}",
        "description": f"{rows} {trade.cases} with {', '.join(trade.signals)} and the outcome after twelve months.",
        "purpose": ["train", "validate", "test"] if system.own else ["production"],
        "sources": [
            {
                "name": "Case system",
                "acquisition": "collected",
                "description": f"All {trade.cases} of the years 2022 to 2025",
            },
            {"name": unit.supplier("data" if system.own else "model"), "acquisition": "licensed"},
        ],
        "date_range": {"start": date(2022, 1, 1), "end": date(2025, 12, 31)},
        "licence": "Our own; licensed columns under the data contract",
        "legal_basis": f"Contract with the {trade.person}; balance of interests on file",
        "personal_data": {"used": True, "categories": [trade.signals[0].capitalize(), "Contact data"]},
        "provenance": [
            {"step": "Export from the case system", "by": unit.role("engineering"), "date": day},
            {"step": "Names and addresses cut, ids replaced", "by": unit.role("data"), "date": day},
        ],
        "preparation": {
            "steps": ["Doubles removed", "Codes mapped to one list"],
            "criteria": f"Keep every {trade.case} that a person could have worked; explain each one left out.",
        },
        "quality_requirements": [
            _quality(
                "completeness",
                "Rows without a gap",
                "At least 97 percent",
                f"{chance.randrange(971, 999) / 10} percent",
                day,
            ),
            _quality(
                "representativeness",
                f"Share of {trade.group}",
                "At least 3 percent",
                f"{chance.randrange(31, 79) / 10} percent",
                day,
            ),
        ],
        "representativeness": f"Stands for {trade.people} of {unit.city}; {trade.group} are few.",
        "known_bias": [f"Past decisions of {trade.staff} are part of the outcome."],
        "disposal": {"retention": "5 years", "method": "Deleted with its backups by the data steward"},
        "access": f"Data science of {unit.city} and the data steward; each access is logged",
        "location": "Data platform, area restricted",
        "supplier": unit.supplier("data" if system.own else "model"),
    }
    if system.own:
        record["labelling"] = {
            "method": f"Outcome of each {trade.case} after twelve months, taken from the case system",
            "guidelines": "Handbook of the data steward, chapter 2",
            "quality": "Two people agreed on 96 of 100 drawn by lot",
        }
    return record


def _quality(dimension: str, measure: str, threshold: str, value: str, day: date) -> Record:
    return {
        "dimension": dimension,
        "measure": measure,
        "threshold": threshold,
        "value": value,
        "result": "passed",
        "date": day,
    }
