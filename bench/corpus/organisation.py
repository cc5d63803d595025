"""What there is once in the organisation, by file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from corpus import assurance, direction, methods
from corpus.plan import System, Unit

Record = dict[str, Any]

CATALOGUE = Path(__file__).parents[2] / "rules" / "iso42001" / "catalogue.yaml"


def files_of(units: Sequence[Unit], systems: Sequence[System]) -> dict[str, list[Record]]:
    """The records of the organisation as a whole, by file."""
    requirements = yaml.safe_load(CATALOGUE.read_text("utf-8"))["requirements"]
    records = {
        "direction/context": direction.context(),
        "direction/scope": direction.scope(units, systems),
        "direction/policy": direction.policy(),
        "direction/communication-plan": direction.communication_plan(),
        "people/roles": direction.roles(),
        "people/competence": direction.competence(),
        "risk/risk-method": methods.risk_method(),
        "risk/impact-method": methods.impact_method(),
        "risk/treatment-plan": methods.treatment_plan(units, systems),
        "risk/soa": methods.soa([item for item in requirements if item["kind"] == "control"]),
        "assurance/audit-programme": assurance.audit_programme(requirements),
        "assurance/audit-2026": assurance.audit(requirements, systems),
        "assurance/management-review-2026": assurance.management_review(),
        "assurance/certificate": assurance.certification(),
        "assurance/waivers": assurance.waivers(),
    } | {f"procedures/{record['id']}": record for record in assurance.procedures(requirements)}
    return {f"governance/{path}.yaml": [record] for path, record in records.items()}
