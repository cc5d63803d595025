"""The records about one system: its entry in the inventory, and which files there are about it."""

from datetime import date, timedelta
from typing import Any

from corpus.materials import card_text, dataset, model_card
from corpus.plan import LIVE, System
from corpus.results import deployment, evaluation, impact_assessment

Record = dict[str, Any]


def files_of(system: System) -> dict[str, list[Record]]:
    """The records about one system, by file."""
    files = {f"governance/systems/{system.id}.yaml": [ai_system(system)]}
    if system.stage == "idea":
        return files
    files[f"governance/data/{system.id}.yaml"] = [dataset(system)]
    if system.own:
        if system.number % 10 == 1:
            files[f"governance/models/{system.id}.md"] = [model_card(system) | {"body": card_text(system)}]
        else:
            files[f"governance/models/{system.id}.yaml"] = [model_card(system)]
    if system.assessed:
        results = [impact_assessment(system)]
        if system.built:
            results += [evaluation(system), deployment(system)]
        files[f"governance/assessments/{system.id}.yaml"] = results
    return files


def ai_system(system: System) -> Record:
    """The inventory entry."""
    trade, unit, chance = system.trade, system.unit, system.random("system")
    record: Record = {
        "kind": "ai_system",
        "id": system.id,
        "title": system.name,
        "owner": unit.role("head"),
        "created": system.built_on,
        "classification": "internal",
        "last_reviewed": system.reviewed_on,
        "review_interval": "6 months" if system.tier == "high" else "12 months",
        "name": system.name,
        "description": (
            f"Reads each {trade.case} and gives {trade.output}. It rests on {trade.signals[0]}, {trade.signals[1]} "
            f"and {trade.signals[2]}; {trade.staff} see the result beside the file."
        ),
        "purpose": f"{trade.aim[0].upper()}{trade.aim[1:]}, with the same yardstick for all {trade.people}.",
        "intended_use": (
            f"Used by {trade.staff} in {unit.city} on {trade.cases} that came in through the usual channels and are "
            f"complete. Where a field is missing or older than {chance.choice((30, 60, 90))} days, the {trade.case} "
            f"is worked without the system."
        ),
        "foreseeable_misuse": [f"A busy desk confirms {trade.bad} without opening the {trade.case}."],
        "prohibited_uses": [f"Let {trade.bad} stand without a person having looked at it."],
        "users": [trade.staff.capitalize()],
        "affected_persons": [trade.people.capitalize(), trade.group.capitalize()],
        "organisation_role": list(system.roles),
        "business_unit": f"{trade.place} {unit.city}",
        "lifecycle_stage": system.stage,
        "stage_since": _stage_since(system),
        "version": system.version,
        "risk_tier": system.tier,
        "technique": "classical_ml" if system.own else "embedded_saas",
        "decision_role": chance.choice(("assistive", "advisory", "decides_with_review")),
        "deployment_context": {
            "audience": chance.choice(("internal", "internal", "customers")),
            "sector": trade.place,
            "countries": ["NL", "BE"] if system.number % 3 else ["DE"],
        },
        "personal_data": {"used": True, "categories": [trade.signals[0].capitalize(), "Contact data"]},
    }
    if system.stage == "idea":
        return record
    record |= _means(system) | _care(system)
    if system.stage in ("decommissioning", "retired"):
        record["decommission"] = _decommission(system)
    return record


def _stage_since(system: System) -> date:
    if system.stage in LIVE:
        return system.live_on
    if system.stage in ("suspended", "decommissioning", "retired"):
        return system.reviewed_on - timedelta(days=3)
    return system.assessed_on


def _means(system: System) -> Record:
    """What the system is made of and runs on."""
    unit, trade = system.unit, system.trade
    model: Record = {"name": f"{system.id} model", "version": system.version}
    if system.own:
        model |= {"source": "own", "licence": "Our own", "card": system.model}
    else:
        model |= {"source": "third_party", "licence": "Service contract", "change_notice": True}
        model["supplier"] = unit.supplier("model")
    record: Record = {
        "models": [model],
        "datasets": [system.data],
        "suppliers": [unit.supplier("cloud"), unit.supplier("data" if system.own else "model")],
        "tooling": ["Python 3.11", "scikit-learn 1.5", "MLflow 2.14"]
        if system.own
        else ["Web console of the supplier"],
        "computing_resources": {
            "where": "Two virtual machines with 8 cores" if system.own else "Service of the supplier",
            "provider": unit.supplier("cloud" if system.own else "model"),
            "region": "Netherlands",
            "energy": f"About {system.random('energy').randrange(3, 40) / 10} MWh a year",
        },
        "people": [unit.role("science"), unit.role("engineering"), unit.role("desk")],
        "specification": {
            "requirements": [
                f"Answer within {system.random('speed').randrange(1, 6)} seconds for 99 of 100 {trade.cases}.",
                "Refuse inputs that are incomplete or outdated instead of guessing.",
            ],
        },
    }
    if system.own and system.built:
        record["code"] = {"paths": [f"services/{system.id}/**"], "watch": [f"services/{system.id}/model.lock"]}
    return record


def _care(system: System) -> Record:
    """How people keep it in hand, and what those concerned are told."""
    unit, trade = system.unit, system.trade
    return {
        "oversight": {
            "level": "in_the_loop",
            "overseers": [unit.role("desk")],
            "sees": f"The output, the signals behind it, the age of each input, and the {trade.case} itself.",
            "intervenes_when": f"The output is {trade.bad}, an input is disputed, or the {trade.case} is unusual.",
            "stop_mechanism": f"The desk lead switches to work by hand; it holds from the next {trade.case}.",
            "stop_tested_on": system.evaluated_on,
            "escalation": f"Desk lead, then head of {trade.place.lower()}, then the risk officer.",
            "automation_bias": "One case in ten is judged before the output is shown, and both are compared.",
        },
        "event_logging": {
            "enabled": system.stage != "retired",
            "events": ["Inputs and their age", "Output and signals", "Decision of the person"],
            "retention": "24 months",
        },
        "user_information": {
            "uses": f"A second opinion on each {trade.case}; the person at the desk decides.",
            "limits": f"Weak for {trade.group}, and blind to anything that is not among its inputs.",
            "contact": f"models-{unit.id}@example.org",
            "where": f"Handbook of {trade.place.lower()}, chapter 4, and the help panel beside the output",
        },
        "explanation": {
            "method": "Contribution of each signal against a typical case, strongest first",
            "given_to": [f"The {trade.person}"],
            "how": f"A message about {trade.bad} names the reasons in plain words and says how to object.",
        },
        "adverse_impact_channel": f"Form on our site and complaints-{unit.id}@example.org",
        "feedback_channel": "Button beside the output, read each week by the lead data scientist",
        "responsibilities": [
            {"task": "Decision on each case", "party": "us"},
            {"task": "Choice and testing of inputs", "party": "us" if system.own else "supplier"},
        ],
        "operation": {
            "support": "Weekdays 8 to 18 hours; outside these hours the desk works by hand",
            "repairs": "Work by hand, mend, replay the last hundred cases",
        },
    }


def _decommission(system: System) -> Record:
    return {
        "date": system.reviewed_on - timedelta(days=3),
        "reason": "The contract ended and nothing replaced it.",
        "disposal": "Model files deleted; training data went back to the data steward.",
        "users_informed_on": system.reviewed_on - timedelta(days=4),
        "dependencies": "None; the desk works by hand.",
        "records_kept_until": date(2033, 12, 31),
        "approved_by": "coo",
    }
